"""What is disputed, and a quote for each of the sides."""

from dataclasses import dataclass

from service.selection import Chosen


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is disputed, and a quote for each of the values or claims given."""

    topic: str
    sides: tuple[Chosen, ...]
    statements: tuple[Chosen, ...]
    """Whole sentences that tell all sides; where a sentence tells several of them, once."""
    asked: bool
    """Whether the answer itself is in dispute, so that it must not be given without the other sides."""
