"""Retrieval: dense and lexical search, filtered before ranking and fused.

Each side gives its best hundred passages, scaled to 0..1 between the worst and the best of them, and the two are
averaged with weights ("min-max fusion", better than reciprocal ranks in our measurements). Where question and passage
are in different languages the lexical side has nothing to say, and the dense score stands alone.

Measured with multilingual-e5-small, recall at 1. Lexical weight .3 / .4 / .5 without the adapter: 97.5 each on 632
XQuAD questions over 120 paragraphs (`benchmarks/retrieval.py`), 84.6 / 84.1 / 82.2 on 999 crowd and search-engine
questions over 3,518 passages; without the lexical side 95.1 and 80.7.

With an adapter fitted on 22 dossiers, on seven that it was not fitted on, a passage that answers is among the first
five for .888 of 529 questions in the language of their evidence and for .859 of 220 in another one; without it (and a
language gap of .025) .873 and .832. A gap of 0, .01, .02 gives the one .902, .894, .881 and the other .809, .841, .873.
XQuAD's own paragraph comes first for 609 of 632 questions, without the adapter for 606; that of 774 questions about
Wikipedia for .694, without it .695.
"""

import sqlite3
from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index import filtering, lexical, reading, stored_vectors
from index.adapter import aims
from index.catalog import Catalog
from index.embedder import Embedder
from index.filters import Filters
from index.languages import language_of
from index.reading import StoredPassage
from index.vocabulary import Vocabulary

CANDIDATES = 100
"""Passages taken from each side."""

LEXICAL_WEIGHT = 0.4
"""Of the lexical side, within a language."""

LANGUAGE_GAP = 0.015
"""How much higher the cosine of two texts of one language is, whatever they say."""

DEPTH = 3
"""How many times the candidates dense search is asked for when passages of other languages may rise among them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found."""

    passage: StoredPassage
    score: float
    """0..1, comparable within one search only."""
    dense: float
    """Cosine of the passage's vector and the question's, moved towards the answer (`index.adapter`)."""
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

    def __init__(self, catalog: Catalog, embedder: Embedder, dense: Dense, vocabulary: Vocabulary) -> None:
        self._catalog = catalog
        self._vocabulary = vocabulary
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
        towards = aims(vector[None], self._embedder.name)[0].blended(vector)
        with self._catalog.snapshot() as connection:
            filtered = None if filters is None or filters.empty else filtering.allowed(connection, filters)
            if filtered == []:
                return []
            languages = reading.languages(connection)
            spoken = _same_language(language_of(query), languages)
            depth = CANDIDATES * (1 if languages == spoken else DEPTH)
            near = self._dense.nearest(connection, towards, filtered, depth)
            words = lexical.ranked(connection, self._vocabulary, query, spoken, filtered, CANDIDATES)
            others = stored_vectors.of_passages(connection, [key for key in words if key not in near])
            cosines = near | {key: float(other @ towards) for key, other in others.items()}
            found = reading.languages_of(connection, list(cosines))
            scores = fused(cosines, words, {key for key, language in found.items() if language in spoken})
            best = sorted(scores, key=lambda key: (-scores[key], key))[:top_k]
            passages = reading.stored_passages(connection, best)
        return [Hit(passages[key], scores[key], cosines[key], words.get(key, 0.0)) for key in best]


def _same_language(asked_in: str | None, languages: Set[str | None]) -> Set[str | None]:
    """Those of the languages in which a question's words can be found; all when its own is not known."""
    return languages if asked_in is None else languages & {asked_in, None}


def fused(cosines: Mapping[int, float], words: Mapping[int, float], same_language: Set[int]) -> dict[int, float]:
    """One score, 0..1, for each passage that either side has among its best.

    Args:
        cosines: of all passages that either side found.
        words: lexical scores of those that the lexical side found; the others score 0.
        same_language: the passages in the language of the question.
    """
    level = {key: cosine + (0.0 if key in same_language else LANGUAGE_GAP) for key, cosine in cosines.items()}
    near = sorted(level.values(), reverse=True)[:CANDIDATES]
    dense_scale, word_scale = scale(near), scale(words.values())
    weights = {key: LEXICAL_WEIGHT if key in same_language else 0.0 for key in level}
    return {
        key: (1 - weights[key]) * dense_scale(cosine) + weights[key] * (word_scale(words[key]) if key in words else 0.0)
        for key, cosine in level.items()
        if key in words or cosine >= near[-1]
    }


def scale(scores: Collection[float]) -> Callable[[float], float]:
    """Maps the worst of the scores to 0 and the best to 1; what is worse than the worst becomes 0."""
    low, span = min(scores, default=0.0), max(scores, default=0.0) - min(scores, default=0.0)
    # Where all scores are equal each is the best.
    return lambda score: max((score - low) / span, 0.0) if span else float(score >= low)
