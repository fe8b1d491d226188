import pytest

from evaluation.measures import token_support as support
from tests.evaluation.making import answer, citation, result


def test_the_share_of_content_stems_by_hand() -> None:
    # delegations, discussed, guarantees, Geneva; "discussing" and "guarantee" have the stems of two of them
    quote = "They were discussing a guarantee in Geneva."
    assert support.share("Delegations discussed guarantees in Geneva.", [quote], "en") == 3 / 4
    assert support.share("Delegations discussed guarantees in Geneva.", [quote, "The delegation left."], "en") == 1.0
    assert support.share("It is so.", ["Nothing."], "en") == 1.0  # no content word, nothing to miss


def test_languages_without_a_stemmer_compare_the_first_six_letters() -> None:
    assert support.share("Делегації обговорили гарантії", ["делегація, гарантія"], "uk") == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("statement", "quote", "found"),
    [
        ("The cap is 600,000.", "a cap of 600 000 soldiers", True),
        ("The cap is 600,000.", "a cap of 900,000 soldiers", False),
        ("They talked for 5 hours.", "They talked for five hours.", True),
        ("They talked for five hours.", "Sie sprachen fünf Stunden.", True),
        ("They talked for six hours.", "They talked for five hours.", False),
        ("There Marco Rubio led it.", "It was led by Rubio (Marco).", True),
        ("There Marco Rubio led it.", "It was led by Witkoff.", False),
        ("Agreed. Nobody left.", "all stayed", True),  # the first word of a sentence is no name
        ("Growth was 3.5 per cent.", "a growth of 3.4", False),
    ],
)
def test_numbers_and_names_are_compared_exactly(statement: str, quote: str, found: bool) -> None:
    assert support.exact(statement, [quote]) is found


def test_each_statement_is_compared_with_its_own_quotes() -> None:
    one = result(
        answer(
            [("The cap is 600,000.", [1]), ("The cap is 800,000.", [1])],
            [citation(1, "The cap is 600,000."), citation(2, "The cap is 800,000.")],
        ),
        question={"lang": "en"},
    )
    assert support.EXACT.of_question(one) == 0.5
    assert support.STEMS.of_question(one) == 1.0
