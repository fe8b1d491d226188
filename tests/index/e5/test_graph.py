import numpy as np
import pytest

from index.e5.graph import ALIGNMENT, LARGE_INPUT_DIVISOR, LARGE_INPUTS, LOUD_CHANNELS, Array, encoder_arrays, layout
from index.e5.weights import FEED_FORWARD, HIDDEN, LAYERS, Floats, Weights


@pytest.fixture(scope="module")
def arrays(weights: Weights) -> dict[str, Array]:
    return dict(encoder_arrays(weights))


def restored(arrays: dict[str, Array], name: str) -> Floats:
    return arrays[f"{name}.weight"].astype(np.float32) * arrays[f"{name}.step"]


@pytest.mark.parametrize("layer", range(LAYERS))
def test_int8_weights_are_within_half_a_step_of_the_original(
    arrays: dict[str, Array], weights: Weights, layer: int
) -> None:
    original = {
        "attention": np.concatenate([weights.matrix(f"l{layer}.{part}.w", HIDDEN) for part in "qkv"]).T,
        "output": weights.matrix(f"l{layer}.ao.w", HIDDEN).T,
        "widen": weights.matrix(f"l{layer}.fi.w", HIDDEN).T.copy(),
        "narrow": weights.matrix(f"l{layer}.fo.w", FEED_FORWARD).T.copy(),
    }
    original["widen"][list(LARGE_INPUTS)] *= LARGE_INPUT_DIVISOR
    if layer in LOUD_CHANNELS:
        original["widen"][:, LOUD_CHANNELS[layer]] = 0
        original["narrow"][LOUD_CHANNELS[layer]] = 0
    for name, matrix in original.items():
        assert np.abs(arrays[f"{layer}.{name}.weight"]).max() <= 63
        error = np.abs(restored(arrays, f"{layer}.{name}") - matrix)
        assert (error <= arrays[f"{layer}.{name}.step"] * 0.501).all()


def test_the_loud_channel_is_whole_in_floats_and_silent_in_int8(arrays: dict[str, Array], weights: Weights) -> None:
    channel = LOUD_CHANNELS[4]
    assert np.array_equal(arrays["4.loud.in"][:, 0], weights.matrix("l4.fi.w", HIDDEN)[channel])
    assert np.array_equal(arrays["4.loud.out"][0], weights.matrix("l4.fo.w", FEED_FORWARD)[:, channel])
    assert arrays["4.loud.bias"] == weights.vector("l4.fi.b")[channel] != 0
    assert arrays["4.widen.bias"][channel] == 0
    assert "3.loud.in" not in arrays


def test_arrays_in_a_file_are_aligned_and_do_not_overlap(arrays: dict[str, Array]) -> None:
    end = 0
    for _, offset, array in layout(arrays.items()):
        assert offset % ALIGNMENT == 0
        assert end <= offset < end + ALIGNMENT
        end = offset + array.nbytes
