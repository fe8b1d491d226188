"""From 4-bit weights to the arrays of the encoder's int8 graph.

The graph itself, `encoder.onnx`, is package data: 12 layers of onnxruntime's QAttention and DynamicQuantizeMatMul,
made by `training/embedder/make_template.py`. It names its arrays and their places in `encoder.bin`, which
`encoder_arrays` and `layout` define for both sides.

The method is dynamic quantisation: int8 weights with one step per output column, uint8 activations whose step is taken
from each input. Three departures from the textbook keep the vectors; their cosine with the 4-bit original's is .9988 on
average, and .9965 without the last two.

* Weights use 7 bits (±63), because processors with AVX2 but without VNNI add pairs of products in 16 bits, which 8 bits
  can overflow.
* In seven layers one feed-forward channel fires several times as strongly as all others, on the first or last token
  only, and would spoil the step of all activations. It is left out of the int8 path and computed in floats.
* Six channels of the feed-forward input are large: in every layer they are divided by 4, and their weights multiplied
  by 4.
"""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from index.e5.weights import FEED_FORWARD, HIDDEN, LAYERS, POSITIONS, Floats, Weights

LARGEST_WEIGHT = 63
LOUD_CHANNELS: Mapping[int, int] = {0: 318, 1: 1462, 2: 354, 4: 778, 5: 658, 6: 1152, 7: 413}
"""By layer: the feed-forward channel that is computed in floats."""
LARGE_INPUTS = (15, 321, 35, 87, 60, 351)
LARGE_INPUT_DIVISOR = 4
ALIGNMENT = 64
"""Bytes to which each array is aligned in the file."""

Array = NDArray[np.float32] | NDArray[np.int8]


def encoder_arrays(weights: Weights) -> Iterator[tuple[str, Array]]:
    """Every array of the graph with its name, in the order of the file."""
    positions = weights.vector("emb.pos").reshape(POSITIONS, HIDDEN)
    yield "positions", positions + weights.vector("emb.type")[:HIDDEN]
    yield from _norm(weights, "emb.ln", "norm")
    yield "input_scale", _input_scale()
    for layer in range(LAYERS):
        for name, array in _layer(weights, layer):
            yield f"{layer}.{name}", array


def layout(arrays: Iterable[tuple[str, Array]]) -> Iterator[tuple[str, int, Array]]:
    """Each array with its name and its first byte in the file."""
    offset = 0
    for name, array in arrays:
        yield name, offset, array
        offset += -(-array.nbytes // ALIGNMENT) * ALIGNMENT


def _layer(weights: Weights, layer: int) -> Iterator[tuple[str, Array]]:
    source = f"l{layer}"
    attention = [weights.matrix(f"{source}.{part}.w", HIDDEN) for part in "qkv"]
    yield from _quantised("attention", np.concatenate(attention).T)
    yield "attention.bias", np.concatenate([weights.vector(f"{source}.{part}.b") for part in "qkv"])
    yield from _quantised("output", weights.matrix(f"{source}.ao.w", HIDDEN).T)
    yield "output.bias", weights.vector(f"{source}.ao.b")
    yield from _norm(weights, f"{source}.aln", "attention.norm")
    yield from _feed_forward(weights, layer)
    yield from _norm(weights, f"{source}.oln", "norm")


def _feed_forward(weights: Weights, layer: int) -> Iterator[tuple[str, Array]]:
    widen = weights.matrix(f"l{layer}.fi.w", HIDDEN).T.copy()
    widen_bias = weights.vector(f"l{layer}.fi.b")
    narrow = weights.matrix(f"l{layer}.fo.w", FEED_FORWARD).T.copy()
    loud = LOUD_CHANNELS.get(layer)
    if loud is not None:
        yield "loud.in", widen[:, [loud]]
        yield "loud.bias", widen_bias[[loud]]
        yield "loud.out", narrow[[loud]]
        widen[:, loud] = widen_bias[loud] = narrow[loud] = 0
    widen /= _input_scale()[:, None]
    yield from _quantised("widen", widen)
    yield "widen.bias", widen_bias
    yield from _quantised("narrow", narrow)
    yield "narrow.bias", weights.vector(f"l{layer}.fo.b")


def _input_scale() -> Floats:
    scale = np.ones(HIDDEN, np.float32)
    scale[list(LARGE_INPUTS)] = 1 / LARGE_INPUT_DIVISOR
    return scale


def _norm(weights: Weights, source: str, name: str) -> Iterator[tuple[str, Array]]:
    yield f"{name}.weight", weights.vector(f"{source}.w")
    yield f"{name}.bias", weights.vector(f"{source}.b")


def _quantised(name: str, matrix: Floats) -> Iterator[tuple[str, Array]]:
    """A matrix of shape (inputs, outputs) as int8, and the step of each output."""
    steps = np.abs(matrix).max(axis=0) / np.float32(LARGEST_WEIGHT)
    steps[steps == 0] = 1  # a channel that was left out
    yield f"{name}.weight", np.ascontiguousarray(np.rint(matrix / steps).astype(np.int8))
    yield f"{name}.step", steps
