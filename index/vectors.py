"""The vector store: passages and their vectors in Chroma, embedded or on a server.

It is derived from the catalog and can be rebuilt from it. Other programs may read it; only the publisher writes it.
"""

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from index.errors import BackendUnavailable, InvalidInput
from index.reading import StoredPassage

if TYPE_CHECKING:
    import httpx
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

BATCH = 5000
"""Records written at once; Chroma takes 5,461."""

IDS_PAGE = 20_000
"""Ids read at once."""

HNSW: "CreateHNSWConfiguration" = {
    "space": "cosine",
    "max_neighbors": 32,
    "ef_construction": 200,
    "ef_search": 200,
}
"""Finds .998 of the nearest 100 of 3,638 passages embedded by multilingual-e5-small; Chroma's defaults find .959."""

ANSWER_SECONDS = 20.0
"""How long a Chroma server may take for an answer."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Record:
    """A passage as it stands in the vector store."""

    passage: StoredPassage
    vector: NDArray[np.float32]


class VectorStore(Protocol):
    """Where the vectors of ready passages are searched. Every method may raise `BackendUnavailable`."""

    def upsert(self, records: Sequence[Record]) -> None:
        """Add records, or replace those with the same passage ids."""
        ...

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Delete records; ids that are not there are no error."""
        ...

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """Passage ids and cosines of the nearest records, nearest first."""
        ...

    def count(self) -> int:
        """How many records there are."""
        ...

    def passage_ids(self) -> set[str]:
        """The ids of all records."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class ChromaStore:
    """A Chroma collection that also opens in LlamaIndex's `ChromaVectorStore`.

    Args:
        client: of a server or of a folder.
        collection_name: of the collection, which is made if it is not there.
        on_close: called when the client is closed.
    """

    def __init__(self, client: "ClientAPI", collection_name: str, on_close: Sequence[Callable[[], None]]) -> None:
        self._client = client
        self._on_close = on_close
        self._collection = client.get_or_create_collection(
            collection_name,
            # None, because Chroma's default downloads a model.
            embedding_function=None,
            configuration={"hnsw": HNSW},
        )

    def upsert(self, records: Sequence[Record]) -> None:
        """Add records, or replace those with the same passage ids."""
        from index.llama_index import chroma_metadata

        for batch in _batches(records):
            metadata: list[Mapping[str, Any]] = [chroma_metadata(record.passage) for record in batch]
            with _translated():
                self._collection.upsert(
                    ids=[record.passage.passage_id for record in batch],
                    embeddings=np.stack([record.vector for record in batch]),
                    metadatas=metadata,
                    documents=[record.passage.text for record in batch],
                )

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Delete records; ids that are not there are no error."""
        for batch in _batches(passage_ids):
            with _translated():
                self._collection.delete(ids=list(batch))

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """Passage ids and cosines of the nearest records, nearest first."""
        with _translated():
            found = self._collection.query(query_embeddings=vector[None, :], n_results=limit, include=["distances"])
        distances = found["distances"]
        assert distances is not None  # they were asked for
        return [(identifier, 1 - distance) for identifier, distance in zip(found["ids"][0], distances[0], strict=True)]

    def count(self) -> int:
        """How many records there are."""
        with _translated():
            return self._collection.count()

    def passage_ids(self) -> set[str]:
        """The ids of all records."""
        ids: set[str] = set()
        while True:
            with _translated():
                page = self._collection.get(limit=IDS_PAGE, offset=len(ids), include=[])["ids"]
            if not page:
                return ids
            ids.update(page)

    def probe(self) -> None:
        """Find one record by its own vector: damage to the files of the index shows only then."""
        with _translated():
            some = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
        if some is not None and len(some):
            self.nearest(np.asarray(some[0], np.float32), 1)

    def close(self) -> None:
        """Let go of files and connections."""
        with _translated():
            self._client.close()  # type: ignore[attr-defined]  # of the class, not of its interface
        for close in self._on_close:
            close()


