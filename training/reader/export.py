"""The trained reader → `service/reader/model/reader.onnx` in int8, and `reader.json` with its hash and settings.

    python -m training.reader.export

The encoder's graph is that of the embedder (`training.embedder.make_template`) with its remedies for loud channels,
which survive the training. The heads stay float32. Inputs: `embeddings`, float32 (1, tokens, 384), the word embeddings
of a window; `sentences`, float32 (sentences, tokens), 1 where a token belongs to a sentence. Outputs: `scores`
(sentences,) and `spans` (tokens, 2).
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from index.e5.graph import Array, encoder_arrays
from index.e5.weights import HIDDEN, SHA256, Floats, Weights
from service.reader.reader import GRAPH, MANIFEST, MODEL
from training.embedder.make_template import MICROSOFT, OPSET, Graph
from training.reader.model import FAR, Reader, tensors
from training.reader.settings import Settings, load_given
from training.reader.train import load_model


class Trained(Weights):
    """The trained encoder in the place of the 4-bit weights."""

    def matrix(self, name: str, inputs: int) -> Floats:
        """The matrix of this name, shape (outputs, inputs)."""
        return self.raw[name].reshape(-1, inputs).astype(np.float32)


def arrays(model: Reader) -> dict[str, Array]:
    """Every array of the graph by name."""
    raw = {name: tensor.detach().numpy() for name, tensor in tensors(model).items()}
    raw["emb.type"] = np.zeros(HIDDEN, np.float32)  # it is in the positions
    trained = Trained((), np.zeros(0, np.float32), raw)
    heads = {name: value for name, value in model.state_dict().items() if name.split(".")[0] in HEADS}
    encoder = dict(_until(f"{len(model.layers) - 1}.norm.bias", encoder_arrays(trained)))
    return encoder | {name: np.ascontiguousarray(value.numpy().T) for name, value in heads.items()}


def _until(last: str, found: Iterator[tuple[str, Array]]) -> Iterator[tuple[str, Array]]:
    """The arrays up to the one of this name: the embedder has more layers."""
    for name, array in found:
        yield name, array
        if name == last:
            return


HEADS = ("attend", "sentence", "null", "span")


class ReaderGraph(Graph):
    """The graph of the embedder with the reader's heads."""

    def affine(self, x: str, name: str) -> str:
        """A linear map in floats."""
        return self.one("Add", [self.one("MatMul", [x, f"{name}.weight"]), f"{name}.bias"])

    def two_layers(self, x: str, name: str) -> str:
        """Linear, GELU, linear, to one number a row."""
        hidden = self.one("Gelu", [self.affine(x, f"{name}.0")], MICROSOFT)
        return self.one("Squeeze", [self.affine(hidden, f"{name}.2"), "axis_1"])

    def pooled(self, x: str) -> str:
        """Mean and attention pooling of each sentence: (tokens, 384) → (sentences, 768)."""
        sizes = self.one("ReduceSum", ["sentences", "axis_1"], keepdims=1)
        mean = self.one("Div", [self.one("MatMul", ["sentences", x]), sizes])
        weights = self.one("Transpose", [self.one("MatMul", [x, "attend.weight"])], perm=[1, 0])
        others = self.one("Mul", [self.one("Sub", ["one", "sentences"]), "far"])
        shares = self.one("Softmax", [self.one("Add", [weights, others])], axis=1)
        return self.one("Concat", [mean, self.one("MatMul", [shares, x])], axis=1)


def build(model: Reader) -> onnx.ModelProto:
    """The graph with its arrays inside."""
    graph = ReaderGraph()
    length = graph.one("Shape", ["embeddings"], start=1, end=2)
    positions = graph.one("Slice", ["positions", "axis_0", length, "axis_0"])
    x = graph.norm(graph.one("Add", ["embeddings", positions]), "norm")
    for layer in range(len(model.layers)):
        x = graph.layer(x, layer)
    x = graph.one("Squeeze", [x, "axis_0"])
    first = graph.one("Slice", [x, "axis_0", "axis_1", "axis_0"])
    scores = graph.two_layers(graph.pooled(x), "sentence")
    graph.nodes.append(helper.make_node("Sub", [scores, graph.two_layers(first, "null")], ["scores"]))
    words = graph.one("MatMul", [x, "span.weight"])
    graph.nodes.append(helper.make_node("Add", [words, "span.bias"], ["spans"]))
    return _model(graph, arrays(model))


def _model(graph: Graph, values: dict[str, Array]) -> onnx.ModelProto:
    constants = {"axis_0": np.array([0]), "axis_1": np.array([1])}
    constants |= {"one": np.ones(1, np.float32), "far": np.full(1, FAR, np.float32)}
    used = {name for node in graph.nodes for name in node.input}
    initializers = [numpy_helper.from_array(v, name) for name, v in (values | constants).items() if name in used]
    floats = TensorProto.FLOAT
    inputs = [
        helper.make_tensor_value_info("embeddings", floats, [1, "tokens", HIDDEN]),
        helper.make_tensor_value_info("sentences", floats, ["sentences", "tokens"]),
    ]
    outputs = [
        helper.make_tensor_value_info("scores", floats, ["sentences"]),
        helper.make_tensor_value_info("spans", floats, ["tokens", 2]),
    ]
    made = helper.make_graph(graph.nodes, "reader", inputs, outputs, initializers)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=10)


def write(model: Reader, settings: Settings, folder: Path) -> None:
    """Write the model, and then its settings: they are never those of a model that is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    content = build(model).SerializeToString()
    manifest = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "words_sha256": SHA256,
        "start": settings.model.start,
        "layers": settings.model.layers,
        "passage_tokens": settings.window.passage_tokens,
        "question_tokens": settings.window.question_tokens,
        "title_tokens": settings.window.title_tokens,
    }
    for name, data in ((GRAPH, content), (MANIFEST, json.dumps(manifest, indent=1).encode() + b"\n")):
        (folder / f"{name}.new").write_bytes(data)
        (folder / f"{name}.new").replace(folder / name)
    print(f"{folder / GRAPH}: {len(content) / 1e6:.1f} MB, {manifest['sha256']}")


def main() -> None:
    """Export the last checkpoint."""
    settings = load_given()
    write(load_model(settings), settings, MODEL)


if __name__ == "__main__":
    main()
