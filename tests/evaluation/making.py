"""Results made by hand, for measures whose value the test works out itself."""

from collections.abc import Sequence
from typing import Any

from evaluation.answers import Answer, Passage
from evaluation.questions import Question
from evaluation.results import Check, Result

Statement = tuple[str, list[int]]


def question(number: str = "q", **fields: Any) -> Question:
    return Question.model_validate({"id": number, "question": f"What of {number}?"} | fields)


def citation(number: int, quote: str, document_id: str = "d", **fields: Any) -> dict[str, Any]:
    place = {"start": 0, "end": len(quote), "url": f"https://example.org/dossier/{document_id}"}
    return {"number": number, "document_id": document_id, "quote": quote} | place | fields


def answer(statements: Sequence[Statement], citations: Sequence[dict[str, Any]] = (), **fields: Any) -> Answer:
    """Give an answer whose text is its statements with their markers."""
    text = " ".join(f"{one} {''.join(f'[{number}]' for number in numbers)}" for one, numbers in statements)
    made = {
        "status": "answered",
        "answer": text,
        "statements": [{"text": one, "citations": numbers} for one, numbers in statements],
        "citations": list(citations),
    }
    return Answer.model_validate(made | fields)


REFUSAL = Answer(
    status="insufficient_evidence", answer="Not in the documents.", statements=[], citations=[], reason="nothing found"
)


def passages(*found: tuple[str, str]) -> list[Passage]:
    """Give passages in this order: (document id, text); the url ends in the document's id."""
    return [
        Passage(
            passage_id=f"p{place}", document_id=name, text=text, score=1 / (place + 1), url=f"https://e.org/d/{name}"
        )
        for place, (name, text) in enumerate(found)
    ]


def result(ask: Answer | None = None, checks: Sequence[tuple[int, list[int], bool]] = (), **fields: Any) -> Result:
    """Give a result; its sources are its quotes unless given; checks: (statement, citations, supported)."""
    asked = fields.pop("question", {})
    made = {
        "question": asked if isinstance(asked, Question) else question(**asked),
        "ask": ask,
        "ask_ms": 10.0 if ask else None,
        "sources": {one.number: one.quote for one in ask.citations} if ask else {},
        "checks": [Check(statement=s, citations=c, supported=ok, outcome="") for s, c, ok in checks],
    }
    return Result(**(made | fields))


def said(text: str, **asked: Any) -> Result:
    """Give a result whose answer is this text, one statement with one verbatim quote."""
    return result(answer([(text, [1])], [citation(1, text)]), question=asked)


def refused(**asked: Any) -> Result:
    return result(REFUSAL, question=asked)
