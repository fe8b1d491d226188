"""The whole service with a model: plain, streamed and stored answers, clients that leave, keys, metrics."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from pydantic import SecretStr

from index.library import Library
from service import opening
from service.answering import Answerer
from service.http.app import create_app
from service.settings import Settings
from tests.service.generation.dossiers import CAP, COUNTER, DRAFT, QUESTION, SEAT, numbered
from tests.service.generation.fake_server import KEY, Body, Handler, Server, answer, repair, says, serving, stalls
from tests.service.http.running import hashed_library
from tests.service.http.test_asking import events

FALSE = CAP.replace("600", "900")


def writes(handler: Handler, body: Body) -> None:
    """Two true statements and a false one, which stays false."""
    user = body["messages"][-1]["content"]
    if "<failed>" in user:
        says(repair((1, FALSE, [numbered(user, "Clause 4")])))(handler, body)
    else:
        cap, seat = numbered(user, "Clause 4"), numbered(user, "Clause 9")
        says(answer((f"{CAP} [1]", [cap]), (FALSE, [cap]), (SEAT, [seat])))(handler, body)


@contextmanager
def service(folder: Path, monkeypatch: pytest.MonkeyPatch, **given: Any) -> Iterator[httpx.Client]:
    """A client of a running service over the small dossier, wired as the settings say."""
    monkeypatch.setattr(opening, "reader", lambda cache_dir: None)
    settings = Settings(data_dir=folder, model_key=SecretStr(KEY), **given)

    @contextmanager
    def filled(settings: Settings) -> Iterator[Library]:
        with hashed_library(settings) as library:
            for document in (DRAFT, COUNTER):
                library.put(document, document.metadata.title or "", document.sha256)
            library.wait_until_ready()
            yield library

    def build(settings: Settings, library: Library) -> Answerer:
        return opening.answerer(settings, library)

    server = uvicorn.Server(uvicorn.Config(create_app(settings, filled, build), port=0, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        _wait(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


def _wait(holds: Callable[[], bool], seconds: float = 60) -> None:
    waiting = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if holds():
            return
        waiting.wait(0.02)
    raise AssertionError("it did not come about in time")


@pytest.fixture
def model() -> Iterator[Server]:
    with serving(writes) as server:
        yield server


def test_plain_streamed_and_stored_answers_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: Server
) -> None:
    body = {"question": QUESTION, "trace": True}
    with service(tmp_path, monkeypatch, model="fake", model_url=model.url, model_input_price=2.0) as client:
        plain = client.post("/v1/ask", json=body)
        streamed = events(client.post("/v1/ask", json={**body, "stream": True}).text)
        stored = [client.get(f"/v1/answers/{one['answer_id']}") for one in (plain.json(), streamed[-1][1])]
        metrics = client.get("/metrics").text
        extractive = client.post("/v1/ask", json={**body, "mode": "extractive"}).json()
        generative = client.post("/v1/ask", json={**body, "mode": "generative"}).json()
    done = streamed[-1][1]
    assert stored[0].content == plain.content
    assert stored[1].json() == done
    assert [name for name, _ in streamed] == ["retrieval", "statement", "statement", "done"]
    assert [data["statement"] for name, data in streamed if name == "statement"] == done["statements"]
    assert _lasting(done) == _lasting(plain.json()) == _lasting(generative)
    assert done["mode"] == "generative"
    assert [one["text"] for one in done["statements"]] == [CAP, SEAT]
    assert [one["text"] for one in done["trace"]["rejected"]] == [FALSE]
    assert done["notes"] == []
    assert done["generation"]["calls"] == 2
    assert done["generation"]["cost"] == pytest.approx(200 * 2e-6)
    assert (extractive["mode"], extractive["notes"], extractive["generation"]) == ("extractive", [], None)
    assert 'aide_memoire_answers_total{mode="generative",status="answered"} 2.0' in metrics
    assert "aide_memoire_model_calls_total 4.0" in metrics
    assert 'aide_memoire_model_tokens_total{kind="read"} 400.0' in metrics
    assert "aide_memoire_first_statement_seconds_count 2.0" in metrics
    everything = json.dumps([plain.json(), streamed, metrics, extractive])
    assert KEY not in everything


def _lasting(told: dict[str, Any]) -> dict[str, Any]:
    """An answer without what differs each time that it is given: its id, and times."""
    made = {name: value for name, value in told["generation"].items() if name != "first_statement_ms"}
    return {**told, "generation": made, "answer_id": "", "timings_ms": {}, "asked_at": ""}


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_leaves_stops_the_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stream: bool) -> None:
    begun = threading.Event()

    def turn(handler: Handler, body: Body) -> None:
        begun.set()
        stalls('{"insufficient_evidence": false, "statements": [')(handler, body)

    body = {"question": QUESTION, "stream": stream}
    with serving(turn) as server, service(tmp_path, monkeypatch, model="fake", model_url=server.url) as client:
        if stream:
            with client.stream("POST", "/v1/ask", json=body) as response:
                assert next(response.iter_lines()) == "event: retrieval"
                assert begun.wait(30)
        else:
            leaving = httpx.Client(base_url=client.base_url, trust_env=False, timeout=httpx.Timeout(60, read=0.5))
            while not begun.is_set():
                with pytest.raises(httpx.ReadTimeout):
                    leaving.post("/v1/ask", json=body)
            leaving.close()
        assert server.log.left.wait(30), "the call went on"


def test_a_service_whose_model_is_down_quotes_the_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with service(tmp_path, monkeypatch, model="fake", model_url="http://127.0.0.1:9/v1", model_retries=0) as client:
        for mode in ("auto", "generative"):
            told = client.post("/v1/ask", json={"question": QUESTION, "mode": mode}).json()
            assert (told["mode"], told["status"]) == ("extractive", "answered")
            assert [note["code"] for note in told["notes"]] == ["unreachable"]
            assert told["notes"][0]["text"].endswith("The documents are quoted instead.")
        assert 'aide_memoire_notes_total{code="unreachable"} 2.0' in client.get("/metrics").text


def test_without_a_model_nothing_is_said_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with service(tmp_path, monkeypatch) as client:
        told = client.post("/v1/ask", json={"question": QUESTION}).json()
        assert (told["mode"], told["notes"], told["generation"]) == ("extractive", [], None)
        assert client.post("/v1/ask", json={"question": QUESTION, "mode": "generative"}).status_code == 501
