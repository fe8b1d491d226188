"""A service that really runs, on a port of this machine, for tests that speak HTTP to it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from index.documents import Document
from index.library import Library
from service.answering import Answerer, Event, Question
from service.http.app import create_app
from service.settings import Settings
from tests.doubles import HashedWords

Script = Callable[[Question, Library], Iterator[Event]]


@dataclass
class Scripted:
    """An answerer that plays a script."""

    library: Library
    script: Script

    def events(self, question: Question) -> Iterator[Event]:
        return self.script(question, self.library)


@contextmanager
def hashed_library(settings: Settings) -> Iterator[Library]:
    """An index with the test embedder, its store open."""
    with closing(Library.open(settings.data_dir, HashedWords(), settings.chroma_url)) as library:
        yield library


@contextmanager
def running(
    data_dir: Path, script: Script, *documents: Document, wait_for: str = "/readyz", **settings: Any
) -> Iterator[httpx.Client]:
    """A client of a service with a scripted answerer and these documents, whose names are their titles."""

    @contextmanager
    def filled(settings: Settings) -> Iterator[Library]:
        with hashed_library(settings) as library:
            for document in documents:
                library.put(document, document.metadata.title or "untitled", document.sha256)
            library.wait_until_ready()
            yield library

    def build(_settings: Settings, library: Library) -> Answerer:
        return Scripted(library, script)

    app = create_app(Settings(data_dir=data_dir, **settings), filled, build, lambda _: None)
    with socket.create_server(("127.0.0.1", 0)) as bound:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=5))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            base = f"http://127.0.0.1:{bound.getsockname()[1]}"
            with httpx.Client(base_url=base, timeout=20, trust_env=False) as client:
                _wait_until(lambda: server.started and client.get(wait_for).status_code == 200)
                yield client
        finally:
            server.should_exit = True
            thread.join()


def _wait_until(holds: Callable[[], bool], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.01)
