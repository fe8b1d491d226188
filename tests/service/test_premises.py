"""Questions that take for granted what the documents deny, through the answerer."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.library import Library
from service.answering import Question, answer
from service.extractive import ExtractiveAnswerer
from service.sources import LibrarySources
from tests.doubles import HashedWords, document

DENIAL = "The council of Arvel did not reject the toll on ships."


@pytest.fixture
def answerer(tmp_path: Path) -> Iterator[ExtractiveAnswerer]:
    text = f"{DENIAL} The council of Arvel raised the harbour fee because the quay had to be repaired."
    with closing(Library.open(tmp_path, HashedWords())) as library:
        library.put(document(text, title="Note", language="en"), "1", "1")
        library.wait_until_ready()
        yield ExtractiveAnswerer(LibrarySources(library))


def test_a_denied_premise_is_refused_with_the_sentence_that_denies_it(answerer: ExtractiveAnswerer) -> None:
    got = answer(answerer, Question("Why did the council of Arvel reject the toll on ships?"))
    assert got.status == "insufficient_evidence"
    assert "takes for granted" in (got.reason or "")
    assert DENIAL in (got.reason or "")


@pytest.mark.parametrize(
    "question",
    [
        "Why did the council of Arvel raise the harbour fee?",
        "Why did the council of Hessin reject the toll on ships?",
        "Which flag flies on the ships?",
    ],
)
def test_a_premise_that_is_not_denied_is_left(answerer: ExtractiveAnswerer, question: str) -> None:
    assert "takes for granted" not in (answer(answerer, Question(question)).reason or "")
