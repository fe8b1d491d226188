"""Rules and a model together: `verify` with a second reader whose opinion is given."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from service.verification import verify

QUOTE = "The minister urged the operator to suspend the line until the inspection in May was complete."
NEAR = "Until checks had been finished, traffic was to be halted, in the view of the head of the department."
"""In words to which the rules have nothing to object."""
TOLD = "Alone, the adviser believes, the airline would have to raise capital at a discount."
BOLD = "In its opinion, staying independent would force the carrier to obtain fresh funds at a reduced price."
"""In words of which the rules know too few."""


@dataclass
class Opinion:
    """A model that always says the same, and remembers what it was asked."""

    logit: float
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def support(self, statement: str, quotes: Sequence[str]) -> float:
        self.asked.append((statement, tuple(quotes)))
        return self.logit


def test_a_bold_paraphrase_is_kept_when_the_model_is_sure_of_it() -> None:
    assert not verify(BOLD, [TOLD]).supported
    assert verify(BOLD, [TOLD], entailment=Opinion(6.0)).supported


def test_it_is_dropped_with_the_rules_reason_when_the_model_is_against_it() -> None:
    alone, weighed = verify(BOLD, [TOLD]), verify(BOLD, [TOLD], entailment=Opinion(-6.0))
    assert weighed == alone
    assert not weighed.supported


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        ("The plan caps the army at 800,000.", "other_number"),
        ("The plan of 24 May caps the army at 600,000.", "other_date"),
    ],
)
def test_another_number_or_date_is_not_overlooked_by_a_model_that_is_rather_for_it(
    statement: str, outcome: str
) -> None:
    quote = "The plan of 20 May limits the army to 600,000."
    verdict = verify(statement, [quote], entailment=Opinion(2.0))
    assert (verdict.supported, verdict.outcome) == (False, outcome)


def test_what_the_rules_have_nothing_against_needs_no_model() -> None:
    opinion = Opinion(-12.0)
    assert verify(NEAR, [QUOTE], entailment=opinion).supported
    assert not opinion.asked


def test_across_languages_only_a_sentence_as_it_stands_is_supported() -> None:
    quote = "Der Minister forderte den Betreiber auf, die Strecke bis zum Ende der Prüfung im Mai zu sperren."
    opinion = Opinion(8.0)
    assert verify(quote, [quote], entailment=opinion).supported
    assert not verify(NEAR, [quote], entailment=opinion).supported
    assert not opinion.asked
