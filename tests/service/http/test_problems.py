import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import errors
from service.http import limits, problems
from tests.service.http.running import running
from tests.service.http.scripts import refusal

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(tmp_path_factory.mktemp("data"), refusal, max_upload=20_000) as client:
        yield client


def told(response: httpx.Response) -> dict[str, Any]:
    """The problem of a response, checked for what every problem has."""
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == response.status_code
    assert problem["instance"] == response.request.url.path
    assert problem["type"].startswith("urn:aide-memoire:")
    assert problem["title"]
    assert problem["detail"]
    return problem


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": " \n"}, "question"),
        ({"question": "x" * 2001}, "question"),
        ({"question": None}, "question"),
        ({"question": 7}, "question"),
        ({"question": "half a pair: \ud83d"}, "question"),
        ({"question": "x", "qestion": "y"}, "qestion"),
        ({"question": "x", "mode": "clever"}, "mode"),
        ({"question": "x", "max_statements": 0}, "max_statements"),
        ({"question": "x", "max_statements": 13}, "max_statements"),
        ({"question": "x", "max_statements": "3"}, "max_statements"),
        ({"question": "x", "max_statements": True}, "max_statements"),
        ({"question": "x", "stream": "yes"}, "stream"),
        ({"question": "x", "as_of": "22.11.2025"}, "as_of"),
        ({"question": "x", "as_of": "2025-11-31"}, "as_of"),
        ({"question": "x", "as_of": 1763769600}, "as_of"),
        ({"question": "x", "as_of": "2025-W47-6"}, "as_of"),
        ({"question": "x", "as_of": "2025-11-22T00:00:00"}, "as_of"),
        ({"question": "x", "history": [{"role": "system", "content": "y"}]}, "history[0].role"),
        ({"question": "x", "history": [{"role": "user"}]}, "history[0].content"),
        ({"question": "x", "history": "y"}, "history"),
        ({"question": "x", "filters": {"published_to": "soon"}}, "filters.published_to"),
        ({"question": "x", "filters": {"publisher": ["BBC"]}}, "filters.publisher"),
        ({"question": "x", "filters": {"actors": "Merz"}}, "filters.actors"),
        ({"question": "x", "filters": {"actors": [""]}}, "filters.actors[0]"),
        ([], "body"),
    ],
)
def test_input_that_fails_names_its_field(client: httpx.Client, body: Any, field: str) -> None:
    response = client.post("/v1/ask", content=json.dumps(body), headers=JSON)
    problem = told(response)
    assert response.status_code == 422
    assert problem["errors"][0]["field"] == field
    assert problem["errors"][0]["message"]
    assert field in problem["detail"]


def test_all_faults_are_told_at_once(client: httpx.Client) -> None:
    problem = told(client.post("/v1/ask", json={"question": "", "as_of": "x", "filters": {"kind": 1}}))
    assert [fault["field"] for fault in problem["errors"]] == ["question", "filters.kind", "as_of"]


@pytest.mark.parametrize("question", ["x", "x" * 2000, "ü" * 2000, "🙂" * 2000, "null\x00byte", "x\u2028y"])
def test_unusual_questions_are_taken(client: httpx.Client, question: str) -> None:
    assert client.post("/v1/ask", json={"question": question}).json()["question"] == question


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"query": ""}, "query"),
        ({"query": "x", "top_k": 0}, "top_k"),
        ({"query": "x", "top_k": 101}, "top_k"),
        ({"query": "x", "top_k": 1.5}, "top_k"),
        ({"query": "x", "k": 5}, "k"),
    ],
)
def test_a_search_checks_its_input(client: httpx.Client, body: Any, field: str) -> None:
    response = client.post("/v1/search", json=body)
    assert response.status_code == 422
    assert told(response)["errors"][0]["field"] == field


