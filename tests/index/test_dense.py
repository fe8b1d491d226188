"""Searching the store and scoring exactly must come to the same."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.filters import Filters
from index.library import Library
from tests.doubles import document, library_of

WORDS = [
    "Rubio",
    "led",
    "the",
    "delegation",
    "to",
    "Geneva",
    "while",
    "Merz",
    "spoke",
    "about",
    "guarantees",
    "in",
    "Berlin",
    "and",
    "Paris",
]
DOCUMENTS = [
    document(*(f"{WORDS[(n + k) % len(WORDS)]} {WORDS[(3 * n + k) % len(WORDS)]} {n}." for k in range(1 + n % 4)))
    for n in range(12)
]
QUESTION = "Rubio in Geneva and Merz in Berlin"


def by_store(library: Library) -> dict[str, float]:
    return {hit.passage.passage_id: hit.dense for hit in library.search(QUESTION, 100)}


def exactly(library: Library) -> dict[str, float]:
    everything = Filters(document_ids=tuple(one.document_id for one in DOCUMENTS))
    return {hit.passage.passage_id: hit.dense for hit in library.search(QUESTION, 100, everything)}


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(range(len(DOCUMENTS))), min_size=1, max_size=25))
def test_exact_scores_follow_every_change(numbers: list[int]) -> None:
    with TemporaryDirectory() as folder:
        library, publisher = library_of(Path(folder))
        with closing(library):
            for number in numbers:
                # Each number puts its document if it is not there, and drops it if it is.
                if not library.forget(str(number)):
                    library.put(DOCUMENTS[number], str(number), "1")
                publisher.run_once()
                assert exactly(library) == pytest.approx(by_store(library), abs=1e-6)


def test_few_allowed_passages_among_many_are_scored_alike(tmp_path: Path) -> None:
    library, publisher = library_of(tmp_path)
    with closing(library):
        for number, one in enumerate(DOCUMENTS):
            library.put(one, str(number), "1")
        publisher.run_once()
        everything = exactly(library)
        for one in DOCUMENTS:
            found = library.search(QUESTION, 100, Filters(document_ids=(one.document_id,)))
            assert {hit.passage.passage_id for hit in found} == {passage.passage_id for passage in one.passages}
            assert all(hit.dense == pytest.approx(everything[hit.passage.passage_id], abs=1e-6) for hit in found)
