"""What is refused before it is read: bodies that are too large, and what another site's page makes a browser send."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import TooLarge
from service.http import problems

REQUEST = 4 * 1024**2
"""Bytes of a request that adds no document: a draft or a long conversation with room to spare."""

UPLOADS = "/v1/documents"

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SameSite:
    """Wraps an application: refuses changes that a browser sends for a page of another site.

    The service has no log-in, so whoever can reach it may use it; a page from elsewhere in the user's browser can reach
    it, too. Browsers since 2023 say so, and whatever is no browser does not send this header.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        site = Headers(scope=scope).get("sec-fetch-site") if scope["type"] == "http" else None
        if site in ("cross-site", "same-site") and scope["method"] not in SAFE:
            told = problems.problem(problems.FORBIDDEN, "A page of another site may not use this one.", scope["path"])
            await problems.respond(told)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class Limited:
    """Wraps an application: refuses bodies that are too large, whether their length is announced or not.

    Not Starlette's `max_body_size`: that one answers in plain text, over the head of our error handlers.

    Args:
        app: the application.
        uploads: how many bytes a request may have that adds a document.
    """

    def __init__(self, app: ASGIApp, uploads: int) -> None:
        self._app = app
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most, excess = self._limit(scope["path"])
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdigit() and int(announced) > most:
            told = problems.of_error(TooLarge(excess), scope["path"])
            await problems.respond(told)(scope, receive, send)
            return
        received = 0

        async def receiving() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                # Of all exceptions, FastAPI lets only this one through while it reads a body.
                raise HTTPException(413, excess)
            return message

        await self._app(scope, receiving, send)

    def _limit(self, path: str) -> tuple[int, str]:
        """How many bytes a request for this path may have, and what is told of one that has more."""
        if path == UPLOADS:
            return self._uploads, f"An upload has at most {self._uploads:,} bytes here (AIDE_MEMOIRE_MAX_UPLOAD)."
        return REQUEST, f"A request has at most {REQUEST:,} bytes."
