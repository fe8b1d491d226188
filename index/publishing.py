"""The publisher: makes what is in the catalog visible, and keeps the vector store equal to it.

One process at a time publishes, the one that holds the lock file beside the catalog. A round adds the vectors of
pending versions to the store, turns them ready and what they replace gone in one transaction, and then sweeps what is
gone. Every step may be done twice without harm, so after a crash at any point the next round, of any process, finishes
the work.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from index import states
from index.catalog import Catalog
from index.errors import BackendUnavailable
from index.storing import publish, reconcile, sweep
from index.vectors import VectorStore

POLL_SECONDS = 0.2
RETRY_SECONDS = 2.0
"""Pause after something failed."""
HEARTBEAT_SECONDS = 5.0
"""Between two looks at whether the store answers."""
WARM_UP_SECONDS = 3.0
"""A process that has run, and has not been asked, for so long is taken for one that stays and has time."""

log = logging.getLogger(__name__)


class Publisher:
    """Publishes, from a thread of its own after `start`, whenever no other process does.

    Args:
        catalog: what to publish.
        open_store: opens the vector store; called again after it failed.
        address: of a store that several processes may search at once; None for an embedded one.
        warm_up: called once by an owner at leisure: does what the first document would wait for, and questions
            asked meanwhile would too.
    """

    def __init__(
        self,
        catalog: Catalog,
        open_store: Callable[[], VectorStore],
        address: str | None = None,
        warm_up: Callable[[], None] | None = None,
    ) -> None:
        self._catalog = catalog
        self._open_store = open_store
        self._address = address
        self._warm_up = warm_up
        self._lock = FileLock(catalog.path.with_name("owner.lock"), thread_local=False)
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._store: VectorStore | None = None
        self._equal = False
        """Whether the store is equal to the catalog, and is kept so by this process or another."""
        self._heard = 0.0
        self._asked = 0.0
        self.problem: str | None = None
        """Why the store cannot be used now."""

    @property
    def owner(self) -> bool:
        """Whether this process publishes."""
        return self._lock.is_locked

    @property
    def store_ready(self) -> bool:
        """Whether `nearest` asks the store."""
        return self._store is not None and self._equal and self.problem is None

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]] | None:
        """What the store finds (`VectorStore.nearest`); None while it cannot be used."""
        self._asked = time.monotonic()
        store = self._store
        if store is None or not self._equal or self.problem is not None:
            return None
        try:
            return store.nearest(vector, limit)
        except BackendUnavailable as error:
            self._fail(error)
            self._wake.set()
            return None

    def start(self) -> None:
        """Publish from now on, as soon as no other process does."""
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look at the catalog now."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the step under way, close the store and let another process publish."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        self._close_store()
        self._lock.release()

    def run_once(self) -> None:
        """One round, if this process is the owner or can become it.

        Raises:
            BackendUnavailable: the store failed; nothing is lost.
        """
        if self.problem is not None:
            self._close_store()
        if self._acquire():
            store = self._own_store()
            publish(self._catalog, store, self._stop.is_set)
            sweep(self._catalog, store, self._stop.is_set)
            self._listen(store)
        elif self._store is not None:
            self._listen(self._store)
        elif self._address is not None and self._address == states.setting(self._catalog.connection, "store"):
            self._store, self._equal = self._open_store(), True
        self.problem = None

    def _run(self) -> None:
        self._asked = time.monotonic()
        try:
            while not self._stop.is_set():
                try:
                    self.run_once()
                except (BackendUnavailable, sqlite3.OperationalError, OSError) as error:
                    self._fail(error)
                # A failed search wakes this thread up; it tries again at once, and after that with pauses.
                if self._warm_up is not None and self.owner and time.monotonic() - self._asked > WARM_UP_SECONDS:
                    self._warm_up()
                    self._warm_up = None
                self._wake.wait(POLL_SECONDS if self.problem is None else RETRY_SECONDS)
                self._wake.clear()
        finally:
            if not self._stop.is_set():
                self.problem = "Publishing stopped because of an unknown error; see the log and start again."

    def _fail(self, error: Exception) -> None:
        if self.problem is None:
            log.warning("%s Searches go on without the vector store.", error)
        self.problem = str(error)

    def _acquire(self) -> bool:
        if not self._lock.is_locked:
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                return False
            # Until now another process has kept the store equal, or nobody.
            self._equal = False
        return True

    def _own_store(self) -> VectorStore:
        """The store, equal to the catalog."""
        if self._store is None:
            self._store = self._open_store()
        if not self._equal:
            reconcile(self._catalog, self._store)
            with self._catalog.writing() as connection:
                states.set_setting(connection, "store", self._address or "embedded")
            self._equal = True
        return self._store

    def _listen(self, store: VectorStore) -> None:
        if time.monotonic() - self._heard > HEARTBEAT_SECONDS:
            store.count()
            self._heard = time.monotonic()

    def _close_store(self) -> None:
        store, self._store, self._equal = self._store, None, False
        if store is not None:
            try:
                store.close()
            except BackendUnavailable as error:
                log.info("Closing the vector store: %s", error)
