"""From a question to an answer, as a stream of events."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from index.filters import Filters
from service.answer import Answer, Citation, FoundPassage, Statement, Turn


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and of which documents."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)
    """`as_of` is part of it."""
    mode: Literal["auto", "extractive", "generative"] = "auto"
    max_statements: int | None = None


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The passages considered."""

    passages: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement that will stand in the answer, with the citations that it introduces or repeats."""

    statement: Statement
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Working:
    """Nothing yet: told several times a second while a model writes, so that a caller may leave."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The whole answer; always the last event."""

    answer: Answer


Event = Retrieved | Stated | Working | Answered


class Answerer(Protocol):
    """Anything that answers questions; closing the iterator early stops its work."""

    def events(self, question: Question) -> Iterator[Event]:
        """The events of one answer, ending with `Answered`."""
        ...


def answer(answerer: Answerer, question: Question) -> Answer:
    """The whole answer at once."""
    for event in answerer.events(question):
        if isinstance(event, Answered):
            return event.answer
    raise AssertionError("an answerer ends with Answered")
