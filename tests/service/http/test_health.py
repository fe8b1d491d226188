import time
from pathlib import Path

import httpx

from tests.service.http.running import running
from tests.service.http.scripts import refusal


def test_a_ready_service_tells_how_much_it_holds(tmp_path: Path) -> None:
    with running(tmp_path, refusal) as client:
        assert client.get("/healthz").json() == {"status": "alive"}
        assert client.get("/readyz").json() == {"status": "ready", "documents": 0, "passages": 0}


def test_without_its_chroma_server_a_service_is_alive_and_not_ready_and_says_why(tmp_path: Path) -> None:
    nobody = "http://127.0.0.1:1"
    with running(tmp_path, refusal, wait_for="/healthz", chroma_url=nobody) as client:
        response = _until_told(client, nobody)
        assert client.get("/healthz").status_code == 200
        assert client.post("/v1/ask", json={"question": "Who?"}).status_code == 200
    assert response.status_code == 503
    assert response.json()["type"] == "urn:aide-memoire:backend-unavailable"
    assert response.headers["retry-after"] == "5"


def _until_told(client: httpx.Client, words: str) -> httpx.Response:
    until = time.monotonic() + 20
    while words not in (response := client.get("/readyz")).text:
        assert time.monotonic() < until, response.text
        time.sleep(0.05)
    return response
