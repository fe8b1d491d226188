"""Stand-ins for tests: fast, deterministic, and doing the real thing in small."""

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from index.documents import Document, Metadata, Passage, Sentence, cut, document_id, passage_id
from index.embedder import Vectors


class HashedWords:
    """An embedder: texts are near each other when they share words."""

    def __init__(self, name: str = "hashed-words", dimension: int = 64) -> None:
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
