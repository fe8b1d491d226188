"""The vector store: passages and their vectors in Chroma, embedded or on a server.

It is derived from the catalog and can be rebuilt from it. Other programs may read it; only the publisher writes it.
"""

from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Record:
    """A passage as it stands in the vector store."""

    passage: StoredPassage
    vector: NDArray[np.float32]


class VectorStore(Protocol):
    """Where the vectors of ready passages are searched. Every method may raise `BackendUnavailable`."""

    @property
    def collection_name(self) -> str:
        """The collection that holds the passages."""
        ...

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
    """A Chroma collection that also opens in LlamaIndex's `ChromaVectorStore`."""

    def __init__(self, client: "ClientAPI", collection_name: str) -> None:
        self._client = client
        with _translated():
            self._collection = client.get_or_create_collection(
                collection_name,
                # None, because Chroma's default downloads a model.
                embedding_function=None,
                configuration={"hnsw": HNSW},
            )

    @property
    def collection_name(self) -> str:
        """The collection that holds the passages."""
        return self._collection.name

    def upsert(self, records: Sequence[Record]) -> None:
        """Add records, or replace those with the same passage ids."""
        from index.llama_index import chroma_metadata

        for batch in _batches(records):
            with _translated():
                self._collection.upsert(
                    ids=[record.passage.passage_id for record in batch],
                    embeddings=np.stack([record.vector for record in batch]),
                    metadatas=[chroma_metadata(record.passage) for record in batch],
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

    def close(self) -> None:
        """Let go of files and connections."""
        self._client.close()  # type: ignore[attr-defined]  # in Client, not in its interface


def open_embedded(folder: Path, collection_name: str) -> ChromaStore:
    """The store in a folder. Only one process at a time may have it open."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    return ChromaStore(client, collection_name)


def open_server(url: str, collection_name: str) -> ChromaStore:
    """The store on a Chroma server.

    Raises:
        InvalidInput: the URL is not one of a server.
        BackendUnavailable: the server does not answer.
    """
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidInput(f"{url!r} is not the URL of a Chroma server; write for example http://localhost:8001.")
    secure = parts.scheme == "https"
    settings = Settings(anonymized_telemetry=False)
    try:
        port = parts.port or (443 if secure else 80)
        client = chromadb.HttpClient(parts.hostname, port, ssl=secure, settings=settings)
    except ValueError as error:  # what the client makes of a refused connection
        raise BackendUnavailable(f"The Chroma server at {url} does not answer: {error}") from error
    return ChromaStore(client, collection_name)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what Chroma and its HTTP client raise into `BackendUnavailable`."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, httpx.HTTPError) as error:
        raise BackendUnavailable(f"The vector store does not answer: {error}") from error


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
