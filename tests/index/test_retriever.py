from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.filters import Filters
from index.library import Library
from index.retriever import LANGUAGE_GAP, LEXICAL_WEIGHT, fused, scale
from tests.doubles import HashedWords, document, library_of

RUBIO = document(
    "Rubio led the American delegation in Geneva.",
    title="Geneva talks",
    published=date(2025, 11, 23),
    publisher="Press Monitor",
    kind="news",
    actors=("Marco Rubio", "United States"),
)
MERZ = document(
    "Merz told reporters that he doubted the plan.",
    published=date(2025, 11, 24),
    publisher="Capitals Digest",
    kind="statement",
    actors=("Friedrich Merz",),
)
GENF = document(
    "Die amerikanische Delegation in Genf leitete Rubio.",
    language="de",
    published=date(2025, 11, 25),
    publisher="Press Monitor",
)
UNDATED = document("The delegation returned from Geneva without a date.", kind="ANALYSIS")
ALL = (RUBIO, MERZ, GENF, UNDATED)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library, publisher = library_of(tmp_path)
    for number, one in enumerate(ALL):
        library.put(one, f"name {number}", "1")
    publisher.run_once()
    with closing(library):
        yield library


def found(library: Library, filters: Filters) -> set[str]:
    return {hit.passage.document_id for hit in library.search("the delegation in Geneva", 100, filters)}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ALL),
        (Filters(as_of=date(2025, 11, 23)), [RUBIO]),
        (Filters(published_from=date(2025, 11, 24)), [MERZ, GENF]),
        (Filters(published_to=date(2025, 11, 24)), [RUBIO, MERZ]),
        (Filters(published_to=date(2025, 11, 25), as_of=date(2025, 11, 24)), [RUBIO, MERZ]),
        (Filters(published_from=date(2025, 11, 24), as_of=date(2025, 11, 24)), [MERZ]),
        (Filters(publishers=("press monitor",)), [RUBIO, GENF]),
        (Filters(publishers=("Press Monitor", "Capitals Digest")), [RUBIO, MERZ, GENF]),
        (Filters(kinds=("analysis",)), [UNDATED]),
        (Filters(actors=("MARCO RUBIO", "nobody")), [RUBIO]),
        (Filters(actors=("Rubio",)), []),
        (Filters(languages=("de",)), [GENF]),
        (Filters(languages=("EN",)), [RUBIO, MERZ, UNDATED]),
        (Filters(document_ids=(MERZ.document_id, "0123456789abcdef")), [MERZ]),
        (Filters(publishers=("Press Monitor",), languages=("en",), as_of=date(2026, 1, 1)), [RUBIO]),
        (Filters(publishers=("nobody",)), []),
    ],
)
def test_all_given_conditions_must_hold(library: Library, filters: Filters, expected: list[object]) -> None:
    assert found(library, filters) == {one.document_id for one in ALL if one in expected}


def test_filters_hold_before_ranking(tmp_path: Path) -> None:
    library, publisher = library_of(tmp_path)
    with closing(library):
        library.put(document(*(f"The delegation in Geneva, report {n}." for n in range(150))), "many", "1")
        library.put(MERZ, "one", "1")
        publisher.run_once()
        hits = library.search("the delegation in Geneva", 5, Filters(publishers=("Capitals Digest",)))
        assert [hit.passage.document_id for hit in hits] == [MERZ.document_id]


def test_the_best_comes_first_and_scores_fall(library: Library) -> None:
    hits = library.search("Who led the American delegation?")
    assert hits[0].passage.document_id == RUBIO.document_id
    assert hits[0].score == pytest.approx(1)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(library.search("Who led the American delegation?", top_k=2)) == 2


def test_a_hit_carries_its_place_and_its_document(library: Library) -> None:
    (passage,) = {hit.passage for hit in library.search("Merz doubted the plan", 1)}
    assert passage.text == MERZ.text[passage.start : passage.end]
    assert passage.metadata.publisher == "Capitals Digest"
    assert passage.metadata.language == "en"


def test_words_count_within_a_language_only(library: Library) -> None:
    lexical = {hit.passage.document_id: hit.lexical for hit in library.search("Who is Rubio, and what did he say?")}
    assert lexical[RUBIO.document_id] > 0
    assert lexical[GENF.document_id] == 0


def test_inflected_words_are_found_by_their_stem(library: Library) -> None:
    hits = library.search("Welche Delegationen leiteten die Amerikaner?")
    assert {hit.passage.document_id for hit in hits if hit.lexical > 0} == {GENF.document_id}


def test_the_vector_of_the_question_may_be_given(library: Library) -> None:
    embedder = HashedWords()
    (vector,) = embedder.queries(["Merz doubted the plan"])
    assert library.search("Merz doubted the plan", vector=vector) == library.search("Merz doubted the plan")


def test_a_title_finds_its_passages(library: Library) -> None:
    assert library.search("talks", 1)[0].passage.document_id == RUBIO.document_id


def test_the_rarer_a_stem_the_heavier(library: Library) -> None:
    rarity = library.rarity("the delegations of Merz and Unheard", "en")
    assert rarity["unheard"] > rarity["merz"] > rarity["deleg"] > rarity["the"] > 0
    assert library.rarity("", "en") == {}


@pytest.mark.parametrize("query", ["", "?!", "28", '"quoted" OR (NEAR*', "ü" * 5000, "\x00\ud7ff"])
def test_any_text_may_be_asked(library: Library, query: str) -> None:
    assert len(library.search(query)) == len(ALL)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    library, _ = library_of(tmp_path)
    with closing(library):
        assert library.search("anything") == []
        assert library.search("anything", filters=Filters(languages=("en",))) == []


KEYS = st.integers(0, 20)
SCORES = st.floats(-1, 1, allow_nan=False)


@settings(deadline=None)
@given(st.dictionaries(KEYS, SCORES), st.dictionaries(KEYS, st.floats(0, 30)), st.sets(KEYS))
def test_fused_scores_lie_between_0_and_1(cosines: dict[int, float], words: dict[int, float], same: set[int]) -> None:
    words = {key: score for key, score in words.items() if key in cosines}
    scores = fused(cosines, words, same)
    assert scores.keys() == cosines.keys()
    assert all(0 <= score <= 1 + 1e-9 for score in scores.values())


def test_within_a_language_both_sides_are_weighed() -> None:
    scores = fused({1: 0.9, 2: 0.7, 3: 0.5}, {2: 8.0, 3: 4.0}, {1, 2, 3})
    assert scores == pytest.approx({1: 1 - LEXICAL_WEIGHT, 2: (1 - LEXICAL_WEIGHT) / 2 + LEXICAL_WEIGHT, 3: 0})


def test_across_languages_the_dense_side_stands_alone_and_the_gap_is_made_up_for() -> None:
    scores = fused({1: 0.9, 2: 0.9 - LANGUAGE_GAP, 3: 0.5}, {1: 8.0, 3: 4.0}, {1, 3})
    assert scores == pytest.approx({1: 1, 2: 1, 3: 0})


def test_scaling_maps_the_worst_to_0_and_the_best_to_1() -> None:
    scaled = scale([0.2, 0.4, 0.6])
    assert [scaled(score) for score in (0.1, 0.2, 0.4, 0.6)] == pytest.approx([0, 0, 0.5, 1])
    assert scale([0.3, 0.3])(0.3) == 1
