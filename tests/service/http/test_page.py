import json
import re
from collections.abc import Iterator

import httpx
import pytest

from service.http.chat import errors as chat_errors
from service.http.page import PAGE, TYPES
from tests.service.http.running import running
from tests.service.http.scripts import refusal


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(tmp_path_factory.mktemp("data"), refusal) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/a/0123456789abcdef"])
def test_the_page_is_served_for_a_new_question_and_for_an_answer_given_earlier(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.content == (PAGE / "index.html").read_bytes()
    assert response.headers["content-type"] == "text/html; charset=utf-8"


def test_every_file_of_the_page_has_a_type_that_a_browser_accepts(client: httpx.Client) -> None:
    files = [path for path in PAGE.rglob("*") if path.is_file() and path.suffix in TYPES]
    assert {path.suffix for path in files} >= {".html", ".css", ".js"}
    for path in files:
        response = client.get(f"/page/{path.relative_to(PAGE).as_posix()}")
        assert response.status_code == 200
        assert response.headers["content-type"] == TYPES[path.suffix]


def test_a_file_that_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/page/index.html")
    assert first.headers["cache-control"] == "no-cache"
    assert client.get("/page/index.html", headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_the_documentation_needs_no_other_server(client: httpx.Client) -> None:
    page = client.get("/docs")
    assert "http" not in page.text.replace(str(client.base_url), "")
    for asset in ("swagger-ui-bundle.js", "swagger-ui.css"):
        assert f"/docs/assets/{asset}" in page.text
        assert client.get(f"/docs/assets/{asset}").status_code == 200


def test_everything_that_the_openapi_document_refers_to_is_in_it(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    references = set(re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(described)))
    assert references <= set(described["components"]["schemas"])
    assert {"Problem", "DocumentMetadata", "AskRequest", "Answer"} <= references


def test_errors_are_described_as_problems(client: httpx.Client) -> None:
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for operation in operations.values():
            errors = {status: found for status, found in operation["responses"].items() if status >= "400"}
            assert errors, path
            told = "application/json" if chat_errors.speaks(path) else "application/problem+json"
            assert all(list(found["content"]) == [told] for found in errors.values())


def test_the_openapi_document_tells_every_route_of_the_contract(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    told = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    assert told == {
        "POST /v1/ask", "POST /v1/search", "GET /v1/documents", "POST /v1/documents", "GET /v1/documents/{document_id}",
        "DELETE /v1/documents/{document_id}", "GET /v1/answers/{answer_id}", "GET /v1/passages/{passage_id}",
        "POST /v1/verify", "POST /v1/check", "GET /healthz", "GET /readyz", "GET /metrics",
        "GET /v1/answers/{answer_id}/feedback", "POST /v1/answers/{answer_id}/feedback",
        "DELETE /v1/answers/{answer_id}/feedback/{statement}", "GET /v1/feedback.jsonl",
        "POST /v1/chat/completions", "GET /v1/models", "GET /v1/models/{model}",
    }  # fmt: skip
