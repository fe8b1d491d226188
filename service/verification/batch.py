"""Statements and quotes as JSON lines, as `aide-memoire verify` reads and prints them."""

import json

from service.verification.verifying import verify
from service.verification.weighing import Entailment


class BadLine(ValueError):
    """A line that is no statement with quotes; its message says what is wrong with it."""


def judged(line: bytes, entailment: Entailment | None = None) -> str:
    """The verdict on one line, as a JSON object; an "id" is passed on. `entailment` is as `verify` takes it.

    Raises:
        BadLine: the line cannot be used.
    """
    try:
        pair = json.loads(line)
    except ValueError as error:
        raise BadLine(f"no JSON: {error}") from error
    if not isinstance(pair, dict):
        raise BadLine('not an object like {"statement": …, "quotes": […]}')
    statement, quotes = pair.get("statement"), pair.get("quotes")
    if not isinstance(statement, str) or not statement.strip():
        raise BadLine('"statement" must be text')
    if not isinstance(quotes, list) or not quotes or not all(isinstance(quote, str) for quote in quotes):
        raise BadLine('"quotes" must be a list of texts, at least one')
    verdict = verify(statement, quotes, entailment=entailment)
    told = {"supported": verdict.supported, "outcome": verdict.outcome, "why": verdict.why}
    return json.dumps(({"id": pair["id"]} if "id" in pair else {}) | told, ensure_ascii=False)
