"""The library: everything that the other packages need of the index, behind one door."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import lexical, names, reading, states, versions
from index.catalog import Catalog
from index.dense import DenseSearch
from index.documents import Document
from index.embedder import Embedder, Vectors
from index.errors import BackendUnavailable, Busy, NotFound
from index.exact import ExactVectors
from index.filters import Filters
from index.indexing import Indexer, Outcome
from index.names import Name
from index.publishing import Publisher
from index.reading import Page, PassageInContext, PassageSentences
from index.retriever import Hit, Retriever
from index.schema import Recipe
from index.vectors import VectorStore, open_embedded, open_server, server_address
from index.vocabulary import Vocabulary

WAIT_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Status:
    """How the library is doing."""

    documents: int
    passages: int
    pending: int
    """Versions of documents that are not visible yet."""
    owner: bool
    """Whether this process publishes."""
    store_ready: bool
    """Whether searches of this process use the vector store, and not the catalog's vectors alone."""
    problem: str | None
    """Why the vector store cannot be used now."""


class Library:
    """An open index. All methods may be called from any thread.

    Documents that are put become visible when their vectors are in the store: within moments if a library that owns the
    store is open, in this process or another one. What is removed is invisible at once.
    """

    def __init__(self, catalog: Catalog, embedder: Embedder, publisher: Publisher) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._publisher = publisher
        self._indexer = Indexer(catalog, embedder)
        dense = DenseSearch(ExactVectors(embedder.dimension), publisher.nearest)
        self._vocabulary = Vocabulary()
        self.retriever = Retriever(catalog, embedder, dense, self._vocabulary)

    @classmethod
    def open(cls, data_dir: Path, embedder: Embedder, chroma_url: str | None = None, own: bool = True) -> "Library":
        """Open the index in a folder, which is created if it is not there.

        Args:
            data_dir: the folder of the catalog, the vector store and the lock.
            embedder: the one that the index was made with.
            chroma_url: a Chroma server that holds the vectors; None keeps them in `data_dir`.
            own: publish whenever no other process does. False only reads and writes the catalog, and
                searches the catalog's vectors: right for a short command.

        Raises:
            IndexMismatch: the index was made with another embedder or schema.
            InvalidInput: `chroma_url` is not the URL of a server.
        """
        if chroma_url is not None:
            server_address(chroma_url)
        catalog = Catalog(data_dir, Recipe(embedder.name, embedder.dimension))
        publisher = Publisher(catalog, partial(_open_store, catalog, chroma_url), chroma_url, _warm_up)
        if own:
            publisher.start()
        return cls(catalog, embedder, publisher)

    def put(self, document: Document, name: str, content_hash: str) -> Outcome:
        """Index a document as the content of a name, and drop what the name led to before.

        While a text has several names, metadata that one of them does not tell is kept from the others. Without a
        language the document gets the one that its text shows.

        Raises:
            InvalidInput: the document has no passages.
        """
        outcome = self._indexer.put(document, name, content_hash)
        self._publisher.wake()
        return outcome

    def known(self, name: str) -> str | None:
        """The content hash that was put last under a name; None for a name that has to be put."""
        found = names.find(self._catalog.connection, name)
        return found.content_hash or None if found else None

    def remove(self, document_id: str) -> None:
        """Drop a document under all its names.

        Raises:
            NotFound: there is none with this id.
        """
        with self._catalog.writing() as connection:
            if not versions.remove(connection, document_id):
                raise NotFound(f"There is no document {document_id!r}.")
        self._publisher.wake()

    def forget(self, name: str) -> bool:
        """Drop a name, and the document that it led to if that has no other name; False for an unknown name."""
        with self._catalog.writing() as connection:
            known = versions.forget(connection, name)
        self._publisher.wake()
        return known

    def names(self, prefix: str = "") -> list[Name]:
        """The names that begin with a prefix, in order."""
        return names.beginning_with(self._catalog.connection, prefix)

    def names_of(self, document_ids: Sequence[str]) -> dict[str, list[str]]:
        """The names of documents, in order, by the document's id."""
        return names.of_documents(self._catalog.connection, document_ids)

    def documents(self, limit: int = 100, cursor: str | None = None) -> Page:
        """A page of documents, the latest published first; `cursor` is the one of the page before.

        Raises:
            InvalidInput: the cursor is none.
        """
        return reading.page(self._catalog.connection, limit, cursor)

    def document(self, document_id: str) -> Document:
        """A document with its text, passages and sentences.

        Raises:
            NotFound: there is none with this id.
        """
        with self._catalog.snapshot() as connection:
            return reading.document(connection, document_id)

    def text(self, document_id: str) -> str:
        """The canonical text of a document alone.

        Raises:
            NotFound: there is none with this id.
        """
        return reading.text(self._catalog.connection, document_id)

    def passage(self, passage_id: str) -> PassageInContext:
        """A passage between its neighbours.

        Raises:
            NotFound: there is none with this id.
        """
        with self._catalog.snapshot() as connection:
            return reading.passage_in_context(connection, passage_id)

    def search(
        self,
        query: str,
        top_k: int = 10,
        filters: Filters | None = None,
        vector: NDArray[np.float32] | None = None,
    ) -> list[Hit]:
        """The passages that fit a question best, best first; see `Retriever.search`."""
        return self.retriever.search(query, top_k, filters, vector)

    def sentences(self, passage_ids: Sequence[str]) -> list[PassageSentences]:
        """The sentences of passages with their vectors, in the order asked for; passages that are gone are left out."""
        with self._catalog.snapshot() as connection:
            return reading.sentences(connection, passage_ids)

    @property
    def embedder(self) -> str:
        """The name of the embedder."""
        return self._embedder.name

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, one row each."""
        return self._embedder.queries(texts)

    def rarity(self, text: str, language: str | None) -> dict[str, float]:
        """How rare each stem of a text is among the passages in a language: its inverse document frequency, in nats."""
        return lexical.rarities(self._catalog.connection, self._vocabulary, text, language)

    def wait_until_ready(self, timeout: float = 600.0, name: str | None = None) -> None:
        """Wait until everything that was put is visible, whoever publishes it.

        Args:
            timeout: seconds without any progress.
            name: wait only for what was put under this name.

        Raises:
            BackendUnavailable: this process publishes, and the vector store does not answer.
            Busy: nothing became visible for `timeout` seconds.
        """
        pending, since = -1, time.monotonic()
        while remaining := self._remaining(name):
            if self._publisher.problem is not None:
                raise BackendUnavailable(self._publisher.problem)
            if remaining != pending:
                pending, since = remaining, time.monotonic()
            elif time.monotonic() - since > timeout:
                raise Busy(
                    f"{remaining} documents are stored but not visible, because no process with the index "
                    f"{self._catalog.path.parent} open publishes them. Start the service or run an ingestion."
                )
            time.sleep(WAIT_POLL_SECONDS)

    def _remaining(self, name: str | None) -> int:
        if name is None:
            return states.counts(self._catalog.connection).pending
        return int(names.waits(self._catalog.connection, name))

    def status(self) -> Status:
        """How much is indexed, and whether the vector store can be used."""
        found = states.counts(self._catalog.connection)
        return Status(
            found.documents, found.passages, found.pending, self._publisher.owner, self._publisher.store_ready,
            self._publisher.problem,
        )  # fmt: skip

    def close(self) -> None:
        """Let another process publish, and close all files."""
        self._publisher.stop()
        self._catalog.close()


def _warm_up() -> None:
    """Import what the first document that is published needs; it takes seconds."""
    import index.llama_index  # noqa: F401


def _open_store(catalog: Catalog, chroma_url: str | None) -> VectorStore:
    if chroma_url is None:
        return open_embedded(catalog.path.with_name("chroma"), "passages")
    # A server may hold the collections of several catalogs.
    return open_server(chroma_url, f"passages-{states.setting(catalog.connection, 'catalog_id')}")
