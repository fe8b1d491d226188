"""The contract's HTTP client: one method for each route that an evaluation needs."""

import threading
import time
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from evaluation.answers import Answer, Passage
from evaluation.errors import NotOffered, ServiceRefused, ServiceUnreachable
from evaluation.questions import Question, first_problem

T = TypeVar("T", bound=BaseModel)


class _Found(BaseModel):
    passages: list[Passage]


class _Document(BaseModel):
    text: str


class _Verdict(BaseModel):
    supported: bool
    outcome: str = ""


class Service:
    """A service of the contract at a URL; safe to share between threads.

    Every method raises ServiceUnreachable when nobody answers and ServiceRefused for an answer that is an error
    or not of the contract's form.
    """

    def __init__(self, url: str, timeout: float = 180.0) -> None:
        self.url = url.rstrip("/")
        self._client = httpx.Client(base_url=self.url, timeout=timeout, limits=httpx.Limits(max_connections=64))
        self._texts: dict[str, str] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ready(self) -> None:
        """Return when the service says that it can be used."""
        self._call("GET", "/readyz")

    def search(self, question: Question, top_k: int) -> tuple[list[Passage], float]:
        """Passages for the question, best first, and how long that took in milliseconds."""
        body = {"query": question.question, "top_k": top_k} | _limits(question)
        content, milliseconds = self._call("POST", "/v1/search", body)
        return _parsed(_Found, content, "POST /v1/search").passages, milliseconds

    def ask(self, question: Question, mode: str) -> tuple[Answer, float]:
        """Return the answer with its trace, and how long it took in milliseconds."""
        body: dict[str, Any] = {"question": question.question, "mode": mode, "trace": True} | _limits(question)
        if question.history:
            body["history"] = [turn.model_dump() for turn in question.history]
        content, milliseconds = self._call("POST", "/v1/ask", body)
        return _parsed(Answer, content, "POST /v1/ask"), milliseconds

    def text(self, document_id: str) -> str:
        """Return the canonical text of a document; asked for once."""
        with self._lock:
            known = self._texts.get(document_id)
        if known is None:
            path = f"/v1/documents/{document_id}"
            known = _parsed(_Document, self._call("GET", path)[0], f"GET {path}").text
            with self._lock:
                self._texts[document_id] = known
        return known

    def verify(self, statement: str, quotes: list[str]) -> tuple[bool, str]:
        """Tell whether the quotes support the statement, and with which outcome.

        Raises NotOffered where the service has no such route.
        """
        content, _ = self._call("POST", "/v1/verify", {"statement": statement, "quotes": quotes})
        verdict = _parsed(_Verdict, content, "POST /v1/verify")
        return verdict.supported, verdict.outcome

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[bytes, float]:
        start = time.perf_counter()
        try:
            response = self._client.request(method, path, json=body)
        except httpx.TimeoutException as error:
            raise ServiceRefused(f"{method} {path}: no answer within {self._client.timeout.read:.0f} s") from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise ServiceUnreachable(
                f"the service at {self.url} does not answer ({error}); is it running? `aide-memoire serve` starts one"
            ) from error
        milliseconds = (time.perf_counter() - start) * 1000
        if response.status_code >= 300:
            kind = NotOffered if response.status_code in (404, 405, 501) else ServiceRefused
            raise kind(f"{method} {path}: {response.status_code} {_detail(response)}")
        return response.content, milliseconds


def _limits(question: Question) -> dict[str, Any]:
    given = {"filters": question.filters, "as_of": question.as_of}
    return {name: value for name, value in given.items() if value}


def _parsed(kind: type[T], content: bytes, request: str) -> T:
    try:
        return kind.model_validate_json(content)
    except ValidationError as error:
        raise ServiceRefused(f"{request}: the answer is not of the contract's form: {first_problem(error)}") from error


def _detail(response: httpx.Response) -> str:
    """Return what a problem+json says, or else the first characters of the body."""
    try:
        problem = response.json()
    except ValueError:
        return response.text[:200]
    return str(problem.get("detail") or problem.get("title") or problem)[:300] if isinstance(problem, dict) else ""
