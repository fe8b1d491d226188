"""multilingual-e5-small as an `Embedder`."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import numpy as np

from index.e5.cache import GRAPH, RECIPE, TOKENIZER, WORDS, model_files
from index.e5.tokenizer import BEGIN, END, Tokenizer
from index.e5.weights import HIDDEN, POSITIONS, Floats
from index.e5.word_table import WordTable
from index.embedder import Vectors

MODEL = "multilingual-e5-small-int8"
QUERY_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "
LONGEST_TEXT = POSITIONS - 2
"""Tokens of a text, its prefix included, that are read."""


class E5Embedder:
    """Embeds texts with multilingual-e5-small on the processor, in about 25 ms of one core for a passage of 80 words.

    Of a text with more than 510 tokens (about 340 English words), prefix included, only the first 510 are read. An
    empty text is valid. A text's vector is the same, bit for bit, whichever texts are embedded with it: each is run
    alone, up to `threads` of them side by side, which on two cores is 1.9 times as fast.

    The model is loaded at first use, from files in `cache_dir` that the very first use builds;
    `index.e5.cache.model_files` tells what can be raised then. Everything here may be called from several threads at
    once.
    """

    def __init__(self, cache_dir: Path, threads: int = 2) -> None:
        if threads < 1:
            raise ValueError(f"threads must be at least 1, not {threads}")
        self._cache_dir = cache_dir
        self._threads = threads
        self._lock = Lock()
        self._model: _Model | None = None

    @property
    def name(self) -> str:
        """Model and recipe version."""
        return f"{MODEL}/{RECIPE}"

    @property
    def dimension(self) -> int:
        """Length of a vector: 384."""
        return HIDDEN

    @property
    def tokenizer(self) -> Tokenizer:
        """The model's tokenizer, for a model that shares its vocabulary."""
        return self._load().tokenizer

    @property
    def words(self) -> WordTable:
        """The model's word embeddings, for a model that shares them."""
        return self._load().words

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(texts), 384), in order."""
        return self._embed(QUERY_PREFIX, texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages or sentences, shape (len(texts), 384), in order."""
        return self._embed(PASSAGE_PREFIX, texts)

    def _embed(self, prefix: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, HIDDEN), np.float32)
        model = self._load()
        prefixed = [prefix + text for text in texts]
        if len(texts) == 1 or self._threads == 1:
            return np.stack([model.vector(text) for text in prefixed])
        with ThreadPoolExecutor(self._threads) as pool:
            return np.stack(list(pool.map(model.vector, prefixed)))

    def _load(self) -> "_Model":
        with self._lock:
            if self._model is None:
                self._model = _Model(model_files(self._cache_dir))
            return self._model


class _Model:
    """Tokenizer, word embeddings and encoder, loaded."""

    def __init__(self, folder: Path) -> None:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = 1  # two for one text save a quarter of its time; two texts side by side, half
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.tokenizer = Tokenizer(folder / TOKENIZER)
        self.words = WordTable(folder / WORDS)
        self._encoder = InferenceSession(folder / GRAPH, options, providers=["CPUExecutionProvider"])

    def vector(self, text: str) -> Floats:
        """The vector of one text, shape (384,)."""
        ids = [BEGIN, *self.tokenizer.encode(text)[:LONGEST_TEXT], END]
        embeddings = self.words.rows(ids)[None]
        vector: Floats = self._encoder.run(["vector"], {"embeddings": embeddings})[0][0]
        return vector
