"""What an embedder is to the rest of the product."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
"""Shape (n, dimension), rows of length 1."""


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their similarity."""

    @property
    def name(self) -> str:
        """Model and recipe version, stored with an index: vectors of two names must never be mixed."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, in order."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages or sentences, in order; a text's vector does not depend on the others."""
        ...
