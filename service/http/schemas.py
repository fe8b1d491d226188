"""What goes over the wire: the response objects of the contract, field by field."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field


class Span(BaseModel):
    """Code points `start` to `end` of a document's text, end exclusive."""

    start: int
    end: int


class Statement(BaseModel):
    """One claim and the numbers of the citations that it rests on."""

    text: str
    citations: list[int]
    about: str | None


class Citation(BaseModel):
    """An exact span of a document: `document.text[start:end] == quote`."""

    number: int
    passage_id: str
    document_id: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    page: int | None
    quote: str
    start: int
    end: int
    before: str
    after: str
    highlight: Span | None


class Claim(BaseModel):
    """One side of a conflict."""

    text: str
    citations: list[int]


class Conflict(BaseModel):
    """Different values that sources give for the same thing."""

    topic: str
    claims: list[Claim]


class FoundPassage(BaseModel):
    """A passage found by a search; its text is `document.text[start:end]`."""

    passage_id: str
    document_id: str
    text: str
    start: int
    end: int
    page: int | None
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    score: float


class Rejected(BaseModel):
    """A statement that verification dropped."""

    text: str
    why: str


class Trace(BaseModel):
    """How an answer came about."""

    queries: list[str]
    passages: list[FoundPassage]
    rejected: list[Rejected]


class Note(BaseModel):
    """Something that the reader of an answer should know about how it was made."""

    code: str = Field(description="What to switch on, as `timeout` or `unverified`; docs/generation.md has them all.")
    text: str


class Generation(BaseModel):
    """What a model did for an answer."""

    model: str
    prompts: dict[str, str] = Field(description="Versions of the prompts used, by purpose.")
    settings_hash: str = Field(description="The same for answers made with the same settings and prompts.")
    calls: int
    prompt_tokens: int
    completion_tokens: int
    estimated: bool = Field(description="Some tokens are estimated, as for a call that was cut off.")
    cost: float | None = Field(description="In the currency of the configured prices.")
    repaired: int = Field(description="Statements that passed at the second try.")
    first_statement_ms: float | None = Field(description="From the question to the model's first statement.")


class Answer(BaseModel):
    """The answer to a question."""

    answer_id: str
    question: str
    standalone_question: str
    status: Literal["answered", "insufficient_evidence"]
    answer: str
    statements: list[Statement]
    citations: list[Citation]
    conflicts: list[Conflict]
    reason: str | None
    mode: Literal["extractive", "generative"]
    model: str
    timings_ms: dict[str, float]
    asked_at: datetime = Field(description="When it was asked; without `as_of`, it is of that day.")
    as_of: date | None = Field(description="As asked: nothing published after this day was used.")
    filters: dict[str, Any] | None = Field(description="As asked: which documents could be used.")
    remarks: list[str] = Field(
        description="What follows the statements in `answer`, in fixed words: yes or no where a statement decides it, "
        "and which side of a comparison the documents are silent on."
    )
    notes: list[Note] = Field(description="Why a model's answer is missing or incomplete; empty without a model.")
    generation: Generation | None = Field(description="What a model did; null when none was called.")


class TracedAnswer(Answer):
    """The answer with its trace."""

    trace: Trace


class Retrieval(BaseModel):
    """Data of the event `retrieval`: the passages considered, best first."""

    passages: list[FoundPassage]


class StatementEvent(BaseModel):
    """Data of the event `statement`."""

    statement: Statement
    citations: list[Citation]


class SearchResponse(Retrieval):
    """Passages, best first."""

    timings_ms: dict[str, float]


class DocumentSummary(BaseModel):
    """A document without its text."""

    document_id: str
    title: str | None
    publisher: str | None
    author: str | None
    published: date | None
    url: str | None
    language: str | None
    kind: str | None
    actors: list[str]
    passages: int = Field(description="How many passages it was cut into.")
    sha256: str = Field(description="Of the text in UTF-8.")
    names: list[str] = Field(description="Where it came from: paths, uploads; several for duplicates.")


class Document(DocumentSummary):
    """A document with its canonical text, into which all offsets count."""

    text: str


class DocumentList(BaseModel):
    """One page of documents; `next` is the cursor of the following one, absent on the last."""

    documents: list[DocumentSummary]
    next: str | None = None


class Passage(BaseModel):
    """One passage with the text around it."""

    passage_id: str
    document_id: str
    text: str
    start: int
    end: int
    page: int | None
    section: str | None
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    before: str
    after: str


class Verdict(BaseModel):
    """Whether quotes support a statement, and what is wrong when they do not."""

    supported: bool
    outcome: Literal[
        "supported", "other_number", "other_name", "other_date", "negated", "role_swapped", "overstated", "not_covered"
    ]
    why: str = Field(description="What decided, in words.")


class CheckedSentence(BaseModel):
    """A sentence of a draft, `text == draft[start:end]`, and what the documents say to it."""

    text: str
    start: int
    end: int
    verdict: Literal["supported", "contradicted", "not_found", "no_claim"]
    why: str = Field(description="The words that differ, where the documents contradict it.")
    citations: list[int]


class CheckedDraft(BaseModel):
    """A draft, sentence by sentence."""

    sentences: list[CheckedSentence]
    citations: list[Citation]


class Flag(BaseModel):
    """What a user found wrong with a statement of an answer."""

    statement: int = Field(description="Its number, from 1; 0 is the answer as a whole.")
    flag: Literal["not_supported", "wrong", "incomplete"]
    note: str
    time: datetime = Field(description="When it was flagged.")


class Flags(BaseModel):
    """The flags of an answer."""

    flags: list[Flag]


class FieldProblem(BaseModel):
    """What is wrong with one field of a request."""

    field: str
    message: str


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldProblem] | None = None
