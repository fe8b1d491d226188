"""What a client of OpenAI sends, and the question that it is."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal

from fastapi.exceptions import RequestValidationError
from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from index.errors import NotFound
from service.http import requests
from service.languages import available, pack
from service.settings import Settings

Mode = Literal["auto", "extractive", "generative"]
Models = Mapping[str, Mode]
"""The names of the models that there are, and the mode of an answer by each."""

TURNS = 200
"""Earlier messages that are read, the last ones."""

UNSERVED = {
    "tools": "This service answers from its documents and calls no tools",
    "functions": "This service answers from its documents and calls no functions",
    "stop": "An answer here is whole statements and is not cut at a word",
    "audio": "Answers are text here",
    "logprobs": "There are no token probabilities here",
    "top_logprobs": "There are no token probabilities here",
}
"""Parameters that ask for what an answer here cannot be. Those of sampling change nothing here and are ignored."""


def _text(content: Any) -> Any:
    """The text of a message, whose content may be given in parts."""
    if content is None:
        return ""
    if not isinstance(content, list):
        return content
    texts = []
    for part in content:
        kind = part.get("type") if isinstance(part, dict) else None
        if kind not in ("text", "refusal") or not isinstance(part.get(kind), str):
            raise ValueError(f"a part of the type {kind!r} cannot be read here; send parts of the type 'text'")
        texts.append(part[kind])
    return "\n".join(texts)


class Message(BaseModel):
    """One message of the conversation; `content` is a string or a list of parts of the type `text`."""

    role: Literal["system", "developer", "user", "assistant"]
    content: Annotated[
        requests.String,
        BeforeValidator(_text, json_schema_input_type=str | list[dict[str, Any]] | None),
        Field(max_length=100_000),
    ] = ""


class StreamOptions(BaseModel):
    """What a stream has besides the answer."""

    include_usage: bool | None = False


class ChatRequest(BaseModel):
    """A conversation whose last message is the question.

    Messages of the roles `system` and `developer` are read past: whatever they say, an answer here consists of
    statements that the documents bear out. Beyond OpenAI's parameters there are `filters`, `as_of` and
    `max_statements`, as in `/v1/ask`.
    """

    model_config = ConfigDict(
        extra="allow",  # there are many parameters, and more of them each year
        json_schema_extra={
            "examples": [
                {
                    "model": "aide-memoire",
                    "messages": [
                        {"role": "user", "content": "How large may Ukraine's armed forces be under the plan?"}
                    ],
                    "stream": True,
                    "stream_options": {"include_usage": True},
                }
            ]
        },
    )

    model: str
    messages: Annotated[list[Message], Field(min_length=1)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = 1
    max_tokens: Annotated[int, Field(ge=1)] | None = Field(
        default=None, validation_alias=AliasChoices("max_completion_tokens", "max_tokens")
    )
    response_format: dict[str, Any] | None = None
    modalities: list[str] | None = None
    filters: requests.Filters | None = None
    as_of: requests.IsoDate | None = None
    max_statements: Annotated[int, Field(ge=1, le=12)] | None = None

    @property
    def usage_told(self) -> bool:
        """Whether the stream ends with the numbers of tokens."""
        return bool(self.stream_options and self.stream_options.include_usage)

    def asked(self, models: Models) -> requests.AskRequest:
        """The question, with the conversation before it.

        Raises:
            NotFound: there is no such model.
            RequestValidationError: it asks for what cannot be done here.
        """
        mode = mode_of(self.model, models)
        self._refuse_unserved()
        *earlier, last = self.messages
        place = f"messages[{len(earlier)}]"
        if last.role != "user":
            raise refused(f"{place}.role", f"The last message is the question: its role is user, not {last.role}.")
        if not last.content.strip() or len(last.content) > requests.QUESTION_LENGTH:
            most = requests.QUESTION_LENGTH
            raise refused(f"{place}.content", f"A question has 1 to {most} characters; this has {len(last.content)}.")
        return requests.AskRequest(
            question=last.content,
            history=_history(earlier),
            filters=self.filters,
            as_of=self.as_of,
            mode=mode,
            max_statements=self.max_statements,
        )

    def _refuse_unserved(self) -> None:
        given = self.model_extra or {}
        for name, why in UNSERVED.items():
            if given.get(name):
                raise refused(name, f"{why}; leave out {name!r}.")
        if self.n not in (None, 1):
            raise refused("n", f"There is one answer to a question here; leave out 'n' or let it be 1, not {self.n}.")
        kind = (self.response_format or {}).get("type", "text")
        if kind != "text":
            raise refused("response_format", f"Answers are text here, not {kind}; POST /v1/ask answers with an object.")
        if set(self.modalities or ()) - {"text"}:
            raise refused("modalities", "Answers are text here; leave out 'modalities' or let it be ['text'].")


def models_of(settings: Settings) -> Models:
    """The models of a service with these settings."""
    quoting: dict[str, Mode] = {"aide-memoire": "auto", "aide-memoire-extractive": "extractive"}
    return quoting | {"aide-memoire-generative": "generative"} if settings.model else quoting


def mode_of(model: str, models: Models) -> Mode:
    """The mode of an answer by a model. Raises NotFound, naming those that there are."""
    mode = models.get(model)
    if mode is None:
        raise NotFound(f"The model {model!r} does not exist here. There are {', '.join(models)}.")
    return mode


def refused(field: str, why: str) -> RequestValidationError:
    """The error that a field of a request cannot be served."""
    return RequestValidationError([{"loc": ("body", field), "msg": why, "type": "value_error"}])


def _history(messages: Sequence[Message]) -> list[requests.Turn]:
    turns = [
        requests.Turn(role=message.role, content=_without_sources(message.content))
        for message in messages
        if message.role in ("user", "assistant") and message.content.strip()
    ]
    return turns[-TURNS:]


def _without_sources(content: str) -> str:
    """What an answer said, without the list of its sources that clients send back with it."""
    return _sources().split(content, maxsplit=1)[0]


@cache
def _sources() -> re.Pattern[str]:
    headings = "|".join(re.escape(pack(code).wording["sources"]) for code in available())
    return re.compile(rf"\n\n(?:{headings}):\n\n- \[1\]")
