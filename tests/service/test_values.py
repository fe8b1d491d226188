import pytest

from service.languages import pack
from service.values import find_dates, find_names, find_numbers

EN = pack("en")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a cap of 600,000 troops", [600000]),
        ("a cap of 600 000 troops", [600000]),
        ("a cap of 800.000 soldiers", [800000]),
        ("3.5 points and 1,25 points", [3.5, 1.25]),
        ("twenty-eight points became nineteen", [28, 19]),
        ("in 19 of 28 points", [19, 28]),
        ("$100 billion", [100]),
        ("no numbers at all", []),
    ],
)
def test_numbers_in_digits_and_words(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text, EN)] == values


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("50% of the profits", "percent"),
        ("50 per cent of the profits", "percent"),
        ("€210 frozen", "money"),
        ("100 dollars", "money"),
        ("90 billion euros", "money"),
        ("within 100 days", "time"),
        ("13 points", "plain"),
    ],
)
def test_a_number_knows_what_it_counts(text: str, unit: str) -> None:
    assert find_numbers(text, EN)[0].unit == unit


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "on 23 November 2025 in Geneva", [(2025, 11, 23)]),
        ("en", "on November 23, 2025", [(2025, 11, 23)]),
        ("en", "by Nov. 27", [(None, 11, 27)]),
        ("en", "23-24 January 2026", [(2026, 1, 23)]),
        ("en", "2025-12-08", [(2025, 12, 8)]),
        ("en", "in December 2025", [(2025, 12, None)]),
        ("en", "signed in 1994", [(1994, None, None)]),
        ("en", "they may march", []),
        ("de", "am 21. November 2025", [(2025, 11, 21)]),
        ("fr", "le 20 novembre 2025", [(2025, 11, 20)]),
        ("pl", "21 listopada 2025", [(2025, 11, 21)]),
        ("uk", "20 листопада 2025", [(2025, 11, 20)]),
    ],
)
def test_dates_in_all_forms(language: str, text: str, expected: list[tuple[int | None, ...]]) -> None:
    assert [(date.year, date.month, date.day) for date in find_dates(text, pack(language))] == expected


def test_names_are_capitalised_runs_but_not_a_lone_first_word() -> None:
    text = "Yesterday evening Ursula von der Leyen met Donald Tusk in Luanda. Nobody came."
    assert [text[span.start : span.end] for span in find_names(text)] == [
        "Ursula von der Leyen",
        "Donald Tusk",
        "Luanda",
    ]


def test_spans_are_where_the_values_stand() -> None:
    text = "On 20 November 2025 it named 9 people."
    (date,), numbers = find_dates(text, EN), find_numbers(text, EN)
    assert text[date.span.start : date.span.end] == "20 November 2025"
    assert [text[number.span.start : number.span.end] for number in numbers] == ["20", "2025", "9"]
