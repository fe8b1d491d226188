"""A fixed score for sentences from retrieval alone, to measure what the reader adds.

Cosine + .5 BM25 + .3 / rank of the passage. Passages are ranked by cosine and BM25, each scaled to 0..1, half and half,
as the product does for questions in the language of the text.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.reader import spoken
from index.embedder import Embedder, Vectors
from index.lexical import stems
from service.reader import Reading, Window

Floats = NDArray[np.float32]


class Bm25:
    """BM25 over a few hundred texts, Lucene's variant with its usual constants."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts = [Counter(stems(text, "en")) for text in texts]
        lengths = np.array([count.total() for count in self._counts], np.float32)
        self._norm = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
        found = Counter(term for count in self._counts for term in count)
        self._rarity = {t: math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for t, n in found.items()}

    def scores(self, question: str) -> Floats:
        """The score of each text, shape (texts,)."""
        total = np.zeros(len(self._counts), np.float32)
        for term in set(stems(question, "en")) & self._rarity.keys():
            count = np.array([c[term] for c in self._counts], np.float32)
            total += self._rarity[term] * count / (count + self._norm)
        return total


def scaled(values: Floats) -> Floats:
    """To 0..1."""
    low, high = values.min(), values.max()
    return np.asarray((values - low) / (high - low) if high > low else values * 0, np.float32)


@dataclass(frozen=True)
class Found:
    """The passages that retrieval found for a question, best first, with the fixed score of each sentence."""

    passages: list[int]
    scores: list[tuple[int, int, float]]
    """Passage, sentence in it, score."""


class Corpus:
    """Passages with all that the fixed score needs."""

    def __init__(self, passages: Sequence[Window], embedder: Embedder) -> None:
        self.passages = passages
        titled = [f"{p.title}\n{p.text}" if p.title else p.text for p in passages]
        self._sentences = [[p.text[start:end] for start, end in p.sentences] for p in passages]
        flat = [text for texts in self._sentences for text in texts]
        self._lexical, self._sentence_lexical = Bm25(titled), Bm25(flat)
        self._vectors: Vectors = embedder.passages(titled)
        self._sentence_vectors: Vectors = embedder.passages(flat)
        self._first = np.cumsum([0, *map(len, self._sentences)])

    def find(self, question: str, vector: Floats, top: int = 5, lexical: bool = True) -> Found:
        """The best passages and their sentences; without `lexical` for a question in another language."""
        passage: Floats = scaled(self._vectors @ vector)
        sentence: Floats = self._sentence_vectors @ vector
        words = np.zeros(len(sentence), np.float32)
        if lexical:
            passage = np.float32(0.5) * (passage + scaled(self._lexical.scores(question)))
            words = self._sentence_lexical.scores(question)
        best = [int(i) for i in np.argsort(-passage, kind="stable")[:top]]
        places = [(p, s) for p in best for s in range(len(self._sentences[p]))]
        rows = [int(self._first[p]) + s for p, s in places]
        ranks = np.array([1 / (1 + best.index(p)) for p, _ in places], np.float32)
        fixed = scaled(sentence[rows]) + 0.5 * scaled(words[rows]) + 0.3 * ranks
        return Found(best, [(p, s, float(score)) for (p, s), score in zip(places, fixed, strict=True)])


def blended(found: Found, readings: Sequence[Reading], weight: float) -> list[tuple[int, int]]:
    """Passage and sentence, best first, by fixed score + weight · (z + .5 · score of the answer in the sentence)."""
    by_passage = dict(zip(found.passages, readings, strict=True))

    def score(item: tuple[int, int, float]) -> float:
        passage, sentence, fixed = item
        return fixed + weight * spoken(by_passage[passage], sentence)

    return [(p, s) for p, s, _ in sorted(found.scores, key=score, reverse=True)]


def alone(found: Found, readings: Sequence[Reading]) -> list[tuple[int, int]]:
    """The same by the reader's score of the sentence alone."""
    by_passage = dict(zip(found.passages, readings, strict=True))
    ranked = sorted(found.scores, key=lambda item: by_passage[item[0]].scores[item[1]], reverse=True)
    return [(p, s) for p, s, _ in ranked]
