"""`POST /v1/chat/completions` and `GET /v1/models`, for clients of OpenAI."""

import secrets
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import Response
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event

from service import opening
from service.http import problems, requests
from service.http.asking import AnswerStream, telling
from service.http.chat import errors, schemas
from service.http.chat.content import End, Piece, Writer
from service.http.chat.requests import ChatRequest, mode_of, models_of
from service.http.observing import CLIENT_LEFT
from service.http.service import Service, TheService

log = structlog.get_logger(__name__)
router = APIRouter(tags=["chat completions"])

RELEASED = 1763769600
"""When the models were first there, in Unix time, which clients expect to be told."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What all parts of one completion have in common."""

    id: str
    created: int
    model: str


@router.post(
    "/v1/chat/completions",
    response_model=schemas.ChatCompletion,
    summary="Ask as clients of OpenAI do",
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def complete(request: Request, body: ChatRequest, service: TheService) -> Response:
    """Answer the last message of a conversation as `/v1/ask` would, as a chat completion.

    Statements are followed by markers like [1], the content ends with the list of sources, and each marker has an
    annotation with the exact span of its source. A client that leaves early stops the work.
    """
    asked = body.asked(models_of(service.settings))
    completion = Completion(f"chatcmpl-{secrets.token_hex(16)}", int(time.time()), body.model)
    pieces = service.workshop.iterate(partial(_pieces, service, body, asked, str(request.base_url)))
    if body.stream:
        # What fails before the first piece, as an index that cannot be used, still gets its own status.
        first = await anext(pieces)
        chunks = _chunks(first, pieces, completion, body.usage_told, request.url.path)
        # nginx would keep chunks back to send them in larger pieces.
        return AnswerStream(chunks, headers={"X-Accel-Buffering": "no"})
    content, annotations = "", list[schemas.Annotation]()
    async with aclosing(pieces):
        async for piece in pieces:
            if await request.is_disconnected():
                return Response(status_code=CLIENT_LEFT)
            if isinstance(piece, Piece):
                content += piece.content
                annotations += piece.annotations
            elif isinstance(piece, End):
                whole = _whole(completion, content, annotations, piece)
                return Response(whole.model_dump_json(), media_type="application/json")
    raise AssertionError("an answerer ends with Answered")


@router.get("/v1/models", summary="The models that clients of OpenAI can ask for")
async def models(service: TheService) -> schemas.Models:
    """`aide-memoire` answers in the best way that is set up; the others say in their names how they answer."""
    return schemas.Models(data=[schemas.Model(id=name, created=RELEASED) for name in models_of(service.settings)])


@router.get("/v1/models/{model}", summary="One model")
async def model(model: str, service: TheService) -> schemas.Model:
    """One of the models."""
    mode_of(model, models_of(service.settings))
    return schemas.Model(id=model, created=RELEASED)


def _pieces(
    service: Service, body: ChatRequest, asked: requests.AskRequest, base: str
) -> Generator[Piece | End | None]:
    """The content and its end; runs on a thread of its own."""
    encode = opening.builtin(service.settings.cache_dir).tokenizer.encode

    def count(text: str) -> int:
        return len(encode(text))

    prompt = sum(count(message.content) for message in body.messages)
    yield from Writer(asked.question, prompt, count, body.max_tokens, base).pieces(telling(service, asked))


def _whole(
    completion: Completion, content: str, annotations: list[schemas.Annotation], end: End
) -> schemas.ChatCompletion:
    message = schemas.Message(content=content, annotations=annotations)
    return schemas.ChatCompletion(
        id=completion.id,
        created=completion.created,
        model=completion.model,
        choices=[schemas.Choice(message=message, finish_reason=end.finish)],
        usage=end.usage,
        aide_memoire=end.told,
    )


async def _chunks(
    first: Piece | End | None,
    pieces: AsyncGenerator[Piece | End | None],
    completion: Completion,
    usage_told: bool,
    path: str,
) -> AsyncGenerator[bytes]:
    """The chunks as they go over the wire; an error after the first becomes the last one."""
    wire = partial(_chunk, completion, usage_told)
    async with aclosing(pieces):
        try:
            yield wire({"role": "assistant", "content": ""})
            async for piece in _again(first, pieces):
                yield _wired(piece, wire)
                if isinstance(piece, End) and usage_told:
                    yield wire(None, usage=piece.usage.model_dump())
            yield format_sse_event(data_str="[DONE]")
        except Exception as error:
            # The response has begun: this is the only way left to tell.
            log.error("answer failed", path=path, exc_info=error)
            _, told = errors.of_problem(problems.of_error(error, path))
            yield format_sse_event(data_str=problems.dumped(told))


async def _again(
    first: Piece | End | None, rest: AsyncGenerator[Piece | End | None]
) -> AsyncGenerator[Piece | End | None]:
    yield first
    async for piece in rest:
        yield piece


def _wired(piece: Piece | End | None, wire: "partial[bytes]") -> bytes:
    match piece:
        case Piece(content, annotations):
            told = [annotation.model_dump(mode="json") for annotation in annotations]
            return wire({"content": content} | ({"annotations": told} if told else {}))
        case End(finish, _, told_besides):
            return wire({}, finish=finish, aide_memoire=told_besides.model_dump(mode="json"))
        case None:
            return KEEPALIVE_COMMENT


def _chunk(
    completion: Completion, usage_told: bool, delta: dict[str, Any] | None, finish: str | None = None, **others: Any
) -> bytes:
    """One chunk; without a delta the one of the usage, which has no choice."""
    choices = [] if delta is None else [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]
    told = {
        "id": completion.id,
        "object": "chat.completion.chunk",
        "created": completion.created,
        "model": completion.model,
        "choices": choices,
        **({"usage": None} if usage_told else {}),
        **others,
    }
    return format_sse_event(data_str=problems.dumped(told))
