"""The steps of publishing: each makes the vector store and the catalog agree a little more, and may be repeated."""

from collections.abc import Callable, Sequence

from index import reading, states, stored_vectors, versions
from index.catalog import Catalog
from index.vectors import BATCH, Record, VectorStore


def never() -> bool:
    """For steps that need not be interrupted."""
    return False


def publish(catalog: Catalog, store: VectorStore, stopping: Callable[[], bool] = never) -> None:
    """Make all pending versions visible, in batches of whole versions, until none is left or `stopping()`."""
    while not stopping() and (pending := states.unfinished(catalog.connection, "pending")):
        batch: list[int] = []
        passages = 0
        for version, count in pending:
            if batch and passages + count > BATCH:
                break
            batch.append(version)
            passages += count
        with catalog.snapshot() as connection:
            keys = [key for version in batch for key in reading.keys_in(connection, version)]
        write(catalog, store, keys)
        with catalog.writing() as connection:
            versions.publish(connection, batch)


def sweep(catalog: Catalog, store: VectorStore, stopping: Callable[[], bool] = never) -> None:
    """Delete gone versions from the store and the catalog, until none is left or `stopping()`."""
    for version, _ in states.unfinished(catalog.connection, "gone"):
        if stopping():
            return
        with catalog.snapshot() as connection:
            gone = reading.keys_in(connection, version).values()
            # Another version of the same document has the same passages. The store may hold this one's metadata.
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
        ready = reading.ready_keys(connection)
    stored = store.passage_ids()
    write(catalog, store, [key for passage_id, key in ready.items() if passage_id not in stored])
    store.delete(sorted(stored - ready.keys()))


def write(catalog: Catalog, store: VectorStore, keys: Sequence[int]) -> None:
    """Write passages of the catalog, in any state, to the store."""
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        with catalog.snapshot() as connection:
            passages = reading.stored_passages(connection, batch, every_state=True)
            vectors = stored_vectors.of_passages(connection, batch)
        store.upsert([Record(passages[key], vectors[key]) for key in batch if key in passages])
