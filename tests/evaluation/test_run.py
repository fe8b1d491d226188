import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluation.client import Service
from evaluation.errors import ServiceUnreachable
from evaluation.questions import Question
from evaluation.results import Result, read_results
from evaluation.run import FAILURES_IN_A_ROW, Plan, ask_one, run
from tests.evaluation.fake_service import JSON, FakeService, passage, serving
from tests.evaluation.making import question

DOCUMENTS = {"d": "Rubio led the talks. They met in Geneva.", "e": "The talks were in Geneva."}


@contextlib.contextmanager
def started(fake: FakeService) -> Iterator[Service]:
    with serving(fake):
        service = Service(fake.url)
        yield service
        service.close()


def ask(questions: list[Question], service: Service, path: Path, plan: Plan | None = None) -> list[Result]:
    return run(questions, service, path, plan or Plan(), lambda count: None)


def test_a_result_holds_all_that_scoring_needs() -> None:
    fake = FakeService(DOCUMENTS, passages={"What of a?": [passage("d", DOCUMENTS["d"])]})
    fake.answer("What of a?", ("d", "Rubio led the talks."), ("e", "The talks were in Geneva."))
    answer = fake.answers["What of a?"]
    answer["statements"] = [{"text": "Rubio led the talks in Geneva.", "citations": [1, 2]}]
    fake.supported = lambda statement, quotes: "Rubio led the talks." in quotes
    with started(fake) as service:
        one = ask_one(question("a", relevant={"d": 1}), service, Plan())
    assert one.ask is not None
    assert one.error is None
    assert one.sources == {1: "Rubio led the talks.", 2: "The talks were in Geneva."}
    assert [(check.citations, check.supported) for check in one.checks] == [([1, 2], True), ([1], True), ([2], False)]
    assert [one.document_id for one in one.search or []] == ["d"]
    assert fake.requests[0][1]["top_k"] == 50  # ten different documents have to be among them
    assert one.ask.trace is not None


def test_a_quote_that_stands_elsewhere_is_kept_as_what_stands_there() -> None:
    fake = FakeService(DOCUMENTS)
    fake.answer("What of a?", ("d", "Rubio led the talks."), ("e", "The talks were in Geneva."))
    first, second = fake.answers["What of a?"]["citations"]
    first["start"], first["end"], second["document_id"] = 1, 10**6, "gone"
    with started(fake) as service:
        one = ask_one(question("a"), service, Plan())
    assert one.sources == {1: "ubio led the talks. They met in Geneva.", 2: None}


def test_a_question_with_a_history_is_not_searched() -> None:
    fake = FakeService()
    with started(fake) as service:
        one = ask_one(question("a", history=[{"role": "user", "content": "Before?"}]), service, Plan())
    assert one.search is None
    assert [path for path, _ in fake.requests] == ["/v1/ask"]


def test_search_only_asks_nothing() -> None:
    fake = FakeService()
    with started(fake) as service:
        one = ask_one(question("a"), service, Plan(search_only=True))
    assert one.ask is None
    assert [path for path, _ in fake.requests] == ["/v1/search"]


def test_results_are_in_the_order_of_the_questions_whoever_is_faster(tmp_path: Path) -> None:
    questions = [question(str(n)) for n in range(20)]
    with started(FakeService()) as service:
        results = ask(questions, service, tmp_path / "r.jsonl", Plan(workers=4))
    assert [one.question.id for one in results] == [str(n) for n in range(20)]
    assert read_results(tmp_path / "r.jsonl") == results


def test_failed_questions_are_named_kept_and_asked_again(tmp_path: Path) -> None:
    fake, questions = FakeService(failing={"What of b?": 500}), [question("a"), question("b")]
    with started(fake) as service:
        before = ask(questions, service, tmp_path / "r.jsonl")
        assert [one.error for one in before] == [None, "POST /v1/search: 500 scripted failure 500"]
        fake.failing.clear()
        fake.requests.clear()
        counts: list[int] = []
        after = run(questions, service, tmp_path / "r.jsonl", Plan(), counts.append)
    assert [one.error for one in after] == [None, None]
    assert fake.asked() == ["What of b?"]
    assert counts == [1, 1]  # one was there already, one was asked


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path, questions = tmp_path / "r.jsonl", [question(str(n)) for n in range(6)]
    with started(FakeService()) as service:
        ask(questions[:3], service, path)
    with path.open("a") as file:
        file.write('{"question": {"id": "3", "que')  # the run was killed while it wrote this line
    fake = FakeService()
    with started(fake) as service:
        results = ask(questions, service, path)
    assert sorted(fake.asked()) == [f"What of {n}?" for n in (3, 4, 5)]
    assert [one.question.id for one in results] == [str(n) for n in range(6)]


def test_a_service_that_goes_away_stops_the_run_and_keeps_what_was_measured(tmp_path: Path) -> None:
    path, questions = tmp_path / "r.jsonl", [question(str(n)) for n in range(30)]
    fake = FakeService()
    answered = 0

    def go_away(path: str, body: JSON, reply=fake.reply) -> tuple[int, JSON]:  # type: ignore[no-untyped-def]
        nonlocal answered
        answered += path == "/v1/ask"
        if answered > 5:
            raise ConnectionAbortedError
        status, content = reply(path, body)
        return status, content

    fake.reply = go_away  # type: ignore[method-assign]
    with started(fake) as service, pytest.raises(ServiceUnreachable):
        ask(questions, service, path, Plan(workers=1))
    assert len(read_results(path)) == 5


def test_a_service_that_only_fails_stops_the_run(tmp_path: Path) -> None:
    questions = [question(str(n)) for n in range(100)]
    fake = FakeService(failing={one.question: 503 for one in questions})
    with started(fake) as service, pytest.raises(ServiceUnreachable, match="20 requests failed in a row"):
        ask(questions, service, tmp_path / "r.jsonl", Plan(workers=1))
    kept = read_results(tmp_path / "r.jsonl")
    assert len(kept) == FAILURES_IN_A_ROW
    assert all(one.error for one in kept)


def test_a_service_without_verification_is_measured_all_the_same() -> None:
    fake = FakeService(DOCUMENTS)
    fake.answer("What of a?", ("d", "Rubio led the talks."))
    reply = fake.reply
    fake.reply = lambda path, body: (501, {}) if path == "/v1/verify" else reply(path, body)  # type: ignore[method-assign]
    with started(fake) as service:
        one = ask_one(question("a"), service, Plan())
    assert one.error is None
    assert one.checks == []
    assert one.sources == {1: "Rubio led the talks."}
