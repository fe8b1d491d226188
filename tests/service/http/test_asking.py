import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from index.errors import IndexMismatch
from index.library import Library
from service.answering import Event, Question, Retrieved
from service.http import working
from tests.service.http.running import running
from tests.service.http.scripts import GENEVA, refusal, two_statements


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with running(tmp_path, two_statements) as client:
        yield client


def ask(service: httpx.Client, question: str = "Who?") -> httpx.Response:
    return service.post("/v1/ask", json={"question": question})


def events(body: str) -> list[tuple[str, Any]]:
    """Event names and data of a stream of server-sent events; comments are left out."""
    found = []
    for block in body.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def test_an_answer_has_the_fields_of_the_contract(client: httpx.Client) -> None:
    answer = client.post("/v1/ask", json={"question": "Who led it?"}).json()
    assert list(answer) == [
        "answer_id", "question", "standalone_question", "status", "answer", "statements", "citations", "conflicts",
        "reason", "mode", "model", "timings_ms", "asked_at", "as_of", "filters",
        "remarks", "notes", "generation",
    ]  # fmt: skip
    assert answer["statements"][0] == {
        "text": "Marco Rubio led the American delegation in Geneva.",
        "citations": [1],
        "about": None,
    }
    citation = answer["citations"][0]
    assert GENEVA.text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["published"] == "2025-11-23"
    assert citation["page"] is None
    assert citation["highlight"] == {"start": citation["start"], "end": citation["start"] + 5}


def test_a_refusal_says_why(tmp_path: Path) -> None:
    with running(tmp_path, refusal) as client:
        answer = client.post("/v1/ask", json={"question": "Who led it?"}).json()
    assert answer["status"] == "insufficient_evidence"
    assert (answer["statements"], answer["citations"]) == ([], [])
    assert answer["reason"] == "Nothing was found."


def test_the_question_reaches_the_answerer_as_it_was_asked(tmp_path: Path) -> None:
    asked: list[Question] = []

    def script(question: Question, library: Library) -> Iterator[Event]:
        asked.append(question)
        return refusal(question, library)

    body = {
        "question": "  And he?  ",
        "history": [{"role": "user", "content": "Who led it?"}, {"role": "assistant", "content": "Rubio. [1]"}],
        "filters": {"published_from": "2025-11-01", "publishers": ["Example Post"], "actors": ["Rubio"]},
        "as_of": "2025-11-30",
        "mode": "extractive",
        "max_statements": 3,
    }
    with running(tmp_path, script) as client:
        client.post("/v1/ask", json=body).raise_for_status()
    (question,) = asked
    assert question.text == "  And he?  "
    assert [(turn.role, turn.content) for turn in question.history][1] == ("assistant", "Rubio. [1]")
    assert str(question.filters.published_from) == "2025-11-01"
    assert question.filters.publishers == ("Example Post",)
    assert str(question.filters.as_of) == "2025-11-30"
    assert (question.mode, question.max_statements) == ("extractive", 3)


def test_a_trace_is_given_when_asked_for(client: httpx.Client) -> None:
    trace = client.post("/v1/ask", json={"question": "Who?", "trace": True}).json()["trace"]
    assert trace["queries"] == ["Who?"]
    assert [passage["document_id"] for passage in trace["passages"]] == [GENEVA.document_id] * 2
    assert trace["rejected"] == [{"text": "Rubio led it in Paris.", "why": "not in the source"}]


@pytest.mark.parametrize("trace", [False, True])
def test_streamed_plain_and_stored_answers_are_the_same(client: httpx.Client, trace: bool) -> None:
    body = {"question": "Who led it?", "trace": trace}
    plain = client.post("/v1/ask", json=body)
    streamed = events(client.post("/v1/ask", json={**body, "stream": True}).text)
    assert [name for name, _ in streamed] == ["retrieval", "statement", "statement", "done"]
    done = streamed[-1][1]
    assert {**done, "answer_id": ""} == {**plain.json(), "answer_id": ""}
    for answer in (done, plain.json()):
        assert client.get(f"/v1/answers/{answer['answer_id']}").json() == answer
    assert client.get(f"/v1/answers/{plain.json()['answer_id']}").content == plain.content