def open_embedded(folder: Path, collection_name: str) -> ChromaStore:
    """The store in a folder, which only one process at a time may have open.

    A store that was not closed, because its process was killed or crashed, is deleted and begun anew, and so is one
    that cannot be opened: nothing is in it that is not in the catalog. Chroma 1.5 writes the files of its index in
    place; what a killed process leaves can crash every process that reads it (chroma-core/chroma#7510).

    Raises:
        BackendUnavailable: the folder can neither be used nor deleted.
    """
    in_use = folder.with_name(f"{folder.name}.in-use")
    if in_use.exists():
        log.warning("The vector store in %s was not closed. It is made anew from the catalog.", folder)
        _delete(folder)
    in_use.touch()
    try:
        return _in_folder(folder, collection_name, in_use)
    except BackendUnavailable as error:
        log.warning("%s It is made anew from the catalog.", error)
    _delete(folder)
    return _in_folder(folder, collection_name, in_use)


def _delete(folder: Path) -> None:
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise BackendUnavailable(f"The vector store in {folder} cannot be made anew: {error}.") from error


def _in_folder(folder: Path, collection_name: str, in_use: Path) -> ChromaStore:
    import chromadb
    from chromadb.config import Settings

    with _translated(f"The vector store in {folder} cannot be opened"):
        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        return _collection(client, collection_name, [in_use.unlink])


def open_server(url: str, collection_name: str) -> ChromaStore:
    """The store on a Chroma server.

    Raises:
        InvalidInput: the URL is not one of a server.
        BackendUnavailable: the server does not answer.
    """
    import chromadb
    import httpx
    from chromadb.config import Settings

    host, port, secure = server_address(url)
    with _translated(f"The Chroma server at {url} does not answer"):
        # Chroma's client waits without limit, from its first request on.
        httpx.get(f"{url.rstrip('/')}/api/v2/heartbeat", timeout=ANSWER_SECONDS).raise_for_status()
        client = chromadb.HttpClient(
            host,
            port,
            ssl=secure,
            settings=Settings(anonymized_telemetry=False),
        )
        sessions = _sessions(client)
        for session in sessions:
            session.timeout = ANSWER_SECONDS
        return _collection(client, collection_name, [session.close for session in sessions])


def _sessions(client: Any) -> list["httpx.Client"]:
    """The HTTP sessions of a client, to which there is no public way."""
    return [client._server._session, client._admin_client._server._session]


def server_address(url: str) -> tuple[str, int, bool]:
    """Host and port of a server, and whether it speaks TLS.

    Raises:
        InvalidInput: the URL is not one of a server.
    """
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    try:
        port = parts.port or (443 if secure else 80)
    except ValueError:  # not a number
        port = 0
    if parts.scheme not in ("http", "https") or not parts.hostname or not port:
        raise InvalidInput(f"{url!r} is not the URL of a Chroma server; write for example http://localhost:8001.")
    return parts.hostname, port, secure


def _collection(client: "ClientAPI", name: str, on_close: Sequence[Callable[[], None]]) -> ChromaStore:
    from chromadb.errors import ChromaError

    try:
        store = ChromaStore(client, name, on_close)
        store.probe()
    except (BackendUnavailable, ChromaError):
        client.close()  # type: ignore[attr-defined]  # of the class, not of its interface
        raise
    return store


@contextmanager
def _translated(what: str = "The vector store does not answer") -> Iterator[None]:
    """Turn what Chroma and its HTTP client raise into `BackendUnavailable`."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    # A closed embedded client, and one opened after another failed to open, lacks an attribute; a server that is not
    # one of Chroma makes its client fail with a ValueError.
    except (ChromaError, httpx.HTTPError, AttributeError, ValueError) as error:
        raise BackendUnavailable(f"{what}: {error}") from error


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
