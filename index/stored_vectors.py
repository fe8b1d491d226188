"""Vectors as the catalog stores them: of passages in 32 bits, of sentences in 16."""

import json
import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def of_passages(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, NDArray[np.float32]]:
    """The vectors of passages, by key."""
    rows = connection.execute(
        "SELECT passage, vector FROM passage_vectors WHERE passage IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    )
    return {key: np.frombuffer(vector, np.float32) for key, vector in rows}


def of_version(
    connection: sqlite3.Connection, version: int
) -> tuple[list[NDArray[np.float32]], list[NDArray[np.float16]]]:
    """The vectors of the passages and of the sentences of a version in any state, in order of the text."""
    passages = connection.execute(
        "SELECT vector FROM passages JOIN passage_vectors ON passage = key WHERE version = ? ORDER BY position",
        (version,),
    )
    sentences = connection.execute(
        "SELECT s.vector FROM passages p JOIN sentences s ON s.passage = p.key WHERE p.version = ?"
        " ORDER BY p.position, s.position",
        (version,),
    )
    return (
        [np.frombuffer(vector, np.float32) for (vector,) in passages],
        [np.frombuffer(vector, np.float16) for (vector,) in sentences],
    )
