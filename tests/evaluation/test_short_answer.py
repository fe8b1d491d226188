import pytest

from evaluation.short_answer import exact_match, f1, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  Panthers' defense, a best!", ["panthers", "defense", "best"]),
        ("308", ["308"]),
        ("1,000.5", ["10005"]),  # as the official script has it
        ("Støre", ["støre"]),
        ("theatre and an", ["theatre", "and"]),
        ("«Так»", ["«так»"]),  # only ASCII punctuation goes
        ("", []),
    ],
)
def test_squad_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("said_text", "gold", "em", "overlap"),
    [
        ("the 308", "308", 1, 1.0),
        ("308 points", "308", 0, 2 / 3),
        ("Denver Broncos", "The Broncos of Denver", 0, 4 / 5),
        ("a a b", "a b b", 0, 2 * 1 / 3),  # articles go: "b" against "b b"
        ("", "", 1, 1.0),
        ("", "308", 0, 0.0),
        ("308", "", 0, 0.0),
        ("the", "", 1, 1.0),  # nothing is left of either
        ("x", "y", 0, 0.0),
    ],
)
def test_exact_match_and_f1(said_text: str, gold: str, em: float, overlap: float) -> None:
    assert exact_match(said_text, gold) == em
    assert f1(said_text, gold) == pytest.approx(overlap)
