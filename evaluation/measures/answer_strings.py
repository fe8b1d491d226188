"""Does the answer hold a gold string? The accuracy of open-domain QA with long answers (Mallen et al. 2023, PopQA)."""

from evaluation.measures.measure import Excluded, Measure, Value, asked
from evaluation.results import Result
from evaluation.text import holds_any


def in_answer(result: Result) -> Value:
    """1 when the answer holds a gold string; refusals have 0."""
    return _holds(result, result.answered.answer if result.answered else "")


def in_first_statement(result: Result) -> Value:
    """1 when the first statement alone holds a gold string; refusals have 0."""
    statements = result.answered.statements if result.answered else []
    return _holds(result, statements[0].text if statements else "")


def _holds(result: Result, text: str) -> Value:
    if not result.question.answerable:
        return Excluded("unanswerable")
    if not result.question.answers:
        return Excluded("no gold strings given")
    return float(holds_any(text, result.question.answers))


ANSWER = Measure(
    "gold string", "answer", "share of answerable questions whose answer holds a gold string", asked(in_answer)
)
FIRST = Measure(
    "gold string, first statement", "answer",
    "share of answerable questions whose first statement holds a gold string", asked(in_first_statement),
)  # fmt: skip
