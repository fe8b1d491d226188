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
    remarks: tuple[str, ...] = ()

    @classmethod
    def refused(cls, text: str, why: Refusal) -> "Composition":
        """No answer."""
        return cls(text, reason=why.reason)


class Citations:
    """The citations of one answer, numbered as they are first used; equal spans share one."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._cited: dict[tuple[str, Span], Citation] = {}

    @property
    def all(self) -> tuple[Citation, ...]:
        """Those so far, in order."""
        return tuple(self._cited.values())

    def cite(self, unit: Chosen) -> Citation:
        """The citation of a unit's span."""
        key = (unit.candidate.hit.passage.document_id, unit.span)
        if key not in self._cited:
            self._cited[key] = _citation(unit, len(self._cited) + 1, self._surroundings)
        return self._cited[key]

    def conflicts(self, disputes: Sequence[Dispute]) -> tuple[Conflict, ...]:
        """The disputes with their sides cited."""
        return tuple(Conflict(one.topic, tuple(Claim(*self.quoted(side)) for side in one.sides)) for one in disputes)

    def quoted(self, unit: Chosen) -> tuple[str, tuple[int]]:
        """A unit's words as they are, and the number of their citation."""
        return " ".join(unit.quote.split()), (self.cite(unit).number,)


def compose(
    chosen: Sequence[Chosen], disputes: Sequence[Dispute], surroundings: Surroundings, remarks: Sequence[str] = ()
) -> Composition:
    """Statements in the order given, each with its citation, and the disputes; equal spans share a citation.

    `remarks` follow the statements in the answer's text.
    """
    citations = Citations(surroundings)
    statements = tuple(Statement(*citations.quoted(unit), unit.about) for unit in chosen)
    conflicts = citations.conflicts(disputes)
    said = tuple(remark for remark in remarks if remark)
    text = " ".join((marked(statements), *said))
    return Composition(text, statements, citations.all, conflicts, remarks=said)


def marked(statements: Sequence[Statement]) -> str:
    """The text of an answer: its statements, each with the markers of its citations."""
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
    answer = candidate.judged.answer if candidate.judged else None
    if answer is None or answer.score < 0:
        return None
    return Span(passage.start + answer.start, passage.start + answer.end)
