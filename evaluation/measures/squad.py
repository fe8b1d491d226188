"""Exact match and F1 of SQuAD 1.1 and 2.0, after its official script (Rajpurkar et al. 2016, 2018).

The prediction is the short answer: the first citation's highlight where the service gives one, else the whole answer
without its markers; a refusal predicts nothing. Articles are removed in English only, as the script does it.
"""

import re
import string
from collections import Counter
from collections.abc import Callable

from evaluation.measures.measure import Excluded, Measure, Value, asked
from evaluation.results import Result
from evaluation.text import without_markers

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def tokens(text: str) -> list[str]:
    """Lower-cased words without ASCII punctuation and English articles."""
    return _ARTICLES.sub(" ", text.lower().translate(_NO_PUNCTUATION)).split()


def exact_match(prediction: str, gold: str) -> float:
    """1 when both have the same tokens."""
    return float(tokens(prediction) == tokens(gold))


def f1(prediction: str, gold: str) -> float:
    """Harmonic mean of token precision and recall; when either has no token, 1 if both have none, else 0."""
    ours, theirs = tokens(prediction), tokens(gold)
    if not ours or not theirs:
        return float(ours == theirs)
    common = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * common / (len(ours) + len(theirs))


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
