"""From settings to what they describe: the index, the answers given so far, what answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import structlog

from index.e5.embedder import E5Embedder
from index.errors import InvalidInput
from index.library import Library
from service import answering
from service.answering import Answerer
from service.answers import Answers
from service.settings import Settings

if TYPE_CHECKING:
    from service.reader.reader import Reader


WARMING = "How many soldiers may the army of the country have under the first version of the plan?"
"""Long enough to have its language told by the model for that, and of a kind whose answers are looked for."""


@cache
def embedder(cache_dir: Path) -> E5Embedder:
    """The process's embedder, whose tokenizer and word table the reader shares; loaded at first use."""
    return E5Embedder(cache_dir)


@contextmanager
def library(settings: Settings, own: bool = True) -> Iterator[Library]:
    """The index that the settings describe, closed at the end; see `Library.open` for `own`.

    Raises:
        InvalidInput: the data folder cannot be written.
        IndexMismatch: the index was made with another embedder or schema.
    """
    _make(settings.data_dir)
    opened = Library.open(settings.data_dir, embedder(settings.cache_dir), settings.chroma_url, own)
    try:
        yield opened
    finally:
        opened.close()


def answers(settings: Settings) -> Answers:
    """The answers given so far."""
    _make(settings.data_dir)
    return Answers(settings.data_dir / "answers.sqlite")


def _make(data_dir: Path) -> None:
    """Make the data folder, and see that it can be written."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=data_dir):
            pass
    except OSError as error:
        raise InvalidInput(
            f"The data folder {data_dir} cannot be written: {error.strerror or error}. Choose another with --data-dir."
        ) from error


def answerer(settings: Settings, opened: Library) -> Answerer:
    """What answers questions from an open index."""
    from service.extractive import ExtractiveAnswerer
    from service.guard import Guarded
    from service.sources import LibrarySources

    return Guarded(ExtractiveAnswerer(LibrarySources(opened), reader(settings.cache_dir)), opened)


def warm_answerer(settings: Settings, opened: Library) -> Answerer:
    """What answers questions, after a first one: that loads all models and tables, so later ones are fast."""
    made = answerer(settings, opened)
    answering.answer(made, answering.Question(WARMING))
    return made


def reader(cache_dir: Path) -> "Reader | None":
    """The reader; None, said once in the log, where its model is missing: answers are then chosen without it."""
    from service.reader.reader import Reader

    found = Reader.load(embedder(cache_dir))
    if found is None:
        structlog.get_logger().warning("reader_missing", effect="answers are chosen without it")
    return found
