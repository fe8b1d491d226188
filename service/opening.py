"""From settings to what they describe: the index, the answers given so far, what answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import structlog

from index.catalog import FILE_NAME
from index.e5.embedder import E5Embedder
from index.embedder import Embedder
from index.errors import BackendUnavailable, InvalidInput
from index.library import Library
from index.schema import recorded
from service import answering
from service.answering import Answerer
from service.answers import Answers
from service.settings import Settings

if TYPE_CHECKING:
    from service.extractive import ExtractiveAnswerer
    from service.reader.reader import Reader
    from service.sources import LibrarySources
    from service.verification import Entailment


WARMING = "How many soldiers may the army of the country have under the first version of the plan?"
"""Long enough to have its language told by the model for that, and of a kind whose answers are looked for."""
_OTHER_WORDS = "An early draft limited the forces of the state to 600,000 troops."


@cache
def builtin(cache_dir: Path) -> E5Embedder:
    """The process's own embedder, whose tokenizer and word table the reader shares; loaded at first use."""
    return E5Embedder(cache_dir)


def embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name; one behind an endpoint is asked nothing that the index knows."""
    _, _, model = settings.embedder.partition("openai:")
    if not model:
        return builtin(settings.cache_dir)
    from index.openai_embedder import OpenAIEmbedder

    key = settings.embedder_key.get_secret_value() if settings.embedder_key else None
    known = recorded(settings.data_dir / FILE_NAME)
    return OpenAIEmbedder(model, settings.embedder_url, key, settings.embedder_timeout, known)


@contextmanager
def library(settings: Settings, own: bool = True) -> Iterator[Library]:
    """The index that the settings describe, closed at the end; see `Library.open` for `own`.

    Raises:
        InvalidInput: the data folder cannot be written.
        IndexMismatch: the index was made with another embedder or schema.
    """
    _make(settings.data_dir)
    opened = Library.open(settings.data_dir, embedder(settings), settings.chroma_url, own)
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

    sources = LibrarySources(opened)
    extractive = ExtractiveAnswerer(sources, reader(settings.cache_dir))
    return Guarded(_written(settings, extractive, sources) or extractive, opened)


def _written(settings: Settings, extractive: "ExtractiveAnswerer", sources: "LibrarySources") -> Answerer | None:
    """What has a model write answers; None when the settings name none."""
    from service.generation import options

    chosen = options.of_settings(settings)
    if chosen is None:
        return None
    from service.generation.answerer import GenerativeAnswerer
    from service.generation.endpoint import OpenAIModel

    return GenerativeAnswerer(
        extractive, sources.surroundings, OpenAIModel(*chosen), chosen[1], entailment(settings)
    )


def warm_answerer(settings: Settings, opened: Library) -> Answerer:
    """What answers questions, after a first one: that loads all models and tables, so later ones are fast."""
    from service.verification import verify

    made = answerer(settings, opened)
    try:
        answering.answer(made, answering.Question(WARMING, mode="extractive"))  # a model costs money
    except BackendUnavailable as error:
        structlog.get_logger().warning("warming_failed", why=str(error))  # it may be back when somebody asks
    verify(WARMING, [_OTHER_WORDS])  # the tables of meanings are read where words differ
    return made


def entailment(settings: Settings) -> "Entailment | None":
    """What verification asks where its rules don't suffice; None when the reader's model is missing."""
    from service.reader.entailment import ReaderEntailment

    found = reader(settings.cache_dir)
    return ReaderEntailment(found) if found else None


@cache
def reader(cache_dir: Path) -> "Reader | None":
    """The process's reader; None, said once in the log, where its model is missing: answers are chosen without it."""
    from service.reader.reader import Reader

    found = Reader.load(builtin(cache_dir))
    if found is None:
        structlog.get_logger().warning("reader_missing", effect="answers are chosen without it")
    return found
