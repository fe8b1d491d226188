"""What scripted answerers say, and the documents that they quote."""

from collections.abc import Iterator
from datetime import date

from index.documents import Document
from index.library import Library
from service.answer import Answer, Citation, FoundPassage, Rejected, Span, Statement, Trace
from service.answering import Answered, Event, Question, Retrieved, Stated
from tests.doubles import document

GENEVA = document(
    "Marco Rubio led the American delegation in Geneva. He came from Washington — “a good day”, he said.",
    "Steve Witkoff flew on to Moscow. Nobody told Brussels.",
    title="Geneva talks",
    publisher="Example Post",
    published=date(2025, 11, 23),
    url="https://example.org/geneva",
    actors=("Rubio", "Witkoff"),
    language="en",
    kind="news",
)


def cited(quote: str, number: int, source: Document = GENEVA) -> Citation:
    """A citation of words that stand in a document."""
    start = source.text.index(quote)
    end = start + len(quote)
    passage = next(one for one in source.passages if one.start <= start and end <= one.end)
    return Citation(
        number=number,
        passage_id=passage.passage_id,
        document_id=source.document_id,
        metadata=source.metadata,
        page=None,
        quote=quote,
        span=Span(start, end),
        before=source.text[:start],
        after=source.text[end:],
        highlight=Span(start, start + 5),
    )


def found(source: Document = GENEVA) -> tuple[FoundPassage, ...]:
    """All passages of a document, as retrieval gives them."""
    return tuple(
        FoundPassage(
            one.passage_id, source.document_id, source.metadata, source.slice(one), Span(one.start, one.end), None, 0.5
        )
        for one in source.passages
    )


def two_statements(question: Question, library: Library) -> Iterator[Event]:
    """An answer of two statements, each with a citation of its own."""
    citations = (cited("Marco Rubio led the American delegation in Geneva.", 1), cited("Nobody told Brussels.", 2))
    statements = tuple(Statement(citation.quote, (citation.number,)) for citation in citations)
    yield Retrieved(found())
    for statement, citation in zip(statements, citations, strict=True):
        yield Stated(statement, (citation,))
    yield Answered(
        Answer(
            question=question.text,
            standalone_question=question.text,
            status="answered",
            text=" ".join(f"{one.text} [{one.citations[0]}]" for one in statements),
            statements=statements,
            citations=citations,
            conflicts=(),
            reason=None,
            mode="extractive",
            model="scripted",
            timings_ms={"retrieve": 1.5, "answer": 2.0, "verify": 0.0, "total": 3.5},
            trace=Trace((question.text,), found(), (Rejected("Rubio led it in Paris.", "not in the source"),)),
        )
    )


def refusal(question: Question, library: Library) -> Iterator[Event]:
    """No answer."""
    yield Retrieved(())
    yield Answered(
        Answer(
            question=question.text,
            standalone_question=question.text,
            status="insufficient_evidence",
            text="The indexed documents do not answer this.",
            statements=(),
            citations=(),
            conflicts=(),
            reason="Nothing was found.",
            mode="extractive",
            model="scripted",
        )
    )
