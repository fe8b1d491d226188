"""One call of a model: what is sent, and what comes back piece by piece."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

TICK = 0.25
"""Seconds without a piece after which a model yields `Pause`, so that its caller can look up or leave."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The form that an answer must have."""

    name: str
    json: Mapping[str, Any]
    """A JSON Schema within what strict structured output allows."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent."""

    purpose: Literal["answer", "repair", "standalone"]
    system: str
    user: str
    schema: Schema
    most_tokens: int
    """That may be written."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens read and written, as the server counts them."""

    prompt: int
    completion: int


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of what the model writes."""

    text: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing came for a moment."""


@dataclass(frozen=True, slots=True)
class End:
    """The model has finished: `cut` says that it was stopped at the most tokens allowed."""

    usage: Usage | None = None
    cut: bool = False


Piece = Text | Pause | End


class Model(Protocol):
    """Anything that writes text in a given form. Safe for concurrent use."""

    @property
    def name(self) -> str:
        """As the server knows it."""
        ...

    def stream(self, call: Call, seconds: float) -> Iterator[Piece]:
        """The pieces of one answer, `End` last; closing the iterator early stops the model.

        Args:
            call: what is asked.
            seconds: how long all of it may take.

        Raises:
            ModelFault: there is no answer, or no whole one.
        """
        ...
