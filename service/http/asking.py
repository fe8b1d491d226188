"""`POST /v1/ask`: one answer, whole or as server-sent events."""

import secrets
import time
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import aclosing, closing
from functools import partial
from typing import NamedTuple, cast

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import Response
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event
from opentelemetry import trace
from starlette.types import Send

from index.errors import NotAvailable
from service import answer as core
from service import answering
from service.http import problems, rendering, requests, schemas
from service.http.observing import CLIENT_LEFT
from service.http.service import Service, TheService

log = structlog.get_logger(__name__)
router = APIRouter(tags=["answers"])


class Told(NamedTuple):
    """One server-sent event; the data of the last one, `done`, is the whole response."""

    event: str
    data: str


class AnswerStream(EventSourceResponse):
    """Server-sent events whose source is closed as soon as the client leaves, not when it is garbage-collected."""

    async def stream_response(self, send: Send) -> None:
        """Send the events."""
        async with aclosing(cast("AsyncGenerator[bytes]", self.body_iterator)):
            await super().stream_response(send)


@router.post(
    "/v1/ask",
    response_model=schemas.Answer | schemas.TracedAnswer,
    summary="Ask a question",
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def ask(request: Request, body: requests.AskRequest, service: TheService) -> Response:
    """Answer from the indexed documents, each statement with the exact spans that support it.

    With `stream`, the events are `retrieval`, `statement` for each statement, then `done` with the whole answer, or
    `error` with a problem. A client that leaves early stops the work.
    """
    if body.mode == "generative" and service.settings.model is None:
        raise NotAvailable('No model is configured, so answers are extractive only; ask with the mode "auto".')
    events = service.workshop.iterate(partial(telling, service, body))
    if body.stream:
        # What fails before the first event, as an index that cannot be used, still gets its own status.
        first = await anext(events)
        # nginx would keep events back to send them in larger pieces.
        return AnswerStream(_encoded(first, events, request.url.path), headers={"X-Accel-Buffering": "no"})
    async with aclosing(events):
        async for told in events:
            if await request.is_disconnected():
                return Response(status_code=CLIENT_LEFT)
            if told and told.event == "done":
                return Response(told.data, media_type="application/json")
    raise AssertionError("an answerer ends with Answered")


def telling(service: Service, asked: requests.AskRequest) -> Generator[Told | None]:
    """The events of an answer, kept before the last one is told; runs on a thread of its own.

    While a model writes there is None several times a second: a step at which a client may prove to have left.
    """
    answer_id = secrets.token_hex(16)
    tracer, started = trace.get_tracer("aide-memoire"), time.time_ns()
    with structlog.contextvars.bound_contextvars(answer_id=answer_id), tracer.start_as_current_span("ask") as span:
        span.set_attribute("aide_memoire.answer_id", answer_id)
        # The protocol promises an iterator; those that are generators have work to stop.
        with closing(cast("Generator[answering.Event]", service.answerer.events(rendering.question(asked)))) as events:
            for event in events:
                match event:
                    case answering.Retrieved(passages):
                        yield Told("retrieval", rendering.retrieval(passages).model_dump_json())
                    case answering.Stated(statement, citations):
                        yield Told("statement", rendering.stated(statement, citations).model_dump_json())
                    case answering.Working():
                        yield None
                    case answering.Answered(answer):
                        _stages(tracer, started, answer.timings_ms)
                        yield Told("done", _kept(service, answer_id, answer, asked))


def _stages(tracer: trace.Tracer, started: int, timings_ms: Mapping[str, float]) -> None:
    """A span for each stage inside that of the answer: they follow each other, and their times are known by now."""
    for stage in ("retrieve", "answer", "verify"):
        ended = started + int(timings_ms.get(stage, 0) * 1e6)
        tracer.start_span(stage, start_time=started).end(ended)
        started = ended


def _kept(service: Service, answer_id: str, answer: core.Answer, asked: requests.AskRequest) -> str:
    """The response of an answer, stored, counted and logged."""
    body = rendering.answer(answer_id, answer, asked).model_dump_json()
    service.answers.put(answer_id, body.encode(), asked.model_dump_json(exclude_defaults=True).encode())
    service.metrics.answer(answer.status, answer.mode, answer.timings_ms)
    service.metrics.generated(answer.generation, answer.notes)
    log.info(
        "answered",
        status=answer.status,
        mode=answer.mode,
        model=answer.model,
        statements=len(answer.statements),
        citations=len(answer.citations),
        notes=[note.code for note in answer.notes],
        ms={stage: round(milliseconds, 1) for stage, milliseconds in answer.timings_ms.items()},
    )
    return body


async def _encoded(first: Told | None, events: AsyncGenerator[Told | None], path: str) -> AsyncGenerator[bytes]:
    """The events as they go over the wire; an error after the first becomes the last event."""
    async with aclosing(events):
        try:
            yield _wire(first)
            async for told in events:
                yield _wire(told)
        except Exception as error:
            # The response has begun: this is the only way left to tell.
            log.error("answer failed", path=path, exc_info=error)
            yield format_sse_event(event="error", data_str=problems.dumped(problems.of_error(error, path)))


def _wire(told: Told | None) -> bytes:
    return format_sse_event(event=told.event, data_str=told.data) if told else KEEPALIVE_COMMENT
