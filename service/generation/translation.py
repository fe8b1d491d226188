"""From what an OpenAI-compatible server says to pieces and faults.

The `openai` package does not check what a server sends, so nothing here relies on a field being there.
"""

import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from service.generation.calls import Usage
from service.generation.faults import Code, ModelFault

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAIError

UNREADABLE = (ValueError, TypeError, AttributeError, KeyError, IndexError)
"""What reading a stream raises that is no stream of chat completions."""

_CODES: dict[int, Code] = {
    401: "unauthorised", 403: "unauthorised", 404: "unknown_model", 408: "timeout", 413: "context_too_long",
    429: "rate_limited",
}  # fmt: skip
_TOO_LONG = (
    "context_length", "context length", "context size", "exceed_context", "maximum context", "context window",
    "too many tokens", "prompt is too long", "available context",
)  # fmt: skip
_MOST_DETAIL = 300


def delta_of(chunk: Any, finish: str | None) -> tuple[str, str | None]:
    """The text that a chunk adds, and why the model has finished, once it has.

    Raises:
        ModelFault: the model, or a filter before it, declined.
    """
    choices = getattr(chunk, "choices", None) or []
    if not choices:
        return "", finish
    delta = getattr(choices[0], "delta", None)
    finish = getattr(choices[0], "finish_reason", None) or finish
    if getattr(delta, "refusal", None) or finish == "content_filter":
        raise ModelFault("declined", f"finish reason {finish}")
    text = getattr(delta, "content", None)
    return text if isinstance(text, str) else "", finish


def usage_of(chunk: Any) -> Usage | None:
    """The tokens that a chunk tells."""
    usage = getattr(chunk, "usage", None)
    read, written = (getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens"))
    return Usage(read, written) if isinstance(read, int) and isinstance(written, int) else None


def refusal_of(error: "APIStatusError") -> str:
    """All that a server says about a request that it refuses."""
    body = error.body
    told = body.get("error", body) if isinstance(body, dict) else body
    parts = [told.get(key) for key in ("param", "code", "type", "message")] if isinstance(told, dict) else [told]
    return " ".join(str(part) for part in (*parts, error.message) if part)


def context_too_long(refusal: str) -> bool:
    """Whether a refusal says that the request is too long for the model."""
    text = refusal.casefold()
    return any(words in text for words in _TOO_LONG)


def fault_of(error: "OpenAIError", key: str | None) -> ModelFault:
    """The fault that an error of the `openai` package stands for, without the key in its detail."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(error, APITimeoutError):
        return ModelFault("timeout", type(error).__name__)
    if isinstance(error, APIConnectionError):
        return ModelFault("unreachable", redacted(str(error.__cause__ or error), key))
    if not isinstance(error, APIStatusError):
        # An error inside a stream that began well.
        return ModelFault("server_error", redacted(str(error), key))
    refusal, status = refusal_of(error), error.status_code
    detail = redacted(f"status {status}: {refusal}", key)
    if status in (400, 422) and context_too_long(refusal):
        return ModelFault("context_too_long", detail)
    code = _CODES.get(status) or ("server_error" if status >= 500 else "bad_request")
    return ModelFault(code, detail, retry_after(error.response.headers))


def retry_after(headers: Any) -> float | None:
    """Seconds that a server asks to wait, by its `Retry-After` (seconds or a date) or `Retry-After-Ms`."""
    told = headers.get("retry-after-ms")
    try:
        if told:
            return max(0.0, float(told) / 1000)
        told = headers.get("retry-after")
        return max(0.0, float(told)) if told else None
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def redacted(text: str, key: str | None) -> str:
    """The beginning of a text in one line, with the key struck out."""
    if key:
        text = text.replace(key, "***")
    return " ".join(text.split())[:_MOST_DETAIL]
