"""What the service answers in the tests of the page: each form of an answer, by a word of the question."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents import Document
from index.library import Library
from service.answer import Answer, Citation, Claim, Conflict, FoundPassage, Rejected, Span, Statement, Trace
from service.answering import Answered, Event, Question, Retrieved, Stated
from tests.service.http.scripts import found
from tests.service.page.documents import BERLIN, DRAFT, GENEVA, KYIV, WARSAW

WAIT = threading.Event()
"""An answer to a question with "wait" in it stays at its first statement until this is set."""


@dataclass(frozen=True)
class Said:
    """One statement to be: words of a document, or others that rest on them."""

    source: Document
    quote: str
    text: str | None = None
    about: str | None = None
    short: str | None = None
    page: int | None = None


LOOKUP = (
    Said(GENEVA, "Marco Rubio led the American delegation in Geneva on 23 November 2025.", short="Marco Rubio"),
    Said(GENEVA, "Steve Witkoff flew on to Moscow the same evening."),
)
FORMS: dict[str, tuple[Said, ...]] = {
    "compare": (
        Said(BERLIN, "Der Kanzler sagte in Berlin, ohne Europa gehe es nicht.", about="Germany"),
        Said(WARSAW, "Premier powiedział w Warszawie, że nic o Polsce bez Polski.", about="Poland"),
        Said(WARSAW, "Myśliwce mają stać w Łasku.", about="Poland", page=3),
    ),
    "change": (
        Said(DRAFT, "The American draft has 28 points."),
        Said(GENEVA, "After Geneva the plan was down to 19 points."),
        Said(BERLIN, "Die Bundesregierung will 800.000 Soldaten zulassen."),
    ),
    "disagree": (
        Said(DRAFT, "Its sixth caps Ukraine's army at 600,000.", short="600,000"),
        Said(BERLIN, "Die Bundesregierung will 800.000 Soldaten zulassen.", short="800.000"),
    ),
    "model": (
        Said(
            GENEVA,
            "Marco Rubio led the American delegation in Geneva on 23 November 2025.",
            text="Rubio headed the US team.",
        ),
    ),
    "emoji": (Said(GENEVA, "He called it a good day 🕊️ and left.", short="left"),),
    "table": (Said(DRAFT, "Point | Subject\n6 | army\n9 | fighter jets", short="army"),),
    "deep": (Said(GENEVA, "After Geneva the plan was down to 19 points.", short="19"),),
    "kyiv": (Said(KYIV, "Її червоні лінії відомі."),),
}


def play(question: Question, library: Library) -> Iterator[Event]:
    """The answer to a question of the tests."""
    text = question.text.casefold()
    if "broken" in text:
        raise RuntimeError("broken on purpose")
    if "nothing" in text:
        yield from nothing(question)
        return
    said = next((form for word, form in FORMS.items() if word in text), LOOKUP)
    citations, statements = composed(said)
    yield Retrieved(found(GENEVA)[:6])
    for number, statement in enumerate(statements):
        yield Stated(statement, tuple(citations[one - 1] for one in statement.citations))
        if number == 0 and "wait" in text:
            assert WAIT.wait(20)
        if "cut" in text:
            raise RuntimeError("cut on purpose")
    yield Answered(answer(question, statements, citations, text))


def composed(said: Sequence[Said]) -> tuple[list[Citation], list[Statement]]:
    """Citations and statements of what is said; equal quotes share a number."""
    citations: list[Citation] = []
    statements = []
    for one in said:
        start = one.source.text.index(one.quote)
        span = Span(start, start + len(one.quote))
        known = next((c for c in citations if (c.document_id, c.span) == (one.source.document_id, span)), None)
        if known is None:
            known = citation(one, span, len(citations) + 1)
            citations.append(known)
        statements.append(Statement(one.text or " ".join(one.quote.split()), (known.number,), one.about))
    return citations, statements


def citation(said: Said, span: Span, number: int) -> Citation:
    """The citation of a span."""
    passage = next(one for one in said.source.passages if one.start <= span.start and span.end <= one.end)
    short = said.quote.index(said.short) if said.short else None
    return Citation(
        number=number,
        passage_id=passage.passage_id,
        document_id=said.source.document_id,
        metadata=said.source.metadata,
        page=said.page,
        quote=said.quote,
        span=span,
        before=said.source.text[max(0, span.start - 200) : span.start],
        after=said.source.text[span.end : span.end + 200],
        highlight=None if short is None else Span(span.start + short, span.start + short + len(said.short or "")),
    )


def answer(question: Question, statements: Sequence[Statement], citations: Sequence[Citation], text: str) -> Answer:
    """The whole answer."""
    conflicts: tuple[Conflict, ...] = ()
    if "disagree" in text:
        conflicts = (Conflict("How large the army may be", tuple(Claim(s.text, s.citations) for s in statements)),)
    leans = len(question.history) > 1 and "alone" not in text
    before = question.history[-2].content if leans else None
    return Answer(
        question=question.text,
        standalone_question=f"{question.text} ({before})" if before else question.text,
        status="answered",
        text=" ".join(f"{one.text} {''.join(f'[{n}]' for n in one.citations)}" for one in statements),
        statements=tuple(statements),
        citations=tuple(citations),
        conflicts=conflicts,
        reason=None,
        mode="generative" if "model" in text else "extractive",
        model="large-model-7" if "model" in text else "extractive",
        timings_ms={"retrieve": 12.0, "answer": 20.0, "verify": 0.0, "total": 32.0},
        trace=Trace((question.text,), found(GENEVA)[:6], (Rejected("Rubio led it in Paris.", "other name"),)),
        remarks=("Of France the documents say nothing on this.",) if "silent" in text else (),
    )


def nothing(question: Question) -> Iterator[Event]:
    """A refusal, with what comes nearest."""
    nearest: tuple[FoundPassage, ...] = found(DRAFT)
    yield Retrieved(nearest)
    yield Answered(
        Answer(
            question=question.text,
            standalone_question=question.text,
            status="insufficient_evidence",
            text="The indexed documents do not answer this question.",
            statements=(),
            citations=(),
            conflicts=(),
            reason="Nothing found mentions Lisbon.",
            mode="extractive",
            model="extractive",
            timings_ms={"total": 9.0},
            trace=Trace(("lisbon",), nearest),
        )
    )
