import socket
from pathlib import Path

import pytest

from index.errors import IndexMismatch, InvalidInput
from ingest import ingestion
from service import opening, serving
from service.settings import Settings
from tests.doubles import document
from tests.service.http.running import hashed_library


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Of a service with a corpus of two documents and an empty index."""
    monkeypatch.setattr(opening, "library", lambda settings, own=True: hashed_library(settings))
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "one.txt").write_text("Nobody told Brussels.")
    (corpus / "two.txt").write_text("Nobody told Berlin.")
    return Settings(data_dir=tmp_path / "data", corpus=corpus)


def indexed(settings: Settings) -> set[str]:
    with hashed_library(settings) as library:
        return {Path(name.name).name for name in library.names()}


def start(settings: Settings) -> list[str]:
    told: list[str] = []
    serving.index_corpus(settings, told.append)
    return told


def test_the_first_start_indexes_the_corpus_and_tells_how_far_it_is(settings: Settings) -> None:
    told = start(settings)
    assert told[0] == "indexing 1 of 2: one.txt"
    assert told[-1].startswith("indexed 2 documents, 2 passages")
    assert indexed(settings) == {"one.txt", "two.txt"}


def test_what_is_deleted_does_not_come_back_with_the_next_start(settings: Settings) -> None:
    start(settings)
    with hashed_library(settings) as library:
        for listed in library.documents().documents:
            library.remove(listed.document_id)
    assert start(settings) == []
    assert indexed(settings) == set()


def test_an_index_that_holds_something_is_left_alone(settings: Settings) -> None:
    with hashed_library(settings) as library:
        library.put(document("Something else."), "own.txt", "1")
    assert start(settings) == []
    assert indexed(settings) == {"own.txt"}


def test_an_interrupted_start_is_gone_on_with(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    original = ingestion._put

    def interrupted(library: object, path: Path, summary: object) -> None:
        if path.name == "two.txt":
            raise KeyboardInterrupt
        original(library, path, summary)  # type: ignore[arg-type]

    monkeypatch.setattr(ingestion, "_put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        start(settings)
    monkeypatch.setattr(ingestion, "_put", original)
    assert start(settings)[-1].startswith("indexed 1 documents")
    assert indexed(settings) == {"one.txt", "two.txt"}


def test_a_file_that_cannot_be_read_is_told_and_stops_nothing(settings: Settings) -> None:
    assert settings.corpus is not None
    (settings.corpus / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    told = start(settings)
    assert any("broken.pdf" in line and not line.startswith("indexing") for line in told)
    assert indexed(settings) == {"one.txt", "two.txt"}


def test_without_a_corpus_nothing_is_opened(tmp_path: Path) -> None:
    serving.index_corpus(Settings(data_dir=tmp_path / "data"), pytest.fail)
    assert not (tmp_path / "data").exists()


def test_a_corpus_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="--corpus"):
        start(Settings(data_dir=tmp_path, corpus=tmp_path / "nothing"))


def test_a_port_in_use_is_told_before_anything_is_begun() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(InvalidInput, match=rf"127\.0\.0\.1:{port}.*--port"):
            serving.listen("127.0.0.1", port)


def test_an_index_that_cannot_be_used_is_told_before_the_server_starts(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_text("This is no catalog, but a text that is as long as a header is. " * 20)
    with socket.create_server(("127.0.0.1", 0)) as bound, pytest.raises(IndexMismatch):
        serving.run(Settings(data_dir=tmp_path), bound)
