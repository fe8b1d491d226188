import pytest

from ingest.lines import Joiner, goes_on, wrap_width


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["the nego-", "tiations went on"], "the negotiations went on"),
        (["the nego\u00ad", "tiations"], "the negotiations"),
        (["the nego\ufffe", "tiations"], "the negotiations"),
        (["a long-", "term plan"], "a long-term plan"),
        (["a US-", "led force"], "a US-led force"),
        (["the 28-", "point plan"], "the 28-point plan"),
        (["the Russia-", "Ukraine war"], "the Russia-Ukraine war"),
        (["Ost-", "und Westeuropa"], "Ost- und Westeuropa"),
        (["a half-", "and-half model"], "a half-and-half model"),
        (["the high-", "est price"], "the highest price"),
        (["he said -", "and left"], "he said - and left"),
        (["see https://example.org/plan-", "of-peace.html now"], "see https://example.org/plan-of-peace.html now"),
        (["see https://example.org/wor", "ld/news/1 now"], "see https://example.org/world/news/1 now"),
        (["see https://example.org/a", "and go"], "see https://example.org/a and go"),
        (["page one\u00ad", "\fover the page"], "page oneover\fthe page"),
        (["ends here", "\fand goes on"], "ends here\fand goes on"),
    ],
)
def test_lines_are_joined(lines: list[str], expected: str) -> None:
    assert Joiner(lines).join(lines) == expected


def test_the_words_of_the_document_decide_about_a_hyphen() -> None:
    assert Joiner(["a ceasefire holds"]).join(["the cease-", "fire"]) == "the ceasefire"
    assert Joiner(["a cease-fire holds"]).join(["the cease-", "fire"]) == "the cease-fire"
    assert (
        Joiner(["arms are one thing, control another"]).join(["the arms-", "control talks"]) == "the arms-control talks"
    )
    assert Joiner(["some neigh-", "bouring states"]).join(["neigh-", "bouring"]) == "neighbouring"


def test_the_width_of_wrapped_lines_is_found() -> None:
    wrapped = ["the plan was made in a place by the sea", "where two men had met for three long days", "of talks.", ""]
    assert wrap_width(wrapped) in range(36, 42)


def test_paragraphs_on_lines_of_their_own_are_not_wrapped() -> None:
    assert wrap_width(["One sentence stands here.", "Another stands there.", "A third is last."]) is None
    assert wrap_width(["x " * 100, "y " * 100]) is None
    assert wrap_width(["alone"]) is None


def test_a_line_goes_on_where_the_next_word_would_not_have_fitted() -> None:
    assert goes_on("a line that is filled to its", "Brim", 30)
    assert not goes_on("a short line", "Then another", 30)
    assert goes_on("a short line that was", "broken early", 60)
    assert not goes_on("A sentence ends.", "lower case", 60)
