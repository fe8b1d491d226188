"""From chosen sentences to statements and numbered citations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.answer import Citation, Claim, Conflict, Span, Statement
from service.disputes import Dispute
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
    conflicts: tuple[Conflict, ...] = ()
    reason: str | None = None

    @classmethod
    def refused(cls, text: str, why: Refusal) -> "Composition":
        """No answer."""
        return cls(text, reason=why.reason)


def compose(chosen: Sequence[Chosen], disputes: Sequence[Dispute], surroundings: Surroundings) -> Composition:
    """Statements in the order given, each with its citation, and the disputes; equal spans share a citation."""
    cited: dict[tuple[str, Span], Citation] = {}

    def cite(unit: Chosen) -> tuple[str, tuple[int]]:
        key = (unit.candidate.hit.passage.document_id, unit.span)
        citation = cited.get(key) or cited.setdefault(key, _citation(unit, len(cited) + 1, surroundings))
        return " ".join(unit.quote.split()), (citation.number,)

    statements = tuple(Statement(*cite(unit), unit.about) for unit in chosen)
    conflicts = tuple(Conflict(one.topic, tuple(Claim(*cite(side)) for side in one.sides)) for one in disputes)
    return Composition(_text(statements), statements, tuple(cited.values()), conflicts)


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
        highlight=_highlight(unit),
    )


def _highlight(unit: Chosen) -> Span | None:
    """The short answer that the reader found in the sentence, if it rather believes in it."""
    candidate, passage = unit.candidate, unit.candidate.hit.passage
    answer = candidate.reading.answers[candidate.position] if candidate.reading else None
    if answer is None or answer.score < 0:
        return None
    return Span(passage.start + answer.start, passage.start + answer.end)
