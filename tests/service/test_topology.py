"""Several processes on one index: services, commands, and a Chroma server as in docker-compose.yml."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

TEXT = "Keith Kellogg leaves his post in January. He told his colleagues on Wednesday."
QUESTION = {"question": "When does Keith Kellogg leave his post?"}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port: int = bound.getsockname()[1]
    return port


@contextmanager
def process(log: Path, *command: str, ends_with: int | None = None, **variables: str) -> Iterator[None]:
    """A process that runs until it is interrupted; what it prints is in `log`."""
    with log.open("wb") as output:
        started = subprocess.Popen(command, stdout=output, stderr=output, env=os.environ | variables)
        try:
            yield
        finally:
            started.send_signal(signal.SIGINT)
            code = started.wait(60)
        assert ends_with in (None, code), log.read_text()


def wait_until(holds: Callable[[], bool], log: Path, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.05)


@contextmanager
def chroma(folder: Path, port: int) -> Iterator[str]:
    """The URL of a Chroma server."""
    log, url = folder / "chroma.log", f"http://127.0.0.1:{port}"
    command = str(Path(sys.executable).with_name("chroma"))
    with process(log, command, "run", "--path", str(folder / "chroma"), "--host", "127.0.0.1", "--port", str(port)):
        wait_until(lambda: httpx.get(f"{url}/api/v2/heartbeat", trust_env=False).status_code == 200, log)
        yield url


@contextmanager
def service(folder: Path, name: str, chroma_url: str = "") -> Iterator[httpx.Client]:
    """A client of a service whose index is in `folder` and whose vectors may be in a Chroma server."""
    log, port = folder / f"{name}.log", free_port()
    command = (sys.executable, "-m", "aide_memoire", "serve", "--data-dir", str(folder / "data"), "--port", str(port))
    with (
        process(log, *command, ends_with=0, AIDE_MEMOIRE_CHROMA_URL=chroma_url),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False) as client,
    ):
        wait_until(lambda: client.get("/readyz").status_code == 200, log)
        yield client


def command(folder: Path, *arguments: str) -> str:
    """What a command prints that works on the index of `service`."""
    line = [sys.executable, "-m", "aide_memoire", *arguments, "--data-dir", str(folder / "data")]
    done = subprocess.run(line, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_commands_and_a_service_work_side_by_side(tmp_path: Path) -> None:
    file = tmp_path / "kellogg.txt"
    file.write_text(TEXT)
    with service(tmp_path, "only") as client:
        summary = json.loads(command(tmp_path, "ingest", str(file), "--json"))
        assert (summary["added"], summary["failed"]) == (1, [])
        (document,) = client.get("/v1/documents").json()["documents"]
        assert client.post("/v1/ask", json=QUESTION).json()["status"] == "answered"
        answer = json.loads(command(tmp_path, "ask", QUESTION["question"], "--json"))
        assert client.get(f"/v1/answers/{answer['answer_id']}").json() == answer
        command(tmp_path, "remove", document["document_id"])
        assert client.get(f"/v1/documents/{document['document_id']}").status_code == 404
        assert client.post("/v1/ask", json=QUESTION).json()["status"] == "insufficient_evidence"
        assert json.loads(command(tmp_path, "documents", "--json")) == {"documents": []}


@pytest.fixture
def two_services(tmp_path: Path) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    with ExitStack() as stack:
        url = stack.enter_context(chroma(tmp_path, free_port()))
        yield (
            stack.enter_context(service(tmp_path, "first", url)),
            stack.enter_context(service(tmp_path, "second", url)),
        )


def test_services_that_share_an_index_see_each_others_changes(two_services: tuple[httpx.Client, httpx.Client]) -> None:
    first, second = two_services
    for adds, looks in ((first, second), (second, first)):
        response = adds.post("/v1/documents", json={"text": TEXT, "title": "Kellogg goes"})
        assert response.status_code == 201, response.text
        location = response.headers["location"]
        document = looks.get(location).json()
        answer = looks.post("/v1/ask", json=QUESTION).json()
        assert answer["status"] == "answered"
        for citation in answer["citations"]:
            assert document["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert looks.delete(location).status_code == 204
        assert adds.get(location).status_code == 404
        assert adds.post("/v1/search", json={"query": "Kellogg"}).json()["passages"] == []
        assert adds.get(f"/v1/answers/{answer['answer_id']}").json() == answer


def vectors_in(url: str) -> int:
    """How many vectors the only collection of a Chroma server holds."""
    collections = f"{url}/api/v2/tenants/default_tenant/databases/default_database/collections"
    (collection,) = httpx.get(collections, trust_env=False).json()
    count: int = httpx.get(f"{collections}/{collection['id']}/count", trust_env=False).json()
    return count


def test_a_service_goes_on_without_its_server_and_catches_up_when_that_is_back(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "only.log"
    with ExitStack() as stack:
        with chroma(tmp_path, port) as url:
            client = stack.enter_context(service(tmp_path, "only", url))
            client.post("/v1/documents", json={"text": TEXT}).raise_for_status()
            assert vectors_in(url) == 1
            assert not (tmp_path / "data" / "chroma").exists()
        assert client.post("/v1/ask", json=QUESTION).json()["status"] == "answered"
        refused = client.post("/v1/documents", json={"text": "Nobody told Brussels."})
        assert refused.status_code == 503
        assert "The document is stored" in refused.json()["detail"]
        assert client.get("/readyz").status_code == 503
        stack.enter_context(chroma(tmp_path, port))
        wait_until(lambda: client.get("/readyz").status_code == 200, log)
        wait_until(lambda: len(client.get("/v1/documents").json()["documents"]) == 2, log)
        assert vectors_in(url) == 2
