"""Which differences between documents are disputes, told by a scripted reader."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.documents import Metadata
from index.filters import Filters
from index.library import Library
from ingest.pipeline import from_bytes
from service.disputes import Dispute, disputes, distinct
from service.evidence import Candidate, asked, candidates, with_reading
from service.languages import pack
from service.reader.reader import Answer, Judged
from service.scoring import ranked
from service.sources import LibrarySources
from service.understanding import Facet, answer_types
from tests.doubles import HashedWords
from tests.service.disputes.cases import ALIKE, DISPUTED, Case


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library.open(tmp_path, HashedWords())) as opened:
        yield opened


def told(candidate: Candidate, marked: tuple[str, ...]) -> Candidate:
    """A candidate as read by who finds the marked words."""
    words = next((words for words in marked if words in candidate.text), None)
    if words is None:
        return with_reading(candidate, Judged(3.0, None))
    begin = candidate.sentence.start - candidate.hit.passage.start + candidate.text.index(words)
    return with_reading(candidate, Judged(3.0, Answer(begin, begin + len(words), 5.0)))


def found(library: Library, case: Case, harder: bool = False) -> list[Dispute]:
    for text, title, day in zip(case.texts, case.titles, case.published, strict=True):
        metadata = Metadata(title=title, published=day, language="en")
        library.put(from_bytes(text.encode(), f"{title}.md", metadata), title, "1")
    library.wait_until_ready()
    sources, words = LibrarySources(library), pack("en")
    vectors = sources.vectors([case.question])
    (vector,), (aim,) = vectors, sources.aims(vectors)
    facet = Facet(case.question, answer_types(case.question, words))
    one = asked(facet, words, vector, aim, sources.rarity(case.question, "en"))
    hits = sources.search(case.question, 10, Filters(), vector)
    read = sources.sentences([hit.passage.passage_id for hit in hits])
    seen = candidates(one, list(zip(hits, read, strict=True)))
    return disputes(one, ranked([told(candidate, case.marked) for candidate in seen]), harder=harder)


@pytest.mark.parametrize("case", DISPUTED, ids=lambda case: case.name)
def test_what_cannot_both_be_right_is_shown(library: Library, case: Case) -> None:
    shown = found(library, case)
    assert shown
    quotes = [side.quote for side in shown[0].sides]
    assert len(set(quotes)) > 1
    documents = {side.candidate.hit.passage.document_id for side in shown[0].sides}
    assert len(documents) > 1 or shown[0].statements


@pytest.mark.parametrize("case", ALIKE, ids=lambda case: case.name)
def test_what_merely_looks_alike_is_not(library: Library, case: Case) -> None:
    assert [[side.quote for side in one.sides] for one in found(library, case)] == []


def test_each_side_is_quoted_as_it_stands_with_its_value_marked(library: Library) -> None:
    case = next(case for case in DISPUTED if case.name == "a page that tells both lengths")
    (one,) = found(library, case)
    passage = one.sides[0].candidate.hit.passage
    for side, value in zip(one.sides, ("half an hour", "two hours"), strict=True):
        answer = side.candidate.judged.answer if side.candidate.judged else None
        assert answer
        assert passage.text[answer.start : answer.end] == value
        assert side.span.start <= passage.start + answer.start
        assert passage.start + answer.end <= side.span.end


def test_the_statements_of_a_reported_dispute_are_whole_sentences(library: Library) -> None:
    case = next(case for case in DISPUTED if case.name == "a page that tells both lengths")
    (one,) = found(library, case)
    assert [statement.quote for statement in one.statements] == [case.texts[0]]


def test_a_dispute_found_twice_is_shown_once(library: Library) -> None:
    (one,) = found(library, DISPUTED[0])
    assert distinct([one, one]) == [one]


def test_an_answer_in_dispute_is_told_from_a_dispute_beside_it(library: Library) -> None:
    assert found(library, DISPUTED[0])[0].asked
