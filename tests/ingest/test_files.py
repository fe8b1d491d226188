import os
from pathlib import Path

import pytest

from ingest.files import Found, find


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.")


def names(found: Found, folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in found.files]


def test_a_folder_is_searched_in_order_with_all_below_it(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.md", "sub/deep/c.PDF", "sub/d.html")
    assert names(find([tmp_path]), tmp_path) == ["a.md", "b.txt", "sub/d.html", "sub/deep/c.PDF"]


def test_hidden_files_and_folders_are_skipped_and_other_kinds_counted(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "d.xyz", "sub/e.png", "~$f.docx", "noending")
    found = find([tmp_path])
    assert names(found, tmp_path) == ["a.txt"]
    assert found.ignored == 4


def test_a_sidecar_is_no_file_of_its_own_unless_its_document_is_missing(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "a.txt.meta.yaml", "gone.txt.meta.yaml")
    found = find([tmp_path])
    assert names(found, tmp_path) == ["a.txt"]
    assert found.ignored == 1


def test_named_files_are_taken_whatever_they_are_called(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.txt", "a.xyz")
    found = find([tmp_path / ".hidden.txt", tmp_path / "a.xyz"])
    assert names(found, tmp_path) == [".hidden.txt", "a.xyz"]


def test_a_hidden_folder_that_is_named_is_searched(tmp_path: Path) -> None:
    make(tmp_path, ".corpus/a.txt")
    assert names(find([tmp_path / ".corpus"]), tmp_path) == [".corpus/a.txt"]


def test_a_file_named_twice_is_found_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "sub/a.txt")
    monkeypatch.chdir(tmp_path)
    found = find([Path("sub"), tmp_path / "sub" / "a.txt", Path("sub/../sub/a.txt")])
    assert names(found, tmp_path) == ["sub/a.txt"]


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    found = find([tmp_path / "nothing"])
    assert (found.missing, found.files, found.failed) == ([tmp_path / "nothing"], [], {})


def test_loops_of_links_end(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.txt")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = find([tmp_path])
    assert names(found, tmp_path) == ["sub/a.txt"]
    assert list(found.failed) == [tmp_path / "self.txt"]


def test_links_to_files_and_folders_are_followed(tmp_path: Path) -> None:
    make(tmp_path, "elsewhere/a.txt")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "elsewhere" / "a.txt")
    assert names(find([tmp_path / "in"]), tmp_path) == ["in/b.txt", "in/folder/a.txt"]


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    make(tmp_path, "a.txt")
    found = find([tmp_path])
    assert names(found, tmp_path) == ["a.txt"]
    assert found.ignored == 1
