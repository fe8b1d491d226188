"""Answers over a small dossier of one's own, by the real embedder and without the reader."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from index.documents import Metadata
from index.e5.embedder import E5Embedder
from index.filters import Filters
from index.library import Library
from ingest.pipeline import from_text
from service.answer import Answer, Turn
from service.answering import Answered, Question, Retrieved, Stated, answer
from service.extractive import ExtractiveAnswerer
from service.guard import faults
from service.sources import LibrarySources

DRAFT = """The lake states received a draft treaty on 3 May 2024. Clause 4 of the draft caps yearly withdrawals from \
Lake Orro at 600 million cubic metres. Clause 9 places the secretariat in Tavira.

The text was written by Ines Kovar, the special envoy of the basin commission. She presented it to the seven \
governments at a closed meeting in Tavira."""
COUNTER = """Norrland and Vesta answered on 20 May 2024 with a counter-draft. Their counter-draft raises the cap on \
yearly withdrawals from Lake Orro to 800 million cubic metres. It leaves open where the secretariat will sit.

Three states joined the counter-draft:

- Norrland
- Vesta
- the Republic of Sulm"""
LATER = """On 11 July 2024 the commission postponed the signing ceremony because two governments had fallen. The prime \
minister of Vesta, Tomas Brandt, did not say when talks would resume."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("lakes")
    with closing(Library.open(folder / "data", E5Embedder(folder / "cache"))) as opened:
        for name, text, title, day in (
            ("draft", DRAFT, "The draft lake treaty", date(2024, 5, 4)),
            ("counter", COUNTER, "The counter-draft of Norrland and Vesta", date(2024, 5, 21)),
            ("later", LATER, "Signing postponed", date(2024, 7, 12)),
        ):
            opened.put(from_text(text, Metadata(title=title, published=day, language="en")), name, "1")
        opened.wait_until_ready()
        yield opened


@pytest.fixture(scope="module")
def answerer(library: Library) -> ExtractiveAnswerer:
    return ExtractiveAnswerer(LibrarySources(library))


def ask(answerer: ExtractiveAnswerer, text: str, **given: object) -> Answer:
    return answer(answerer, Question(text, **given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who wrote the draft treaty?", "Ines Kovar"),
        ("When did the lake states receive the draft treaty?", "3 May 2024"),
        ("Why was the signing ceremony postponed?", "two governments had fallen"),
        ("Where does the draft place the secretariat?", "Tavira"),
        ("Wer hat den Vertragsentwurf geschrieben?", "Ines Kovar"),
        ("Quel plafond annuel la contre-proposition fixe-t-elle pour le lac Orro ?", "800 million"),
    ],
)
def test_the_sentence_that_answers_stands_in_the_answer(
    answerer: ExtractiveAnswerer, question: str, expected: str
) -> None:
    given = ask(answerer, question)
    assert given.status == "answered"
    assert expected in given.text


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the draft treaty?",
        "Which states joined the counter-draft?",
        "How do the draft and the counter-draft differ on the cap on yearly withdrawals?",
        "What is the boiling point of tungsten in a vacuum furnace?",
    ],
)
def test_every_answer_keeps_the_contract(answerer: ExtractiveAnswerer, library: Library, question: str) -> None:
    given = ask(answerer, question)
    assert list(faults(given)) == []
    for citation in given.citations:
        assert library.text(citation.document_id)[citation.span.start : citation.span.end] == citation.quote
        assert citation.quote.split() == given.statements[citation.number - 1].text.split()


def test_a_comparison_gives_each_side_its_own_words(answerer: ExtractiveAnswerer) -> None:
    given = ask(answerer, "How do the draft and the counter-draft differ on the cap on yearly withdrawals?")
    sides = {about: [s.text for s in given.statements if s.about == about] for about in ("draft", "counter-draft")}
    assert any("600 million" in text for text in sides["draft"])
    assert any("800 million" in text for text in sides["counter-draft"])


def test_a_list_is_quoted_with_what_announces_it(answerer: ExtractiveAnswerer) -> None:
    text = ask(answerer, "Which states joined the counter-draft?").text
    assert all(state in text for state in ("Norrland", "Vesta", "the Republic of Sulm"))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the boiling point of tungsten in a vacuum furnace?", "do not answer"),
        ("Wie hoch ist der Siedepunkt von Wolfram im Vakuumofen?", "beantworten diese Frage nicht"),
        ("Quel est le point d’ébullition du tungstène dans un four à vide ?", "ne répondent pas"),
        ("Jaka jest temperatura wrzenia wolframu w piecu próżniowym?", "nie odpowiadają"),
        ("Яка температура кипіння вольфраму у вакуумній печі?", "не відповідають"),
    ],
)
def test_what_the_documents_do_not_say_is_refused_in_the_questions_language(
    answerer: ExtractiveAnswerer, question: str, told: str
) -> None:
    given = ask(answerer, question)
    assert given.status == "insufficient_evidence"
    assert told in given.text
    assert given.reason
    assert not given.statements
    assert not given.citations


def test_nothing_newer_than_as_of_is_used(answerer: ExtractiveAnswerer) -> None:
    as_of = Filters(as_of=date(2024, 6, 1))
    given = ask(answerer, "Why was the signing ceremony postponed?", filters=as_of)
    published = [c.metadata.published for c in given.citations] + [p.metadata.published for p in given.trace.passages]
    assert all(day and day <= date(2024, 6, 1) for day in published)
    assert "governments had fallen" not in given.text


def test_filters_that_leave_nothing_give_a_refusal(answerer: ExtractiveAnswerer) -> None:
    given = ask(answerer, "Who wrote the draft treaty?", filters=Filters(publishers=("Nobody",)))
    assert given.status == "insufficient_evidence"
    assert given.trace.passages == ()


def test_a_follow_up_is_understood_from_the_conversation(answerer: ExtractiveAnswerer) -> None:
    history = (Turn("user", "Who wrote the draft lake treaty?"), Turn("assistant", "Ines Kovar did."))
    given = ask(answerer, "And when did they receive it?", history=history)
    assert "draft lake treaty" in given.standalone_question
    assert "3 May 2024" in given.text


def test_as_many_statements_as_allowed(answerer: ExtractiveAnswerer) -> None:
    question = "How do the draft and the counter-draft differ on the cap on yearly withdrawals?"
    assert len(ask(answerer, question, max_statements=1).statements) == 1


def test_the_events_tell_the_same_as_the_answer(answerer: ExtractiveAnswerer) -> None:
    events = list(answerer.events(Question("Who wrote the draft treaty?")))
    assert isinstance(events[0], Retrieved)
    last = events[-1]
    assert isinstance(last, Answered)
    assert events[0].passages == last.answer.trace.passages
    assert [one.statement for one in events if isinstance(one, Stated)] == list(last.answer.statements)
    assert set(last.answer.timings_ms) == {"retrieve", "answer", "verify", "total"}


def test_the_days_between_two_events_are_counted_where_each_has_one(answerer: ExtractiveAnswerer) -> None:
    asked = "How many days lay between the answer of Norrland and Vesta and the postponement of the signing ceremony?"
    assert ask(answerer, asked).remarks == ("From 2024-05-20 to 2024-07-11: 52 days.",)


def test_no_days_are_counted_to_what_has_no_day(answerer: ExtractiveAnswerer) -> None:
    asked = "How many days passed between the answer of Norrland and Vesta and the closed meeting in Tavira?"
    assert not any("days" in remark for remark in ask(answerer, asked).remarks)
