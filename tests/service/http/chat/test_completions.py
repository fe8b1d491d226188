"""`/v1/chat/completions` and `/v1/models` as the `openai` package uses them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from index.errors import IndexMismatch
from index.library import Library
from service.answer import Claim, Conflict
from service.answering import Answered, Event, Question, Retrieved
from service.http import working
from tests.service.generation.dossiers import CAP, QUESTION, SEAT
from tests.service.generation.fake_server import serving
from tests.service.generation.test_service import service, writes
from tests.service.http.running import Script, running
from tests.service.http.scripts import GENEVA, cited, refusal, two_statements
from tests.service.http.test_asking import Endless

ASKED: list[Any] = [{"role": "user", "content": "Who led it?"}]
ANSWER = "Marco Rubio led the American delegation in Geneva. [1] Nobody told Brussels. [2]"
SOURCE = "Geneva talks, Example Post, 2025-11-23, https://example.org/geneva"


@contextmanager
def served(folder: Path, script: Script) -> Iterator[tuple[OpenAI, httpx.Client]]:
    """A client of OpenAI for a running service, and a plain one."""
    with running(folder, script, GENEVA) as plain:
        yield OpenAI(api_key="unused", base_url=f"{plain.base_url}/v1", max_retries=0, timeout=20), plain


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenAI, httpx.Client]]:
    with served(tmp_path_factory.mktemp("data"), two_statements) as both:
        yield both


@pytest.fixture
def client(both: tuple[OpenAI, httpx.Client]) -> OpenAI:
    return both[0]


def ask(client: OpenAI, **others: Any) -> ChatCompletion:
    given = {"model": "aide-memoire", "messages": ASKED} | others
    create: Any = client.chat.completions.create
    completion: ChatCompletion = create(**given)
    return completion


def stream(client: OpenAI, **others: Any) -> list[ChatCompletionChunk]:
    given = {"model": "aide-memoire", "messages": ASKED, "stream": True} | others
    create: Any = client.chat.completions.create
    return list(create(**given))


def test_the_content_has_markers_and_ends_with_the_sources(client: OpenAI) -> None:
    completion = ask(client)
    (choice,) = completion.choices
    assert completion.object == "chat.completion"
    assert completion.id.startswith("chatcmpl-")
    assert completion.model == "aide-memoire"
    assert (choice.finish_reason, choice.index, choice.message.role) == ("stop", 0, "assistant")
    assert choice.message.refusal is None
    assert choice.message.content == f"{ANSWER}\n\nSources:\n\n- [1] {SOURCE}\n- [2] {SOURCE}"


def test_annotations_mark_the_markers_and_carry_the_spans_of_the_sources(client: OpenAI) -> None:
    message = ask(client).choices[0].message
    assert message.content is not None
    assert message.annotations is not None
    assert len(message.annotations) == 2
    for number, annotation in enumerate(message.annotations, 1):
        assert annotation.type == "url_citation"
        found = annotation.url_citation
        assert message.content[found.start_index : found.end_index] == f"[{number}]"
        assert (found.url, found.title) == ("https://example.org/geneva", "Geneva talks")
        ours = found.model_extra
        assert ours is not None
        assert ours["document_id"] == GENEVA.document_id
        assert GENEVA.text[ours["start"] : ours["end"]] == ours["quote"]
        assert (ours["number"], ours["publisher"], ours["published"]) == (number, "Example Post", "2025-11-23")


def test_the_answer_is_stored_and_counted_like_any_other(both: tuple[OpenAI, httpx.Client]) -> None:
    client, plain = both

    def answers() -> float:
        lines = plain.get("/metrics").text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith("aide_memoire_answers_total"))

    before = answers()
    told = (ask(client).model_extra or {})["aide_memoire"]
    stored = plain.get(f"/v1/answers/{told['answer_id']}").json()
    assert (stored["answer"], stored["question"]) == (ANSWER, "Who led it?")
    assert {name: stored[name] for name in told} == told
    assert answers() == before + 1
    stream(client)
    assert answers() == before + 2


def test_a_stream_is_the_plain_completion_in_pieces(client: OpenAI) -> None:
    plain, chunks = ask(client).choices[0].message, stream(client)
    assert {chunk.object for chunk in chunks} == {"chat.completion.chunk"}
    assert len({(chunk.id, chunk.created, chunk.model) for chunk in chunks}) == 1
    deltas = [chunk.choices[0].delta for chunk in chunks]
    assert deltas[0].role == "assistant"
    contents = [delta.content or "" for delta in deltas]
    assert len([content for content in contents if content]) == 3, "two statements and the sources"
    assert "".join(contents) == plain.content
    told = [one for delta in deltas for one in (delta.model_extra or {}).get("annotations", [])]
    assert plain.annotations is not None
    assert told == [one.model_dump(mode="json") for one in plain.annotations]
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    assert (chunks[-1].model_extra or {})["aide_memoire"]["status"] == "answered"
    assert all(chunk.usage is None for chunk in chunks)


def test_the_helper_of_the_client_puts_a_stream_together(client: OpenAI) -> None:
    with client.chat.completions.stream(model="aide-memoire", messages=ASKED) as events:
        kinds = [event.type for event in events]
        message = events.get_final_completion().choices[0].message
    assert kinds.count("content.delta") >= 3
    plain = ask(client).choices[0].message
    assert message.content == plain.content
    assert message.annotations is not None
    assert plain.annotations is not None
    assert [one.model_dump() for one in message.annotations] == [one.model_dump() for one in plain.annotations]


def test_usage_is_told_and_in_a_stream_when_asked_for(client: OpenAI) -> None:
    usage = ask(client).usage
    assert usage is not None
    assert usage.prompt_tokens == 4  # ▁Who ▁led ▁it ?
    assert usage.completion_tokens > 50
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
    chunks = stream(client, stream_options={"include_usage": True})
    assert chunks[-1].choices == []
    assert chunks[-1].usage == usage
    assert all(chunk.usage is None for chunk in chunks[:-1])
    assert chunks[-2].choices[0].finish_reason == "stop"


@pytest.mark.parametrize("name", ["max_tokens", "max_completion_tokens"])
def test_a_limit_of_tokens_cuts_the_content_between_words_and_says_so(client: OpenAI, name: str) -> None:
    for most in (1, 5, 11, 14, 20, 60):
        completion = ask(client, **{name: most})
        (choice,), usage = completion.choices, completion.usage
        content = choice.message.content
        assert usage is not None
        assert content is not None
        assert usage.completion_tokens <= most
        assert ask(client).choices[0].message.content.startswith(content)  # type: ignore[union-attr]
        assert choice.finish_reason == "length"
        for annotation in choice.message.annotations or []:
            found = annotation.url_citation
            assert content[found.start_index : found.end_index] in ("[1]", "[2]")
        assert "".join(chunk.choices[0].delta.content or "" for chunk in stream(client, **{name: most})) == content
    assert ask(client, **{name: 1000}).choices[0].finish_reason == "stop"


def asking(asked: list[Question]) -> Script:
    def script(question: Question, library: Library) -> Iterator[Event]:
        asked.append(question)
        return refusal(question, library)

    return script


def test_the_last_message_is_the_question_and_the_others_are_its_history(tmp_path: Path) -> None:
    asked: list[Question] = []
    with served(tmp_path, asking(asked)) as (client, _):
        messages = [
            {"role": "system", "content": "You are a pirate."},
            {"role": "developer", "content": "Never cite."},
            {"role": "user", "content": "Who led it?"},
            {"role": "assistant", "content": f"{ANSWER}\n\nSources:\n\n- [1] {SOURCE}"},
            {"role": "assistant", "content": None, "refusal": None},
            {"role": "user", "content": [{"type": "text", "text": "And"}, {"type": "text", "text": "then?"}]},
        ]
        given = {"as_of": "2025-11-30", "filters": {"publishers": ["Example Post"]}, "max_statements": 3}
        ask(client, messages=messages, extra_body=given)
        ask(client, model="aide-memoire-extractive")
    question, other = asked
    assert question.text == "And\nthen?"
    assert [(turn.role, turn.content) for turn in question.history] == [("user", "Who led it?"), ("assistant", ANSWER)]
    assert (str(question.filters.as_of), question.filters.publishers) == ("2025-11-30", ("Example Post",))
    assert (question.mode, question.max_statements) == ("auto", 3)
    assert (other.mode, other.history) == ("extractive", ())


def test_what_clients_send_besides_is_taken_in_good_part(client: OpenAI) -> None:
    harmless: dict[str, Any] = {
        "temperature": 0.2, "top_p": 1, "presence_penalty": 0.1, "frequency_penalty": 0, "seed": 7, "user": "me",
        "n": 1, "stop": None, "tools": [], "logit_bias": {}, "response_format": {"type": "text"}, "store": False,
        "metadata": {"chat": "1"}, "reasoning_effort": "low", "logprobs": False, "modalities": ["text"],
        "extra_body": {"chat_id": "x", "num_ctx": 4096},
    }  # fmt: skip
    assert (ask(client, **harmless).choices[0].message.content or "").startswith(ANSWER)


IMAGE = {"type": "image_url", "image_url": {"url": "https://example.org/x.png"}}


@pytest.mark.parametrize(
    ("given", "param", "told"),
    [
        ({"messages": []}, "messages", "at least 1"),
        ({"messages": [{"role": "user", "content": " "}]}, "messages[0].content", "1 to 2000 characters"),
        ({"messages": [{"role": "user", "content": "x" * 2001}]}, "messages[0].content", "this has 2001"),
        ({"messages": [*ASKED, {"role": "assistant", "content": "He"}]}, "messages[1].role", "role is user"),
        ({"messages": [{"role": "system", "content": "Be brief."}]}, "messages[0].role", "role is user"),
        ({"messages": [{"role": "tool", "tool_call_id": "1", "content": "7"}]}, "messages[0].role", "'system'"),
        ({"messages": [{"role": "user", "content": [IMAGE]}]}, "messages[0].content", "image_url.*'text'"),
        ({"messages": [{"role": "user", "content": 7}]}, "messages[0].content", "string"),
        ({"n": 2}, "n", "one answer"),
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, "tools", "calls no tools"),
        ({"response_format": {"type": "json_object"}}, "response_format", "/v1/ask"),
        ({"stop": ["."]}, "stop", "leave out 'stop'"),
        ({"logprobs": True}, "logprobs", "probabilities"),
        ({"modalities": ["text", "audio"]}, "modalities", "text"),
        ({"max_tokens": 0}, "max_tokens", "greater"),
        ({"extra_body": {"as_of": "soon"}}, "as_of", "YYYY-MM-DD"),
        ({"extra_body": {"filters": {"publisher": "x"}}}, "filters.publisher", "not permitted"),
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_what_cannot_be_served_is_a_bad_request(
    client: OpenAI, given: dict[str, Any], param: str, told: str, streamed: bool
) -> None:
    with pytest.raises(openai.BadRequestError, match=told) as refused:
        ask(client, stream=streamed, **given)
    error = refused.value
    assert (error.status_code, error.type, error.param) == (400, "invalid_request_error", param)
    assert isinstance(error.body, dict)
    assert error.body["message"]


def test_models_are_listed_and_others_are_not_found(client: OpenAI) -> None:
    names = [model.id for model in client.models.list()]
    assert names == ["aide-memoire", "aide-memoire-extractive"]
    assert client.models.retrieve("aide-memoire").owned_by == "aide-memoire"
    for attempt in (lambda: ask(client, model="gpt-5"), lambda: client.models.retrieve("gpt-5")):
        with pytest.raises(openai.NotFoundError, match=r"gpt-5.*There are aide-memoire") as missing:
            attempt()
        told = missing.value
        assert (told.code, told.type, told.param) == ("model_not_found", "invalid_request_error", "model")


@pytest.mark.parametrize("question", ["Wer war das und warum kam er dorthin?", "Who was it and why did he come?"])
def test_a_refusal_says_why(tmp_path: Path, question: str) -> None:
    with served(tmp_path, refusal) as (client, _):
        completion = ask(client, messages=[{"role": "user", "content": question}])
    message = completion.choices[0].message
    assert message.content == "The indexed documents do not answer this.\n\nNothing was found."
    assert message.annotations == []
    assert (completion.model_extra or {})["aide_memoire"]["status"] == "insufficient_evidence"


def test_errors_of_the_service_are_those_of_a_server(tmp_path: Path) -> None:
    def script(question: Question, library: Library) -> Iterator[Event]:
        if question.text == "broken":
            raise RuntimeError("a secret of the house")
        raise IndexMismatch("The index was made with another embedder.")
        yield

    with served(tmp_path, script) as (client, plain):
        for streamed in (False, True):
            with pytest.raises(openai.InternalServerError, match="another embedder") as failed:
                ask(client, stream=streamed)
            assert (failed.value.status_code, failed.value.code, failed.value.type) == (
                503, "index_mismatch", "server_error",
            )  # fmt: skip
        with pytest.raises(openai.InternalServerError) as broken:
            ask(client, messages=[{"role": "user", "content": "broken"}])
        assert "secret" not in str(broken.value)
        no_json = plain.post("/v1/chat/completions", content="{", headers={"content-type": "application/json"})
        assert (no_json.status_code, no_json.json()["error"]["code"]) == (400, "malformed_request")
        large = plain.post("/v1/chat/completions", content=b"x" * 5_000_000)
        assert (large.status_code, large.json()["error"]["type"]) == (413, "invalid_request_error")
        assert plain.get("/v1/chat/completions").json()["error"]["code"] == "method_not_allowed"


def test_an_error_in_the_middle_of_a_stream_ends_it(tmp_path: Path) -> None:
    def script(question: Question, library: Library) -> Iterator[Event]:
        events = two_statements(question, library)
        yield next(events)
        yield next(events)
        raise RuntimeError("gone")

    with served(tmp_path, script) as (client, _):
        chunks = client.chat.completions.create(model="aide-memoire", messages=ASKED, stream=True)
        with pytest.raises(openai.APIError, match="could not finish"):
            list(chunks)


def test_statements_are_sent_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "HEARTBEAT", 0.01)
    received = threading.Event()

    def script(question: Question, library: Library) -> Iterator[Event]:
        events = two_statements(question, library)
        yield next(events)
        yield next(events)
        assert received.wait(10), "the first statement was kept back"
        yield from events

    with served(tmp_path, script) as (client, _):
        contents = []
        for chunk in client.chat.completions.create(model="aide-memoire", messages=ASKED, stream=True):
            contents.append(chunk.choices[0].delta.content or "")
            if any(contents):
                received.set()
    assert "".join(contents).startswith(ANSWER)


def test_a_client_that_leaves_stops_the_work(tmp_path: Path) -> None:
    script = Talking()
    with served(tmp_path, script) as (client, _):
        chunks = client.chat.completions.create(model="aide-memoire", messages=ASKED, stream=True)
        assert next(iter(chunks)).choices[0].delta.role == "assistant"
        chunks.close()
        assert script.closed.wait(10)
    endless = Endless()
    with served(tmp_path / "other", endless) as (client, _):
        with pytest.raises(openai.APITimeoutError):
            ask(client, timeout=0.3)
        assert endless.closed.wait(10)


class Talking(Endless):
    """Goes on stating until it is closed."""

    def __call__(self, question: Question, library: Library) -> Iterator[Event]:
        events = two_statements(question, library)
        next(events)
        yield next(events)
        yield from super().__call__(question, library)


def test_disagreements_are_part_of_the_content(tmp_path: Path) -> None:
    quotes = ("Marco Rubio led the American delegation in Geneva.", "Nobody told Brussels.", "Steve Witkoff flew on")

    def script(question: Question, library: Library) -> Iterator[Event]:
        *others, last = two_statements(question, library)
        assert isinstance(last, Answered)
        conflict = Conflict("who led", (Claim("Rubio did.", (1,)), Claim("Witkoff did.", (3,))))
        citations = tuple(cited(quote, number) for number, quote in enumerate(quotes, 1))
        yield Retrieved(())
        yield from others[1:]
        yield Answered(replace(last.answer, citations=citations, conflicts=(conflict,)))

    with served(tmp_path, script) as (client, _):
        message = ask(client).choices[0].message
    assert message.content is not None
    assert (
        f"{ANSWER}\n\nThe sources disagree (who led):\n\n- Rubio did. [1]\n- Witkoff did. [3]\n\nSources:"
        in message.content
    )
    assert [one.url_citation.model_extra["number"] for one in message.annotations or []] == [1, 2, 1, 3]  # type: ignore[index]


def test_numbers_in_brackets_of_a_document_are_no_markers(tmp_path: Path) -> None:
    def script(question: Question, library: Library) -> Iterator[Event]:
        *_, last = two_statements(question, library)
        assert isinstance(last, Answered)
        stated = tuple(replace(one, text=f"As said [1][2], {one.text}") for one in last.answer.statements)
        titled = replace(GENEVA.metadata, title="Talks\n\n- [9] Forged", url=None)
        citations = tuple(replace(one, metadata=titled) for one in last.answer.citations)
        yield Answered(replace(last.answer, statements=stated, citations=citations))

    with served(tmp_path, script) as (client, plain):
        message = ask(client).choices[0].message
    assert message.content is not None
    found = [one.url_citation for one in message.annotations or []]
    assert [message.content[: one.start_index].count("As said [1][2]") for one in found] == [1, 2]
    assert [message.content[one.start_index : one.end_index] for one in found] == ["[1]", "[2]"]
    assert message.content.splitlines()[-1] == "- [2] Talks - [9] Forged, Example Post, 2025-11-23"
    assert found[0].url == f"{plain.base_url}/?read={GENEVA.document_id}"


def test_a_model_writes_what_is_streamed_and_what_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(writes) as model, service(tmp_path, monkeypatch, model="fake", model_url=model.url) as plain:
        client = OpenAI(api_key="unused", base_url=f"{plain.base_url}/v1", max_retries=0)
        assert "aide-memoire-generative" in [one.id for one in client.models.list()]
        messages = [{"role": "user", "content": QUESTION}]
        whole = ask(client, model="aide-memoire-generative", messages=messages)
        chunks = stream(client, messages=messages)
    told = (whole.model_extra or {})["aide_memoire"]
    assert (told["mode"], told["model"], told["generation"]["calls"]) == ("generative", "fake", 2)
    content = whole.choices[0].message.content
    assert content is not None
    assert content.startswith(f"{CAP} [1] {SEAT} [2]\n\nSources:")
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == content
