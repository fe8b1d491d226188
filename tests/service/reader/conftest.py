import pytest

from index.e5.embedder import E5Embedder
from service.reader import Reader


@pytest.fixture(scope="session")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> E5Embedder:
    return E5Embedder(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def reader(embedder: E5Embedder) -> Reader:
    """The shipped reader."""
    shipped = Reader.load(embedder)
    assert shipped is not None
    return shipped
