"""A service of our own for the time of a run: documents indexed into a fresh folder, served on a free port."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.client import Service
from evaluation.errors import EvaluationError, ServiceRefused, ServiceUnreachable

READY_WITHIN = 120.0  # seconds


@contextlib.contextmanager
def local_service(documents: Sequence[Path], command: Sequence[str] | None = None) -> Iterator[str]:
    """Index the documents, serve them, yield the URL, and stop the service.

    Raises EvaluationError with the end of the output if either fails.
    """
    program = list(command or _program())
    with tempfile.TemporaryDirectory(prefix="evaluation-") as folder:
        ingest = [*program, "ingest", *map(str, documents), "--data-dir", folder]
        if subprocess.run(ingest, stdout=sys.stderr, check=False).returncode > 1:
            raise EvaluationError(f"indexing failed: {' '.join(ingest)}")
        log = Path(folder) / "serve.log"
        port = _free_port()
        with log.open("wb") as output:
            serve = [*program, "serve", "--data-dir", folder, "--port", str(port)]
            process = subprocess.Popen(serve, stdout=output, stderr=output, env=os.environ)
        try:
            yield _ready(f"http://127.0.0.1:{port}", process, log)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _ready(url: str, process: subprocess.Popen[bytes], log: Path) -> str:
    service, until = Service(url, timeout=5), time.monotonic() + READY_WITHIN
    with contextlib.closing(service):
        while process.poll() is None and time.monotonic() < until:
            try:
                service.ready()
            except (ServiceUnreachable, ServiceRefused):
                time.sleep(0.1)
            else:
                return url
    end = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise EvaluationError(f"the service did not become ready within {READY_WITHIN:.0f} s:\n{end}")


def _program() -> list[str]:
    """Return the `aide-memoire` beside this Python, or else the one on the path."""
    beside = Path(sys.executable).with_name("aide-memoire")
    found = str(beside) if beside.exists() else shutil.which("aide-memoire")
    if not found:
        raise EvaluationError("`aide-memoire` is not installed beside this Python: run `make setup`, or give --url")
    return [found]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
