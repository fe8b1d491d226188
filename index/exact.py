"""Exact dense search: the vectors of all ready passages as one matrix in memory."""

import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index import states
from index.embedder import Vectors

CHUNK = 500
"""Versions read at once."""

_Part: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64], Vectors]
"""Keys, versions and vectors of some passages."""


@dataclass(frozen=True, slots=True)
class _Matrix:
    changes: int
    keys: NDArray[np.int64]
    """Of the passages."""
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
    """The matrix of the versions that are ready now; versions never change, so only new ones are read."""
    rows = connection.execute("SELECT version FROM versions WHERE state = 'ready'").fetchall()
    ready = np.array([version for (version,) in rows], np.int64)
    kept = np.isin(old.versions, ready)
    new = np.setdiff1d(ready, old.versions)
    parts = [_part(old, kept)] if len(kept) else []
    parts += [_read(connection, new[start : start + CHUNK]) for start in range(0, len(new), CHUNK)]
    if not parts:
        return replace(old, changes=changes)
    # Copying a large matrix is what costs here.
    joined = parts[0] if len(parts) == 1 else (np.concatenate(columns) for columns in zip(*parts, strict=True))
    keys, versions, vectors = joined
    return _Matrix(changes, keys, versions, vectors)


def _part(matrix: _Matrix, rows: NDArray[np.bool_]) -> _Part:
    if rows.all():
        return matrix.keys, matrix.versions, matrix.vectors
    return matrix.keys[rows], matrix.versions[rows], matrix.vectors[rows]


def _read(connection: sqlite3.Connection, versions: NDArray[np.int64]) -> _Part:
    rows = connection.execute(
        "SELECT p.key, p.version, v.vector FROM passages p JOIN passage_vectors v ON v.passage = p.key"
        " WHERE p.version IN (SELECT value FROM json_each(?)) ORDER BY p.key",
        (json.dumps(versions.tolist()),),
    ).fetchall()
    keys = np.array([key for key, _, _ in rows], np.int64)
    found = np.array([version for _, version, _ in rows], np.int64)
    vectors = np.frombuffer(b"".join(vector for _, _, vector in rows), np.float32)
    return keys, found, vectors.reshape(len(rows), -1)
