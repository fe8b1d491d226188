import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from index.errors import NotFound
from index.library import Library
from ingest.commands import commands
from tests.doubles import MemoryStore, library_of


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    path = tmp_path / "docs"
    path.mkdir()
    (path / "geneva.md").write_text("---\ntitle: Geneva\npublished: 2025-11-23\n---\nRubio led the delegation.")
    (path / "miami.txt").write_text("The plan was written in Miami.")
    return path


class Cli:
    """The commands on an index in a folder of the test."""

    def __init__(self, default: Path) -> None:
        self._default = default
        self._stores: dict[Path, MemoryStore] = {}
        self.opened: list[tuple[Path, bool]] = []

    @contextmanager
    def _open(self, data_dir: Path | None, own: bool) -> Iterator[tuple[Library, Path]]:
        folder = data_dir or self._default
        self.opened.append((folder, own))
        library, publisher = library_of(folder, self._stores.setdefault(folder, MemoryStore()))
        if own:
            publisher.start()
        try:
            yield library, folder
        finally:
            library.close()

    def __call__(self, *arguments: str | Path) -> Result:
        group = click.Group(commands={command.name or "": command for command in commands(self._open)})
        return CliRunner().invoke(group, [str(argument) for argument in arguments])


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path / "data")


def test_ingest_prints_one_summary_object(cli: Cli, docs: Path) -> None:
    done = cli("ingest", docs, "--json")
    assert done.exit_code == 0
    summary = json.loads(done.stdout)
    assert (summary["added"], summary["failed"], summary["passages"]) == (2, [], 2)
    assert done.stderr == ""


def test_ingest_tells_people_what_it_did(cli: Cli, docs: Path) -> None:
    (docs / "other.xyz").write_text("x")
    done = cli("ingest", docs)
    assert done.stdout.startswith("2 added, 1 ignored (2 passages, ")


def test_ingest_with_a_failure_is_exit_code_1_and_names_it_once(cli: Cli, docs: Path) -> None:
    (docs / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = cli("ingest", docs)
    assert done.exit_code == 1
    assert done.stdout.startswith("2 added, 1 failed")
    assert done.stderr == f"{docs / 'bad.pdf'}: this PDF is damaged and cannot be opened; download it anew\n"


def test_ingest_into_another_folder_and_prune(cli: Cli, docs: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert cli("ingest", docs, "--data-dir", other).exit_code == 0
    (docs / "miami.txt").unlink()
    done = cli("ingest", docs, "--data-dir", other, "--prune", "--json")
    assert json.loads(done.stdout)["removed"] == 1
    assert {folder for folder, _ in cli.opened} == {other}


def test_ingest_without_a_path_is_wrong_usage(cli: Cli) -> None:
    assert cli("ingest").exit_code == 2


def test_documents_are_listed_for_people_and_as_json(cli: Cli, docs: Path) -> None:
    cli("ingest", docs)
    lines = cli("documents").stdout.splitlines()
    assert [line.split(maxsplit=1)[1] for line in lines] == ["2025-11-23  Geneva", "-           (no title)"]
    listed = json.loads(cli("documents", "--json").stdout)["documents"]
    assert listed[0]["published"] == "2025-11-23"
    assert set(listed[0]) == {
        "document_id", "title", "publisher", "published", "url", "language", "kind", "actors", "passages", "sha256",
    }  # fmt: skip


def test_a_removed_document_is_not_listed(cli: Cli, docs: Path) -> None:
    cli("ingest", docs)
    first = json.loads(cli("documents", "--json").stdout)["documents"][0]["document_id"]
    assert cli("remove", first).stdout == f"removed {first}\n"
    assert len(json.loads(cli("documents", "--json").stdout)["documents"]) == 1


def test_removing_what_is_not_there_is_an_error(cli: Cli) -> None:
    assert isinstance(cli("remove", "0123456789abcdef").exception, NotFound)
