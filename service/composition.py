"""From chosen sentences to statements and numbered citations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.answer import Citation, Span, Statement
from service.refusal import Refusal
from service.selection import Chosen

Surroundings = Callable[[str, Span], tuple[str, str]]
"""The text before and after a span of a document, by its id."""


@dataclass(frozen=True, slots=True)
class Composition:
    """An answer's text, statements and citations; without statements a refusal with its reason."""

    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    reason: str | None = None

    @classmethod
    def refused(cls, text: str, why: Refusal) -> "Composition":
        """No answer."""
        return cls(text, reason=why.reason)


def compose(chosen: Sequence[Chosen], surroundings: Surroundings) -> Composition:
    """Statements in the order given, each with its citation; equal spans share one."""
    numbers: dict[tuple[str, Span], Citation] = {}
    statements = []
    for unit in chosen:
        key = (unit.candidate.hit.passage.document_id, unit.span)
        citation = numbers.setdefault(key, _citation(unit, len(numbers) + 1, surroundings))
        statements.append(Statement(" ".join(unit.quote.split()), (citation.number,), unit.about))
    return Composition(_text(statements), tuple(statements), tuple(numbers.values()))


def _text(statements: Sequence[Statement]) -> str:
    return " ".join(f"{one.text} {''.join(f'[{number}]' for number in one.citations)}" for one in statements)


def _citation(unit: Chosen, number: int, surroundings: Surroundings) -> Citation:
    passage = unit.candidate.hit.passage
    before, after = surroundings(passage.document_id, unit.span)
    return Citation(
        number=number,
        passage_id=passage.passage_id,
        document_id=passage.document_id,
        metadata=passage.metadata,
        page=passage.page,
        quote=unit.quote,
        span=unit.span,
        before=before,
        after=after,
    )
