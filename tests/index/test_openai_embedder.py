"""An embedding model behind an endpoint: what it is sent, and what its faults become."""

import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import levelling
from index.embedder import Vectors
from index.errors import AideMemoireError, BackendUnavailable, IndexMismatch, InvalidInput, NotAvailable
from index.library import Library
from index.openai_embedder import BATCH, LONGEST_TEXT, PASSAGE_RETRIES, QUERY_RETRIES, OpenAIEmbedder
from index.schema import Recipe, recorded
from tests.doubles import HashedWords, document
from tests.index.fake_endpoint import Endpoint, Reply, endpoint, error, vectors

KEY = "sk-very-secret"
KNOWN = Recipe("openai:fake/1+0.70", 257)
"""What an index records of the fake model, so that nothing has to be asked at first."""


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between requests, which are noted instead of made."""
    pauses: list[float] = []
    monkeypatch.setattr("openai._base_client.time.sleep", pauses.append)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return pauses


@pytest.fixture
def served() -> Iterator[Endpoint]:
    with endpoint(HashedWords().queries) as served:
        yield served


def embedder(served: Endpoint, timeout: float = 20, known: Recipe | None = KNOWN) -> OpenAIEmbedder:
    return OpenAIEmbedder("fake", served.url, KEY, timeout, known)


def cosines(vectors: Vectors) -> Vectors:
    return vectors @ vectors.T


TEXTS = [f"sentence {number} speaks of {subject}" for number, subject in enumerate(["rain", "rain", "snow"])]


def test_vectors_are_those_of_the_model_at_the_level_of_the_builtin_one(served: Endpoint) -> None:
    model = embedder(served, known=None)
    assert model.dimension == 257
    lift = float(model.name.removeprefix("openai:fake/1+"))
    for made in (model.passages(TEXTS), model.queries(TEXTS)):
        assert made.shape == (3, 257)
        assert made.dtype == np.float32
        assert np.allclose(cosines(made), lift + (1 - lift) * cosines(HashedWords().queries(TEXTS)), atol=1e-5)
    assert len(served.requests) == 3, "the model is asked once for what it is like"
    assert served.requests[0]["input"] == levelling.texts()


def test_what_an_index_records_is_not_asked_again(served: Endpoint) -> None:
    model = embedder(served)
    assert (model.name, model.dimension) == (KNOWN.embedder, KNOWN.dimension)
    assert served.requests == []
    for other in (Recipe("openai:other/1+0.70", 5), Recipe("multilingual-e5-small-int8/1", 384)):
        assert embedder(served, known=other).dimension == 257


def test_requests_are_batched_in_order_and_carry_model_and_key(served: Endpoint) -> None:
    texts = [f"text {number}" for number in range(2 * BATCH + 3)]
    made = embedder(served).passages(texts)
    assert [len(asked["input"]) for asked in served.requests] == [BATCH, BATCH, 3]
    assert [text for asked in served.requests for text in asked["input"]] == texts
    assert np.allclose(made, levelling.lifted(HashedWords().queries(texts), 0.7), atol=1e-6)
    assert {asked["model"] for asked in served.requests} == {"fake"}
    assert {headers["authorization"] for headers in served.headers} == {f"Bearer {KEY}"}


def test_what_an_endpoint_cannot_take_is_not_sent(served: Endpoint) -> None:
    assert embedder(served).passages([]).shape == (0, 257)
    assert served.requests == []
    embedder(served).passages(["", " \n", "x" * (LONGEST_TEXT + 1), "half \ud83d"])
    assert served.requests[0]["input"] == [".", ".", "x" * LONGEST_TEXT, "half ?"]


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503])
def test_a_passing_fault_is_outlasted(served: Endpoint, no_pauses: list[float], status: int) -> None:
    served.replies = [error(status), error(status)]
    assert embedder(served).passages(TEXTS).shape == (3, 257)
    assert len(served.requests) == 3
    assert all(0 < pause <= 2 for pause in no_pauses)


def test_a_server_says_how_long_to_wait(served: Endpoint, no_pauses: list[float]) -> None:
    served.replies = [error(429, retry_after="7"), error(503, retry_after="11")]
    embedder(served).passages(TEXTS)
    assert no_pauses == [7, 11]


@pytest.mark.parametrize(("method", "retries"), [("passages", PASSAGE_RETRIES), ("queries", QUERY_RETRIES)])
@pytest.mark.parametrize("status", [429, 500])
def test_a_lasting_fault_ends_after_a_few_tries(served: Endpoint, method: str, retries: int, status: int) -> None:
    served.always = error(status, f"overloaded; your key {KEY} is fine")
    with pytest.raises(
        BackendUnavailable, match=rf"^The embedding model fake at {served.url} fails with status {status}"
    ):
        getattr(embedder(served), method)(TEXTS)
    assert len(served.requests) == retries + 1


def row(length: int = 256) -> list[float]:
    return [1.0, *[0.0] * (length - 1)]


@pytest.mark.parametrize(
    ("reply", "raised", "told"),
    [
        (
            Reply(200, b"<html>It works!</html>", {"content-type": "text/html"}),
            BackendUnavailable,
            "answer with vectors",
        ),
        (Reply(200, b'{"data": [{"embed'), BackendUnavailable, "not answer with"),
        (Reply(200, b"[]"), BackendUnavailable, "not answer with vectors"),
        (Reply(200, b'{"data": [{"index": 0, "embedding": "AAAA"}]}'), BackendUnavailable, "not answer with vectors"),
        (Reply(200, b'{"data": null}'), BackendUnavailable, "not answer with vectors"),
        (Reply(200, b""), BackendUnavailable, "not answer with"),
        (vectors([row()] * 2), BackendUnavailable, "2 vectors for 3 texts"),
        (vectors([row()] * 4), BackendUnavailable, "4 vectors for 3 texts"),
        (vectors([row(), row(), row(3)]), BackendUnavailable, "answers wrongly"),
        (vectors([row(), row(), [0.0] * 256]), BackendUnavailable, "no direction"),
        (vectors([row(384)] * 3), IndexMismatch, "384 dimensions, and the index has 256.*ingest"),
        (error(400, "input 2 is not text"), InvalidInput, "input 2 is not text"),
        (error(401, f"wrong key {KEY}"), NotAvailable, "refuses the key. Set OPENAI_API_KEY"),
        (error(403, f"wrong key {KEY}"), NotAvailable, "refuses the key"),
        (error(404, "no such model"), NotAvailable, "no such model. Name a model"),
        (error(500, f"crashed with {KEY}"), BackendUnavailable, "crashed with …"),
    ],
)
def test_a_fault_is_told_with_its_remedy_and_without_the_key(
    served: Endpoint,
    caplog: pytest.LogCaptureFixture,
    reply: Reply,
    raised: type[AideMemoireError],
    told: str,
) -> None:
    served.always = reply
    with caplog.at_level(logging.DEBUG), pytest.raises(raised, match=told) as fault:
        embedder(served).passages(TEXTS)
    assert fault.type is raised
    assert KEY not in str(fault.getrepr(chain=True, style="short"))
    assert KEY not in caplog.text


@pytest.mark.parametrize(
    "refusal",
    [
        error(500, "input (1601 tokens) is too large to process. increase the physical batch size"),
        error(400, "This model's maximum context length is 512 tokens"),
        error(413, "Input is too long"),
    ],
)
def test_of_a_text_that_is_too_long_as_much_is_embedded_as_the_model_takes(served: Endpoint, refusal: Reply) -> None:
    served.refuses = lambda texts: refusal if any(len(text) > 600 for text in texts) else None
    long = "rain " * 500
    made = embedder(served).passages(["snow", long, "hail"])
    alone = embedder(served).passages([long[:312]])
    assert made.shape == (3, 257)
    assert np.array_equal(made[1], alone[0])
    assert np.array_equal(made[[0, 2]], embedder(served).passages(["snow", "hail"]))
    served.refuses = lambda texts: refusal
    with pytest.raises(InvalidInput, match="does not take"):
        embedder(served).passages(["snow", long])


def test_an_endpoint_that_hangs_is_given_up(served: Endpoint) -> None:
    served.always = Reply(hang=True)
    with pytest.raises(BackendUnavailable, match=r"did not answer within 0\.1 seconds"):
        embedder(served, timeout=0.1).queries(TEXTS)
    assert len(served.requests) == 1 + QUERY_RETRIES


def test_an_endpoint_that_is_not_there_is_named_without_its_password() -> None:
    model = OpenAIEmbedder("fake", "http://user:hidden@127.0.0.1:9/v1", KEY, recorded=KNOWN)
    with pytest.raises(BackendUnavailable, match=r"at http://127\.0\.0\.1:9/v1 cannot be reached") as fault:
        model.queries(TEXTS)
    assert "hidden" not in str(fault.value)


def test_an_index_is_made_and_searched_through_an_endpoint(served: Endpoint, tmp_path: Path) -> None:
    geneva = document("Rubio led the delegation.", "Witkoff flew to Moscow.", title="Geneva talks")
    with closing(Library.open(tmp_path, embedder(served, known=None))) as library:
        library.put(geneva, "a", "1")
        library.wait_until_ready()
    known = recorded(tmp_path / "catalog.sqlite")
    assert known is not None
    served.requests.clear()
    with closing(Library.open(tmp_path, embedder(served, known=known), own=False)) as library:
        assert served.requests == [], "an index opens without its endpoint"
        assert library.search("Who flew to Moscow?")[0].passage.text == "Witkoff flew to Moscow."
        served.always = error(500)
        with pytest.raises(BackendUnavailable):
            library.search("Who led the delegation?")
    with pytest.raises(IndexMismatch, match=r"made with the embedder openai:fake/1.*ingest the documents again"):
        Library.open(tmp_path, HashedWords(), own=False)


def test_a_folder_without_an_index_records_nothing(tmp_path: Path) -> None:
    assert recorded(tmp_path / "catalog.sqlite") is None
    (tmp_path / "catalog.sqlite").write_text("not a catalog")
    assert recorded(tmp_path / "catalog.sqlite") is None
