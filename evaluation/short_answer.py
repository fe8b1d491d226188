"""Exact match and F1 of a short answer by SQuAD's official script (Rajpurkar et al. 2016, 2018).

Articles are removed in English only, as the script does it.
"""

import re
import string
from collections import Counter

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
