"""What words mean, and how two meanings are related: the same, alike, or opposite."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Relation = Literal["same", "synonym", "opposite", "none"]


@dataclass(frozen=True, eq=False)
class Meaning:
    """What a word or phrase may mean."""

    lemmas: frozenset[str]
    """Its base forms, and the words derived from them."""
    stems: frozenset[str]
    groups: frozenset[str]
    """Lines of our own table."""
    sides: frozenset[str]
    """Sides of our own opposites."""
    concepts: frozenset[str]
    opposites: frozenset[str]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What it shares with everything that may be related to it."""
        return (
            *(f"l{lemma}" for lemma in self.lemmas | self.opposites),
            *(f"s{stem}" for stem in self.stems),
            *(f"g{group}" for group in self.groups),
            *(f"c{concept}" for concept in self.concepts),
            *(f"o{side[:-1]}" for side in self.sides),
        )


NOTHING = Meaning(*(frozenset[str](),) * 6)


def relation(one: Meaning, other: Meaning) -> Relation:
    """How two meanings are related; what is both like and unlike counts as alike."""
    if one.lemmas & other.lemmas or one.stems & other.stems:
        return "same"
    if one.groups & other.groups:
        return "synonym"
    if one.opposites & other.lemmas or other.opposites & one.lemmas or _against(one, other):
        return "opposite"
    return "synonym" if one.concepts & other.concepts else "none"


def _against(one: Meaning, other: Meaning) -> bool:
    return any((side[:-1] + ("+" if side[-1] == "-" else "-")) in other.sides for side in one.sides)


def join(meanings: Sequence[Meaning]) -> Meaning:
    """Everything that several meanings cover."""
    fields = ("lemmas", "stems", "groups", "sides", "concepts", "opposites")
    return Meaning(*(frozenset[str]().union(*(getattr(one, name) for one in meanings)) for name in fields))
