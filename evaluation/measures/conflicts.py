"""Conflicts between sources: shown where the set expects them, and only there."""

from evaluation.measures.measure import Excluded, Measure, Value, answered, asked
from evaluation.results import Result
from evaluation.statistics import Rows


def found(result: Result) -> Value:
    """1 if the answer to a question with disagreeing sources shows a conflict."""
    if not (result.question.expects_conflict and result.question.answerable):
        return Excluded("no conflict expected")
    return float(bool(result.answered and result.answered.conflicts))


def shown(result: Result) -> Value:
    """Whether the answer shows a conflict, and whether one is expected."""
    return float(bool(result.answered and result.answered.conflicts)), float(result.question.expects_conflict)


def precision(rows: Rows) -> float:
    """Share of the answers with a conflict where one is expected; nan when none shows one."""
    shows, expected = rows.T
    return float((shows * expected).sum() / shows.sum()) if shows.any() else float("nan")


RECALL = Measure("conflict recall", "conflicts", "share of expected conflicts that are shown", asked(found))
PRECISION = Measure(
    "conflict precision", "conflicts", "share of answers with a conflict where the set expects one",
    answered(shown), precision,
)  # fmt: skip
