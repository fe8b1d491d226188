from collections.abc import Iterator

import pytest

from index.library import Library
from service.generation import waiting
from service.verification import verify
from tests.service.generation.dossiers import COUNTER, DRAFT, dossier


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The small dossier."""
    verify("Norrland agreed.", ["Norrland agreed."])  # its tables are loaded before anybody waits for a deadline
    with dossier(tmp_path_factory.mktemp("lakes"), DRAFT, COUNTER) as opened:
        yield opened


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries that tests can afford, and no proxy between them and their servers."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(waiting, "_FIRST", 0.01)
