"""The score of a question and its verdict: the one value by which questions are ranked, compared and coloured."""

from typing import Literal

from evaluation.measures.measure import NOT_ASKED, Excluded, Measure, Value, asked
from evaluation.results import Result
from evaluation.text import coverage, holds_any

Verdict = Literal[
    "right", "partly right", "wrong", "refused wrongly", "refused rightly", "answered wrongly", "failed", "not scored"
]


def score(result: Result) -> Value:
    """Score the answer, 0..1.

    Unanswerable: 1 for a refusal, else 0. Answerable: 0 for a refusal; else the share of must_include that the answer
    holds, or 1 if it holds a gold string.
    """
    question, answer = result.question, result.ask
    if answer is None:
        return NOT_ASKED
    if not question.answerable:
        return float(answer.refused)
    if not (question.must_include or question.answers):
        return Excluded("neither must_include nor answers are given")
    if answer.refused:
        return 0.0
    if question.must_include:
        return coverage(answer.answer, question.must_include)
    return float(holds_any(answer.answer, question.answers))


def verdict(result: Result) -> Verdict:
    """Judge the answer in words."""
    if result.error:
        return "failed"
    value = score(result)
    if isinstance(value, Excluded) or result.ask is None:
        return "not scored"
    if result.ask.refused:
        return "refused wrongly" if result.question.answerable else "refused rightly"
    if not result.question.answerable:
        return "answered wrongly"
    return "right" if value == 1 else "wrong" if value == 0 else "partly right"


SCORE = Measure(
    "score", "answer",
    "mean score of all questions: share of the expected items in the answer; for unanswerable ones, 1 for a refusal",
    asked(score),
)  # fmt: skip
