import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import httpx
import pytest

from tests.service.http.running import running
from tests.service.http.scripts import refusal

TEXT = "Keith Kellogg leaves his post in January. He told his colleagues on Wednesday."


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with running(tmp_path, refusal, max_upload=200_000) as client:
        yield client


def upload(client: httpx.Client, name: str, content: bytes, **fields: Any) -> httpx.Response:
    return client.post("/v1/documents", files={"file": (name, content)}, data=fields)


def found(client: httpx.Client, query: str) -> list[str]:
    response = client.post("/v1/search", json={"query": query})
    return [passage["document_id"] for passage in response.json()["passages"]]


def test_a_text_is_found_at_once(client: httpx.Client) -> None:
    response = client.post("/v1/documents", json={"text": TEXT, "title": "Kellogg goes", "published": "2025-11-19"})
    added = response.json()
    assert response.status_code == 201
    assert response.headers["location"] == f"/v1/documents/{added['document_id']}"
    assert added["title"] == "Kellogg goes"
    assert added["names"] == [f"text:{added['document_id']}"]
    assert client.get(response.headers["location"]).json() == added
    assert found(client, "When does Kellogg leave?") == [added["document_id"]]


def test_a_text_that_is_there_already_changes_nothing(client: httpx.Client) -> None:
    first = client.post("/v1/documents", json={"text": TEXT})
    second = client.post("/v1/documents", json={"text": TEXT})
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert second.headers["location"] == first.headers["location"]


def test_other_metadata_of_the_same_text_replace_the_ones_before(client: httpx.Client) -> None:
    client.post("/v1/documents", json={"text": TEXT, "title": "Old"})
    response = client.post("/v1/documents", json={"text": TEXT, "title": "New"})
    assert response.status_code == 201
    assert client.get(response.headers["location"]).json()["title"] == "New"
    assert len(client.get("/v1/documents").json()["documents"]) == 1


def test_a_file_is_uploaded_with_metadata_beside_it(client: httpx.Client) -> None:
    response = upload(
        client, "kellogg.md", f"---\ntitle: Inner\nauthor: A. Writer\n---\n\n{TEXT}\n".encode(),
        title="Outer", published="2025-11-19", language="en", kind="news", actors=["Kellogg", "Trump"], url="",
    )  # fmt: skip
    added = response.json()
    assert response.status_code == 201, added
    assert (added["title"], added["author"], added["published"]) == ("Outer", "A. Writer", "2025-11-19")
    assert (added["actors"], added["kind"], added["url"]) == (["Kellogg", "Trump"], "news", None)
    assert added["names"] == ["upload:kellogg.md"]
    assert added["text"] == TEXT


def test_a_word_file_is_read(client: httpx.Client) -> None:
    written, file = docx.Document(), io.BytesIO()
    written.add_paragraph(TEXT)
    written.save(file)
    assert upload(client, "kellogg.docx", file.getvalue()).json()["text"] == TEXT


def test_a_file_replaces_the_one_uploaded_before_under_its_name(client: httpx.Client) -> None:
    first = upload(client, "news.txt", TEXT.encode()).json()
    second = upload(client, "news.txt", b"Steve Witkoff goes to Moscow instead.").json()
    assert client.get(f"/v1/documents/{first['document_id']}").status_code == 404
    assert found(client, "Kellogg") == [second["document_id"]]


def test_a_name_is_the_last_part_of_a_path(client: httpx.Client) -> None:
    assert upload(client, "C:\\texts\\../news.txt", TEXT.encode()).json()["names"] == ["upload:news.txt"]


@pytest.mark.parametrize(
    ("name", "content", "status", "slug"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n", 415, "unsupported-format"),
        ("program.exe", b"MZ\x90\x00", 415, "unsupported-format"),
        ("broken.pdf", b"%PDF-1.7 and no more", 422, "unreadable-document"),
        ("broken.docx", b"PK\x03\x04 and no more", 422, "unreadable-document"),
        ("empty.txt", b"", 422, "unreadable-document"),
        ("blank.txt", b" \n\n", 422, "unreadable-document"),
        ("wrong.md", b"---\npublished: soon\n---\n\nText.", 422, "invalid-input"),
        ("large.txt", b"word " * 50_000, 413, "too-large"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    client: httpx.Client, name: str, content: bytes, status: int, slug: str
) -> None:
    response = upload(client, name, content)
    problem = response.json()
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:aide-memoire:{slug}"
    assert name in problem["detail"] or status == 413
    assert client.get("/v1/documents").json()["documents"] == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"published": "soon"}, "published"),
        ({"titel": "x"}, "titel"),
        ({"kind": "gossip"}, "kind"),
        ({"title": ["a", "b"]}, "title"),
    ],
)
def test_metadata_that_cannot_be_used_name_their_field(client: httpx.Client, fields: Any, field: str) -> None:
    response = upload(client, "a.txt", TEXT.encode(), **fields)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": " \n "}, {"text": 7}, {"text": "x", "txt": "y"}, []])
def test_a_text_is_checked(client: httpx.Client, body: Any) -> None:
    response = client.post("/v1/documents", json=body)
    assert response.status_code == 422
    assert response.json()["errors"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400),
        ({"content": b"\xff", "headers": {"content-type": "application/json"}}, 400),
        ({"content": b"text", "headers": {"content-type": "text/plain"}}, 415),
        ({"content": b"text"}, 415),
        ({"content": b"text", "headers": {"content-type": "multipart/form-data"}}, 400),
        ({"content": b"text", "headers": {"content-type": "multipart/form-data; boundary=x"}}, (400, 422)),
        ({"files": [("a", ("a.txt", b"a")), ("b", ("b.txt", b"b"))]}, 422),
        ({"files": [(name, (f"{name}.txt", b"a")) for name in "abc"]}, (400, 422)),
        ({"files": {"title": (None, "x")}}, 422),
        ({"files": {"file": ("", b"x")}}, 422),
    ],
)
def test_a_body_that_is_no_document_is_a_problem(client: httpx.Client, request_: Any, status: Any) -> None:
    response = client.post("/v1/documents", **request_)
    assert response.status_code in (status if isinstance(status, tuple) else (status,)), response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


def test_documents_are_added_side_by_side_while_questions_are_asked(client: httpx.Client) -> None:
    stop = threading.Event()

    def ask() -> set[int]:
        statuses = set()
        while not stop.is_set():
            statuses.add(client.post("/v1/search", json={"query": "text number"}).status_code)
        return statuses

    def add(number: int) -> int:
        return client.post("/v1/documents", json={"text": f"This is text number {number}."}).status_code

    with ThreadPoolExecutor(5) as pool:
        asking = pool.submit(ask)
        added = list(pool.map(add, range(12)))
        stop.set()
        assert asking.result() == {200}
    assert added == [201] * 12
    assert len(client.get("/v1/documents").json()["documents"]) == 12
