"""Token ids → word embeddings, from a file of 4-bit rows that is mapped into memory.

The table has 250,037 rows of 216 bytes (54 MB), of which a text touches a few hundred: only their pages enter memory,
and the system may drop them again. In floats it would take 384 MB.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.e5.weights import BLOCK_BYTES, BLOCK_WEIGHTS, HIDDEN, Floats, dequantise

ROW_BYTES = HIDDEN // BLOCK_WEIGHTS * BLOCK_BYTES


class WordTable:
    """The frozen word embeddings of multilingual-e5-small; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._rows = np.memmap(path, np.uint8, mode="r").reshape(-1, ROW_BYTES)

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, ids: Sequence[int]) -> Floats:
        """The embeddings of these token ids, shape (len(ids), 384), in order."""
        return dequantise(np.asarray(self._rows[np.asarray(ids, np.intp)]))
