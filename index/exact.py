"""Exact dense search: the vectors of all ready passages as one matrix in memory."""

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import states, stored_vectors
from index.embedder import Vectors

CHUNK = 10_000
"""Vectors read at once."""


@dataclass(frozen=True, slots=True)
class _Matrix:
    changes: int
    keys: NDArray[np.int64]
    """Of the passages, ascending."""
    versions: NDArray[np.int64]
    vectors: Vectors


class ExactVectors:
    """Scores every allowed passage; after a change of the catalog it reads only what is new."""

    def __init__(self, dimension: int) -> None:
        self._lock = threading.Lock()
        empty = np.empty(0, np.int64)
        self._matrix = _Matrix(-1, empty, empty, np.empty((0, dimension), np.float32))

    def nearest(
        self,
        connection: sqlite3.Connection,
        vector: NDArray[np.float32],
        allowed: Sequence[int] | None,
        limit: int,
    ) -> dict[int, float]:
        """Keys and cosines of the nearest passages, nearest first; `allowed` are versions, None is all ready ones."""
        matrix = self._current(connection)
        keys, vectors = matrix.keys, matrix.vectors
        if allowed is not None:
            mask = np.isin(matrix.versions, np.asarray(allowed, np.int64))
            keys = keys[mask]
            # Copying the rows of a few is cheaper than scoring all, and the other way round.
            scores = vectors[mask] @ vector if len(keys) * 4 < len(mask) else (vectors @ vector)[mask]
        else:
            scores = vectors @ vector
        best = np.argpartition(-scores, limit)[:limit] if len(scores) > limit else np.arange(len(scores))
        # Equal scores in order of the keys, so that a search has one answer.
        best = best[np.lexsort((keys[best], -scores[best]))]
        return dict(zip(keys[best].tolist(), scores[best].tolist(), strict=True))

    def _current(self, connection: sqlite3.Connection) -> _Matrix:
        changes = states.changes(connection)
        matrix = self._matrix
        if matrix.changes == changes:
            return matrix
        with self._lock:
            if self._matrix.changes != changes:
                self._matrix = _updated(self._matrix, connection, changes)
            return self._matrix


def _updated(old: _Matrix, connection: sqlite3.Connection, changes: int) -> _Matrix:
    rows = connection.execute(
        "SELECT p.key, p.version FROM versions v JOIN passages p USING (version) WHERE v.state = 'ready' ORDER BY p.key"
    ).fetchall()
    keys = np.array([key for key, _ in rows], np.int64)
    versions = np.array([version for _, version in rows], np.int64)
    vectors = np.empty((len(keys), old.vectors.shape[1]), np.float32)
    # The vector of a key never changes, and keys are never used again.
    kept = np.isin(keys, old.keys, assume_unique=True)
    vectors[kept] = old.vectors[np.searchsorted(old.keys, keys[kept])]
    new = np.flatnonzero(~kept)
    for start in range(0, len(new), CHUNK):
        part = new[start : start + CHUNK]
        found = stored_vectors.of_passages(connection, keys[part].tolist())
        vectors[part] = np.stack([found[key] for key in keys[part].tolist()])
    return _Matrix(changes, keys, versions, vectors)
