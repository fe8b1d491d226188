"""From settings to what they describe: the index, the answers given so far, what answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from index.e5.embedder import E5Embedder
from index.library import Library
from service.answering import Answerer
from service.answers import Answers
from service.settings import Settings

if TYPE_CHECKING:
    from service.reader.reader import Reader


@contextmanager
def library(settings: Settings, own: bool = True) -> Iterator[Library]:
    """The index that the settings describe, closed at the end; see `Library.open` for `own`."""
    opened = Library.open(settings.data_dir, E5Embedder(settings.cache_dir), settings.chroma_url, own)
    try:
        yield opened
    finally:
        opened.close()


def answers(settings: Settings) -> Answers:
    """The answers given so far."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return Answers(settings.data_dir / "answers.sqlite")


def answerer(settings: Settings, opened: Library) -> Answerer:
    """What answers questions from an open index."""
    from service.extractive import ExtractiveAnswerer
    from service.guard import Guarded
    from service.sources import LibrarySources

    return Guarded(ExtractiveAnswerer(LibrarySources(opened), reader(settings.cache_dir)), opened)


def reader(cache_dir: Path) -> "Reader | None":
    """The reader, or None, said once in the log, where its model is not installed: answers are then chosen without it."""
    from service.reader.reader import Reader

    found = Reader.load(cache_dir)
    if found is None:
        structlog.get_logger().warning("reader_missing", effect="answers are chosen without it")
    return found
