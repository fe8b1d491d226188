"""The verdict: whether quotes support a statement, and what is wrong when they do not."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal[
    "supported", "other_number", "other_name", "other_date", "negated", "role_swapped", "overstated", "not_covered"
]


GRAVEST_FIRST: tuple[Outcome, ...] = (
    "other_number",
    "other_date",
    "role_swapped",
    "other_name",
    "negated",
    "overstated",
    "not_covered",
)
"""All but `supported`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether quotes support a statement; `why` names what decided, in words for the writer of the statement."""

    supported: bool
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that speaks against a statement."""

    outcome: Outcome
    why: str
    strength: float = 1.0
    at: int | None = None
    """The verb or noun of the statement that is denied, where one is."""
