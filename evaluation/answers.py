"""What the service answers, as far as the measures read it; every other field is kept."""

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class Passage(_Part):
    """One passage of a search or of a trace, best first."""

    passage_id: str
    document_id: str
    text: str
    score: float = 0.0
    title: str | None = None
    url: str | None = None
    published: str | None = None


class Span(_Part):
    """A stretch of a document's text, in code points."""

    start: int
    end: int


class Citation(_Part):
    """A quote with its place: `text[start:end] == quote` in the document."""

    number: int
    document_id: str
    quote: str
    start: int
    end: int
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    highlight: Span | None = None  # offsets into the document's text, like start and end


class Claim(_Part):
    """One statement, or one side of a conflict, with the numbers of its citations."""

    text: str
    citations: list[int]


class Conflict(_Part):
    """Claims of different sources about the same thing."""

    topic: str | None = None
    claims: list[Claim]


class Trace(_Part):
    """What an answer was made from."""

    passages: list[Passage] = []


class Answer(_Part):
    """The answer object of `POST /v1/ask`."""

    status: str
    answer: str
    statements: list[Claim]
    citations: list[Citation]
    conflicts: list[Conflict] = []
    reason: str | None = None
    mode: str | None = None
    model: str | None = None
    standalone_question: str | None = None
    confidence: float | None = None  # not of the contract; read where a service gives it
    trace: Trace | None = None

    @property
    def refused(self) -> bool:
        """Whether the service says that its documents do not answer the question."""
        return self.status == "insufficient_evidence"
