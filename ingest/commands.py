"""The commands `ingest`, `documents` and `remove`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from index.library import Library
    from ingest.ingestion import Summary

OpenLibrary = Callable[[Path | None, bool], "AbstractContextManager[tuple[Library, Path]]"]
"""Opens the index in a folder (None: the one of the settings), to publish as well if asked; gives it and its folder."""

_data_dir = click.option(
    "--data-dir", type=click.Path(file_okay=False, path_type=Path), help="Where the index is; `data` by default."
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def commands(open_library: OpenLibrary) -> list[click.Command]:
    """The commands, working on the library that `open_library` opens."""

    @click.command()
    @click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
    @_data_dir
    @click.option("--json", "as_json", is_flag=True, help="Print one summary object.")
    @click.option("--prune", is_flag=True, help="Remove what was indexed from PATH and is not there any more.")
    @click.pass_context
    def ingest(
        context: click.Context, paths: tuple[Path, ...], data_dir: Path | None, as_json: bool, prune: bool
    ) -> None:
        """Index files and folders: text, Markdown, HTML, PDF, DOCX.

        Unchanged documents are skipped, changed ones replaced. Exit code 1 if any could not be read; the others are
        indexed all the same.
        """
        from ingest import ingestion

        with open_library(data_dir, True) as (library, folder), _Bar() as bar:
            lock = folder / ingestion.LOCK_NAME
            summary = ingestion.ingest(
                library, paths, lock, prune=prune, progress=bar.show, waiting=lambda: _say_waiting(folder)
            )
        if as_json:
            click.echo(json.dumps(summary.as_json(), ensure_ascii=False))
        else:
            _tell(summary)
        context.exit(1 if summary.failed else 0)

    @click.command()
    @_data_dir
    @_as_json
    def documents(data_dir: Path | None, as_json: bool) -> None:
        """List the documents, the latest published first."""
        with open_library(data_dir, False) as (library, _):
            listed = list(_documents(library))
        if as_json:
            click.echo(json.dumps({"documents": listed}, ensure_ascii=False))
            return
        for document in listed:
            title = document["title"] or "(no title)"
            click.echo(f"{document['document_id']}  {document['published'] or '-':10}  {title}")

    @click.command()
    @click.argument("document_id")
    @_data_dir
    def remove(document_id: str, data_dir: Path | None) -> None:
        """Remove a document under all its names; the files stay where they are."""
        with open_library(data_dir, False) as (library, _):
            library.remove(document_id)
        click.echo(f"removed {document_id}")

    return [ingest, documents, remove]


class _Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *raised: object) -> None:
        if self._bar is not None:
            if raised[0] is None:
                self._bar.update(self._bar.length - self._bar.pos, "")
            self._bar.render_finish()  # shows the cursor again

    def show(self, done: int, total: int, path: Path) -> None:
        """Move to `done` of `total` and name the file."""
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = click.progressbar(
                length=total, label="indexing", file=sys.stderr, item_show_func=lambda item: item and Path(item).name
            )
        self._bar.update(done - self._bar.pos, str(path))


def _say_waiting(folder: Path) -> None:
    click.echo(f"another ingestion into {folder} is running; waiting for it to end", err=True)


def _tell(summary: "Summary") -> None:
    for failure in summary.failed:
        click.echo(failure.error, err=True)
    counts = [
        f"{number} {name}"
        for name, number in (
            ("added", summary.added),
            ("updated", summary.updated),
            ("unchanged", summary.unchanged),
            ("removed", summary.removed),
            ("failed", len(summary.failed)),
            ("ignored", summary.ignored),
        )
        if number
    ]
    click.echo(f"{', '.join(counts) or 'nothing to index'} ({summary.passages} passages, {summary.seconds:.1f} s)")


def _documents(library: "Library") -> "list[dict[str, Any]]":
    """All documents as `GET /v1/documents` lists them."""
    listed: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        page = library.documents(1000, cursor)
        for document in page.documents:
            metadata = document.metadata
            listed.append(
                {
                    "document_id": document.document_id,
                    "title": metadata.title,
                    "publisher": metadata.publisher,
                    "published": metadata.published.isoformat() if metadata.published else None,
                    "url": metadata.url,
                    "language": metadata.language,
                    "kind": metadata.kind,
                    "actors": list(metadata.actors),
                    "passages": document.passages,
                    "sha256": document.sha256,
                }
            )
        if page.cursor is None:
            return listed
        cursor = page.cursor
