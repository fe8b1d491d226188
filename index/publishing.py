"""The publisher: makes what is in the catalog visible, and keeps the vector store equal to it.

One process at a time publishes, the one that holds the lock file beside the catalog. A round adds the vectors of
pending versions to the store, turns them ready and what they replace gone in one transaction, and then sweeps what is
gone. Every step may be done twice without harm, so after a crash at any point the next round, of any process, finishes
the work.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from itertools import islice

from filelock import FileLock, Timeout

from index import reading, versions
from index.catalog import Catalog
from index.errors import BackendUnavailable
from index.vectors import BATCH, Record, VectorStore

POLL_SECONDS = 0.2
RETRY_SECONDS = 2.0
"""Pause after the vector store failed."""

log = logging.getLogger(__name__)


class Publisher:
    """Publishes from a thread of its own for as long as it is open.

    `open_store` is called when this process becomes the owner, and again after the store failed.
    """

    def __init__(self, catalog: Catalog, open_store: Callable[[], VectorStore]) -> None:
        self._catalog = catalog
        self._open_store = open_store
        self._lock = FileLock(catalog.path.with_name("owner.lock"), thread_local=False)
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self.store: VectorStore | None = None
        """Open and equal to the catalog, or None."""
        self.problem: str | None = None
        """Why the store cannot be used now."""

    @property
    def owner(self) -> bool:
        """Whether this process publishes."""
        return self._lock.is_locked

    def start(self) -> None:
        """Publish from now on, as soon as no other process does."""
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look at the catalog now."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the round under way, close the store and let another process publish."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        self._release()

    def _run(self) -> None:
        while not self._stop.is_set():
            pause = POLL_SECONDS
            try:
                self.run_once()
            except BackendUnavailable as error:
                if self.problem is None:
                    log.warning("%s Searches go on without it.", error)
                self.problem = str(error)
                self._close_store()
                pause = RETRY_SECONDS
            self._wake.wait(pause)
            self._wake.clear()

    def run_once(self) -> None:
        """One round, if this process is the owner or can become it.

        Raises:
            BackendUnavailable: the store failed; nothing is lost.
        """
        if not self._acquire():
            return
        if self.store is None:
            store = self._open_store()
            reconcile(self._catalog, store)
            self.store, self.problem = store, None
        publish(self._catalog, self.store)
        sweep(self._catalog, self.store)

    def _acquire(self) -> bool:
        if not self._lock.is_locked:
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                return False
        return True

    def _close_store(self) -> None:
        store, self.store = self.store, None
        if store is not None:
            store.close()

    def _release(self) -> None:
        self._close_store()
        self._lock.release()


def publish(catalog: Catalog, store: VectorStore) -> None:
    """Make all pending versions visible, in batches of whole versions."""
    while pending := reading.unfinished(catalog.connection, "pending"):
        batch: list[int] = []
        passages = 0
        for version, count in pending:
            if batch and passages + count > BATCH:
                break
            batch.append(version)
            passages += count
        write(catalog, store, [key for version in batch for key in _keys(catalog, version)])
        with catalog.writing() as connection:
            versions.publish(connection, batch)


def sweep(catalog: Catalog, store: VectorStore) -> None:
    """Delete gone versions from the store and the catalog."""
    for version, _ in reading.unfinished(catalog.connection, "gone"):
        with catalog.snapshot() as connection:
            rows = connection.execute("SELECT passage_id FROM passages WHERE version = ?", (version,))
            gone = [passage_id for (passage_id,) in rows]
            # The ready version of the same document has the same passages; it may be the older one.
            kept = reading.keys_of(connection, gone)
        write(catalog, store, list(kept.values()))
        store.delete([passage_id for passage_id in gone if passage_id not in kept])
        with catalog.writing() as connection:
            versions.erase(connection, [version])


def reconcile(catalog: Catalog, store: VectorStore) -> None:
    """Make an opened store hold what the catalog says is ready.

    It differs when the store was lost, is new, or when a process died before Chroma had written everything to disk.
    """
    with catalog.snapshot() as connection:
        ready = dict(
            connection.execute(
                "SELECT passage_id, key FROM passages JOIN versions USING (version) WHERE state = 'ready'"
            ).fetchall()
        )
    stored = store.passage_ids()
    write(catalog, store, [key for passage_id, key in ready.items() if passage_id not in stored])
    store.delete(sorted(stored - ready.keys()))


def write(catalog: Catalog, store: VectorStore, keys: Sequence[int]) -> None:
    """Write passages of the catalog, in any state, to the store."""
    remaining = iter(keys)
    while batch := list(islice(remaining, BATCH)):
        store.upsert(records(catalog, batch))


def records(catalog: Catalog, keys: Sequence[int]) -> list[Record]:
    """Passages of the catalog as the store holds them."""
    with catalog.snapshot() as connection:
        passages = reading.stored_passages(connection, keys, every_state=True)
        found = reading.vectors(connection, keys)
    return [Record(passages[key], found[key]) for key in keys if key in passages]


def _keys(catalog: Catalog, version: int) -> list[int]:
    rows = catalog.connection.execute("SELECT key FROM passages WHERE version = ? ORDER BY key", (version,))
    return [key for (key,) in rows]
