"""Files and folders into the library: what is new is added, what changed is replaced, the rest is left alone."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from index.errors import InvalidInput
from ingest.files import Found, find
from ingest.pipeline import Source

if TYPE_CHECKING:
    from index.library import Library

LOCK_NAME = "ingest.lock"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or folder that could not be read, and why."""

    path: str
    error: str


@dataclass(slots=True)
class Summary:
    """What a run did, in numbers of files."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    """Those whose text was known already under another name are among them."""
    removed: int = 0
    failed: list[Failure] = field(default_factory=list)
    ignored: int = 0
    """Files in folders whose kind is not read."""
    passages: int = 0
    """Of the documents added and updated."""
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)


Progress = Callable[[int, int, Path], None]
"""Called before each file with how many are done, how many there are, and its path."""


def ingest(
    library: "Library",
    paths: Sequence[Path],
    lock: Path,
    *,
    prune: bool = False,
    progress: Progress = lambda done, total, path: None,
    waiting: Callable[[], None] = lambda: None,
) -> Summary:
    """Index files and folders; when this returns, the documents are found by questions.

    A file that cannot be read is reported and stops nothing; what was indexed of it before stays. A run that is
    interrupted has indexed some files whole and others not at all, and the next one goes on from there.

    Args:
        library: where to.
        paths: files and folders; folders with all that is below them, hidden files and folders aside.
        lock: a file that keeps two runs from working at the same time, in the folder of the index.
        prune: drop what was indexed from one of `paths` and is not there any more.
        progress: told before each file.
        waiting: called once if another run has to end first.

    Raises:
        BackendUnavailable: the vector store does not answer; what was read is kept and published later.
    """
    started = time.monotonic()
    with _alone(lock, waiting):
        found = find(paths)
        summary = Summary(ignored=found.ignored)
        summary.failed += [Failure(str(path), error) for path, error in found.failed.items()]
        summary.failed += [
            Failure(str(path), f"{path}: there is no such file or folder")
            for path in found.missing
            if not prune or library.known(str(path)) is None
        ]
        for done, path in enumerate(found.files):
            progress(done, len(found.files), path)
            _put(library, path, summary)
        if prune:
            summary.removed = sum(library.forget(name) for name in _gone(library, found))
        library.wait_until_ready()
    summary.seconds = round(time.monotonic() - started, 3)
    return summary


@contextmanager
def _alone(lock: Path, waiting: Callable[[], None]) -> Iterator[None]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(lock)
    try:
        held.acquire(blocking=False)
    except Timeout:
        waiting()
        held.acquire()
    try:
        yield
    finally:
        held.release()


def _put(library: "Library", path: Path, summary: Summary) -> None:
    """Index one file, or note why not."""
    try:
        source = Source.read(path)
        if library.known(str(path)) == source.content_hash:
            summary.unchanged += 1
            return
        document = source.document()
        outcome = library.put(document, str(path), source.content_hash)
    except InvalidInput as error:
        summary.failed.append(Failure(str(path), str(error)))
        return
    except OSError as error:
        summary.failed.append(Failure(str(path), f"{path}: {error.strerror or error}; check that it can be read"))
        return
    if outcome == "unchanged":
        summary.unchanged += 1
        return
    summary.passages += len(document.passages)
    if outcome == "added":
        summary.added += 1
    else:
        summary.updated += 1


def _gone(library: "Library", found: Found) -> list[str]:
    """The names that come from one of the paths and lead to no file now.

    What was indexed from below a folder that cannot be read, or is not there at all, is kept: a disk may be missing.
    """
    present = {str(path) for path in found.files}
    unseen = {*found.failed, *found.missing}
    gone = []
    for root in found.roots:
        below = [known.name for known in library.names(f"{root}/".replace("//", "/"))]
        gone += [name for name in below if name not in present and unseen.isdisjoint(Path(name).parents)]
        if str(root) not in present and root not in found.failed and library.known(str(root)) is not None:
            gone.append(str(root))
    return [name for name in dict.fromkeys(gone) if Path(name) not in found.failed]
