import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.e5 import cache, weights
from index.e5.cache import GRAPH_ARRAYS, MANIFEST, TOKENIZER, WORDS, intact, model_files
from index.errors import Busy, NotAvailable


def truncate(folder: Path) -> None:
    with (folder / WORDS).open("r+b") as file:
        file.truncate(1000)


def blank_a_page(folder: Path) -> None:
    with (folder / GRAPH_ARRAYS).open("r+b") as file:
        file.seek(1 << 20)
        file.write(bytes(4096))


def delete(folder: Path) -> None:
    (folder / TOKENIZER).unlink()


def empty_the_manifest(folder: Path) -> None:
    (folder / MANIFEST).write_text("")


def make_the_manifest_a_list(folder: Path) -> None:
    (folder / MANIFEST).write_text("[1]")


@pytest.fixture
def copy(cache_dir: Path, tmp_path: Path) -> Path:
    """A cache directory that may be changed."""
    shutil.copytree(cache_dir, tmp_path / "copy")
    return tmp_path / "copy"


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("damage", [truncate, blank_a_page, delete, empty_the_manifest, make_the_manifest_a_list])
def test_damage_is_noticed(copy: Path, damage: Callable[[Path], None]) -> None:
    folder = model_files(copy)
    assert intact(folder)
    damage(folder)
    assert not intact(folder)


def test_a_damaged_cache_is_rebuilt_as_it_was(copy: Path, cache_dir: Path) -> None:
    folder = model_files(copy)
    blank_a_page(folder)
    assert model_files(copy) == folder
    assert content(folder) == content(model_files(cache_dir))


def test_a_built_cache_needs_neither_the_package_nor_a_writable_folder(
    cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unused(*_: object) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr(cache, "_build_once", unused)
    assert intact(model_files(cache_dir))


def test_processes_that_build_at_once_both_get_the_files(tmp_path: Path, cache_dir: Path) -> None:
    leftover = tmp_path / f"{model_files(cache_dir).name}.new"  # of a process that was killed
    leftover.mkdir()
    (leftover / "half").write_text("a file")
    code = "import pathlib, sys; from index.e5.cache import model_files; print(model_files(pathlib.Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(tmp_path)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    folders = {process.communicate(timeout=120)[0].strip() for process in processes}
    assert [process.returncode for process in processes] == [0, 0]
    (folder,) = map(Path, folders)
    assert content(folder) == content(model_files(cache_dir))
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [folder.name]


def test_a_process_that_builds_forever_is_reported(
    tmp_path: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filelock import FileLock

    monkeypatch.setattr(cache, "LONGEST_BUILD", 0)
    lock = tmp_path / f"{model_files(cache_dir).name}.lock"
    with FileLock(lock), pytest.raises(Busy, match=rf"Another process has held {lock}"):
        model_files(tmp_path)
    assert intact(model_files(tmp_path))


def test_a_cache_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    with pytest.raises(NotAvailable, match=rf"cannot be written to {file}.*choose a data directory"):
        model_files(file)


def test_wrong_weights_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / weights.FILE_NAME
    other.write_bytes(b"not the weights")
    monkeypatch.setattr(cache, "find_weights", lambda: other)
    with pytest.raises(NotAvailable, match="damaged or of another version"):
        model_files(tmp_path / "cache")
    assert [path for path in (tmp_path / "cache").iterdir() if path.is_dir()] == []
