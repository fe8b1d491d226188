"""Refusal as a classifier of unanswerable questions: precision, recall and F1, as in SQuAD 2.0 and Feng et al. 2024."""

from evaluation.measures.measure import Excluded, Measure, Value, asked
from evaluation.results import Result
from evaluation.statistics import Rows


def of_question(result: Result) -> Value:
    """Whether it was refused, and whether it should have been."""
    return float(result.ask is not None and result.ask.refused), float(not result.question.answerable)


def precision(rows: Rows) -> float:
    """Share of the refusals that were right; nan without a refusal."""
    refused, unanswerable = rows.T
    return float((refused * unanswerable).sum() / refused.sum()) if refused.any() else float("nan")


def recall(rows: Rows) -> float:
    """Share of the unanswerable questions that were refused; nan without one."""
    refused, unanswerable = rows.T
    return float((refused * unanswerable).sum() / unanswerable.sum()) if unanswerable.any() else float("nan")


def f1(rows: Rows) -> float:
    """Harmonic mean of precision and recall; nan without an unanswerable question."""
    refused, unanswerable = rows.T
    if not unanswerable.any():
        return float("nan")
    return float(2 * (refused * unanswerable).sum() / (refused.sum() + unanswerable.sum()))


def wrongly(result: Result) -> Value:
    """1 for an answerable question that was refused."""
    if not result.question.answerable:
        return Excluded("unanswerable")
    return float(result.ask is not None and result.ask.refused)


PRECISION = Measure("refusal precision", "refusal", "share of refusals that were right", asked(of_question), precision)
RECALL = Measure(
    "refusal recall", "refusal", "share of unanswerable questions that were refused", asked(of_question), recall
)
F1 = Measure("refusal F1", "refusal", "harmonic mean of refusal precision and recall", asked(of_question), f1)
WRONGLY = Measure(
    "refused wrongly", "refusal", "share of answerable questions that were refused", asked(wrongly), better="lower"
)
