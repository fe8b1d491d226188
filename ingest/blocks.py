"""What a reader makes of a file: its text as a sequence of blocks, and what the file says about itself."""

from dataclasses import dataclass, field

from index.documents import Metadata, Role

PAGE_BREAK = "\f"
"""Stands in a block's text where a page ends inside it; white space like any other for whoever does not care."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, one list item or one table row (its cells joined with " | ")."""

    text: str
    role: Role = "prose"
    level: int = 0
    """Depth of a heading, from 1; 0 for everything else."""
    page: int | None = None
    """The page on which it begins, from 1, where the format has pages."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader takes from a file."""

    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
