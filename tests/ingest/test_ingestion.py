import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from index.documents import Document
from index.library import Library
from ingest import ingestion
from ingest.ingestion import LOCK_NAME, Summary
from tests.doubles import library_of

GENEVA = "Rubio led the delegation of the United States in Geneva."
MIAMI = "The plan was written in Miami by two envoys."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened, publisher = library_of(tmp_path / "data")
    publisher.start()
    with closing(opened):
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "docs"
    path.mkdir()
    (path / "geneva.txt").write_text(GENEVA)
    (path / "miami.md").write_text(MIAMI)
    return path


def run(library: Library, *paths: Path, prune: bool = False) -> Summary:
    lock = paths[0].parent / LOCK_NAME
    return ingestion.ingest(library, paths, lock, prune=prune)


def texts(library: Library) -> set[str]:
    return {library.document(one.document_id).text for one in library.documents().documents}


def test_files_are_added_once(library: Library, folder: Path) -> None:
    first = run(library, folder)
    assert (first.added, first.updated, first.unchanged, first.passages, first.failed) == (2, 0, 0, 2, [])
    assert texts(library) == {GENEVA, MIAMI}
    second = run(library, folder)
    assert (second.added, second.updated, second.unchanged, second.passages) == (0, 0, 2, 0)


def test_the_summary_has_the_fields_of_the_contract(library: Library, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    found = run(library, folder).as_json()
    assert list(found) == ["added", "updated", "unchanged", "removed", "failed", "ignored", "passages", "seconds"]
    assert found["failed"] == [
        {
            "path": str(folder / "empty.txt"),
            "error": f"{folder / 'empty.txt'}: this file is empty; remove it, or give one with text",
        }
    ]


def test_a_changed_file_replaces_its_document(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "miami.md").write_text("The plan was written in Berlin.")
    summary = run(library, folder)
    assert (summary.added, summary.updated, summary.unchanged) == (0, 1, 1)
    assert texts(library) == {GENEVA, "The plan was written in Berlin."}


def test_a_changed_sidecar_changes_the_document(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "miami.md.meta.yaml").write_text("title: Miami\n")
    assert run(library, folder).updated == 1
    assert "Miami" in {one.metadata.title for one in library.documents().documents}


def test_a_file_that_is_gone_stays_indexed_unless_pruned(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "miami.md").unlink()
    assert run(library, folder).removed == 0
    assert texts(library) == {GENEVA, MIAMI}
    assert run(library, folder, prune=True).removed == 1
    assert texts(library) == {GENEVA}


def test_pruning_touches_nothing_outside_the_paths(library: Library, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "docs-two"
    other.mkdir()
    (other / "a.txt").write_text("Another folder, whose name begins alike.")
    run(library, folder, other)
    (other / "a.txt").unlink()
    (folder / "miami.md").unlink()
    assert run(library, folder, prune=True).removed == 1
    assert len(texts(library)) == 2


def test_pruning_a_named_file_that_is_gone_removes_it(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "miami.md").unlink()
    summary = run(library, folder / "miami.md", prune=True)
    assert (summary.removed, summary.failed) == (1, [])
    assert texts(library) == {GENEVA}


def test_pruning_a_folder_that_is_not_there_removes_nothing(library: Library, folder: Path, tmp_path: Path) -> None:
    run(library, folder)
    folder.rename(tmp_path / "moved")
    summary = run(library, folder, prune=True)
    assert summary.removed == 0
    assert [failure.path for failure in summary.failed] == [str(folder)]
    assert texts(library) == {GENEVA, MIAMI}


def test_a_bad_file_stops_nothing_and_what_was_indexed_of_it_stays(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "geneva.txt").write_bytes(bytes(range(256)) * 9)
    (folder / "new.txt").write_text("A third text.")
    summary = run(library, folder, prune=True)
    assert (summary.added, summary.unchanged, summary.removed) == (1, 1, 0)
    assert [failure.path for failure in summary.failed] == [str(folder / "geneva.txt")]
    assert texts(library) == {GENEVA, MIAMI, "A third text."}


def test_a_file_that_was_bad_is_indexed_when_it_is_mended(library: Library, folder: Path) -> None:
    (folder / "miami.md.meta.yaml").write_text("published: soon")
    assert len(run(library, folder).failed) == 1
    (folder / "miami.md.meta.yaml").write_text("published: 2025-11-22")
    assert run(library, folder).added == 1


def test_the_same_text_twice_is_one_document(library: Library, folder: Path) -> None:
    (folder / "copy.txt").write_text(GENEVA)
    run(library, folder)
    assert len(library.documents().documents) == 2
    (folder / "geneva.txt").unlink()
    run(library, folder, prune=True)
    assert texts(library) == {GENEVA, MIAMI}


def test_a_named_file_of_an_unsupported_kind_is_an_error_and_in_a_folder_ignored(
    library: Library, folder: Path
) -> None:
    (folder / "a.xyz").write_text("x")
    assert run(library, folder).ignored == 1
    summary = run(library, folder / "a.xyz")
    assert (summary.ignored, len(summary.failed)) == (0, 1)
    assert "files of this kind are not read" in summary.failed[0].error


def test_a_file_that_cannot_be_opened_is_reported(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == "miami.md":
            raise PermissionError(13, "Permission denied")
        return opened(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    summary = run(library, folder)
    assert summary.added == 1
    assert summary.failed[0].error == f"{folder / 'miami.md'}: Permission denied; check that it can be read"


def test_progress_names_each_file(library: Library, folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    ingestion.ingest(
        library,
        [folder],
        tmp_path / LOCK_NAME,
        progress=lambda done, total, path: told.append((done, total, path.name)),
    )
    assert told == [(0, 2, "geneva.txt"), (1, 2, "miami.md")]


def test_an_interrupted_run_is_finished_by_the_next(
    library: Library, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Library.put

    def interrupted(self: Library, document: Document, name: str, content_hash: str) -> str:
        if name.endswith("miami.md"):
            raise KeyboardInterrupt
        return put(self, document, name, content_hash)

    monkeypatch.setattr(Library, "put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(library, folder)
    monkeypatch.undo()
    summary = run(library, folder)
    assert (summary.added, summary.unchanged) == (1, 1)
    assert texts(library) == {GENEVA, MIAMI}


def test_a_second_run_waits_for_the_first_and_says_so(library: Library, folder: Path, tmp_path: Path) -> None:
    lock = tmp_path / LOCK_NAME
    waiting = threading.Event()
    found: list[Summary] = []
    with FileLock(lock):
        thread = threading.Thread(
            target=lambda: found.append(ingestion.ingest(library, [folder], lock, waiting=waiting.set))
        )
        thread.start()
        assert waiting.wait(10)
        assert not found
    thread.join(10)
    assert found[0].added == 2


def test_a_path_that_is_not_there_is_reported(library: Library, folder: Path) -> None:
    summary = run(library, folder, folder / "nothing.txt")
    assert summary.added == 2
    assert summary.failed[0].error == f"{folder / 'nothing.txt'}: there is no such file or folder"
