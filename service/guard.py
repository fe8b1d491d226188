"""The last look at an answer: what the contract promises of every answer holds, or it is not sent.

Nothing should ever be found here. It is checked all the same, because a wrong citation is worse than no answer.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import cast

from index.errors import Busy, NotFound
from index.filters import Filters
from index.library import Library
from service.answer import Answer, Citation
from service.answering import Answered, Answerer, Event, Question, Stated


class BrokenAnswer(Exception):
    """An answer that breaks the contract: a fault of ours, and nothing that the caller could mend."""


class Guarded:
    """An answerer whose events are looked at before anybody else sees them."""

    def __init__(self, answerer: Answerer, library: Library) -> None:
        self._answerer = answerer
        self._library = library

    def events(self, question: Question) -> Iterator[Event]:
        """The events of the answerer.

        Raises:
            BrokenAnswer: in place of an event that breaks the contract.
            Busy: a document that was found has been removed meanwhile.
        """
        with closing(cast("Generator[Event]", self._answerer.events(question))) as events:
            while (event := _next(events)) is not None:
                if isinstance(event, Stated):
                    self._check(event.citations, question.filters)
                elif isinstance(event, Answered):
                    _refuse(list(faults(event.answer)))
                    self._check(event.answer.citations, question.filters)
                yield event

    def _check(self, citations: Sequence[Citation], filters: Filters) -> None:
        for citation in citations:
            try:
                text = self._library.text(citation.document_id)
            except NotFound:
                continue  # deleted since it was found: the quote is what it said until then
            _refuse(list(citation_faults(citation, text, filters)))


def _next(events: Iterator[Event]) -> Event | None:
    try:
        return next(events, None)
    except NotFound as error:
        # To the caller this would read as if it had asked for that document.
        raise Busy("A document was removed while this question was being answered; ask again.") from error


def faults(answer: Answer) -> Iterator[str]:
    """What is wrong with the shape of an answer: its status, and the numbers of its citations."""
    if answer.status == "insufficient_evidence":
        if answer.statements or answer.citations or answer.conflicts:
            yield "a refusal states or cites something"
        if not answer.text or not answer.reason:
            yield "a refusal does not say that, or why, there is no answer"
    elif not answer.statements:
        yield "an answer states nothing"
    claims = [claim.citations for conflict in answer.conflicts for claim in conflict.claims]
    cited = [statement.citations for statement in answer.statements] + claims
    if not all(cited):
        yield "a statement cites nothing"
    used = dict.fromkeys(number for numbers in cited for number in numbers)
    numbers = list(range(1, len(answer.citations) + 1))
    if list(used) != numbers or [citation.number for citation in answer.citations] != numbers:
        yield "citations are not numbered 1, 2, 3 in order of first use, each of them used"


def citation_faults(citation: Citation, text: str, filters: Filters) -> Iterator[str]:
    """What is wrong with a citation of a document with this canonical text, under these filters."""
    span, highlight = citation.span, citation.highlight
    if not citation.quote.strip() or text[span.start : span.end] != citation.quote:
        yield f"the quote is not what stands at {span.start}:{span.end} of {citation.document_id}"
    if highlight and not span.start <= highlight.start < highlight.end <= span.end:
        yield f"the highlight {highlight.start}:{highlight.end} is outside its quote {span.start}:{span.end}"
    if not admitted(citation, filters):
        yield f"{citation.document_id} is cited although the filters exclude it"


def admitted(citation: Citation, filters: Filters) -> bool:
    """Whether filters allow the document of a citation."""
    metadata, day = citation.metadata, citation.metadata.published
    latest = min((limit for limit in (filters.published_to, filters.as_of) if limit), default=None)
    return all(
        (
            filters.published_from is None or (day is not None and day >= filters.published_from),
            latest is None or (day is not None and day <= latest),
            _among([metadata.publisher], filters.publishers),
            _among([metadata.kind], filters.kinds),
            _among([metadata.language], filters.languages),
            _among(metadata.actors, filters.actors),
            _among([citation.document_id], filters.document_ids),
        )
    )


def _among(values: Sequence[str | None], wanted: Sequence[str]) -> bool:
    names = {name.casefold() for name in wanted}
    return not names or any(value is not None and value.casefold() in names for value in values)


def _refuse(found: list[str]) -> None:
    if found:
        raise BrokenAnswer("; ".join(found))
