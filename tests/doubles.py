"""Stand-ins for tests: fast, deterministic, and doing the real thing in small."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.catalog import Catalog
from index.documents import Document, Metadata, Passage, Sentence, cut, document_id, passage_id
from index.embedder import Embedder, Vectors
from index.library import Library
from index.publishing import Publisher
from index.schema import Recipe
from index.vectors import Record, VectorStore


class HashedWords:
    """An embedder: texts are near each other when they share words."""

    def __init__(self, name: str = "hashed-words", dimension: int = 256) -> None:
        self.name = name
        self.dimension = dimension
        self.embedded: list[str] = []
        """Every passage and sentence that was embedded, in order."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return self.queries(texts)

    def _vector(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 1e-3, np.float32)
        for word in re.findall(r"\w+", text.casefold()):
            vector[crc32(word.encode()) % self.dimension] += 1
        return (vector / np.linalg.norm(vector)).astype(np.float32)


def document(*passages: str, **metadata: object) -> Document:
    """A document of passages, which are joined by empty lines; its sentences end at full stops."""
    text = "\n\n".join(passages)
    identifier, start, cuts = document_id(text), 0, []
    for passage in passages:
        end = start + len(passage)
        sentences = tuple(
            Sentence(start + match.start(), start + match.end()) for match in re.finditer(r"\S[^.]*\.?", passage)
        )
        cuts.append(Passage(passage_id(identifier, start, end), start, end, sentences))
        start = end + 2
    return cut(text, Metadata(**metadata), cuts)  # type: ignore[arg-type]


class MemoryStore:
    """A vector store without files."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}

    def upsert(self, records: Sequence[Record]) -> None:
        self.records |= {record.passage.passage_id: record for record in records}

    def delete(self, passage_ids: Sequence[str]) -> None:
        for passage in passage_ids:
            self.records.pop(passage, None)

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        cosines = {passage: float(record.vector @ vector) for passage, record in self.records.items()}
        return sorted(cosines.items(), key=lambda item: -item[1])[:limit]

    def count(self) -> int:
        return len(self.records)

    def passage_ids(self) -> set[str]:
        return set(self.records)

    def close(self) -> None:
        pass


def library_of(
    folder: Path, store: VectorStore | None = None, embedder: Embedder | None = None
) -> tuple[Library, Publisher]:
    """A library on a store in memory, and its publisher, which works only when told to: `publisher.run_once()`."""
    embedder = embedder or HashedWords()
    store = store if store is not None else MemoryStore()
    catalog = Catalog(folder, Recipe(embedder.name, embedder.dimension))
    publisher = Publisher(catalog, lambda: store)
    return Library(catalog, embedder, publisher), publisher


KELLOGG = document(
    "Keith Kellogg leaves his post in January 2026. He told his colleagues on Wednesday.",
    "Steve Witkoff flew on to Moscow. Nobody told Brussels.",
    title="Kellogg goes",
    publisher="Example Post",
    published=date(2025, 11, 20),
    url="https://example.org/kellogg",
    language="en",
)
"""A short report of two paragraphs with all its metadata."""
