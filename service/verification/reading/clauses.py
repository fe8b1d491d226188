"""What is known of a text when it has been read: its predicates and noun groups, and what belongs to what."""

from dataclasses import dataclass, field

from service.verification.reading.tokens import Unit


@dataclass(slots=True)
class Group:
    """A noun group: its head, and where it hangs."""

    head: int
    first: int
    last: int
    denied: bool = False
    """It stands with "no", "without", "rather than" or the like."""
    preposition: str = ""
    owner: int | None = None
    """Head of the group in the genitive before it."""
    alike: list[int] = field(default_factory=list)
    """Heads of the groups that are listed with it or rename it."""


@dataclass(slots=True)
class Predicate:
    """A verb group with what belongs to it; places are indices of units."""

    at: int
    first: int
    last: int
    form: str
    """finite, to, ing or participle"""
    passive: bool = False
    denied: bool = False
    modal: str = ""
    link: str = ""
    """The word by which it hangs on its parent: "that", "if", "to", "and", …; "" for a main clause."""
    parent: int | None = None
    subject: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    others: list[tuple[str, int]] = field(default_factory=list)
    """Preposition and head."""
    copula: bool = False
    perfect: bool = False
    inverted: bool = False
    """Its subject follows it: "…, said the minister"."""


@dataclass(slots=True)
class Text:
    """A text as it was read: units, predicates and the groups and predicates of each unit."""

    units: list[Unit]
    predicates: list[Predicate] = field(default_factory=list)
    groups: dict[int, Group] = field(default_factory=dict)
    """By head."""
    head_of: dict[int, int] = field(default_factory=dict)
    """Unit to the head of its noun group."""
    governor: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Head of a group to the noun that it qualifies and the preposition between them."""
    clause_of: dict[int, int] = field(default_factory=dict)
    """Unit to its predicate."""


def said(text: Text, predicate: Predicate) -> str:
    """A predicate in the words of its text."""
    return " ".join(unit.text for unit in text.units[predicate.first : predicate.last + 1])
