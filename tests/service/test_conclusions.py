"""Yes or no from single quotes: never a wrong one, and often enough a right one.

`conclusions.jsonl` has 340 questions with one quote each and what may be concluded; from more than half of them nothing
may. Those marked "unseen" were written when the rules stood; one rule was loosened and some were tightened after them.
The floors are what was measured, less a little.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from service.asserting import statement_of
from service.conclusions import Conclusion, conclude

PAIRS: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("conclusions.jsonl").read_text(encoding="utf-8").splitlines()
]
FOUND = {"seen": 0.82, "unseen": 0.75}
"""Share of the decidable pairs that are decided."""


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_no_conclusion_is_wrong_and_most_that_can_be_drawn_are(half: str) -> None:
    drawn = [(pair, conclude(pair["question"], [pair["quote"]], "en")) for pair in PAIRS if pair["half"] == half]
    assert [pair for pair, found in drawn if found and found.answer != pair["answer"]] == []
    decidable = [found is not None for pair, found in drawn if pair["answer"]]
    assert sum(decidable) / len(decidable) >= FOUND[half]


def test_nothing_may_be_concluded_from_half_of_the_pairs() -> None:
    assert sum(pair["answer"] is None for pair in PAIRS) >= len(PAIRS) / 2


YES, NO = "Argentina backed the G20 declaration.", "Argentina did not back the G20 declaration."
ELSE = "Brazil hosted the summit."


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        ([ELSE, YES, YES], Conclusion("yes", 1)),
        ([ELSE, ELSE, NO], Conclusion("no", 2)),
        ([YES, NO], None),
        ([NO, ELSE, YES], None),
        ([ELSE], None),
        ([], None),
    ],
)
def test_the_first_deciding_quote_is_named_and_contradiction_decides_nothing(
    quotes: list[str], expected: Conclusion | None
) -> None:
    assert conclude("Did Argentina back the G20 declaration?", quotes, "en") == expected


def test_other_languages_and_other_questions_conclude_nothing() -> None:
    assert conclude("Did Argentina back the G20 declaration?", [YES], "de") is None
    assert conclude("Who backed the G20 declaration?", [YES], "en") is None


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Did Argentina back the G20 declaration?", "Argentina did back the G20 declaration."),
        ("Did the president of France visit Berlin in May?", "The president of France did visit Berlin in May."),
        ("Is the loan financed with Russian assets?", "The loan is financed with Russian assets."),
        ("Are the British ready to send troops?", "The British are ready to send troops."),
        ("Is Keir Starmer the prime minister of Britain?", "Keir Starmer is the prime minister of Britain."),
        ("Has the Bank of England already raised its rate?", "The Bank of England has raised its rate."),
        ("Will the European Union join the talks?", "The European Union will join the talks."),
        ("Is there a clause on water?", "There is a clause on water."),
        ("In Geneva, did Driscoll meet Umerov?", "Driscoll did meet Umerov in Geneva."),
        ("Did he resign?", None),
        ("Did France or Germany refuse?", None),
        ("Didn't France refuse?", None),
        ("Did the bank report show losses?", None),
        ("Who resigned?", None),
        ("", None),
        ("Did?", None),
    ],
)
def test_a_question_is_turned_into_its_statement_only_when_it_is_read_in_one_way(
    question: str, statement: str | None
) -> None:
    assert statement_of(question) == statement
