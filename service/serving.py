"""Running the service: the socket, the first indexing of a corpus, the HTTP server."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from index.errors import InvalidInput
from service import opening
from service.settings import Settings

CORPUS_STATE = "corpus.state"
"""The file in the data folder that tells how far the first indexing of the corpus has come."""

INDEXED = "indexed\n"

PROGRESS_SECONDS = 2.0


def listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that a port in use is known before anything else is begun. Raises InvalidInput."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise InvalidInput(
            f"Cannot listen on {host}:{port}: {error.strerror or error}. Choose another port with --port."
        ) from error
    return bound


def index_corpus(settings: Settings, tell: Callable[[str], None]) -> None:
    """Index the corpus, if there is one and nothing has been indexed yet; progress is told.

    It is done once in the life of a data folder, so what is deleted later does not come back. When it is interrupted,
    the next start goes on with it.

    Raises:
        InvalidInput: the corpus is no folder.
    """
    state = settings.data_dir / CORPUS_STATE
    if settings.corpus is None or (state.exists() and state.read_text() == INDEXED):
        return
    if not settings.corpus.is_dir():
        raise InvalidInput(f"The corpus {settings.corpus} is not a folder; name another one with --corpus.")
    if not state.exists() and not _empty(settings):
        return
    from ingest import ingestion

    with opening.library(settings) as library:
        state.write_text("begun\n")
        lock = settings.data_dir / ingestion.LOCK_NAME
        summary = ingestion.ingest(library, [settings.corpus], lock, progress=_Progress(tell))
        state.write_text(INDEXED)
    for failure in summary.failed:
        tell(failure.error)
    tell(f"indexed {summary.added} documents, {summary.passages} passages, in {summary.seconds:.0f} s")


def _empty(settings: Settings) -> bool:
    with opening.library(settings, own=False) as library:
        status = library.status()
    return not status.documents and not status.pending


class _Progress:
    """Tells at once how far the indexing is, and then every few seconds."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._last = -PROGRESS_SECONDS

    def __call__(self, done: int, total: int, path: Path) -> None:
        now = time.monotonic()
        if now - self._last >= PROGRESS_SECONDS:
            self._last = now
            self._tell(f"indexing {done + 1} of {total}: {path.name}")


def run(settings: Settings, bound: socket.socket) -> None:
    """Serve until interrupted, then let the requests under way finish.

    Raises:
        IndexMismatch: the index cannot be used by this version.
        SystemExit: the service could not start; its log has the reason.
    """
    import uvicorn

    from service.http.app import create_app

    with opening.library(settings, own=False):
        pass  # what is wrong with the index is told here in a line, and not in the server's log with a traceback
    config = uvicorn.Config(create_app(settings), log_config=None, access_log=False, timeout_graceful_shutdown=10)
    server = uvicorn.Server(config)
    with suppress(KeyboardInterrupt):  # the usual way to end it, and no failure
        server.run(sockets=[bound])
    if not server.started:
        raise SystemExit(1)
