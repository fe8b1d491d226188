from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.doubles import document
from tests.service.http.running import running
from tests.service.http.scripts import refusal

MET = "The delegations met in Geneva on 23 November 2025. No Russian delegation took part in the talks."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(tmp_path_factory.mktemp("data"), refusal, document(MET, title="Talks", language="en")) as made:
        yield made


def test_a_statement_is_verified(client: httpx.Client) -> None:
    body = {"statement": "The army is capped at 800,000.", "quotes": ["The army is capped at 600,000."]}
    told = client.post("/v1/verify", json=body).json()
    assert told["supported"] is False
    assert told["outcome"] == "other_number"
    assert "600,000" in told["why"]


def test_a_draft_is_checked_and_its_citations_are_exact(client: httpx.Client) -> None:
    draft = "The delegations met in Geneva on 23 November 2025. A Russian delegation took part in the talks. Why?"
    told: dict[str, Any] = client.post("/v1/check", json={"text": draft}).json()
    assert [one["verdict"] for one in told["sentences"]] == ["supported", "contradicted", "no_claim"]
    assert [draft[one["start"] : one["end"]] for one in told["sentences"]] == [one["text"] for one in told["sentences"]]
    assert [one["citations"] for one in told["sentences"]] == [[1], [2], []]
    for citation in told["citations"]:
        text = client.get(f"/v1/documents/{citation['document_id']}").json()["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_documents_that_the_filters_exclude_are_not_used(client: httpx.Client) -> None:
    body = {"text": "The delegations met in Geneva on 23 November 2025.", "filters": {"languages": ["fr"]}}
    told = client.post("/v1/check", json=body).json()
    assert [one["verdict"] for one in told["sentences"]] == ["not_found"]
    assert told["citations"] == []


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/verify", {"statement": "", "quotes": ["x"]}, "statement"),
        ("/v1/verify", {"statement": "x", "quotes": []}, "quotes"),
        ("/v1/check", {"text": "x" * 20_001}, "text"),
    ],
)
def test_unusable_input_is_a_problem_that_names_the_field(
    client: httpx.Client, path: str, body: Any, field: str
) -> None:
    response = client.post(path, json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"] == field
