"""The limit on the size of a request body, whether its length is announced or not.

Not Starlette's `max_body_size`: that one answers in plain text, over the head of our error handlers.
"""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import TooLarge
from service.http import problems


class Limited:
    """Wraps an application: refuses bodies of more than `most` bytes."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most
        self._told = f"The request has more than {most:,} bytes, the limit here (AIDE_MEMOIRE_MAX_UPLOAD)."

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdigit() and int(announced) > self._most:
            told = problems.of_error(TooLarge(self._told), scope["path"])
            await problems.respond(told)(scope, receive, send)
            return
        received = 0

        async def receiving() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._most:
                # Of all exceptions, FastAPI lets only this one through while it reads a body.
                raise HTTPException(413, self._told)
            return message

        await self._app(scope, receiving, send)
