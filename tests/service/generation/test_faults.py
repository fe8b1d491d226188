"""Every fault of a model's server, over real HTTP: what the user gets, how often is asked, and that nothing leaks."""

import logging
import socket
import threading
import time
from collections.abc import Sequence

import pytest

from index.library import Library
from service.generation.options import Options
from tests.service.generation.dossiers import CAP, FAST, asking, numbered, texts
from tests.service.generation.fake_server import (
    KEY,
    Body,
    Handler,
    Turn,
    answer,
    breaks_off,
    chunk,
    crawls,
    fails,
    floods,
    hangs,
    refuses_parameter,
    says,
    serving,
    stalls,
    streams,
)

HALF = '{"insufficient_evidence": false, "statements": [{"text": "Clause 4 of'


def right(handler: Handler, body: Body) -> None:
    """A true statement with its evidence."""
    says(answer((CAP, [numbered(body["messages"][-1]["content"], "Clause 4")])))(handler, body)


def good(body: Body) -> str:
    return answer((CAP, [numbered(body["messages"][-1]["content"], "Clause 4")]))


@pytest.mark.parametrize(
    ("turn", "code", "requests"),
    [
        pytest.param(fails(500), "server_error", 2, id="status 500"),
        pytest.param(fails(503, b"<html>gateway</html>"), "server_error", 2, id="status 503, no JSON"),
        pytest.param(fails(429), "rate_limited", 2, id="status 429"),
        pytest.param(fails(429, Retry_After="600"), "rate_limited", 1, id="status 429 for ten minutes"),
        pytest.param(fails(401, {"message": f"Incorrect API key provided: {KEY}"}), "unauthorised", 1, id="status 401"),
        pytest.param(fails(404), "unknown_model", 1, id="status 404"),
        pytest.param(fails(400), "bad_request", 2, id="status 400"),
        pytest.param(says(""), "empty", 2, id="no text"),
        pytest.param(streams("[DONE]"), "empty", 2, id="no choice"),
        pytest.param(streams({"choices": []}, "[DONE]"), "empty", 2, id="empty choice"),
        pytest.param(streams({"unheard": "of"}, "[DONE]"), "empty", 2, id="other JSON"),
        pytest.param(streams("no JSON at all"), "malformed", 2, id="a stream that is no JSON"),
        pytest.param(streams({"error": {"message": "out of memory"}}), "server_error", 2, id="an error in the stream"),
        pytest.param(says(HALF), "malformed", 2, id="half a JSON"),
        pytest.param(says(HALF, finish="length"), "overlong", 1, id="stopped at the most tokens"),
        pytest.param(breaks_off(HALF), "malformed", 2, id="connection closed in the middle"),
        pytest.param(says("I cannot help with that."), "malformed", 2, id="a refusal in prose"),
        pytest.param(streams(chunk({"refusal": "I cannot help with that."})), "declined", 1, id="a refusal"),
        pytest.param(says("", finish="content_filter"), "declined", 1, id="a content filter"),
        pytest.param(says('{"insufficient_evidence": false, "statements": []}'), "empty", 2, id="no statement"),
        pytest.param(says('{"statements": "none"}'), "malformed", 2, id="another form"),
        pytest.param(
            says('{"statements": [{"text": "A.", "evidence": [1], "quote": "A."}]}'), "malformed", 2, id="another field"
        ),
        pytest.param(says(answer(("A.", ["1"]))), "malformed", 2, id="evidence numbers as text"),
        pytest.param(floods('{"insufficient_evidence": false, "statements": [{"text": "', "word " * 50), "malformed", 2,
                     id="100,000 tokens in a statement"),
        pytest.param(floods("Well, ", "word " * 50), "overlong", 1, id="100,000 tokens of prose"),
    ],
)  # fmt: skip
def test_the_documents_are_quoted_instead_with_a_note_why(
    library: Library, turn: Turn, code: str, requests: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(turn) as server:
        given = asking(library, server.url).ask()
        assert len(server.log.requests) == requests
    assert (given.mode, given.status) == ("extractive", "answered")
    assert CAP in given.text
    assert [note.code for note in given.notes] == [code]
    assert given.generation is not None
    assert given.generation.calls == (1 if code == "bad_request" else requests)
    assert KEY not in f"{given} {caplog.text}"


def test_a_server_that_cannot_be_reached(library: Library) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
    given = asking(library, f"http://127.0.0.1:{port}/v1").ask()
    assert given.mode == "extractive"
    assert [note.code for note in given.notes] == ["unreachable"]


@pytest.mark.parametrize(
    "turns", [(fails(500),), (fails(429, Retry_After="0"),), (says(HALF),), (breaks_off(HALF),), (fails(500), says(""))]
)
def test_a_fault_that_passes_is_not_noticed(library: Library, turns: Sequence[Turn]) -> None:
    options = Options(seconds=60, retries=len(turns))
    with serving(*turns, right) as server:
        given = asking(library, server.url, options).ask()
        assert len(server.log.requests) == len(turns) + 1
    assert (given.mode, given.text, given.notes) == ("generative", f"{CAP} [1]", ())


@pytest.mark.parametrize("told", ["0.6", "Sat, 21 Nov 2020 15:11:49 +0000"])
def test_a_server_that_asks_to_wait_is_not_asked_before(library: Library, told: str) -> None:
    at: list[float] = []

    def timed(then: Turn) -> Turn:
        def turn(handler: Handler, body: Body) -> None:
            at.append(time.monotonic())
            then(handler, body)

        return turn

    with serving(timed(fails(429, Retry_After=told)), timed(right)) as server:
        assert asking(library, server.url).ask().mode == "generative"
    assert at[1] - at[0] >= (0.6 if told == "0.6" else 0)


@pytest.mark.parametrize(
    ("turn", "options", "silence"),
    [
        pytest.param(hangs, Options(seconds=0.6, retries=1), 20.0, id="hangs until the deadline"),
        pytest.param(hangs, Options(seconds=60, retries=0), 0.4, id="hangs until it has been silent too long"),
        pytest.param(stalls(HALF), Options(seconds=60, retries=0), 0.4, id="stalls in the middle"),
        pytest.param(crawls(HALF * 50, 0.05), Options(seconds=0.6, retries=1), 20.0, id="is slow"),
        pytest.param(fails(429, Retry_After="5"), Options(seconds=2, retries=5), 20.0, id="asks to wait too long"),
    ],
)
def test_nobody_waits_longer_than_configured(library: Library, turn: Turn, options: Options, silence: float) -> None:
    with serving(turn) as server:
        asked = asking(library, server.url, options, silence_seconds=silence)
        started = time.monotonic()
        given = asked.ask()
        elapsed = time.monotonic() - started
    assert given.mode == "extractive"
    assert given.notes[0].code in ("timeout", "rate_limited")
    assert elapsed < 8
    if turn is hangs:
        assert server.log.left.wait(5), "the call went on"


def test_what_had_left_before_a_fault_stays(library: Library) -> None:
    def turn(handler: Handler, body: Body) -> None:
        breaks_off(good(body).removesuffix("]}") + ', {"text": "Clause 9')(handler, body)

    with serving(turn) as server:
        events = list(asking(library, server.url).events())
        assert len(server.log.requests) == 1
    given = events[-1].answer  # type: ignore[union-attr]
    assert texts(events) == [CAP] == [one.text for one in given.statements]
    assert (given.mode, [note.code for note in given.notes]) == ("generative", ["incomplete"])


def test_a_server_that_keeps_failing_is_left_alone_for_a_while(library: Library) -> None:
    options = Options(seconds=60, retries=0, breaker_failures=2, breaker_seconds=0.3)
    with serving(fails(500), fails(500), right) as server:
        asked = asking(library, server.url, options)
        codes = [[note.code for note in asked.ask().notes] for _ in range(4)]
        assert codes == [["server_error"], ["server_error"], ["paused"], ["paused"]]
        assert len(server.log.requests) == 2
        time.sleep(0.35)
        assert asked.ask().mode == "generative"
        assert asked.ask().mode == "generative"


@pytest.mark.parametrize(
    ("names", "gone"),
    [
        (("response_format",), {"response_format"}),
        (("temperature",), {"temperature"}),
        (("max_tokens",), {"max_tokens"}),
        (("stream_options",), {"stream_options"}),
        (("response_format", "temperature", "max_tokens"), {"response_format", "temperature", "max_tokens"}),
    ],
)
def test_what_a_server_does_not_take_is_left_out_from_then_on(
    library: Library, names: Sequence[str], gone: set[str]
) -> None:
    with serving(refuses_parameter(*names, then=right)) as server:
        asked = asking(library, server.url)
        assert asked.ask().mode == "generative"
        tries = len(server.log.requests)
        assert tries == len(names) + 1
        assert asked.ask().mode == "generative"
        assert len(server.log.requests) == tries + 1
    last = server.log.requests[-1]
    assert not gone & set(last)
    assert ("max_completion_tokens" in last) == ("max_tokens" in gone)
    assert ('"additionalProperties"' in server.log.system()) == ("response_format" in gone)


def test_a_refusal_without_a_reason_is_tried_without_the_schema(library: Library) -> None:
    def turn(handler: Handler, body: Body) -> None:
        (fails(400) if "response_format" in body else right)(handler, body)

    with serving(turn) as server:
        asked = asking(library, server.url)
        assert asked.ask().mode == "generative"
        assert asked.ask().mode == "generative"
    assert ["response_format" in body for body in server.log.requests] == [True, False, False]


@pytest.mark.parametrize(("structure", "schema"), [("schema", True), ("prompt", False)])
def test_the_form_is_asked_for_as_configured(library: Library, structure: str, schema: bool) -> None:
    options = Options(seconds=60, retries=0, structure=structure)  # type: ignore[arg-type]
    with serving(right) as server:
        assert asking(library, server.url, options).ask().mode == "generative"
    assert ("response_format" in server.log.requests[0]) == schema
    with serving(refuses_parameter("response_format", then=right)) as server:
        assert asking(library, server.url, options).ask().mode == ("extractive" if schema else "generative")


def test_evidence_that_is_too_long_for_the_model_is_halved(library: Library) -> None:
    def turn(handler: Handler, body: Body) -> None:
        if len(server.log.requests) < 3:
            told = {"message": "the request exceeds the available context size", "type": "exceed_context_size_error"}
            handler.error(400, told)
        else:
            right(handler, body)

    options = Options(seconds=60, retries=0, evidence_tokens=1200)
    with serving(turn) as server:
        assert asking(library, server.url, options).ask().mode == "generative"
        assert len(server.log.requests) == 3


def test_a_model_that_nothing_is_short_enough_for(library: Library) -> None:
    with serving(fails(400, {"message": "maximum context length is 128 tokens"})) as server:
        given = asking(library, server.url).ask()
    assert (given.mode, [note.code for note in given.notes]) == ("extractive", ["context_too_long"])


def test_a_reader_who_leaves_stops_the_call(library: Library) -> None:
    with serving(stalls(HALF)) as server:
        events = asking(library, server.url).events()
        next(events)
        next(events)
        assert server.log.begun.wait(5)
        before = threading.active_count()
        events.close()  # type: ignore[attr-defined]
        assert server.log.left.wait(5), "the call went on"
        assert threading.active_count() <= before


def test_a_model_is_stopped_when_enough_has_been_said(library: Library) -> None:
    def turn(handler: Handler, body: Body) -> None:
        number = numbered(body["messages"][-1]["content"], "Clause 4")
        handler.stream()
        handler.text(answer((CAP, [number])).removesuffix("]}"))
        handler.wait_until_left()

    with serving(turn) as server:
        given = asking(library, server.url).ask(max_statements=1)
        assert server.log.left.wait(5)
    assert (given.mode, len(given.statements), given.notes) == ("generative", 1, ())
    assert given.generation is not None
    assert given.generation.estimated


def test_no_call_is_made_for_an_extractive_answer(library: Library) -> None:
    with serving(right) as server:
        given = asking(library, server.url).ask(mode="extractive")
        assert server.log.requests == []
    assert (given.mode, given.generation, given.notes) == ("extractive", None, ())


def test_the_key_goes_to_the_server_and_nowhere_else(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(right) as server:
        given = asking(library, server.url, FAST).ask()
    assert server.log.headers[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in f"{given!r} {caplog.text}"
