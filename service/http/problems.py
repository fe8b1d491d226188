"""Every error as a problem object (RFC 9457, `application/problem+json`), mapped in this one place.

A problem has `type` (what to switch on), `title`, `status`, `detail` (what to tell the user), `instance` (the path that
was called) and, for input that fails validation, `errors`: `[{"field": "filters.published_from", "message": "…"}]`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from index import errors
from service.http.chat import errors as chat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI, Request


@dataclass(frozen=True, slots=True)
class Kind:
    """What all problems of one type have in common."""

    slug: str
    title: str
    status: int
    retry_after: int | None = None
    """Seconds after which it is worth another try."""


KINDS: dict[type[errors.AideMemoireError], Kind] = {
    errors.TooLarge: Kind("too-large", "Too large", 413),
    errors.UnsupportedFormat: Kind("unsupported-format", "This kind of file cannot be read", 415),
    errors.UnreadableDocument: Kind("unreadable-document", "This file cannot be read", 422),
    errors.InvalidInput: Kind("invalid-input", "The request cannot be used as it is", 422),
    errors.NotFound: Kind("not-found", "There is nothing with this id", 404),
    errors.NotAvailable: Kind("not-available", "This service is not set up for that", 501),
    errors.IndexMismatch: Kind("index-mismatch", "The index does not fit this service", 503),
    errors.Busy: Kind("busy", "Not at the moment", 503, retry_after=1),
    errors.BackendUnavailable: Kind("backend-unavailable", "A server that this service needs does not answer", 503, 5),
}
"""The exception tree of `index.errors`; a class without an entry is treated as its nearest base."""

INTERNAL = Kind("internal-error", "Something went wrong in this service", 500)
MALFORMED = Kind("malformed-request", "The body of the request cannot be parsed", 400)
WRONG_TYPE = Kind("unsupported-content-type", "The body has the wrong content type", 415)
FORBIDDEN = Kind("cross-site", "This request comes from another site", 403)
INVALID = KINDS[errors.InvalidInput]

HTTP_KINDS = {
    400: MALFORMED,
    404: Kind("no-such-route", "There is nothing at this path", 404),
    405: Kind("method-not-allowed", "This path does not take this method", 405),
    413: KINDS[errors.TooLarge],
    415: WRONG_TYPE,
}


def problem(
    kind: Kind, detail: str, instance: str, invalid: Sequence[Mapping[str, str]] | None = None
) -> dict[str, Any]:
    """The problem object."""
    told = {
        "type": f"urn:aide-memoire:{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "instance": instance,
    }
    return told if invalid is None else told | {"errors": list(invalid)}


def kind_of(error: errors.AideMemoireError) -> Kind:
    """The kind of an exception of the tree, by its nearest listed base."""
    return next((KINDS[base] for base in type(error).__mro__ if base in KINDS), INTERNAL)


def of_error(error: BaseException, instance: str) -> dict[str, Any]:
    """The problem of any exception; only those of the tree may speak for themselves."""
    if isinstance(error, errors.AideMemoireError):
        return problem(kind_of(error), str(error), instance)
    return problem(INTERNAL, "The service could not finish this request; its log has the reason.", instance)


def respond(told: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a response, in the shape that the callers of its path understand."""
    if chat.speaks(told["instance"]):
        status, shaped = chat.of_problem(told)
        return Response(dumped(shaped), status, headers, media_type="application/json")
    return Response(dumped(told), int(told["status"]), headers, media_type="application/problem+json")


def dumped(told: Mapping[str, Any]) -> str:
    """A problem as JSON."""
    # A message may repeat what it was given, and that may hold lone surrogates, which UTF-8 cannot carry.
    return json.dumps(told, ensure_ascii=False).encode(errors="replace").decode()


def install(app: FastAPI) -> None:
    """Let `app` answer every expected error with a problem; `observing.Observed` takes care of the others."""
    app.add_exception_handler(errors.AideMemoireError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.AideMemoireError)
    kind = kind_of(error)
    headers = {"Retry-After": str(kind.retry_after)} if kind.retry_after else None
    return respond(problem(kind, str(error), request.url.path), headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    path = request.url.path
    if faults and faults[0]["type"] == "json_invalid":
        position = faults[0]["loc"][-1]
        return respond(problem(MALFORMED, f"No valid JSON at character {position}: {faults[0]['ctx']['error']}.", path))
    if isinstance(error.body, bytes):
        given = request.headers.get("content-type", "none")
        return respond(problem(WRONG_TYPE, f"Send the body as application/json; its content type is {given}.", path))
    invalid = [
        {"field": field(fault["loc"]), "message": fault["msg"].removeprefix("Value error, ")} for fault in faults
    ]
    detail = "; ".join(f"{one['field']}: {one['message']}" for one in invalid)
    return respond(problem(INVALID, detail, path, invalid))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = HTTP_KINDS.get(error.status_code) or Kind(
        HTTPStatus(error.status_code).phrase.lower().replace(" ", "-"), error.detail, error.status_code
    )
    # Starlette's own errors say no more than their status does.
    bare = error.detail == HTTPStatus(error.status_code).phrase
    detail = f"{request.method} {request.url.path}: {error.detail}." if bare else error.detail
    return respond(problem(kind, detail, request.url.path), error.headers)


def field(location: Sequence[str | int]) -> str:
    """The name of a field as a caller writes it: `history[0].role`; `body` when it is the body as a whole."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in location[1:]]
    return "".join(parts).lstrip(".") or str(location[0])
