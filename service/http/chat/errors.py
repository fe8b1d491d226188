"""Errors as clients of OpenAI understand them: `{"error": {"message", "type", "param", "code"}}`."""

from collections.abc import Mapping
from typing import Any

PATHS = ("/v1/chat/", "/v1/models")

STATUSES = {422: 400, 501: 400}
"""OpenAI's status for what cannot be used, or not here; clients would try the latter again."""

CODES = {"not-found": "model_not_found", "busy": "rate_limit_exceeded"}


def speaks(path: str) -> bool:
    """Whether clients of OpenAI are answered at this path."""
    return path.startswith(PATHS)


def of_problem(told: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    """Status and body for a problem object."""
    status = STATUSES.get(told["status"], told["status"])
    slug = str(told["type"]).rpartition(":")[2]
    fields = told.get("errors") or [{"field": "model" if slug == "not-found" else None}]
    error = {
        "message": told["detail"],
        "type": "server_error" if status >= 500 else "invalid_request_error",
        "param": fields[0]["field"],
        "code": CODES.get(slug, slug.replace("-", "_")),
    }
    return status, {"error": error}
