"""What comes over the wire: the request objects of the contract, field by field.

Requests are strict: an unknown field, a number as a string or a date that is not `YYYY-MM-DD` is an error that names
the field.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

QUESTION_LENGTH = 2000
DRAFT_LENGTH = 20_000


def _iso_date(value: Any) -> Any:
    """A date from `YYYY-MM-DD` and nothing else: no timestamps, no times of day."""
    if isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return date.fromisoformat(value)
    if isinstance(value, date):
        return value
    raise ValueError("a date is written YYYY-MM-DD")


def _well_formed(value: str) -> str:
    """Text that UTF-8 can carry; JSON can smuggle in halves of surrogate pairs."""
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError("holds half of a surrogate pair, which is not text")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty")
    return value


IsoDate = Annotated[date, BeforeValidator(_iso_date, json_schema_input_type=date)]
String = Annotated[str, AfterValidator(_well_formed)]
Text = Annotated[String, AfterValidator(_not_blank)]
Name = Annotated[Text, Field(max_length=500)]
Names = Annotated[list[Name], Field(max_length=1000)]
Kind = Literal["proposal", "statement", "news", "analysis", "background"]


class Request(BaseModel):
    """Base of everything that a client sends."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Filters(Request):
    """Which documents may be used; all conditions given must hold."""

    published_from: IsoDate | None = None
    published_to: IsoDate | None = None
    publishers: Names = []
    kinds: Names = []
    actors: Names = Field(default=[], description="Documents with any one of these actors.")
    languages: Names = Field(default=[], description="ISO 639-1 codes.")
    document_ids: Names = []


class Turn(Request):
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: Annotated[String, Field(max_length=100_000)]


class AskRequest(Request):
    """A question and what may be used to answer it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "How large may Ukraine's armed forces be under the plan?"},
                {
                    "question": "And what did Germany say about it?",
                    "history": [
                        {"role": "user", "content": "How large may Ukraine's armed forces be under the plan?"},
                        {"role": "assistant", "content": "At most 600,000, under the plan's first version. [1]"},
                    ],
                    "filters": {"publishers": ["Federal Government"]},
                    "as_of": "2025-11-24",
                    "trace": True,
                },
            ]
        }
    )

    question: Annotated[Text, Field(max_length=QUESTION_LENGTH)]
    history: Annotated[list[Turn], Field(max_length=200)] = []
    filters: Filters | None = None
    as_of: IsoDate | None = Field(default=None, description="Nothing published after this day is used.")
    mode: Literal["auto", "extractive", "generative"] = "auto"
    max_statements: Annotated[int, Field(ge=1, le=12)] | None = None
    stream: bool = Field(default=False, description="Answer as server-sent events: retrieval, statement …, done.")
    trace: bool = Field(default=False, description="Tell what was searched, found and rejected.")


class SearchRequest(Request):
    """A query for passages."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"query": "security guarantees", "top_k": 5, "as_of": "2025-11-24"}]}
    )

    query: Annotated[Text, Field(max_length=QUESTION_LENGTH)]
    top_k: Annotated[int, Field(ge=1, le=100)] = 10
    filters: Filters | None = None
    as_of: IsoDate | None = None


class DocumentMetadata(Request):
    """What is known about a document besides its text."""

    title: Name | None = None
    publisher: Name | None = None
    author: Name | None = None
    published: IsoDate | None = None
    url: Annotated[String, Field(max_length=2000)] | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2}$", description="ISO 639-1.")] | None = None
    kind: Kind | None = None
    actors: Names = []


class DocumentRequest(DocumentMetadata):
    """A document given as text."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"text": "The council met on Monday. …", "title": "Council meets", "published": "2025-11-24"}]
        }
    )

    text: Text


class VerifyRequest(Request):
    """A statement and the quotes it should follow from."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "statement": "The plan caps Ukraine's army at 800,000.",
                    "quotes": ["Point 6 of the plan limits Ukraine's armed forces to 600,000 personnel."],
                }
            ]
        }
    )

    statement: Annotated[Text, Field(max_length=QUESTION_LENGTH)]
    quotes: Annotated[list[Annotated[String, Field(max_length=DRAFT_LENGTH)]], Field(min_length=1, max_length=100)]


class FlagRequest(Request):
    """What is wrong with a statement of an answer."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"statement": 2, "flag": "wrong", "note": "He left Geneva a day later, on 24 November."}]
        }
    )

    statement: Annotated[int, Field(ge=0, description="Its number, from 1; 0 is the answer as a whole.")]
    flag: Literal["not_supported", "wrong", "incomplete"] = Field(
        description="Its quotes do not support it; it is false whatever they say; it leaves out what matters."
    )
    note: Annotated[String, Field(max_length=QUESTION_LENGTH)] = ""


class CheckRequest(Request):
    """A draft to hold against the documents."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "On 23 November the delegations met in Geneva. Russia took part with a team of its own.",
                    "as_of": "2025-11-30",
                }
            ]
        }
    )

    text: Annotated[Text, Field(max_length=DRAFT_LENGTH)]
    filters: Filters | None = None
    as_of: IsoDate | None = None
