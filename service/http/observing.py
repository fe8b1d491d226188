"""What an operator sees: Prometheus metrics, one log line a request, security headers.

Plain ASGI, not Starlette's BaseHTTPMiddleware: that one hides from a route that its client has left.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import MutableHeaders

from service.http import problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from index.library import Library
    from service.answer import Generation, Note

log = structlog.get_logger(__name__)

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
"""Seconds: from a cached page to an answer of a slow model."""

CLIENT_LEFT = 499
"""The status that is counted when a client left before anything was sent, as nginx has it."""

HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Metrics:
    """The metrics of one service, in a registry of their own."""

    def __init__(self) -> None:
        registry = self.registry = CollectorRegistry()
        self._requests = Counter(
            "aide_memoire_requests", "Requests by route and status.", ["method", "route", "status"], registry=registry
        )
        self._duration = Histogram(
            "aide_memoire_request_seconds", "Time to the last byte.", ["route"], buckets=BUCKETS, registry=registry
        )
        self._stages = Histogram(
            "aide_memoire_stage_seconds",
            "Time of the stages of an answer: retrieve, answer, verify, total.",
            ["stage"],
            buckets=BUCKETS,
            registry=registry,
        )
        self._answers = Counter(
            "aide_memoire_answers", "Answers by status and mode.", ["status", "mode"], registry=registry
        )

        self._tokens = Counter(
            "aide_memoire_model_tokens", "Tokens that the language model read and wrote.", ["kind"], registry=registry
        )
        self._calls = Counter("aide_memoire_model_calls", "Calls of the language model.", registry=registry)
        self._first = Histogram(
            "aide_memoire_first_statement_seconds",
            "Time from a question to the first statement of the language model.",
            buckets=BUCKETS,
            registry=registry,
        )
        self._notes = Counter(
            "aide_memoire_notes", "Notes of answers by code: why a model's answer is missing.", ["code"],
            registry=registry,
        )  # fmt: skip

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that is over."""
        self._requests.labels(method, route, str(status)).inc()
        self._duration.labels(route).observe(seconds)

    def answer(self, status: str, mode: str, timings_ms: Mapping[str, float]) -> None:
        """Count an answer and its stages."""
        self._answers.labels(status, mode).inc()
        for stage, milliseconds in timings_ms.items():
            self.stage(stage, milliseconds)

    def generated(self, generation: Generation | None, notes: Sequence[Note]) -> None:
        """Count what a model did for an answer, and what its notes say."""
        if generation:
            self._calls.inc(generation.calls)
            self._tokens.labels("read").inc(generation.prompt_tokens)
            self._tokens.labels("written").inc(generation.completion_tokens)
            if generation.first_statement_ms is not None:
                self._first.observe(generation.first_statement_ms / 1000)
        for note in notes:
            self._notes.labels(note.code).inc()

    def stage(self, stage: str, milliseconds: float) -> None:
        """Time one stage."""
        self._stages.labels(stage).observe(milliseconds / 1000)

    def watch(self, library: Library) -> None:
        """Tell the size of the index at every scrape."""
        for name, told, value in (
            ("aide_memoire_documents", "Documents that are indexed.", lambda: library.status().documents),
            ("aide_memoire_passages", "Passages that are indexed.", lambda: library.status().passages),
        ):
            Gauge(name, told, registry=self.registry).set_function(value)


class Observed:
    """Wraps an application: counts, times and logs its requests, and adds the security headers to its responses."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = CLIENT_LEFT

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            log.error("request failed", path=scope["path"], exc_info=error)
            if status != CLIENT_LEFT:  # a response has begun, and can only be cut off
                raise
            await problems.respond(problems.of_error(error, scope["path"]))(scope, receive, sending)
        finally:
            self._finished(scope, status, time.perf_counter() - started)

    def _finished(self, scope: Scope, status: int, seconds: float) -> None:
        # The template of a route, never the path: ids would make a series of every document.
        route = getattr(scope.get("route"), "path", None) or "unmatched"
        self._metrics.request(scope["method"], route, status, seconds)
        log.info("request", method=scope["method"], path=scope["path"], status=status, ms=round(seconds * 1000, 1))
