import logging
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.service.http.running import running
from tests.service.http.scripts import two_statements


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with running(tmp_path, two_statements) as client:
        yield client


def metrics(client: httpx.Client) -> dict[str, float]:
    lines = client.get("/metrics").text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def test_requests_are_counted_by_route_and_not_by_path(client: httpx.Client) -> None:
    for identifier in ("a", "b"):
        client.get(f"/v1/documents/{identifier}")
    client.get("/nothing/here")
    found = metrics(client)
    route = 'method="GET",route="/v1/documents/{document_id}",status="404"'
    assert found[f"aide_memoire_requests_total{{{route}}}"] == 2
    assert found['aide_memoire_requests_total{method="GET",route="unmatched",status="404"}'] == 1
    assert not any("here" in name for name in found)


def test_the_stages_of_answers_are_timed(client: httpx.Client) -> None:
    client.post("/v1/ask", json={"question": "Who?"})
    found = metrics(client)
    assert found['aide_memoire_answers_total{mode="extractive",status="answered"}'] == 1
    stages = {stage: found[f'aide_memoire_stage_seconds_count{{stage="{stage}"}}'] for stage in
              ("retrieve", "answer", "verify", "total")}  # fmt: skip
    assert set(stages.values()) == {1}
    assert found['aide_memoire_stage_seconds_sum{stage="total"}'] == pytest.approx(0.0035)


def test_the_size_of_the_index_is_told(client: httpx.Client) -> None:
    found = metrics(client)
    assert (found["aide_memoire_documents"], found["aide_memoire_passages"]) == (0, 0)


def test_an_answer_is_one_line_with_its_id_and_without_its_words(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = client.post("/v1/ask", json={"question": "A very private question?"}).json()
    (line,) = [record for record in caplog.records if record.message == "answered"]
    assert line.__dict__["answer_id"] == answer["answer_id"]
    assert line.__dict__["citations"] == 2
    assert not any("private" in str(record.__dict__) for record in caplog.records)


def test_an_answer_has_a_span_with_one_for_each_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    with running(tmp_path, two_statements) as client:
        answer = client.post("/v1/ask", json={"question": "Who?"}).json()
    *stages, whole = exporter.get_finished_spans()
    assert (whole.name, whole.attributes) == ("ask", {"aide_memoire.answer_id": answer["answer_id"]})
    milliseconds = {one.name: round(((one.end_time or 0) - (one.start_time or 0)) / 1e6, 3) for one in stages}
    assert milliseconds == {"retrieve": 1.5, "answer": 2.0, "verify": 0.0}
    assert all(one.parent == whole.context for one in stages)


@pytest.mark.parametrize("path", ["/healthz", "/nothing", "/v1/documents", "/openapi.json", "/docs"])
def test_every_response_has_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    scripts = re.search(r"script-src ([^;]*)", headers["content-security-policy"])
    assert "default-src 'self'" in headers["content-security-policy"]
    assert scripts is None or "unsafe" not in scripts[1]


def test_large_responses_are_compressed_and_streams_are_not(client: httpx.Client) -> None:
    assert client.get("/openapi.json").headers["content-encoding"] == "gzip"
    response = client.post("/v1/ask", json={"question": "Who?", "stream": True})
    assert "content-encoding" not in response.headers
