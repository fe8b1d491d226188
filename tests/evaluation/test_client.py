import socket

import pytest

from evaluation.client import Service
from evaluation.errors import ServiceRefused, ServiceUnreachable
from evaluation.questions import Question
from tests.evaluation.fake_service import FakeService, passage, serving
from tests.evaluation.making import question


def test_asks_for_what_the_question_limits() -> None:
    asked = question(
        "a", as_of="2025-11-22", filters={"kinds": ["news"]}, history=[{"role": "user", "content": "Before?"}]
    )
    with serving(FakeService()) as fake:
        service = Service(fake.url + "/")
        service.ask(asked, "extractive")
        service.search(asked, 7)
        service.close()
    limits = {"as_of": "2025-11-22", "filters": {"kinds": ["news"]}}
    history = [{"role": "user", "content": "Before?"}]
    sent = {"question": asked.question, "mode": "extractive", "trace": True, "history": history}
    assert fake.requests == [("/v1/ask", sent | limits), ("/v1/search", {"query": asked.question, "top_k": 7} | limits)]


def test_reads_passages_texts_and_verdicts() -> None:
    found = [passage("d", "text", 0), passage("e", "other", 1)]
    with serving(FakeService(documents={"d": "The text."}, passages={"What of a?": found})) as fake:
        service = Service(fake.url)
        passages, milliseconds = service.search(question("a"), 1)
        assert [one.document_id for one in passages] == ["d"]
        assert milliseconds > 0
        assert service.text("d") == service.text("d") == "The text."
        assert service.verify("text", ["The text."]) == (True, "supported")
        assert service.verify("another", ["The text."]) == (False, "not_covered")
        service.close()
    assert [path for path, _ in fake.requests].count("/v1/documents/d") == 1


def test_a_problem_of_the_service_is_told_with_its_words() -> None:
    with serving(FakeService(failing={"What of a?": 500})) as fake:
        service = Service(fake.url)
        with pytest.raises(ServiceRefused, match=r"POST /v1/ask: 500 scripted failure 500"):
            service.ask(question("a"), "auto")
        with pytest.raises(ServiceRefused, match=r"GET /v1/documents/x: 404 no document x"):
            service.text("x")
        service.close()


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ({"status": "answered"}, "'answer' is missing"),
        (
            {"status": "answered", "answer": "", "statements": [{"text": "s"}], "citations": []},
            "'statements.0.citations'",
        ),
        ({"status": 7}, "'status'"),
    ],
)
def test_an_answer_of_another_form_is_refused(reply: dict[str, object], message: str) -> None:
    with serving(FakeService(answers={"What of a?": reply})) as fake:
        service = Service(fake.url)
        with pytest.raises(ServiceRefused, match="not of the contract's form") as caught:
            service.ask(question("a"), "auto")
        service.close()
    assert message in str(caught.value)


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        service = Service(url)
        with pytest.raises(ServiceUnreachable, match=f"the service at {url} does not answer"):
            service.ready()
        service.close()


@pytest.mark.parametrize("url", ["localhost:8000", "http://[", "nonsense"])
def test_an_address_that_is_none(url: str) -> None:
    service = Service(url)
    with pytest.raises(ServiceUnreachable):
        service.search(Question(id="a", question="Who?"), 5)
    service.close()
