"""The answer: statements, each resting on citations, each citation an exact span of a document.

These are the objects of the contract's `POST /v1/ask`, without HTTP. All offsets are code points into a canonical text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index.documents import Metadata

Status = Literal["answered", "insufficient_evidence"]
Mode = Literal["extractive", "generative"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The span of a document that a statement rests on, with the text around it."""

    number: int
    passage_id: str
    document_id: str
    metadata: Metadata
    page: int | None
    quote: str
    span: Span
    before: str
    after: str
    highlight: Span | None = None
    """The short answer inside the quote, where one is known."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim and the numbers of the citations that support it."""

    text: str
    citations: tuple[int, ...]
    about: str | None = None
    """The side of a comparison or member of a list that it speaks of."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One side of a conflict."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Different values that sources give for the same thing."""

    topic: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage as search returns it."""

    passage_id: str
    document_id: str
    metadata: Metadata
    text: str
    span: Span
    page: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Rejected:
    """A statement that did not pass, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What was searched for, what was found, and what was dropped."""

    queries: tuple[str, ...] = ()
    passages: tuple[FoundPassage, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader of an answer should know about how it was made."""

    code: str
    """What to switch on; all of them are in `service.generation.faults`."""
    text: str


@dataclass(frozen=True, slots=True)
class Generation:
    """What a model did for an answer."""

    model: str
    prompts: Mapping[str, str]
    """Versions of the prompts used, by purpose."""
    settings_hash: str
    """The same for answers that were made with the same settings and prompts."""
    calls: int
    prompt_tokens: int
    completion_tokens: int
    estimated: bool
    """Whether some of the tokens are estimated, as for a call that was cut off."""
    cost: float | None
    """In the currency of the configured prices; None without any."""
    repaired: int
    """Statements that were right at the second try."""
    first_statement_ms: float | None
    """From the question to the first statement of the model that left."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is returned for a question, except its id."""

    question: str
    standalone_question: str
    status: Status
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    conflicts: tuple[Conflict, ...]
    reason: str | None
    mode: Mode
    model: str
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    """retrieve, answer, verify, total; milliseconds."""
    trace: Trace = field(default_factory=Trace)
    notes: tuple[Note, ...] = ()
    generation: Generation | None = None
    """None when no model was called."""
    remarks: tuple[str, ...] = ()
    """What stands in the text after the statements, in fixed words: yes or no, and which side is silent."""
