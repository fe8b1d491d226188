"""Which sentences stand in an answer, from a document that is read with the test embedder."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.library import Library
from service.evidence import Candidate, asked, candidates
from service.languages import pack
from service.selection import Budget, Chosen, select
from service.sources import LibrarySources
from service.understanding import Facet
from tests.doubles import HashedWords, document

TEXT = (
    "The harbour board met on Monday.",
    "Anna Keller proposed a toll on large ships. She added that the toll would pay for dredging. Fishermen opposed it.",
    "The quay is 300 metres long. The quay is 300 metres long.",
)


@pytest.fixture
def sources(tmp_path: Path) -> Iterator[LibrarySources]:
    with closing(Library.open(tmp_path, HashedWords())) as library:
        library.put(document(*TEXT, title="Harbour", language="en"), "harbour", "1")
        library.wait_until_ready()
        yield LibrarySources(library)


def found(sources: LibrarySources) -> dict[str, Candidate]:
    from index.filters import Filters

    facet = Facet("What did Anna Keller say of the toll and the quay?", frozenset())
    vectors = sources.vectors([facet.query])
    (vector,), (aim,) = vectors, sources.aims(vectors)
    question = asked(facet, pack("en"), vector, aim, sources.rarity(facet.query, "en"))
    hits = sources.search(facet.query, 10, Filters(), vector)
    read = sources.sentences([hit.passage.passage_id for hit in hits])
    return {one.text: one for one in candidates(question, list(zip(hits, read, strict=True)))}


def chosen(ranked: list[tuple[Candidate, float]], budget: Budget) -> list[Chosen]:
    return select(ranked, budget, None, ())


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it(sources: LibrarySources) -> None:
    candidate = found(sources)["She added that the toll would pay for dredging."]
    (unit,) = chosen([(candidate, 1.0)], Budget(1, 50, 1.0, 0.0))
    assert unit.quote == ("Anna Keller proposed a toll on large ships. She added that the toll would pay for dredging.")


def test_a_sentence_that_stands_alone_is_quoted_alone(sources: LibrarySources) -> None:
    candidate = found(sources)["Anna Keller proposed a toll on large ships."]
    (unit,) = chosen([(candidate, 1.0)], Budget(1, 50, 1.0, 0.0))
    assert unit.quote == candidate.text


def test_what_was_quoted_with_another_sentence_is_not_said_again(sources: LibrarySources) -> None:
    all_ = found(sources)
    second = all_["She added that the toll would pay for dredging."]
    first = all_["Anna Keller proposed a toll on large ships."]
    assert len(chosen([(second, 2.0), (first, 1.9)], Budget(3, 90, 1.0, 0.0))) == 1


def test_a_sentence_that_is_quoted_again_with_what_leans_on_it_is_said_once(sources: LibrarySources) -> None:
    all_ = found(sources)
    first = all_["Anna Keller proposed a toll on large ships."]
    second = all_["She added that the toll would pay for dredging."]
    third = all_["Fishermen opposed it."]
    units = chosen([(first, 2.0), (third, 1.9), (second, 1.8)], Budget(3, 90, 1.0, 0.0))
    assert [unit.quote for unit in units] == [f"{first.text} {second.text} {third.text}"]
    units = chosen([(first, 2.0), (second, 1.9)], Budget(3, 90, 1.0, 0.0))
    assert [unit.quote for unit in units] == [f"{first.text} {second.text}"]


def test_the_same_sentence_twice_is_said_once(sources: LibrarySources) -> None:
    facts = [one for text, one in found(sources).items() if text.startswith("The quay")]
    assert len(chosen([(one, 1.0) for one in facts], Budget(3, 90, 1.0, 0.0))) == 1


def test_the_budget_limits_statements_and_words(sources: LibrarySources) -> None:
    ranked = [(one, 5.0 - i) for i, one in enumerate(found(sources).values())]
    assert len(chosen(ranked, Budget(2, 500, 1.0, 0.0))) == 2
    assert len(chosen(ranked, Budget(9, 1, 1.0, 0.0))) == 1


def test_who_is_sure_of_the_first_sentence_gives_no_other(sources: LibrarySources) -> None:
    all_ = list(found(sources).values())
    sure = [(one, 9.0 - 9 * (i > 0)) for i, one in enumerate(all_)]
    unsure = [(one, 9.0) for one in all_]
    assert len(chosen(sure, Budget(9, 500, 0.9, 0.0))) == 1
    assert len(chosen(unsure, Budget(9, 500, 0.9, 0.0))) > 1
