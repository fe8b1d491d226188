from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import filtering
from index.documents import Metadata
from index.errors import Busy
from index.filters import Filters
from index.library import Library
from service.answer import Answer, Citation, Claim, Conflict, Span, Statement
from service.answering import Answered, Event, Question, Retrieved, Stated
from service.guard import BrokenAnswer, Guarded, admitted, faults
from tests.doubles import HashedWords, document
from tests.service.http.running import Scripted
from tests.service.http.scripts import GENEVA, cited

RUBIO = cited("Marco Rubio led the American delegation in Geneva.", 1)
BRUSSELS = cited("Nobody told Brussels.", 2)
GOOD = Answer(
    question="Who?",
    standalone_question="Who?",
    status="answered",
    text="Rubio. [1] Nobody. [2]",
    statements=(Statement("Rubio.", (1,)), Statement("Nobody.", (2, 1))),
    citations=(RUBIO, BRUSSELS),
    conflicts=(),
    reason=None,
    mode="extractive",
    model="scripted",
)
REFUSAL = replace(
    GOOD, status="insufficient_evidence", text="Not said.", statements=(), citations=(), reason="Nobody is named."
)
TWO_SIDES = (Conflict("the number", (Claim("600,000", (1,)), Claim("800,000", (3,)))),)


@pytest.mark.parametrize("answer", [GOOD, REFUSAL])
def test_nothing_is_found_in_an_answer_that_keeps_the_contract(answer: Answer) -> None:
    assert list(faults(answer)) == []


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (replace(GOOD, statements=()), "states nothing"),
        (replace(GOOD, statements=(Statement("Rubio.", ()),)), "cites nothing"),
        (replace(GOOD, statements=(Statement("Rubio.", (1,)),)), "order of first use"),
        (replace(GOOD, statements=(Statement("Nobody.", (2,)), Statement("Rubio.", (1,)))), "order of first use"),
        (replace(GOOD, statements=(*GOOD.statements, Statement("More.", (3,)))), "order of first use"),
        (replace(GOOD, citations=(BRUSSELS, RUBIO)), "order of first use"),
        (replace(GOOD, conflicts=TWO_SIDES), "order of first use"),
        (replace(REFUSAL, statements=GOOD.statements), "states or cites"),
        (replace(REFUSAL, conflicts=TWO_SIDES), "states or cites"),
        (replace(REFUSAL, reason=None), "does not say"),
        (replace(REFUSAL, text=""), "does not say"),
    ],
)
def test_a_break_of_the_contract_is_found(answer: Answer, fault: str) -> None:
    assert any(fault in found for found in faults(answer))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library.open(tmp_path, HashedWords())) as library:
        library.put(GENEVA, "geneva", "1")
        library.wait_until_ready()
        yield library


def guarded(library: Library, event: Event, filters: Filters | None = None) -> list[Event]:
    def script(question: Question, library: Library) -> Iterator[Event]:
        yield Retrieved(())
        yield event

    return list(Guarded(Scripted(library, script), library).events(Question("Who?", filters=filters or Filters())))


def test_a_good_answer_passes(library: Library) -> None:
    stated = Stated(Statement("Rubio.", (1,)), (RUBIO,))
    assert guarded(library, stated)[-1] == stated
    assert guarded(library, Answered(GOOD))[-1] == Answered(GOOD)


@pytest.mark.parametrize(
    "citation",
    [
        replace(RUBIO, span=Span(RUBIO.span.start + 1, RUBIO.span.end + 1)),
        replace(RUBIO, quote=RUBIO.quote.replace("Geneva", "Paris")),
        replace(RUBIO, quote="", span=Span(3, 3)),
        replace(RUBIO, highlight=Span(RUBIO.span.end, RUBIO.span.end + 3)),
    ],
)
def test_a_wrong_quote_is_not_sent(library: Library, citation: Citation) -> None:
    with pytest.raises(BrokenAnswer):
        guarded(library, Stated(Statement("Rubio.", (1,)), (citation,)))
    with pytest.raises(BrokenAnswer):
        guarded(library, Answered(replace(GOOD, citations=(citation, BRUSSELS))))


def test_what_the_filters_exclude_is_not_sent(library: Library) -> None:
    with pytest.raises(BrokenAnswer, match="filters exclude"):
        guarded(library, Answered(GOOD), Filters(as_of=date(2025, 11, 22)))


def test_a_document_deleted_in_the_meantime_may_still_be_quoted(library: Library) -> None:
    library.remove(GENEVA.document_id)
    assert guarded(library, Answered(GOOD))[-1] == Answered(GOOD)


def test_a_document_that_is_removed_while_it_is_read_is_no_fault_of_the_caller(library: Library) -> None:
    def script(question: Question, library: Library) -> Iterator[Event]:
        yield Retrieved(())
        library.remove(GENEVA.document_id)
        library.document(GENEVA.document_id)

    with pytest.raises(Busy, match="ask again"):
        list(Guarded(Scripted(library, script), library).events(Question("Who?")))


def test_a_caller_that_leaves_closes_the_answerer(library: Library) -> None:
    closed = []

    def script(question: Question, library: Library) -> Iterator[Event]:
        try:
            yield Retrieved(())
            yield Retrieved(())
        finally:
            closed.append(True)

    events = Guarded(Scripted(library, script), library).events(Question("Who?"))
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert closed == [True]


DAYS = st.none() | st.integers(0, 4).map(lambda days: date(2025, 11, 20) + timedelta(days))
NAMES = st.sampled_from(["BBC", "bbc", "Tagesschau", "ТАСС", "тасс", "Straße", "STRASSE"])
SOME = st.lists(NAMES, max_size=2).map(tuple)


@settings(deadline=None, max_examples=60)
@given(
    metadata=st.builds(
        Metadata, publisher=st.none() | NAMES, published=DAYS, language=st.none() | NAMES, kind=st.none() | NAMES,
        actors=SOME,
    ),
    filters=st.builds(
        Filters, published_from=DAYS, published_to=DAYS, as_of=DAYS, publishers=SOME, kinds=SOME, actors=SOME,
        languages=SOME,
    ),
)  # fmt: skip
def test_the_guard_and_the_catalog_agree_on_every_filter(
    tmp_path_factory: pytest.TempPathFactory, metadata: Metadata, filters: Filters
) -> None:
    with closing(Library.open(tmp_path_factory.mktemp("data"), HashedWords(), own=False)) as library:
        catalog = library._catalog
        source = replace(document("Nobody told Brussels."), metadata=metadata)
        library.put(source, "a", "1")
        with catalog.writing() as connection:
            connection.execute("UPDATE versions SET state = 'ready', language = ?", (metadata.language,))
            allowed = filtering.allowed(connection, filters)
        assert admitted(cited("Nobody told Brussels.", 1, source), filters) == bool(allowed)
