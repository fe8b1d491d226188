"""Which different values are a dispute, told by a scripted reader."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.filters import Filters
from index.library import Library
from index.reading import PassageSentences
from service.disputes import Dispute, dispute
from service.evidence import asked, candidates
from service.languages import pack
from service.reader.reader import Answer, Reading
from service.scoring import ranked
from service.sources import LibrarySources
from service.understanding import Facet, answer_types
from tests.doubles import HashedWords, document


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library.open(tmp_path, HashedWords())) as opened:
        yield opened


def reading(sentences: PassageSentences, short: dict[str, float]) -> Reading:
    """A reading that finds the words of `short`, each with its score, in the sentences that hold them."""
    start = sentences.sentences[0].start
    answers: list[Answer | None] = []
    for sentence, text in zip(sentences.sentences, sentences.texts, strict=True):
        found = next(((words, score) for words, score in short.items() if words in text), None)
        if found is None:
            answers.append(None)
            continue
        begin = sentence.start - start + text.index(found[0])
        answers.append(Answer(begin, begin + len(found[0]), found[1]))
    return Reading(tuple(3.0 if answer else -9.0 for answer in answers), tuple(answers))


def found(library: Library, question: str, short: dict[str, float], *texts: str) -> Dispute | None:
    for number, text in enumerate(texts):
        library.put(document(text, title=f"Report {number}", language="en"), str(number), "1")
    library.wait_until_ready()
    sources, words = LibrarySources(library), pack("en")
    (vector,) = sources.vectors([question])
    facet = Facet(question, answer_types(question, words))
    one = asked(facet, words, vector, sources.rarity(question, "en"))
    hits = sources.search(question, 10, Filters(), vector)
    read = sources.sentences([hit.passage.passage_id for hit in hits])
    readings = [reading(sentences, short) for sentences in read]
    return dispute(one, ranked(candidates(one, list(zip(hits, read, strict=True)), readings)))


def sides(one: Dispute | None) -> set[str]:
    return {side.quote for side in one.sides} if one else set()


def test_two_documents_with_different_numbers_are_a_dispute(library: Library) -> None:
    texts = ("Exactly 41 mayors signed the river declaration.", "Some 43 mayors signed the river declaration.")
    one = found(library, "How many mayors signed the river declaration?", {"41": 5.0, "43": 5.0}, *texts)
    assert sides(one) == set(texts)


def test_the_same_number_in_words_and_digits_is_none(library: Library) -> None:
    texts = ("The river declaration has 13 signatories.", "The river declaration has thirteen signatories.")
    short = {"13": 5.0, "thirteen": 5.0}
    assert found(library, "How many signatories has the river declaration?", short, *texts) is None


def test_different_days_are_a_dispute(library: Library) -> None:
    texts = ("The river treaty was signed on 4 May 2024.", "The river treaty was signed on 5 May 2024.")
    one = found(library, "When was the river treaty signed?", {"4 May 2024": 5.0, "5 May 2024": 5.0}, *texts)
    assert sides(one) == set(texts)


def test_one_document_does_not_dispute_with_itself(library: Library) -> None:
    text = "At first 41 mayors signed the river declaration. In the end 43 mayors signed the river declaration."
    assert found(library, "How many mayors signed the river declaration?", {"41": 5.0, "43": 5.0}, text) is None


def test_a_number_that_the_reader_does_not_believe_in_disputes_nothing(library: Library) -> None:
    texts = ("Exactly 41 mayors signed the river declaration.", "Some 43 mayors signed the river declaration.")
    assert found(library, "How many mayors signed the river declaration?", {"41": 5.0, "43": -3.0}, *texts) is None


def test_a_number_of_another_thing_disputes_nothing(library: Library) -> None:
    texts = ("Exactly 41 mayors signed the river declaration.", "The bridge has 43 pillars of stone.")
    assert found(library, "How many mayors signed the river declaration?", {"41": 5.0, "43": 5.0}, *texts) is None


def test_a_question_that_asks_for_no_value_has_no_dispute(library: Library) -> None:
    texts = ("Exactly 41 mayors signed the river declaration.", "Some 43 mayors signed the river declaration.")
    assert found(library, "What does the report say about the mayors?", {"41": 5.0, "43": 5.0}, *texts) is None
