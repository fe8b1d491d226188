import pytest

from evaluation.text import coverage, holds, holds_any, missing, normalised, same_place, without_markers


@pytest.mark.parametrize(
    ("text", "levelled"),
    [
        ("600,000", "600000"),
        ("600 000", "600000"),
        ("600\u202f000 soldiers", "600000 soldiers"),
        ("1.234.567", "1234567"),
        ("3.5 million", "3.5 million"),  # a decimal point stays
        ("In 2025, 100 came", "in 2025 100 came"),
        ("in 2025 100 came", "in 2025100 came"),  # the price of reading "600 000" as one number
        ("St. Petersburg.", "st petersburg"),
        ("50%", "50%"),
        ("50 %", "50 %"),
        ("€210 billion", "€210 billion"),
        ("Støre – Sánchez", "støre sánchez"),
        ("ﬁnal", "final"),  # a ligature
        ("Straße", "strasse"),
        ("Кисли́ця", "кисли́ця".replace("\u0301", " ")),  # a combining accent separates
        ("don't", "don t"),
        ("", ""),
    ],
)
def test_levels_numbers_case_and_punctuation(text: str, levelled: str) -> None:
    assert normalised(text) == levelled


@pytest.mark.parametrize(
    ("text", "expected", "held"),
    [
        ("It caps the army at 600,000.", "600 000", True),
        ("It caps the army at 1,600,000.", "600,000", False),  # not inside another number
        ("Europeans were not asked.", "not", True),
        ("Nothing was said.", "not", False),  # whole words only
        ("They meet on 20 November 2025", "20 November", True),
        ("They meet on 20 November 2025", "0 November", False),
        ("half of it", "", False),
        ("half of it", "...", False),
        ("", "half", False),
        ("USA", "us", False),
    ],
)
def test_holds_whole_words(text: str, expected: str, held: bool) -> None:
    assert holds(text, expected) is held


def test_holds_any_needs_one() -> None:
    assert holds_any("five hours", ["5", "five"])
    assert not holds_any("six hours", ["5", "five"])
    assert not holds_any("six hours", [])


def test_coverage_counts_items_and_takes_any_alternative() -> None:
    must = ["Driscoll", ["20 November", "November 20"], ["five", "5"], "Kyiv"]
    text = "On November 20 Driscoll talked for 5 hours."
    assert coverage(text, must) == 0.75
    assert missing(text, must) == ["Kyiv"]
    assert missing("", must) == ["Driscoll", "20 November / November 20", "five / 5", "Kyiv"]


def test_same_place_needs_an_overlap_of_forty_characters() -> None:
    paragraph = "The context for these consultations was a fraught attempt to transform a dictated settlement."
    assert same_place("for these consultations was a fraught attempt", paragraph)
    assert same_place(paragraph + " And another sentence follows it here.", paragraph)
    assert same_place("Other words before it. " + paragraph[:70] + " and others after it", paragraph)
    assert not same_place("The context for these talks was another one altogether, in another year.", paragraph)


def test_markers_are_taken_out() -> None:
    assert without_markers("One thing [1][2]. Another [3].") == "One thing. Another."
