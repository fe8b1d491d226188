"""How long answers are: words, statements, citations."""

from evaluation.measures.measure import Measure, Value, answered
from evaluation.results import Result
from evaluation.text import without_markers


def words(result: Result) -> Value:
    """Words of the answer without its markers."""
    return float(len(without_markers(result.answered.answer).split())) if result.answered else 0.0


def statements(result: Result) -> Value:
    """Count the statements."""
    return float(len(result.answered.statements)) if result.answered else 0.0


def citations(result: Result) -> Value:
    """Count the citations."""
    return float(len(result.answered.citations)) if result.answered else 0.0


LENGTH = (
    Measure("words", "length", "mean number of words in an answer", answered(words), better=None, unit="count"),
    Measure(
        "statements",
        "length",
        "mean number of statements in an answer",
        answered(statements),
        better=None,
        unit="count",
    ),
    Measure(
        "citations", "length", "mean number of citations in an answer", answered(citations), better=None, unit="count"
    ),
)
