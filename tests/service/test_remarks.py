"""What an answer adds to its statements in fixed words, through the answerer."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from index.e5.embedder import E5Embedder
from index.library import Library
from service.answer import Answer
from service.answering import Question, answer
from service.extractive import ExtractiveAnswerer
from service.sources import LibrarySources
from tests.doubles import HashedWords, document

Ask = Callable[[str], Answer]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    texts = (
        "The council of Arvel met in May. The council of Arvel did not approve the toll on ships.",
        "The union of Hessin welcomed the toll on ships and asked for a lower rate.",
    )
    with closing(Library.open(tmp_path, HashedWords())) as library:
        for number, text in enumerate(texts):
            library.put(document(text, title=f"Note {number}", language="en"), str(number), "1")
        library.wait_until_ready()
        answerer = ExtractiveAnswerer(LibrarySources(library))
        yield lambda text: answer(answerer, Question(text))


def test_a_sentence_that_decides_comes_first_and_what_it_decides_is_said(ask: Ask) -> None:
    got = ask("Did the council of Arvel approve the toll on ships?")
    assert got.statements[0].text == "The council of Arvel did not approve the toll on ships."
    assert got.remarks == ("In short: no.",)
    assert got.text.endswith("In short: no.")


@pytest.mark.parametrize(
    "question", ["Did the council of Hessin approve the toll on ships?", "Who approved the toll on ships?"]
)
def test_nothing_is_concluded_from_what_does_not_decide(ask: Ask, question: str) -> None:
    assert "In short" not in ask(question).text


def test_a_leap_day_without_a_year_is_one_of_the_nearest_leap_year_and_one_day_is_a_day(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    embedder = E5Embedder(tmp_path_factory.getbasetemp() / "cache")
    with closing(Library.open(tmp_path, embedder)) as library:
        told = (
            "The harbour strike of the crane drivers began on 29 February.",
            "Governor Ilves held his mediation on 1 March.",
        )
        for number, text in enumerate(told):
            given = document(text, title=f"Note {number}", language="en", published=date(2032, 3, 20))
            library.put(given, str(number), "1")
        library.wait_until_ready()
        question = "How many days passed between the harbour strike and the mediation of Governor Ilves?"
        got = answer(ExtractiveAnswerer(LibrarySources(library)), Question(question))
    assert got.remarks == ("From 2032-02-29 to 2032-03-01: 1 day.",)
