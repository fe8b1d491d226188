"""Which of the expected items the answer holds, as in the nugget recall of TREC QA (Voorhees 2003)."""

from evaluation.measures.measure import Excluded, Measure, Value, asked
from evaluation.results import Result
from evaluation.text import coverage


def of_question(result: Result) -> Value:
    """Share of must_include in the answer; an answerable question that was refused has 0."""
    if not result.question.answerable:
        return Excluded("unanswerable")
    if not result.question.must_include or result.ask is None:
        return Excluded("no must_include given")
    return 0.0 if result.ask.refused else coverage(result.ask.answer, result.question.must_include)


def fully(result: Result) -> Value:
    """1 when the answer holds every item."""
    value = of_question(result)
    return float(value == 1) if isinstance(value, float) else value


COVERAGE = Measure(
    "must_include", "answer", "share of the expected items that the answer holds, refusals as 0", asked(of_question)
)
FULL = Measure(
    "must_include, all", "answer", "share of answerable questions whose answer holds every expected item", asked(fully)
)
