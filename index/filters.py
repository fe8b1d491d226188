"""Which documents a question may use."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filters:
    """All given conditions must hold; an empty tuple or None is no condition.

    A document without a date fails every condition on dates. Names (publishers, kinds, actors) compare without case.
    """

    published_from: date | None = None
    published_to: date | None = None
    publishers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    """Any one of them."""
    languages: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    as_of: date | None = None
    """Nothing published after this day is used."""

    @property
    def empty(self) -> bool:
        """Whether every document passes."""
        return self == Filters()
