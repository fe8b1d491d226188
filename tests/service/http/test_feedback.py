import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from evaluation.questions import read_questions
from tests.service.http.running import running
from tests.service.http.scripts import refusal, two_statements


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(tmp_path_factory.mktemp("data"), two_statements) as client:
        yield client


def asked(client: httpx.Client, **others: Any) -> dict[str, Any]:
    """An answer of two statements."""
    answer: dict[str, Any] = client.post("/v1/ask", json={"question": "Who led it?", **others}).json()
    return answer


def address(answer: dict[str, Any]) -> str:
    """Where its flags are."""
    return f"/v1/answers/{answer['answer_id']}/feedback"


def exported(client: httpx.Client, answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of the export about an answer."""
    response = client.get("/v1/feedback.jsonl")
    assert response.headers["content-type"] == "application/jsonl"
    lines = [json.loads(line) for line in response.text.splitlines()]
    return [line for line in lines if line["answer_id"] == answer["answer_id"]]


def test_a_statement_is_flagged_and_the_flag_replaced_and_taken_away(client: httpx.Client) -> None:
    answer = asked(client)
    assert client.get(address(answer)).json() == {"flags": []}
    first = client.post(address(answer), json={"statement": 2, "flag": "wrong", "note": " They told Brussels. "})
    assert first.status_code == 201
    assert first.json() | {"time": ""} == {"statement": 2, "flag": "wrong", "note": "They told Brussels.", "time": ""}
    second = client.post(address(answer), json={"statement": 2, "flag": "incomplete"})
    assert second.status_code == 200
    assert client.get(address(answer)).json() == {"flags": [second.json()]}
    assert client.delete(f"{address(answer)}/2").status_code == 204
    assert client.get(address(answer)).json() == {"flags": []}
    assert exported(client, answer) == []


def test_flagging_changes_nothing_of_the_answer(client: httpx.Client) -> None:
    answer = asked(client)
    client.post(address(answer), json={"statement": 0, "flag": "incomplete", "note": "Nothing on the Europeans."})
    assert client.get(f"/v1/answers/{answer['answer_id']}").json() == answer


def test_flags_are_exported_as_questions_that_evaluation_reads(client: httpx.Client, tmp_path: Path) -> None:
    history = [{"role": "user", "content": "Was there a meeting?"}, {"role": "assistant", "content": "Yes. [1]"}]
    answer = asked(client, history=history, as_of="2025-11-30", filters={"kinds": ["news"]})
    client.post(address(answer), json={"statement": 2, "flag": "not_supported", "note": "“Nobody” is too much."})
    client.post(address(answer), json={"statement": 0, "flag": "incomplete"})
    one, whole = sorted(exported(client, answer), key=lambda line: -line["statement_number"])
    assert one | {"time": "", "model": ""} == {
        "id": f"{answer['answer_id']}-2",
        "question": "Who led it?",
        "type": "follow-up",
        "answerable": True,
        "history": history,
        "as_of": "2025-11-30",
        "filters": {"kinds": ["news"]},
        "answer_id": answer["answer_id"],
        "statement_number": 2,
        "statement": "Nobody told Brussels.",
        "citations": [answer["citations"][1]],
        "flag": "not_supported",
        "note": "“Nobody” is too much.",
        "time": "",
        "mode": "extractive",
        "model": "",
    }
    assert whole["statement"] == answer["answer"]
    assert whole["citations"] == answer["citations"]
    path = tmp_path / "feedback.jsonl"
    path.write_text(client.get("/v1/feedback.jsonl").text)
    read = {question.id: question for question in read_questions(path)}
    assert read[one["id"]].as_of == "2025-11-30"
    assert read[one["id"]].filters == {"kinds": ["news"]}
    assert [turn.content for turn in read[one["id"]].history] == ["Was there a meeting?", "Yes. [1]"]


def test_flags_survive_a_restart_and_a_refusal_can_be_flagged(tmp_path: Path) -> None:
    with running(tmp_path, refusal) as client:
        answer = asked(client)
        client.post(address(answer), json={"statement": 0, "flag": "wrong", "note": "The dossier has it."})
    with running(tmp_path, refusal) as client:
        assert [one["note"] for one in client.get(address(answer)).json()["flags"]] == ["The dossier has it."]
        (line,) = exported(client, answer)
        assert (line["statement_number"], line["citations"], line["type"]) == (0, [], "lookup")


def test_an_answer_says_when_and_with_which_conditions_it_was_asked(client: httpx.Client) -> None:
    answer = asked(client, as_of="2025-11-30", filters={"publishers": ["Example Post"], "published_from": "2025-11-01"})
    assert answer["as_of"] == "2025-11-30"
    assert answer["filters"] == {"publishers": ["Example Post"], "published_from": "2025-11-01"}
    assert answer["asked_at"].endswith("Z")
    plain = asked(client)
    assert (plain["as_of"], plain["filters"]) == (None, None)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"statement": 1}, "flag"),
        ({"statement": 1, "flag": "bad"}, "flag"),
        ({"flag": "wrong"}, "statement"),
        ({"statement": -1, "flag": "wrong"}, "statement"),
        ({"statement": "1", "flag": "wrong"}, "statement"),
        ({"statement": 1, "flag": "wrong", "note": "x" * 2001}, "note"),
        ({"statement": 1, "flag": "wrong", "verdict": "x"}, "verdict"),
    ],
)
def test_an_unusable_flag_is_a_problem_that_names_the_field(
    client: httpx.Client, body: dict[str, Any], field: str
) -> None:
    response = client.post(address(asked(client)), json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"] == field


def test_what_is_not_there_is_not_found(client: httpx.Client) -> None:
    answer = asked(client)
    unknown = "/v1/answers/0123456789abcdef/feedback"
    responses = [
        client.get(unknown),
        client.post(unknown, json={"statement": 1, "flag": "wrong"}),
        client.delete(f"{unknown}/1"),
        client.delete(f"{address(answer)}/1"),
    ]
    assert [one.status_code for one in responses] == [404] * 4
    assert {one.headers["content-type"] for one in responses} == {"application/problem+json"}
    beyond = client.post(address(answer), json={"statement": 3, "flag": "wrong"})
    assert beyond.status_code == 422
    assert "2 statements" in beyond.json()["detail"]


def test_the_openapi_document_tells_of_flags_and_their_export(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths["/v1/answers/{answer_id}/feedback"]) == {"get", "post"}
    assert set(paths["/v1/answers/{answer_id}/feedback/{statement}"]) == {"delete"}
    assert "application/jsonl" in paths["/v1/feedback.jsonl"]["get"]["responses"]["200"]["content"]