def test_the_stream_tells_passages_and_then_each_statement_with_its_citations(client: httpx.Client) -> None:
    with client.stream("POST", "/v1/ask", json={"question": "Who?", "stream": True}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-cache"
        streamed = events(response.read().decode())
    assert [passage["text"] for passage in streamed[0][1]["passages"]] == [
        GENEVA.slice(passage) for passage in GENEVA.passages
    ]
    done = streamed[-1][1]
    assert [data["statement"] for name, data in streamed if name == "statement"] == done["statements"]
    assert [data["citations"] for name, data in streamed if name == "statement"] == [[c] for c in done["citations"]]


def test_events_are_sent_as_they_come(tmp_path: Path) -> None:
    received = threading.Event()

    def script(question: Question, library: Library) -> Iterator[Event]:
        yield Retrieved(())
        assert received.wait(10), "the first event was kept back"
        yield from refusal(question, library)

    with (
        running(tmp_path, script) as client,
        client.stream("POST", "/v1/ask", json={"question": "Who?", "stream": True}) as response,
    ):
        lines = response.iter_lines()
        assert next(lines) == "event: retrieval"
        received.set()
        assert "event: done" in list(lines)


def test_a_stream_that_waits_for_the_model_is_kept_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "HEARTBEAT", 0.01)
    go_on = threading.Event()

    def script(question: Question, library: Library) -> Iterator[Event]:
        assert go_on.wait(10)
        yield from refusal(question, library)

    with (
        running(tmp_path, script) as client,
        client.stream("POST", "/v1/ask", json={"question": "Who?", "stream": True}) as response,
    ):
        lines = response.iter_lines()
        assert next(lines).startswith(":")
        go_on.set()
        assert "event: done" in list(lines)


class Endless:
    """A script that goes on until it is closed."""

    def __init__(self) -> None:
        self.closed = threading.Event()

    def __call__(self, question: Question, library: Library) -> Iterator[Event]:
        try:
            while True:
                yield Retrieved(())
                time.sleep(0.005)
        finally:
            self.closed.set()


def test_a_client_that_leaves_a_stream_stops_the_work(tmp_path: Path) -> None:
    script = Endless()
    with running(tmp_path, script) as client:
        with client.stream("POST", "/v1/ask", json={"question": "Who?", "stream": True}) as response:
            assert next(response.iter_lines()) == "event: retrieval"
        assert script.closed.wait(10)
        assert client.get("/healthz").status_code == 200


def test_a_client_that_does_not_wait_for_a_plain_answer_stops_the_work(tmp_path: Path) -> None:
    script = Endless()
    with running(tmp_path, script) as client:
        with pytest.raises(httpx.ReadTimeout):
            client.post("/v1/ask", json={"question": "Who?"}, timeout=0.3)
        assert script.closed.wait(10)


def test_an_error_before_the_first_event_has_its_own_status(tmp_path: Path) -> None:
    def script(question: Question, library: Library) -> Iterator[Event]:
        raise IndexMismatch("The index was made with another embedder.")
        yield

    with running(tmp_path, script) as client:
        response = client.post("/v1/ask", json={"question": "Who?", "stream": True})
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("error", "status", "detail"),
    [
        (IndexMismatch("The index was made with another embedder."), 503, "The index was made with another embedder."),
        (ZeroDivisionError("secret"), 500, "The service could not finish this request; its log has the reason."),
    ],
)
def test_an_error_in_a_stream_is_its_last_event(tmp_path: Path, error: Exception, status: int, detail: str) -> None:
    def script(question: Question, library: Library) -> Iterator[Event]:
        yield Retrieved(())
        raise error

    with running(tmp_path, script) as client:
        streamed = events(client.post("/v1/ask", json={"question": "Who?", "stream": True}).text)
    name, problem = streamed[-1]
    assert name == "error"
    assert (problem["status"], problem["detail"], problem["instance"]) == (status, detail, "/v1/ask")


def test_an_unexpected_error_tells_nothing_of_the_inside(tmp_path: Path) -> None:
    def script(question: Question, library: Library) -> Iterator[Event]:
        raise ZeroDivisionError("secret")
        yield

    with running(tmp_path, script) as client:
        response = client.post("/v1/ask", json={"question": "Who?"})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_questions_are_answered_side_by_side(tmp_path: Path) -> None:
    together = threading.Barrier(3, timeout=10)

    def script(question: Question, library: Library) -> Iterator[Event]:
        together.wait()
        yield from refusal(question, library)

    with running(tmp_path, script, concurrent_requests=3) as service, ThreadPoolExecutor(3) as pool:
        answers = pool.map(lambda number: ask(service, f"{number}?"), range(3))
        assert [answer.json()["question"] for answer in answers] == ["0?", "1?", "2?"]


def test_a_full_line_turns_questions_away_and_health_still_answers(tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def script(question: Question, library: Library) -> Iterator[Event]:
        begun.set()
        assert go_on.wait(10)
        yield from refusal(question, library)

    with (
        running(tmp_path, script, concurrent_requests=1, waiting_requests=0) as service,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(ask, service)
        assert begun.wait(10)
        turned_away = ask(service)
        assert service.get("/healthz").status_code == 200
        go_on.set()
        assert first.result().status_code == 200
        assert ask(service).status_code == 200
    assert turned_away.status_code == 503
    assert turned_away.headers["retry-after"] == "1"
    assert turned_away.json()["type"] == "urn:aide-memoire:busy"
