"""What a question takes for granted: "Why did Hungary veto it?" holds that Hungary did. The documents may deny it."""

import re
from collections.abc import Sequence

from service.asserting import statement_of
from service.evidence import Asked, Candidate
from service.verification.verifying import verify

_TAKES_FOR_GRANTED = re.compile(
    r"^(?:why|how)\s+(?P<rest>(?:did|does|do|is|are|was|were|has|have|had)\s.+)$", re.IGNORECASE
)
_EXAMINED = 5
"""Sentences at the top that may deny it."""


def denied(question: Asked, ranked: Sequence[tuple[Candidate, float]]) -> Candidate | None:
    """The best sentence that says the opposite of what an English question takes for granted, if there is one."""
    asks = _TAKES_FOR_GRANTED.match(question.facet.query) if question.words.code == "en" else None
    statement = statement_of(asks["rest"][:1].upper() + asks["rest"][1:]) if asks else None
    if statement is None:
        return None
    for candidate, _ in ranked[:_EXAMINED]:
        if candidate.place.language == "en" and verify(statement, [candidate.text], "en").outcome == "negated":
            return candidate
    return None
