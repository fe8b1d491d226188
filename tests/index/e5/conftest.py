from pathlib import Path

import pytest

from index.e5.cache import TOKENIZER, WORDS, model_files
from index.e5.embedder import E5Embedder
from index.e5.tokenizer import Tokenizer
from index.e5.weights import Weights, find_weights, read_weights
from index.e5.word_table import WordTable


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache directory whose files are built; not to be changed."""
    path = tmp_path_factory.mktemp("cache")
    model_files(path)
    return path


@pytest.fixture(scope="session")
def embedder(cache_dir: Path) -> E5Embedder:
    return E5Embedder(cache_dir)


@pytest.fixture(scope="session")
def tokenizer(cache_dir: Path) -> Tokenizer:
    return Tokenizer(model_files(cache_dir) / TOKENIZER)


@pytest.fixture(scope="session")
def words(cache_dir: Path) -> WordTable:
    return WordTable(model_files(cache_dir) / WORDS)


@pytest.fixture(scope="session")
def weights() -> Weights:
    return read_weights(find_weights())
