"""Documents, passages and sentences: what is indexed and cited.

Every offset is a count of Unicode code points into the canonical text of a document, end exclusive.
Ids are derived from content, so the same text always has the same ids, on any machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal

Role = Literal["prose", "heading", "item", "row", "reference"]
"""What a sentence is in its document: running text, heading, list item, table row, or entry of a list of sources."""

ID_LENGTH = 16
"""Hexadecimal digits of an id: 64 bits, so two of a billion documents collide with probability .03."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document besides its text; none of it is required."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    """ISO 639-1, lower case."""
    kind: str | None = None
    """proposal, statement, news, analysis or background."""
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The span of one sentence, heading, list item or table row."""

    start: int
    end: int
    role: Role = "prose"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one section and page: the unit of retrieval."""

    passage_id: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    section: str | None = None
    """The heading that it stands under."""
    page: int | None = None
    """The page of its first character, from 1, where the format has pages."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as indexed: its canonical text and how it is cut."""

    document_id: str
    text: str
    sha256: str
    """Of the canonical text in UTF-8; `document_id` is its beginning."""
    metadata: Metadata
    passages: tuple[Passage, ...] = field(default=())

    def slice(self, span: Passage | Sentence) -> str:
        """The text of a passage or sentence of this document."""
        return self.text[span.start : span.end]


def text_hash(text: str) -> str:
    """SHA-256 of a canonical text in UTF-8, 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def document_id(text: str) -> str:
    """The id of the document with this canonical text."""
    return text_hash(text)[:ID_LENGTH]


def passage_id(document: str, start: int, end: int) -> str:
    """The id of the passage `start:end` of the document with the id `document`."""
    return sha256(f"{document}:{start}:{end}".encode()).hexdigest()[:ID_LENGTH]


def cut(text: str, metadata: Metadata, passages: Sequence[Passage]) -> Document:
    """A document of a canonical text and its passages."""
    digest = text_hash(text)
    return Document(digest[:ID_LENGTH], text, digest, metadata, tuple(passages))
