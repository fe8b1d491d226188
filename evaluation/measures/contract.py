"""What always holds for an answer, whatever the question: the invariants of the contract, checked one by one."""

import re
from collections.abc import Iterator

from evaluation.answers import Answer, Citation
from evaluation.measures.measure import Measure, Value, asked
from evaluation.questions import Question
from evaluation.results import Result


def problems(result: Result) -> list[str]:
    """Say what is wrong with the answer's form; empty when nothing is, or when there is no answer."""
    return list(_problems(result.ask, result.question, result.sources)) if result.ask else []


def _problems(answer: Answer, question: Question, sources: dict[int, str | None]) -> Iterator[str]:
    if answer.refused:
        if answer.statements or answer.citations:
            yield "a refusal with statements or citations"
        if not answer.answer or not answer.reason:
            yield "a refusal without a text or a reason"
        return
    if not answer.statements:
        yield "answered without a statement"
    if any(not statement.citations for statement in answer.statements):
        yield "a statement without a citation"
    yield from _numbering(answer)
    for citation in answer.citations:
        if sources.get(citation.number) != citation.quote:
            yield f"citation {citation.number} is not verbatim at its offsets"
        if _excluded(citation, question):
            yield f"citation {citation.number} quotes a document that filters or as_of exclude"


def _numbering(answer: Answer) -> Iterator[str]:
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "citations are not numbered 1, 2, 3 …"
    claims = [*answer.statements, *(claim for conflict in answer.conflicts for claim in conflict.claims)]
    used = list(dict.fromkeys(number for claim in claims for number in claim.citations))
    if set(used) != set(numbers):
        yield "statements and citations do not refer to each other one to one"
    elif used != sorted(used):
        yield "citations are not numbered in order of first use"
    if not {int(marker) for marker in re.findall(r"\[(\d+)\]", answer.answer)} <= set(numbers):
        yield "a marker in the answer has no citation"


def _excluded(citation: Citation, question: Question) -> bool:
    filters, published = question.filters or {}, citation.published
    latest = min((day for day in (question.as_of, filters.get("published_to")) if day), default=None)
    return bool(
        (latest and published and published > latest)
        or (filters.get("published_from") and published and published < filters["published_from"])
        or (filters.get("publishers") and citation.publisher not in filters["publishers"])
        or (filters.get("document_ids") and citation.document_id not in filters["document_ids"])
    )


def _of_question(result: Result) -> Value:
    return float(not problems(result))


CONTRACT = Measure(
    "contract", "citations", "share of answers and refusals without a breach of the contract", asked(_of_question)
)
