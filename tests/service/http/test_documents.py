from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from index.documents import Document
from tests.doubles import document
from tests.service.http.running import running
from tests.service.http.scripts import GENEVA, two_statements

NUMBERED = [
    document(f"This is text number {number}.", title=f"Document {number}", published=date(2025, 11, number + 1))
    for number in range(4)
]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with running(tmp_path, two_statements, GENEVA, *NUMBERED) as client:
        yield client


def listed(client: httpx.Client, **parameters: Any) -> dict[str, Any]:
    response = client.get("/v1/documents", params=parameters)
    response.raise_for_status()
    found: dict[str, Any] = response.json()
    return found


def test_a_listing_tells_what_is_known_of_each_document(client: httpx.Client) -> None:
    page = listed(client)
    assert list(page) == ["documents"]
    (geneva,) = [one for one in page["documents"] if one["document_id"] == GENEVA.document_id]
    assert geneva == {
        "document_id": GENEVA.document_id,
        "title": "Geneva talks",
        "publisher": "Example Post",
        "author": None,
        "published": "2025-11-23",
        "url": "https://example.org/geneva",
        "language": "en",
        "kind": "news",
        "actors": ["Rubio", "Witkoff"],
        "passages": 2,
        "sha256": GENEVA.sha256,
        "names": ["Geneva talks"],
    }


def test_pages_follow_each_other_without_gap_or_repetition(client: httpx.Client) -> None:
    whole = [one["document_id"] for one in listed(client)["documents"]]
    pages: list[list[str]] = []
    cursor: dict[str, str] = {}
    while True:
        page = listed(client, limit=2, **cursor)
        pages.append([one["document_id"] for one in page["documents"]])
        if "next" not in page:
            break
        cursor = {"cursor": page["next"]}
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [identifier for page in pages for identifier in page] == whole


def test_a_document_is_given_with_the_text_that_offsets_count_into(client: httpx.Client) -> None:
    found = client.get(f"/v1/documents/{GENEVA.document_id}").json()
    assert found["text"] == GENEVA.text
    assert found["names"] == ["Geneva talks"]
    answer = client.post("/v1/ask", json={"question": "Who?"}).json()
    for citation in answer["citations"]:
        assert found["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_search_gives_passages_of_the_documents(client: httpx.Client) -> None:
    found = client.post("/v1/search", json={"query": "Who told Brussels?", "top_k": 2}).json()
    assert len(found["passages"]) == 2
    best = found["passages"][0]
    assert set(best) == {
        "passage_id", "document_id", "text", "start", "end", "page", "title", "publisher", "published", "url", "score",
    }  # fmt: skip
    assert "Brussels" in best["text"]
    assert GENEVA.text[best["start"] : best["end"]] == best["text"]
    assert found["timings_ms"]["total"] > 0


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"as_of": "2025-11-02"}, NUMBERED[:2]),
        ({"filters": {"published_from": "2025-11-03", "published_to": "2025-11-04"}}, NUMBERED[2:]),
        ({"filters": {"publishers": ["example post"]}}, [GENEVA]),
        ({"filters": {"actors": ["Witkoff"], "kinds": ["news"], "languages": ["en"]}}, [GENEVA]),
        ({"filters": {"document_ids": [NUMBERED[1].document_id]}}, [NUMBERED[1]]),
        ({"filters": {"publishers": ["nobody"]}}, []),
    ],
)
def test_a_search_keeps_to_its_filters(client: httpx.Client, limits: Any, expected: list[Document]) -> None:
    found = client.post("/v1/search", json={"query": "text number", "top_k": 100, **limits}).json()["passages"]
    assert {one["document_id"] for one in found} == {one.document_id for one in expected}


def test_a_passage_stands_between_its_neighbours(client: httpx.Client) -> None:
    first, second = GENEVA.passages
    found = client.get(f"/v1/passages/{second.passage_id}").json()
    assert found["text"] == GENEVA.slice(second)
    assert found["before"] + found["text"] + found["after"] == GENEVA.text
    assert found["title"] == "Geneva talks"
    assert client.get(f"/v1/passages/{first.passage_id}").json()["before"] == ""


def test_a_deleted_document_is_gone_and_answers_that_cite_it_stay(client: httpx.Client) -> None:
    answer = client.post("/v1/ask", json={"question": "Who?"})
    response = client.delete(f"/v1/documents/{GENEVA.document_id}")
    assert (response.status_code, response.content) == (204, b"")
    assert client.get(f"/v1/documents/{GENEVA.document_id}").status_code == 404
    assert client.get(f"/v1/passages/{GENEVA.passages[0].passage_id}").status_code == 404
    assert len(listed(client)["documents"]) == len(NUMBERED)
    found = client.post("/v1/search", json={"query": "Who told Brussels?", "top_k": 100}).json()["passages"]
    assert GENEVA.document_id not in {one["document_id"] for one in found}
    assert client.get(f"/v1/answers/{answer.json()['answer_id']}").content == answer.content


def test_a_document_stays_deleted_when_the_service_starts_again(tmp_path: Path) -> None:
    with running(tmp_path, two_statements, GENEVA) as client:
        client.delete(f"/v1/documents/{GENEVA.document_id}")
    with running(tmp_path, two_statements) as client:
        assert listed(client)["documents"] == []
