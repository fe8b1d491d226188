"""What a client of OpenAI gets; its own types keep the keys that we add."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from service.http import schemas


class UrlCitation(BaseModel):
    """Where the content cites what: OpenAI's keys, then the span of the source."""

    start_index: int = Field(description="Of the marker in the content, in code points.")
    end_index: int = Field(description="The same, exclusive.")
    url: str = Field(description="The document's own, else where this service shows the document.")
    title: str
    number: int
    document_id: str
    passage_id: str
    start: int = Field(description="Of the quote in the text of GET /v1/documents/{document_id}, in code points.")
    end: int
    quote: str
    page: int | None
    publisher: str | None
    published: date | None
    highlight: schemas.Span | None


class Annotation(BaseModel):
    """One marker of the content."""

    type: Literal["url_citation"] = "url_citation"
    index: int = Field(description="Its place among the annotations, by which clients put a stream together.")
    url_citation: UrlCitation


class Message(BaseModel):
    """The answer as a message."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


Finish = Literal["stop", "length"]


class Choice(BaseModel):
    """The only choice."""

    index: Literal[0] = 0
    message: Message
    logprobs: None = None
    finish_reason: Finish


class Usage(BaseModel):
    """Tokens as multilingual-e5-small counts them, of all messages and of the content."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Told(BaseModel):
    """What `/v1/ask` would have said besides; the whole is at `/v1/answers/{answer_id}`."""

    answer_id: str
    status: Literal["answered", "insufficient_evidence"]
    reason: str | None
    mode: Literal["extractive", "generative"]
    model: str
    conflicts: list[schemas.Conflict]
    notes: list[schemas.Note]
    generation: schemas.Generation | None


class ChatCompletion(BaseModel):
    """An answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="Unix time.")
    model: str
    choices: list[Choice]
    usage: Usage
    aide_memoire: Told


class Model(BaseModel):
    """A way to be answered."""

    id: str
    object: Literal["model"] = "model"
    created: int = Field(description="Unix time.")
    owned_by: Literal["aide-memoire"] = "aide-memoire"


class Models(BaseModel):
    """All models."""

    object: Literal["list"] = "list"
    data: list[Model]


class Error(BaseModel):
    """What is wrong."""

    message: str
    type: str
    param: str | None
    code: str | None


class ChatError(BaseModel):
    """An error as clients of OpenAI understand it."""

    error: Error
