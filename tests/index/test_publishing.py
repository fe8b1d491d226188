"""Crashes at every step of publishing, and what is visible before and after."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.catalog import Catalog
from index.errors import BackendUnavailable, NotFound
from index.library import Library
from index.publishing import Publisher
from index.schema import Recipe
from index.vectors import Record
from tests.doubles import MemoryStore, document, library_of

KEPT = document("Rubio led the delegation to Geneva.")
OLD = document("The plan has twenty-eight points.", "It was written in Miami.", title="Plan")
NEW = document("The plan has nineteen points.", "It was rewritten in Geneva.", title="Plan")
REMOVED = document("Orban praised the plan.")
ADDED = document("Merz spoke in Berlin.", "Starmer spoke in London.")
STEPS = 4
"""Writes to the store in the round that publishes all of these."""


class Killed(Exception):
    """The process dies here."""


class DyingStore(MemoryStore):
    """Dies at one of its steps, before or after it is done."""

    def __init__(self, records: dict[str, Record], step: int, done: bool) -> None:
        super().__init__()
        self.records = records
        self._left = step
        self._done = done

    def _step(self, work: Callable[[], None]) -> None:
        self._left -= 1
        if self._left == 0 and not self._done:
            raise Killed
        work()
        if self._left == 0:
            raise Killed

    def upsert(self, records: Sequence[Record]) -> None:
        self._step(lambda: super(DyingStore, self).upsert(records))

    def delete(self, passage_ids: Sequence[str]) -> None:
        self._step(lambda: super(DyingStore, self).delete(passage_ids))


def texts(library: Library) -> set[str]:
    return {library.document(found.document_id).text for found in library.documents().documents}


def found(library: Library) -> set[str]:
    hits = library.search("Who spoke about the plan in Geneva, Miami, Berlin or London?", top_k=100)
    return {library.document(hit.passage.document_id).text for hit in hits}


def assert_in_step(library: Library, store: MemoryStore) -> None:
    visible = [library.document(one.document_id) for one in library.documents().documents]
    assert store.passage_ids() == {passage.passage_id for one in visible for passage in one.passages}
    status = library.status()
    assert (status.pending, status.passages) == (0, store.count())


def prepared(folder: Path) -> MemoryStore:
    store = MemoryStore()
    library, publisher = library_of(folder, store)
    for name, one in {"kept": KEPT, "changed": OLD, "removed": REMOVED}.items():
        library.put(one, name, "1")
    publisher.run_once()
    library.put(NEW, "changed", "2")
    library.put(ADDED, "added", "1")
    library.forget("removed")
    library.close()
    return store


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_a_crash_at_any_step_leaves_whole_documents_and_is_finished_later(
    tmp_path: Path, step: int, done: bool
) -> None:
    records = prepared(tmp_path).records
    library, publisher = library_of(tmp_path, DyingStore(records, step, done))
    with closing(library):
        with pytest.raises(Killed):
            publisher.run_once()
        assert texts(library) in ({KEPT.text, OLD.text}, {KEPT.text, NEW.text, ADDED.text})
        assert found(library) == texts(library)
    store = MemoryStore()
    store.records = records
    library, publisher = library_of(tmp_path, store)
    with closing(library):
        publisher.run_once()
        assert texts(library) == found(library) == {KEPT.text, NEW.text, ADDED.text}
        assert_in_step(library, store)


def test_every_step_was_among_those_crashed_at(tmp_path: Path) -> None:
    library, publisher = library_of(tmp_path, DyingStore(prepared(tmp_path).records, STEPS + 1, False))
    with closing(library):
        publisher.run_once()


def test_a_replaced_document_is_seen_until_the_new_one_is(tmp_path: Path) -> None:
    library, publisher = library_of(tmp_path)
    with closing(library):
        library.put(OLD, "a", "1")
        assert texts(library) == set()
        publisher.run_once()
        library.put(NEW, "a", "2")
        assert texts(library) == found(library) == {OLD.text}
        publisher.run_once()
        assert texts(library) == found(library) == {NEW.text}


def test_a_removed_document_leaves_no_ghost_in_the_store(tmp_path: Path) -> None:
    store = MemoryStore()
    library, publisher = library_of(tmp_path, store)
    with closing(library):
        library.put(OLD, "a", "1")
        publisher.run_once()
        library.remove(OLD.document_id)
        assert found(library) == set()
        assert store.count() == 2
        publisher.run_once()
        assert store.count() == 0


def test_a_document_removed_before_it_was_published_is_never_seen(tmp_path: Path) -> None:
    store = MemoryStore()
    library, publisher = library_of(tmp_path, store)
    with closing(library):
        library.put(OLD, "a", "1")
        library.remove(OLD.document_id)
        publisher.run_once()
        assert texts(library) == set()
        assert_in_step(library, store)
        with pytest.raises(NotFound):
            library.remove(OLD.document_id)


def test_a_document_that_comes_back_before_the_sweep_stays(tmp_path: Path) -> None:
    store = MemoryStore()
    library, publisher = library_of(tmp_path, store)
    with closing(library):
        library.put(OLD, "a", "1")
        publisher.run_once()
        library.remove(OLD.document_id)
        library.put(OLD, "a", "1")
        publisher.run_once()
        assert found(library) == {OLD.text}
        assert_in_step(library, store)


def test_metadata_given_up_before_it_was_published_is_not_left_in_the_store(tmp_path: Path) -> None:
    store = MemoryStore()
    library, publisher = library_of(tmp_path, store)
    with closing(library):
        library.put(OLD, "a", "1")
        publisher.run_once()
        retitled = document("The plan has twenty-eight points.", "It was written in Miami.", title="Another")
        library.put(retitled, "a", "2")
        library.put(OLD, "a", "1")
        publisher.run_once()
        assert {record.passage.metadata.title for record in store.records.values()} == {"Plan"}
        assert library.document(OLD.document_id).metadata.title == "Plan"


def test_a_store_that_was_lost_is_made_anew(tmp_path: Path) -> None:
    library, publisher = library_of(tmp_path)
    library.put(OLD, "a", "1")
    publisher.run_once()
    library.close()
    foreign = MemoryStore()
    foreign.records = dict.fromkeys(["0123456789abcdef"])  # type: ignore[assignment]
    library, publisher = library_of(tmp_path, foreign)
    with closing(library):
        publisher.run_once()
        assert_in_step(library, foreign)


def test_only_one_of_two_publishes_until_it_stops(tmp_path: Path) -> None:
    store = MemoryStore()
    first, one = library_of(tmp_path, store)
    second, other = library_of(tmp_path, store)
    with closing(second):
        one.run_once()
        other.run_once()
        assert (first.status().owner, second.status().owner) == (True, False)
        second.put(OLD, "a", "1")
        other.run_once()
        assert texts(second) == set()
        first.close()
        other.run_once()
        assert texts(second) == found(second) == {OLD.text}


class FailingStore(MemoryStore):
    failing = False

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        if self.failing:
            raise BackendUnavailable("The vector store does not answer.")
        return super().nearest(vector, limit)


def test_searches_go_on_without_the_store_and_with_it_when_it_is_back(tmp_path: Path) -> None:
    store = FailingStore()
    library, publisher = library_of(tmp_path, store)
    with closing(library):
        library.put(OLD, "a", "1")
        publisher.run_once()
        store.failing = True
        assert found(library) == {OLD.text}
        status = library.status()
        assert (status.store_ready, status.problem) == (False, "The vector store does not answer.")
        store.failing = False
        publisher.run_once()
        assert library.status().store_ready
        assert found(library) == {OLD.text}


def test_a_store_that_fails_while_it_is_made_equal_is_closed_before_it_is_opened_again(tmp_path: Path) -> None:
    class Unsteady(MemoryStore):
        failing = True
        opened = closed = 0

        def passage_ids(self) -> set[str]:
            # Asked for once after every opening.
            self.opened += 1
            assert self.opened == self.closed + 1
            if self.failing:
                raise BackendUnavailable("The vector store does not answer.")
            return super().passage_ids()

        def close(self) -> None:
            self.closed += 1

    store = Unsteady()
    library, publisher = library_of(tmp_path, store)
    with closing(library):
        library.put(OLD, "a", "1")
        publisher.start()
        with pytest.raises(BackendUnavailable):
            library.wait_until_ready()
        assert found(library) == set()
        assert not library.status().store_ready
        store.failing = False
        publisher.wake()
        until(lambda: library.status().store_ready)
        library.wait_until_ready()
        assert found(library) == {OLD.text}


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def test_what_takes_long_waits_until_nobody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.publishing.WARM_UP_SECONDS", 1.5)
    warmed = threading.Event()
    with closing(Catalog(tmp_path, Recipe("e5", 3))) as catalog:
        publisher = Publisher(catalog, MemoryStore, warm_up=warmed.set)
        publisher.start()
        end = time.monotonic() + 2.5
        while time.monotonic() < end:
            publisher.nearest(np.zeros(3, np.float32), 1)
            time.sleep(0.02)
        busy = warmed.is_set()
        at_leisure = warmed.wait(20)
        publisher.stop()
    assert (busy, at_leisure) == (False, True)
