"""The index behind the tools: opened when it is first needed, and asked as often as it takes."""

import secrets
import threading
from contextlib import ExitStack

import structlog

from index.errors import AideMemoireError, NotAvailable
from index.library import Library
from service import opening
from service.answering import Answerer, answer
from service.http import rendering, requests, schemas
from service.settings import Settings


class Opened:
    """The index that the settings describe, and what answers from it.

    A server must say hello at once, and an index that cannot be opened is best told to whoever asks: so both are
    opened at the first call, and tried again at the next one when that failed. Nothing is published from here; the
    service, or an ingestion, does that.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._stack = ExitStack()
        self._opening, self._building = threading.Lock(), threading.Lock()
        self._library: Library | None = None
        self._answerer: Answerer | None = None

    @property
    def library(self) -> Library:
        """The open index. Raises what `opening.library` raises."""
        with self._opening:
            if self._library is None:
                self._library = self._stack.enter_context(opening.library(self.settings, own=False))
            return self._library

    @property
    def filled(self) -> Library:
        """The open index, which has documents.

        Raises:
            NotAvailable: it has none; the message says how to add some.
        """
        library = self.library
        if not library.status().documents:
            folder = self.settings.data_dir.resolve()
            raise NotAvailable(
                f"The index in {folder} has no documents yet. Add some with `aide-memoire ingest PATH --data-dir "
                f"{folder}`, or start this server with the --data-dir of another index."
            )
        return library

    def ask(self, asked: requests.AskRequest) -> schemas.Answer:
        """An answer, kept as those of the service are."""
        library = self.filled
        with self._building:
            if self._answerer is None:
                self._answerer = opening.answerer(self.settings, library)
        given = answer(self._answerer, rendering.question(asked))
        rendered = rendering.answer(secrets.token_hex(16), given, asked)
        kept, request = rendered.model_dump_json(), asked.model_dump_json(exclude_defaults=True)
        opening.answers(self.settings).put(rendered.answer_id, kept.encode(), request.encode())
        return rendered

    def warm(self) -> None:
        """Do what the first question would wait for; whatever is wrong is told to the first caller."""
        try:
            library = self.filled
            with self._building:
                self._answerer = self._answerer or opening.warm_answerer(self.settings, library)
        except AideMemoireError as error:
            structlog.get_logger().warning("not_ready", why=str(error))

    def close(self) -> None:
        """Close the index."""
        with self._opening:
            self._stack.close()
