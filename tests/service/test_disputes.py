"""Which different values are a dispute, told by a scripted reader."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.filters import Filters
from index.library import Library
from service.disputes import Dispute, dispute
from service.evidence import Candidate, asked, candidates, with_reading
from service.languages import pack
from service.reader.reader import Answer, Judged
from service.scoring import ranked
from service.sources import LibrarySources
from service.understanding import Facet, answer_types
from tests.doubles import HashedWords, document


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library.open(tmp_path, HashedWords())) as opened:
        yield opened


def told(candidate: Candidate, short: dict[str, float]) -> Candidate:
    """A candidate as read by who finds the words of `short`, each with its score."""
    hit = next(((words, score) for words, score in short.items() if words in candidate.text), None)
    if hit is None:
        return with_reading(candidate, Judged(-9.0, None))
    begin = candidate.sentence.start - candidate.hit.passage.start + candidate.text.index(hit[0])
    return with_reading(candidate, Judged(3.0, Answer(begin, begin + len(hit[0]), hit[1])))


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
    seen = candidates(one, list(zip(hits, read, strict=True)))
    return dispute(one, ranked([told(candidate, short) for candidate in seen]))


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