@pytest.mark.parametrize(
    ("method", "path", "status", "slug"),
    [
        ("GET", "/v1/nothing", 404, "no-such-route"),
        ("GET", "/page/nothing.js", 404, "no-such-route"),
        ("GET", "/page/../settings.py", 404, "no-such-route"),
        ("GET", "/page/%2e%2e/settings.py", 404, "no-such-route"),
        ("GET", "/v1/ask", 405, "method-not-allowed"),
        ("PUT", "/v1/documents", 405, "method-not-allowed"),
        ("GET", "/v1/documents/0123456789abcdef", 404, "not-found"),
        ("DELETE", "/v1/documents/0123456789abcdef", 404, "not-found"),
        ("GET", "/v1/passages/0123456789abcdef", 404, "not-found"),
        ("GET", "/v1/answers/0123456789abcdef", 404, "not-found"),
        ("GET", "/v1/documents?limit=0", 422, "invalid-input"),
        ("GET", "/v1/documents?limit=many", 422, "invalid-input"),
        ("GET", "/v1/documents?cursor=nonsense", 422, "invalid-input"),
    ],
)
def test_what_is_not_there_is_a_problem(client: httpx.Client, method: str, path: str, status: int, slug: str) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert told(response)["type"] == f"urn:aide-memoire:{slug}"


def test_a_wrong_method_names_the_right_one(client: httpx.Client) -> None:
    assert client.get("/v1/ask").headers["allow"] == "POST"


@pytest.mark.parametrize("body", ["{", "", "{'question': 'x'}", "\xff"])
def test_malformed_json_is_refused(client: httpx.Client, body: str) -> None:
    response = client.post("/v1/ask", content=body.encode("latin-1"), headers=JSON)
    told(response)
    assert response.status_code in (400, 422)


def test_json_nested_too_deeply_is_refused(client: httpx.Client) -> None:
    response = client.post("/v1/ask", content="[" * 10_000 + "]" * 10_000, headers=JSON)
    told(response)
    assert response.status_code in (400, 422)


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_another_content_type_is_refused(client: httpx.Client, content_type: str | None) -> None:
    headers = {"content-type": content_type} if content_type else {}
    response = client.post("/v1/ask", content=b'{"question": "x"}', headers=headers)
    assert response.status_code == 415
    assert "application/json" in told(response)["detail"]


@pytest.mark.parametrize(("path", "size"), [("/v1/documents", 20_001), ("/v1/ask", limits.REQUEST + 1)])
@pytest.mark.parametrize("announced", [True, False])
def test_a_body_over_the_limit_is_refused(client: httpx.Client, path: str, size: int, announced: bool) -> None:
    content = b"x" * size if announced else iter([b"x" * (size // 2), b"x" * (size - size // 2)])
    response = client.post(path, content=content, headers=JSON)
    assert response.status_code == 413
    assert told(response)["type"] == "urn:aide-memoire:too-large"


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 422), ("none", 422)]
)
def test_a_page_of_another_site_changes_nothing(client: httpx.Client, site: str, status: int) -> None:
    response = client.post("/v1/documents", json={"text": ""}, headers={"sec-fetch-site": site})
    assert response.status_code == status
    told(response)
    assert client.get("/v1/documents", headers={"sec-fetch-site": site}).status_code == 200


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["question", "history", "filters", "as_of", "mode", "max_statements", "trace", "query", "top_k", "text", "title"]
)


@settings(deadline=None, max_examples=150)
@given(
    path=st.sampled_from(["/v1/ask", "/v1/search", "/v1/documents", "/v1/verify", "/v1/check"]),
    body=st.dictionaries(FIELDS, JSON_VALUES, max_size=5) | JSON_VALUES,
)
def test_no_json_is_an_internal_error(client: httpx.Client, path: str, body: Any) -> None:
    response = client.post(path, content=json.dumps(body), headers=JSON)
    assert response.status_code in (200, 201, 422, 501), response.text
    if response.status_code >= 400:
        told(response)


def test_the_generative_mode_needs_a_model(client: httpx.Client) -> None:
    response = client.post("/v1/ask", json={"question": "x", "mode": "generative"})
    assert response.status_code == 501
    assert '"auto"' in told(response)["detail"]


def test_every_error_of_the_tree_has_a_kind() -> None:
    tree = [errors.AideMemoireError]
    for error in tree:
        tree += error.__subclasses__()
    assert len(tree) > 8
    statuses = {error.__name__: problems.kind_of(error("x")).status for error in tree if error in problems.KINDS}
    assert set(statuses) == {error.__name__ for error in tree if error.__name__[0] != "_"} - {"AideMemoireError"}
    assert all(400 <= status < 600 for status in statuses.values())
