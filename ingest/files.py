"""The files to index: those named, and those below the folders named."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.metadata import SIDECAR_SUFFIX
from ingest.readers import is_supported

_LOCK_PREFIX = "~$"  # of the file that Word keeps beside an open document


@dataclass(slots=True)
class Found:
    """The files below some paths."""

    roots: list[Path] = field(default_factory=list)
    """The paths, absolute."""
    files: list[Path] = field(default_factory=list)
    """Absolute, without repetition: named ones as named, those of a folder in order."""
    ignored: int = 0
    """Files in folders whose kind is not read; sidecars of those that are do not count."""
    missing: list[Path] = field(default_factory=list)
    """Those of `roots` that are not there."""
    failed: dict[Path, str] = field(default_factory=dict)
    """Files and folders that cannot be read, with the reason."""


def find(paths: Sequence[Path]) -> Found:
    """The files to index at and below `paths`; symbolic links are followed, into each folder once."""
    found = Found()
    files: dict[Path, None] = {}
    for given in paths:
        path = Path(os.path.abspath(given))  # noqa: PTH100 (links stay, so the name is the one that was given)
        found.roots.append(path)
        if path.is_dir():
            files.update(dict.fromkeys(_below(path, found, set())))
        elif path.exists():
            files[path] = None
        else:
            found.missing.append(path)
    found.files = list(files)
    return found


def _below(folder: Path, found: Found, visited: set[tuple[int, int]]) -> Iterator[Path]:
    """The files of supported kinds below a folder; `visited` are the folders that were gone into."""
    try:
        entry = folder.stat()
        children = sorted(folder.iterdir())
    except OSError as error:
        found.failed[folder] = f"{folder}: {error.strerror or error}; check that the folder can be read"
        return
    if (entry.st_dev, entry.st_ino) in visited:
        return
    visited.add((entry.st_dev, entry.st_ino))
    for child in children:
        if child.name.startswith("."):
            continue
        if child.is_dir():
            yield from _below(child, found, visited)
        elif is_supported(child.name) and not child.name.startswith(_LOCK_PREFIX) and _is_file(child, found):
            yield child
        elif not _is_sidecar(child):
            found.ignored += 1


def _is_file(path: Path, found: Found) -> bool:
    """Whether a path is a regular file, and no pipe or device, which reading would wait for."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        found.failed[path] = f"{path}: {error.strerror or error}; check that it can be read"
        return False


def _is_sidecar(path: Path) -> bool:
    document = path.with_name(path.name.removesuffix(SIDECAR_SUFFIX))
    return document != path and is_supported(document.name) and document.is_file()
