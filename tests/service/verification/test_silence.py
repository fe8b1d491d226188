"""Statements about what is not said, not there or not used."""

import pytest

from service.verification import verify

JOHANNESBURG = "The Johannesburg statement is silent on the frozen Russian assets and on the size of the army."


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The Johannesburg statement mentions frozen Russian assets.", JOHANNESBURG),
        ("The Johannesburg statement addresses the size of the army.", JOHANNESBURG),
        ("The Johannesburg statement says something about the frozen assets.", JOHANNESBURG),
        ("The report mentions the delay.", "The report says nothing about the delay."),
        ("The report covers the delay of the trains.", "The report makes no mention of the delay of the trains."),
        ("The contract contains a clause on penalties.", "The contract does not contain a clause on penalties."),
        ("The contract provides for penalties.", "The contract has no clause on penalties."),
        ("The first draft contains rules on water quality.", "The first draft has no clause on water quality."),
        ("The bill names the agency.", "The bill leaves out the agency."),
        ("The bill includes a deadline.", "The bill omits the deadline."),
        ("The deadline is included in the bill.", "A deadline is missing from the bill."),
        ("The bill contains a deadline.", "A deadline is missing from the bill."),
        ("The bill refers to the deadline.", "The deadline is absent from the bill."),
        ("The memo mentions the accident.", "The memo nowhere mentions the accident."),
        ("The memo is silent on the accident.", "The memo mentions the accident only in passing."),
        ("The memo says nothing about the accident.", "The memo describes the accident at length."),
        ("The memo makes no mention of the accident.", "The memo refers to the accident twice."),
        ("The accident is absent from the memo.", "The memo covers the accident."),
        ("The memo leaves out the accident.", "The memo demands that the accident be investigated."),
        ("The memo has no clause on liability.", "The memo contains a clause on liability."),
        ("The memo mentions the accident.", "There is no mention of the accident in the memo."),
        ("The memo mentions the accident.", "No mention of the accident is made in the memo."),
        ("The memo mentions the accident.", "The memo of May was long. It is silent on the accident."),
        ("A Russian delegation attended the Geneva talks.", "Moscow has no delegation in Geneva."),
        ("The loan was financed with Russian assets.", "The loan is financed by borrowing, not from Russian assets."),
        ("The loan was financed with Russian assets.", "Russian assets are not used."),
        (
            "The loan was financed with Russian assets.",
            "The loan is financed by joint borrowing; Russian assets are not used for it.",
        ),
        ("The memo mentions the fire.", "The memo mentions the accident but is silent on the fire."),
        ("The communiqué names Russia.", "Russia is not named in the communiqué."),
        ("Russia is named in the communiqué.", "Nowhere does the communiqué name Russia."),
    ],
)
def test_what_is_said_to_be_there_is_denied_by_silence_and_absence(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).outcome == "negated"


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The Johannesburg statement does not mention the frozen Russian assets.", JOHANNESBURG),
        ("The Johannesburg statement says nothing about the frozen Russian assets.", JOHANNESBURG),
        ("The Johannesburg statement makes no mention of the frozen Russian assets.", JOHANNESBURG),
        ("The memo does not mention the accident.", "The memo nowhere mentions the accident."),
        ("The loan is financed by borrowing.", "The loan is financed by borrowing, not from Russian assets."),
        ("The memo mentions the accident.", "The memo mentions the accident but is silent on the fire."),
        (
            "Officials did not say which points had been removed.",
            "Officials remained silent on which points had been removed.",
        ),
        ("The plan contains no reference to NATO.", "The plan lacks any reference to NATO."),
        ("The plan leaves out the size of the army.", "The plan says nothing on the size of the army."),
    ],
)
def test_silence_in_other_words_is_the_same_silence(statement: str, quote: str) -> None:
    assert verify(statement, [quote]).supported


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The Geneva statement mentions frozen Russian assets.", JOHANNESBURG),
        ("The Johannesburg statement mentions the Donbas.", JOHANNESBURG),
        ("The second draft contains rules on water quality.", "The first draft has no clause on water quality."),
        ("A Russian delegation attended the Geneva talks.", "Moscow had no delegation in Berlin."),
        ("A Ukrainian delegation attended the Geneva talks.", "Moscow has no delegation in Geneva."),
        ("The memo mentions the accident.", "The letter is silent on the accident."),
        ("The minister was silent.", "The minister said nothing about the accident."),
    ],
)
def test_silence_of_others_or_about_something_else_denies_nothing(statement: str, quote: str) -> None:
    verdict = verify(statement, [quote])
    assert not verdict.supported
    assert verdict.outcome != "negated"
