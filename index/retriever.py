"""Retrieval: dense and lexical search, filtered before ranking and fused.

Each side gives its best hundred passages, scaled to 0..1 between the worst and the best of them, and the two are
averaged ("min-max fusion", better than reciprocal ranks in our measurements). Where question and passage are in
different languages the lexical side has nothing to say, and the dense score stands alone.
"""

import sqlite3
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index import lexical, reading
from index.catalog import Catalog
from index.embedder import Embedder
from index.filters import Filters
from index.languages import language_of
from index.reading import StoredPassage

CANDIDATES = 100
"""Passages taken from each side."""

LEXICAL_WEIGHT = 0.5
"""Of the lexical side, within a language."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found."""

    passage: StoredPassage
    score: float
    """0..1, comparable within one search only."""
    dense: float
    """Cosine of the question's and the passage's vectors."""
    lexical: float
    """BM25 score; 0 if no word of the question is in the passage."""


class Dense(Protocol):
    """Dense search over ready passages."""

    def nearest(
        self, connection: sqlite3.Connection, vector: NDArray[np.float32], filtered: list[int] | None, limit: int
    ) -> dict[int, float]:
        """Keys and cosines of the nearest passages; `filtered` are the versions allowed, None is all ready ones."""
        ...


class Retriever:
    """Searches the ready passages of a catalog."""

    def __init__(self, catalog: Catalog, embedder: Embedder, dense: Dense) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._dense = dense

    def search(
        self,
        query: str,
        top_k: int = 10,
        filters: Filters | None = None,
        vector: NDArray[np.float32] | None = None,
    ) -> list[Hit]:
        """The passages that fit a question best, best first.

        Args:
            query: a question or keywords, in any language.
            top_k: how many passages at most.
            filters: which documents may be used.
            vector: the question's vector, where the caller has it already.
        """
        if vector is None:
            vector = self._embedder.queries([query])[0]
        with self._catalog.snapshot() as connection:
            filtered = None if filters is None or filters.empty else reading.allowed(connection, filters)
            if filtered == []:
                return []
            near = self._dense.nearest(connection, vector, filtered, CANDIDATES)
            words = lexical.ranked(connection, query, reading.languages(connection), filtered, CANDIDATES)
            others = reading.vectors(connection, [key for key in words if key not in near])
            dense = near | {key: float(other @ vector) for key, other in others.items()}
            languages = reading.languages_of(connection, list(dense))
            asked_in = language_of(query)
            shared = {key for key, language in languages.items() if asked_in is None or language in (None, asked_in)}
            scores = fused(dense, scale(near), words, shared)
            best = sorted(scores, key=lambda key: (-scores[key], key))[:top_k]
            passages = reading.stored_passages(connection, best)
        return [Hit(passages[key], scores[key], dense[key], words.get(key, 0.0)) for key in best]


Scale = Callable[[float], float]


def scale(scores: Mapping[int, float]) -> Scale:
    """Maps the worst of the scores to 0 and the best to 1; what is worse than the worst becomes 0."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    # Where all scores are equal each is the best.
    span = high - low
    return lambda score: min(max((score - low) / span, 0.0), 1.0) if span else float(score >= high)


def fused(
    dense: Mapping[int, float], dense_scale: Scale, words: Mapping[int, float], shared: Set[int]
) -> dict[int, float]:
    """One score, 0..1, for each passage in `dense`.

    Args:
        dense: cosines.
        dense_scale: of the passages that dense search found by itself.
        words: lexical scores; passages without one score 0.
        shared: the passages in the language of the question.
    """
    word_scale = scale(words)
    weights = {key: LEXICAL_WEIGHT if key in shared else 0.0 for key in dense}
    return {
        key: (1 - weights[key]) * dense_scale(cosine) + weights[key] * (word_scale(words[key]) if key in words else 0.0)
        for key, cosine in dense.items()
    }
