"""The vector store on a real Chroma, embedded and as a server."""

import logging
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import httpx
import numpy as np
import pytest

from index.documents import Metadata
from index.errors import BackendUnavailable, InvalidInput
from index.filters import Filters
from index.library import Library
from index.reading import StoredPassage
from index.vectors import ChromaStore, Record, open_embedded, open_server
from tests.doubles import HashedWords, document

TEXT = document("Rubio led the delegation. He came from Washington.", "Witkoff flew to Moscow.", title="Geneva talks")


def record(number: int, title: str | None = None, published: date | None = None) -> Record:
    passage = StoredPassage(
        f"{number:016x}", "d" * 16, f"Text {number}.", 0, 7, None, None, Metadata(title=title, published=published)
    )
    angle = number / 10_000
    return Record(passage, np.array([np.cos(angle), np.sin(angle)], np.float32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ChromaStore]:
    with closing(open_embedded(tmp_path, "passages")) as opened:
        yield opened


def metadata(store: ChromaStore, passage_id: str) -> dict[str, object]:
    (found,) = store._collection.get(ids=[passage_id], include=["metadatas"])["metadatas"] or [{}]
    return dict(found)


def test_the_nearest_come_first_with_their_cosines(store: ChromaStore) -> None:
    store.upsert([record(number) for number in (0, 1000, 5000)])
    found = store.nearest(np.array([1, 0], np.float32), 2)
    assert [passage_id for passage_id, _ in found] == [f"{0:016x}", f"{1000:016x}"]
    assert [cosine for _, cosine in found] == pytest.approx([1, np.cos(0.1)], abs=1e-5)


def test_more_than_one_batch_of_chroma_is_taken(store: ChromaStore) -> None:
    store.upsert([record(number) for number in range(5470)])
    assert store.count() == len(store.passage_ids()) == 5470
    store.delete([f"{number:016x}" for number in range(5465)])
    assert store.passage_ids() == {f"{number:016x}" for number in range(5465, 5470)}


def test_ids_that_are_not_there_can_be_deleted(store: ChromaStore) -> None:
    store.upsert([record(1)])
    store.delete([])
    store.delete(["unknown", f"{1:016x}"])
    assert store.count() == 0


def test_a_record_written_again_keeps_nothing_of_the_old_one(store: ChromaStore) -> None:
    store.upsert([record(1, title="Old", published=date(2025, 11, 22))])
    assert metadata(store, f"{1:016x}")["published"] == 20251122
    store.upsert([record(1)])
    assert (metadata(store, f"{1:016x}")["title"], metadata(store, f"{1:016x}")["published"]) == ("", 0)


def test_every_record_has_every_key(store: ChromaStore) -> None:
    store.upsert([record(1, title="A title", published=date(2025, 11, 22)), record(2)])
    assert metadata(store, f"{1:016x}").keys() == metadata(store, f"{2:016x}").keys()


# Embedded


def test_an_embedded_index_is_found_again(tmp_path: Path) -> None:
    with closing(Library.open(tmp_path, HashedWords())) as library:
        library.put(TEXT, "a", "1")
        library.wait_until_ready()
        assert library.status().store_ready
    with closing(Library.open(tmp_path, HashedWords())) as library:
        until(lambda: library.status().store_ready)
        assert library.search("Who led the delegation?")[0].passage.text == TEXT.slice(TEXT.passages[0])


@pytest.mark.parametrize("damage", ["database", "graph", "lost"])
def test_a_damaged_store_is_made_anew(tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    with closing(Library.open(tmp_path, HashedWords())) as library:
        library.put(TEXT, "a", "1")
        # Enough for Chroma to write its graph to disk.
        library.put(document(*(f"Sentence number {n}." for n in range(1500))), "b", "1")
        library.wait_until_ready()
    folder = tmp_path / "chroma"
    if damage == "lost":
        shutil.rmtree(folder)
    elif damage == "database":
        (folder / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    else:
        files = [path for path in folder.glob("*/*") if path.is_file()]
        assert files
        for path in files:
            path.write_bytes(b"no graph")
    with caplog.at_level(logging.WARNING), closing(Library.open(tmp_path, HashedWords())) as library:
        until(lambda: library.status().store_ready)
        assert library.search("Who led the delegation?")[0].passage.text == TEXT.slice(TEXT.passages[0])
        assert library.status().store_ready
    assert ("made anew" in caplog.text) == (damage != "lost")


def test_a_store_that_was_not_closed_is_made_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = open_embedded(tmp_path / "chroma", "passages")
    store.upsert([record(1)])
    # What a killed process leaves behind.
    shutil.copytree(tmp_path, tmp_path / "killed")
    store.close()
    for folder, count in ((tmp_path, 1), (tmp_path / "killed", 0)):
        caplog.clear()
        with closing(open_embedded(folder / "chroma", "passages")) as store:
            assert store.count() == count
        assert ("was not closed" in caplog.text) == (count == 0)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("a file in its place")
    with pytest.raises(BackendUnavailable, match="chroma cannot be made anew"):
        open_embedded(tmp_path / "chroma", "passages")


# As a server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma-server")
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder), "--port", str(port)]
    process = subprocess.Popen([*command, "--host", "127.0.0.1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    until(lambda: process.poll() is not None or answers(url))
    assert process.poll() is None
    yield url
    process.terminate()
    process.wait()


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/api/v2/heartbeat").is_success
    except httpx.TransportError:
        return False


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_vectors_may_live_on_a_server(tmp_path: Path, server: str) -> None:
    with closing(Library.open(tmp_path, HashedWords(), server)) as library:
        library.put(TEXT, "a", "1")
        library.wait_until_ready()
        assert library.status().store_ready
        assert library.search("Who led the delegation?")[0].passage.text == TEXT.slice(TEXT.passages[0])
        assert library.search("delegation", filters=Filters(languages=("de",))) == []
        library.remove(TEXT.document_id)
        assert library.search("delegation") == []
    assert not (tmp_path / "chroma").exists()


def test_two_libraries_search_one_server_and_one_of_them_publishes(tmp_path: Path, server: str) -> None:
    with closing(Library.open(tmp_path, HashedWords(), server)) as first:
        until(lambda: first.status().store_ready)
        with closing(Library.open(tmp_path, HashedWords(), server)) as second:
            second.put(TEXT, "a", "1")
            second.wait_until_ready()
            until(lambda: second.status().store_ready)
            assert (first.status().owner, second.status().owner) == (True, False)
            for library in (first, second):
                assert library.search("delegation")[0].passage.document_id == TEXT.document_id


def test_a_server_that_is_new_gets_what_the_catalog_has(tmp_path: Path, server: str) -> None:
    with closing(Library.open(tmp_path, HashedWords())) as library:
        library.put(TEXT, "a", "1")
        library.wait_until_ready()
    with closing(Library.open(tmp_path, HashedWords(), server)) as library:
        until(lambda: library.status().store_ready)
        assert library.search("delegation")[0].passage.document_id == TEXT.document_id


def test_catalogs_on_one_server_do_not_see_each_other(tmp_path: Path, server: str) -> None:
    with (
        closing(Library.open(tmp_path / "one", HashedWords(), server)) as one,
        closing(Library.open(tmp_path / "other", HashedWords(), server)) as other,
    ):
        one.put(TEXT, "a", "1")
        one.wait_until_ready()
        until(lambda: other.status().store_ready)
        assert other.search("delegation") == []


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackendUnavailable, match=r"http://127\.0\.0\.1:9"):
        open_server("http://127.0.0.1:9", "passages")
    with closing(Library.open(tmp_path, HashedWords(), "http://127.0.0.1:9")) as library:
        library.put(TEXT, "a", "1")
        with pytest.raises(BackendUnavailable, match=r"http://127\.0\.0\.1:9"):
            library.wait_until_ready()


@pytest.mark.parametrize("url", ["localhost:8001", "chroma", "ftp://host", "http://", "http://host:port"])
def test_what_is_no_url_of_a_server_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidInput, match="URL of a Chroma server"):
        Library.open(tmp_path, HashedWords(), url)
