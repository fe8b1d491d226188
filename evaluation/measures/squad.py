"""Exact match and F1 of the service's short answer, for SQuAD 1.1 and 2.0.

The prediction is the short answer: the first citation's highlight where the service gives one, else the whole answer
without its markers; a refusal predicts nothing.
"""

from collections.abc import Callable

from evaluation.measures.measure import Excluded, Measure, Value, asked
from evaluation.results import Result
from evaluation.short_answer import exact_match, f1
from evaluation.text import without_markers


def prediction(result: Result) -> str:
    """Return the short answer of the service; empty for a refusal."""
    if result.answered is None:
        return ""
    for citation in result.answered.citations[:1]:
        if citation.highlight:
            return citation.quote[citation.highlight.start - citation.start : citation.highlight.end - citation.start]
    return without_markers(result.answered.answer)


def _best(measure: Callable[[str, str], float]) -> Callable[[Result], Value]:
    def of_question(result: Result) -> Value:
        golds = result.question.answers  # the empty string is the gold answer of an impossible question
        if not golds:
            return Excluded("no gold strings given")
        return max(measure(prediction(result), gold) for gold in golds)

    return of_question


EXACT = Measure(
    "EM", "answer", "share of questions whose short answer is a gold string (SQuAD)", asked(_best(exact_match))
)
F1 = Measure("F1", "answer", "token overlap of the short answer with the best gold string (SQuAD)", asked(_best(f1)))
