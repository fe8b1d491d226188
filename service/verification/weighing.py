"""Whether quotes support a statement, all things weighed: what the rules object to, and what a model says.

Rules compare numbers, names, dates and negations exactly, but take a bold paraphrase for an addition; a model that
reads both knows a paraphrase when it sees one, but overlooks a digit. A logistic model over both decides. Its weights
are fitted on labelled statements (`training/verification`).
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from service.fitted import logistic
from service.verification import coverage
from service.verification.alignment import Alignment
from service.verification.verdict import GRAVEST_FIRST, Finding

SIGNS = ("support", "share", "freedom", "reworded", "added", "values", "several", *GRAVEST_FIRST)
"""What is weighed, in order; each is between about -1 and 1."""

_LEAST, _MOST = -12.0, 8.0
"""Logits: beyond, the model is sure."""
_MANY = 4.0
"""Weights of words: so many missing ones are many."""


class Entailment(Protocol):
    """A model that reads a statement and quotes together."""

    def support(self, statement: str, quotes: Sequence[str]) -> float:
        """Logit of the quotes saying it: above 0 the model rather believes that they do."""
        ...


def signs(alignment: Alignment, findings: Sequence[Finding], support: float) -> dict[str, float]:
    """What is known of a statement and its quotes; `support` as `Entailment` gives it."""
    measured = coverage.measure(alignment)
    strengths: dict[str, float] = dict.fromkeys(GRAVEST_FIRST, 0.0)
    for finding in findings:
        strengths[finding.outcome] = max(strengths[finding.outcome], finding.strength)
    return {
        "support": scaled(support),
        "share": measured.share,
        "freedom": measured.freedom,
        "reworded": min(1.0, measured.reworded / _MANY),
        "added": min(1.0, measured.added / _MANY),
        "values": min(1.0, measured.values / _MANY),
        "several": float(len(set(alignment.quote_of)) > 1),
        **strengths,
    }


def scaled(support: float) -> float:
    """What a model says, as a sign."""
    return max(_LEAST, min(_MOST, support)) / 5


def supported(known: Mapping[str, float]) -> bool:
    """Whether the signs speak for the statement; a false one kept is worse than a true one dropped."""
    return logistic("verification").agrees(known)
