"""Where the answer to a question lies: a linear adapter of the embedder's query vectors.

An embedder places a question near sentences on its subject. The adapter, fitted on questions and statements with the
sentences that answer or support them (`training/adapter`), moves its vector on towards those. Only the question's side
changes, so that the stored vectors serve as they are.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from index.embedder import Vectors

SHARE = 0.3
"""Of the adapted vector in the search for passages; sentences are weighed by both vectors apart (`service.scoring`)."""


@dataclass(frozen=True, eq=False)
class Aim:
    """A direction, and how much sentences near a question usually point there."""

    vector: NDArray[np.float32]
    """Shape (dimension,), of length 1."""
    usual: float
    """Mean cosine of the sentences of passages that retrieval finds."""
    spread: float
    """Their standard deviation."""

    def blended(self, question: NDArray[np.float32]) -> NDArray[np.float32]:
        """A vector to search passages with: mostly the question's own, of length 1."""
        blend = (1 - SHARE) * question + SHARE * self.vector
        blend /= np.linalg.norm(blend)
        return blend

    def affinity(self, sentence: NDArray[np.float32]) -> float:
        """How much nearer than usual a sentence's vector lies, in standard deviations."""
        return (float(sentence @ self.vector) - self.usual) / self.spread


_PLAIN = (0.785, 0.021)
"""Mean and standard deviation without an adapter, of an embedder on the level of the built-in one."""


def aims(questions: Vectors, embedder: str) -> list[Aim]:
    """The aim of each question, from its vector, shape (n, dimension); the vector itself for an unknown embedder."""
    fitted = _fitted()
    if fitted.embedder != embedder:
        return [Aim(question, *_PLAIN) for question in questions]
    moved = questions @ fitted.matrix + fitted.shift
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    return [Aim(question, *fitted.level) for question in moved]


@dataclass(frozen=True, eq=False)
class _Adapter:
    """What was fitted, as it is computed with."""

    embedder: str
    matrix: NDArray[np.float32]
    """Shape (dimension, dimension)."""
    shift: NDArray[np.float32]
    level: tuple[float, float]
    """Mean and standard deviation, as an `Aim` has them."""


@cache
def _fitted() -> _Adapter:
    """The adapter in its file, which has the matrix in half precision."""
    with as_file(files("index.e5").joinpath("adapter.npz")) as path, np.load(path) as stored:
        usual, spread = stored["level"].tolist()
        return _Adapter(str(stored["embedder"]), stored["matrix"].astype(np.float32), stored["shift"], (usual, spread))
