from dataclasses import replace
from datetime import date

from index.documents import Metadata
from service.answer import Answer, Citation, Claim, Conflict, Span
from service.terminal import told

CITATION = Citation(
    number=1,
    passage_id="p",
    document_id="d0c",
    metadata=Metadata("Geneva talks", "Example Post", published=date(2025, 11, 23), url="https://example.org/geneva"),
    page=3,
    quote="Marco Rubio led the American delegation in Geneva.",
    span=Span(0, 50),
    before="",
    after="",
)
ANSWER = Answer(
    question="Who?",
    standalone_question="Who?",
    status="answered",
    text="Marco Rubio led the American delegation in Geneva. [1]",
    statements=(),
    citations=(CITATION,),
    conflicts=(),
    reason=None,
    mode="extractive",
    model="scripted",
)


def test_an_answer_is_followed_by_its_citations() -> None:
    assert told(ANSWER) == (
        "Marco Rubio led the American delegation in Geneva. [1]\n"
        "\n"
        "[1] Geneva talks, Example Post, 2025-11-23, page 3\n"
        "    “Marco Rubio led the American delegation in Geneva.”\n"
        "    https://example.org/geneva"
    )


def test_lines_keep_to_the_width() -> None:
    lines = told(ANSWER, width=30).splitlines()
    assert max(map(len, lines)) <= 30
    assert "    “Marco Rubio led the" in lines


def test_a_source_without_metadata_is_named_by_its_id() -> None:
    bare = replace(CITATION, metadata=Metadata(), page=None)
    assert "[1] document d0c\n" in told(replace(ANSWER, citations=(bare,)))


def test_a_conflict_shows_its_sides() -> None:
    conflict = Conflict("the size", (Claim("600,000", (1,)), Claim("800,000", (2, 3))))
    text = told(replace(ANSWER, conflicts=(conflict,)))
    assert "The sources differ: the size\n  - 600,000 [1]\n  - 800,000 [2][3]" in text


def test_a_refusal_gives_its_reason() -> None:
    refused = replace(ANSWER, text="The documents do not say.", citations=(), reason="No passage names him.")
    assert told(refused) == "The documents do not say.\n\nNo passage names him."
