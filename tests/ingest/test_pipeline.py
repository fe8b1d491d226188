import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Document, Metadata
from index.errors import InvalidInput
from ingest import pipeline
from ingest.pipeline import Source

ARTICLE = Path(__file__).parent / "fixtures" / "article.txt"
SURROGATES = st.characters() | st.characters(categories=["Cs"])


def check(document: Document) -> None:
    """What holds for every document."""
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in text.replace("\n", ""))
    assert "  " not in text
    position = 0
    for passage in document.passages:
        assert passage.start == passage.sentences[0].start
        assert passage.end == passage.sentences[-1].end
        for sentence in passage.sentences:
            assert not text[position : sentence.start].strip()
            assert document.slice(sentence) == document.slice(sentence).strip() != ""
            position = sentence.end
    assert not text[position:].strip()
    ids = [passage.passage_id for passage in document.passages]
    assert len(set(ids)) == len(ids)


def attempt(make: Callable[[], Document]) -> tuple[Document | None, str]:
    """The document, or why there is none."""
    try:
        return make(), ""
    except InvalidInput as error:
        return None, str(error)


@settings(deadline=None)
@given(st.text(SURROGATES))
def test_any_text_gives_a_sound_document_or_a_precise_error(text: str) -> None:
    document, error = attempt(lambda: pipeline.from_text(text))
    if document:
        check(document)
        assert document == pipeline.from_text(text)
    else:
        assert error.startswith("text: there is no text")
        assert not any(c.isalnum() for c in text)


LINES = st.lists(
    st.sampled_from(
        [
            "", "- item one", "1. first", "2. second", "A heading", "=========", "a | b", "c | d", "# Marked",
            "The army is capped at 600,000. Kyiv wants 800,000.", "Sources", "Find out more about the plan.",
            "---", "title: x", "> quoted", "```", "<div>", "Col one   col two", "a       b",
            "wrapped at a hy-", "phen goes on",
        ]
    )
    | st.text()
)  # fmt: skip


@settings(deadline=None)
@given(LINES, st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_lines_in_any_text_format_give_a_sound_document_or_a_precise_error(lines: list[str], name: str) -> None:
    document, error = attempt(lambda: pipeline.from_bytes("\n".join(lines).encode(), name))
    if document:
        check(document)
    else:
        assert error.startswith(name)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.xyz"]))
def test_any_bytes_give_a_document_or_a_precise_error(data: bytes, name: str) -> None:
    document, error = attempt(lambda: pipeline.from_bytes(data, name))
    if document:
        check(document)
    else:
        assert error.startswith(name)


def test_the_article_is_cut_into_its_sections() -> None:
    document = pipeline.from_bytes(ARTICLE.read_bytes(), "article.txt")
    check(document)
    assert document.metadata == Metadata(title="Diplomacy Under Duress: The Geneva Consultations")
    assert [passage.section for passage in document.passages][:3] == [
        "Diplomacy Under Duress: The Geneva Consultations",
        "The Agenda for High-Level Security Meetings",
        "Efforts to Transform a Contentious Draft",
    ]


def test_canonical_text_joins_blocks_by_lines_and_empty_lines() -> None:
    markdown = b"# Title\n\nFirst *paragraph*,\nwrapped.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n"
    document = pipeline.from_bytes(markdown, "a.md")
    assert document.text == "Title\n\nFirst paragraph, wrapped.\n\none\ntwo\n\na | b\nc | d"
    roles = [sentence.role for passage in document.passages for sentence in passage.sentences]
    assert roles == ["heading", "prose", "item", "item", "row", "row"]


@pytest.mark.parametrize(
    "heading", ["Sources", "References:", "Quellen", "Références", "Źródła", "Джерела", "7. Sources"]
)
def test_what_stands_under_a_heading_like_sources_is_a_reference(heading: str) -> None:
    sources = f"## {heading}\n\n- Axios, 2025\n\nA note.\n\n### Weak ones\n\n- A blog"
    markdown = f"# T\n\nText here.\n\n{sources}\n\n## Annex\n\nMore."
    document = pipeline.from_bytes(markdown.encode(), "a.md")
    roles = {document.slice(s): s.role for passage in document.passages for s in passage.sentences}
    assert [roles[text] for text in ("Axios, 2025", "A note.", "A blog")] == ["reference"] * 3
    assert roles["Text here."] == roles["More."] == "prose"
    assert roles[heading] == "heading"


def test_sources_of_tension_are_content() -> None:
    document = pipeline.from_bytes(b"# T\n\n## Sources of tension\n\nLand is one.", "a.md")
    assert {s.role for passage in document.passages for s in passage.sentences} == {"heading", "prose"}


def test_the_sidecar_goes_before_the_file_and_the_file_before_its_first_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: From front matter\npublisher: Desk\n---\n# From heading\n\nText.\n")
    assert Source.read(path).document().metadata.title == "From front matter"
    (tmp_path / "a.md.meta.yaml").write_text("title: From sidecar\npublished: 2025-11-22\n")
    metadata = Source.read(path).document().metadata
    assert metadata == Metadata(title="From sidecar", publisher="Desk", published=date(2025, 11, 22))
    path.write_text("# From heading\n\nText.\n")
    (tmp_path / "a.md.meta.yaml").unlink()
    assert Source.read(path).document().metadata.title == "From heading"


def test_a_bad_sidecar_is_an_error_that_names_file_field_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text.")
    (tmp_path / "a.txt.meta.yaml").write_text("published: 22 November\n")
    with pytest.raises(
        InvalidInput, match=r"a\.txt\.meta\.yaml: published: '22 November' is not a date; .* YYYY-MM-DD"
    ):
        Source.read(path).document()


def test_the_content_hash_depends_on_the_file_and_its_sidecar_alone(tmp_path: Path) -> None:
    path, other = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_text("Text.")
    other.write_text("Text.")
    assert Source.read(path).content_hash == Source.read(other).content_hash
    hashes = {Source.read(path).content_hash}
    for sidecar in ("", "title: x"):
        (tmp_path / "a.txt.meta.yaml").write_text(sidecar)
        hashes.add(Source.read(path).content_hash)
    path.write_text("Text!")
    hashes.add(Source.read(path).content_hash)
    assert len(hashes) == 4


def test_given_metadata_goes_before_that_of_an_upload() -> None:
    document = pipeline.from_bytes(b"---\ntitle: Own\n---\nText.", "a.txt", Metadata(title="Given"))
    assert document.metadata.title == "Given"


def test_text_that_looks_like_front_matter_is_text_for_the_api() -> None:
    assert pipeline.from_text("Plain words, given as they are.").text == "Plain words, given as they are."
