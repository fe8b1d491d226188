import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import ALGORITHMS, stems, stored, tokens


@pytest.mark.parametrize("text", ["600,000 men", "600 000 men", "600.000 men", "600\u202f000 men", "600000 MEN"])
def test_grouped_digits_are_one_token(text: str) -> None:
    assert tokens(text) == ["600000", "men"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2025, 600 men", ["in", "2025", "600", "men"]),
        ("4.5 %", ["4", "5"]),
        ("Ukraine's", ["ukraine", "s"]),
        ("l'Ukraine", ["l", "ukraine"]),
        ("ﬁnal", ["final"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("28-point_plan", ["28", "point", "plan"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "guarantee guarantees guaranteed"),
        ("de", "Haus Hauses Häuser"),
        ("fr", "troupe troupes"),
        ("ru", "гарантия гарантии гарантиями"),
        ("uk", "гарантія гарантії гарантіями"),
        ("pl", "gwarancja gwarancji"),
        ("es", "tropa tropas"),
        (None, "Zelensky Zelenskyj Zelenskys"),
    ],
)
def test_inflected_forms_share_a_stem(language: str | None, words: str) -> None:
    assert len(set(stems(words, language))) == 1


def test_the_same_word_in_two_languages_is_stored_apart() -> None:
    assert set(stored("die", "de").split()).isdisjoint(stored("die", "en").split())


@settings(deadline=None)
@given(st.text(), st.sampled_from([*ALGORITHMS, "uk", "xx", None]))
def test_every_stem_survives_storing(text: str, language: str | None) -> None:
    assert len(stored(text, language).split()) == len(stems(text, language))
    assert all(stem for stem in stems(text, language))
