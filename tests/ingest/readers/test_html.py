from datetime import date
from pathlib import Path

import pytest
from trafilatura import extract

from index.documents import Metadata
from index.errors import UnreadableDocument
from ingest.blocks import Block
from ingest.readers import html

PAGES = sorted((Path(__file__).parents[1] / "fixtures" / "pages").glob("*.html"))
"""In these pages all content begins with "KEEP:" and all furniture with "CUT:"."""


def blocks(body: str) -> list[Block]:
    return list(html.read(f"<html><body>{body}</body></html>".encode(), "a.html").blocks)


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_all_content_is_kept_and_all_furniture_is_not(page: Path) -> None:
    source = page.read_text()
    text = "\n".join(block.text for block in html.read(page.read_bytes(), page.name).blocks)
    assert text.count("KEEP:") == source.count("KEEP:") > 0
    assert "CUT:" not in text


def test_trafilatura_alone_loses_content() -> None:
    """The reason for the second pass; when this fails, trafilatura has become complete, and the pass can go."""
    lost = 0
    for page in PAGES:
        source = page.read_text()
        text = extract(source, include_comments=False, include_tables=True, favor_recall=True) or ""
        lost += source.count("KEEP:") - text.count("KEEP:")
    assert lost >= 5


def test_the_roles_of_a_page() -> None:
    page = next(page for page in PAGES if page.stem == "news_article")
    found = [(block.role, block.level, block.text) for block in html.read(page.read_bytes(), page.name).blocks]
    assert found[0] == ("heading", 1, "Assets stay frozen")
    assert ("item", 0, "3. KEEP: With whose consent?") in found
    assert ("item", 0, "KEEP: Belgium has refused.") in found
    assert ("row", 0, "KEEP: Owner | central bank") in found
    assert ("heading", 2, "Sources") in found


def test_metadata_of_meta_tags() -> None:
    page = next(page for page in PAGES if page.stem == "news_article")
    assert html.read(page.read_bytes(), page.name).metadata == Metadata(
        "Assets stay frozen", "Example News", "A. Reporter", date(2025, 12, 12), "https://example.org/assets", "en"
    )


def test_metadata_of_json_ld() -> None:
    page = next(page for page in PAGES if page.stem == "short_statement")
    assert html.read(page.read_bytes(), page.name).metadata == Metadata(
        title="Erklärung des Ministers",
        publisher="Amt",
        author="B. Amt",
        published=date(2025, 11, 23),
        language="de",
        kind="analysis",
        actors=("Wadephul", "Deutschland"),
    )


@pytest.mark.parametrize(
    ("json", "metadata"),
    [
        (
            '{"@type": "NewsArticle", "headline": "H", "keywords": ["Merz", "peace", "Germany"], "datePublished": 5}',
            Metadata(title="H", kind="news", actors=("Merz", "Germany")),
        ),
        (
            '[{"@type": "Article", "headline": "H", "articleSection": "Statement", "author": ["A", {"name": "B"}],'
            ' "publisher": {"@id": "#o"}}, {"@id": "#o", "name": "Org"}]',
            Metadata(title="H", publisher="Org", kind="statement", author="A, B"),
        ),
        ("{broken", Metadata()),
        ("[[]]", Metadata()),
    ],
)
def test_json_ld_of_many_makes(json: str, metadata: Metadata) -> None:
    page = f'<html><head><script type="application/ld+json">{json}</script></head><body><p>Text.</p></body></html>'
    assert html.read(page.encode(), "a.html").metadata == metadata


def test_a_year_in_the_footer_is_no_date_of_publication() -> None:
    page = "<html><body><p>The war began long ago.</p><footer>© 2019 Example</footer></body></html>"
    assert html.read(page.encode(), "a.html").metadata.published is None


def test_line_breaks_end_paragraphs_but_not_sentences() -> None:
    assert texts("<p>The plan was<br>made in Miami.<br>Then it leaked.<br><br>Nobody knew.</p>") == [
        "The plan was made in Miami.", "Then it leaked.", "Nobody knew.",
    ]  # fmt: skip


def test_inline_marks_do_not_split_words() -> None:
    assert texts("<p>Mar-a-<b>La</b>go, <q>never</q>, 600,000<sup>1</sup>&nbsp;men<wbr>folk</p>") == [
        "Mar-a-Lago, “never”, 600,000¹ menfolk"
    ]


def test_text_between_block_elements_is_kept() -> None:
    assert texts("<div>before<p>inside</p>between<ul><li>item</li></ul>after</div>") == [
        "before", "inside", "between", "item", "after",
    ]  # fmt: skip


def test_numbers_of_lists() -> None:
    assert texts('<ol start="3"><li>three<li value="7">seven<li><p>eight</p><p>still eight</p></ol>') == [
        "3. three", "7. seven", "8. eight", "still eight",
    ]  # fmt: skip


def test_a_bold_paragraph_is_a_heading() -> None:
    assert [block.role for block in blocks("<p><b>What is known</b></p><p><b>It failed.</b></p><p><b>x</b> y</p>")] == [
        "heading", "prose", "prose",
    ]  # fmt: skip


def test_the_declared_encoding_counts_if_the_bytes_agree() -> None:
    page = '<html><head><meta charset="windows-1252"></head><body><p>“Größe”</p></body></html>'
    assert html.read(page.encode("cp1252"), "a.html").blocks[0].text == "“Größe”"
    assert html.read(page.encode(), "a.html").blocks[0].text == "“Größe”"


def test_xhtml_with_a_declaration() -> None:
    page = '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Größe</p></body></html>'
    assert html.read(page.encode(), "a.xhtml").blocks[0].text == "Größe"


def test_control_characters_do_no_harm() -> None:
    assert texts("<p>a&#1;b\x02c</p><nav>x</nav>&#3;tail") == ["abc", "tail"]


def test_deep_nesting_loses_nothing() -> None:
    assert texts("<div>" * 300 + "A sentence that stands very deep in this page." + "</div>" * 300) == [
        "A sentence that stands very deep in this page."
    ]


def test_a_page_without_content_is_an_error() -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.html: this HTML has no content"):
        html.read(b"<!-- -->", "a.html")
