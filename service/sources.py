"""The library as answering sees it."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.adapter import Aim, aims
from index.embedder import Vectors
from index.filters import Filters
from index.library import Library
from index.reading import PassageSentences
from index.retriever import Hit
from service.answer import Span

_AROUND = 300
"""Characters shown before and after a quote."""


class LibrarySources:
    """`service.extractive.Sources` over an open library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def vectors(self, queries: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (n, dimension)."""
        return self._library.queries(queries)

    def aims(self, vectors: Vectors) -> list[Aim]:
        """Where answers to the questions with these vectors lie."""
        return aims(vectors, self._library.embedder)

    def search(self, query: str, top_k: int, filters: Filters, vector: NDArray[np.float32] | None = None) -> list[Hit]:
        """The best passages."""
        return self._library.search(query, top_k, filters, vector)

    def sentences(self, passage_ids: Sequence[str]) -> list[PassageSentences]:
        """The sentences of passages with their vectors."""
        return self._library.sentences(passage_ids)

    def rarity(self, text: str, language: str | None) -> Mapping[str, float]:
        """Inverse document frequency of each stem of a text, in nats; passages are the documents."""
        return self._library.rarity(text, language)

    def surroundings(self, document_id: str, span: Span) -> tuple[str, str]:
        """The text around a span, cut at words."""
        text = self._library.text(document_id)
        before = text[max(0, span.start - _AROUND) : span.start]
        after = text[span.end : span.end + _AROUND]
        if span.start > _AROUND:
            before = before.partition(" ")[2]
        if span.end + _AROUND < len(text):
            after = after.rpartition(" ")[0]
        return before, after
