"""A model behind an OpenAI-compatible endpoint as an `Embedder`: OpenAI, vLLM, Ollama, llama.cpp and others."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import finalize

import numpy as np
from pydantic import BaseModel, ValidationError

from index import levelling
from index.embedder import Vectors
from index.errors import BackendUnavailable, IndexMismatch, InvalidInput, NotAvailable
from index.schema import Recipe

if TYPE_CHECKING:
    from openai import OpenAI

RECIPE = 1
"""Raise it whenever the vectors change that are made of those of the endpoint."""
OPENAI = "https://api.openai.com/v1"
BATCH = 64
"""Texts of a request; OpenAI takes 2,048, small servers far fewer."""
LONGEST_TEXT = 8000
"""Characters of a text that are sent; passages have about 1,000, and OpenAI takes 8,192 tokens."""
SHORTEST_TEXT = 200
"""Characters of a text that any model must take."""
QUERY_RETRIES = 1
"""Somebody waits for the answer to a question."""
PASSAGE_RETRIES = 4
"""Nobody waits for an ingestion, and a rate limit passes."""
TOLD = 300
"""Characters of a server's own words that an error repeats."""


_TOO_LONG = re.compile(r"too (?:large|long)|context (?:length|size|window)|maximum (?:input|length)", re.IGNORECASE)
"""How servers say that a text has too many tokens."""


class _TooLong(InvalidInput):
    """A text has more tokens than the model takes."""


class _Item(BaseModel):
    index: int | None = None
    embedding: list[float]


class _Response(BaseModel):
    """What of the endpoint's response is used."""

    data: list[_Item]


class OpenAIEmbedder:
    """Embeds texts by requests to an endpoint. Safe to use from several threads.

    Vectors are brought to the level of the built-in embedder (`index.levelling`), which costs one dimension. What has
    to be known of the model for that is asked of it at first use, unless an index has it recorded.

    Requests are repeated, with growing pauses or after the time that the server names in Retry-After (up to a minute),
    after 408, 409, 429, 5xx, time-outs and broken connections.

    Raises, from every method and property that asks the endpoint:
        BackendUnavailable: it does not answer, or not with vectors.
        NotAvailable: it refuses the key or does not have the model.
        InvalidInput: it refuses the texts.
        IndexMismatch: its vectors have another length than those of the index.

    Args:
        model: as the endpoint names it.
        url: the endpoint's base URL, which ends in `/v1` as a rule; None is OpenAI's.
        key: sent as a bearer token; never repeated in an error.
        timeout: seconds that a request may take.
        recorded: what the index was made with, if there is one.
    """

    def __init__(
        self,
        model: str,
        url: str | None = None,
        key: str | None = None,
        timeout: float = 30.0,
        recorded: Recipe | None = None,
    ) -> None:
        self._model = model
        self._url = url or OPENAI
        self._key = key
        self._timeout = timeout
        self._lock = Lock()
        self._known = None if recorded is None else _known(recorded, self._prefix)

    @property
    def name(self) -> str:
        """Model, recipe version and lift."""
        return f"{self._prefix}{self._told()[0]:.2f}"

    @property
    def dimension(self) -> int:
        """Length of a vector: the model's, and one."""
        return self._told()[1]

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, in order."""
        return self._lifted(texts, QUERY_RETRIES)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages or sentences, in order."""
        return self._lifted(texts, PASSAGE_RETRIES)

    @property
    def _prefix(self) -> str:
        return f"openai:{self._model}/{RECIPE}+"

    def _told(self) -> tuple[float, int]:
        """The model's lift, and the length of our vectors."""
        with self._lock:
            if self._known is None:
                vectors = self._embed(levelling.texts(), QUERY_RETRIES)
                self._known = levelling.lift(vectors), vectors.shape[1] + 1
            return self._known

    def _lifted(self, texts: Sequence[str], retries: int) -> Vectors:
        lift, dimension = self._told()
        vectors = [
            levelling.lifted(self._embed(texts[start : start + BATCH], retries), lift)
            for start in range(0, len(texts), BATCH)
        ]
        if vectors and any(batch.shape[1] != dimension for batch in vectors):
            raise IndexMismatch(
                f"{self._where} now makes vectors of {vectors[0].shape[1] - 1} dimensions, and the index has "
                f"{dimension - 1}. Serve the model that the index was made with, or choose another data directory and "
                "ingest the documents again."
            )
        return np.vstack(vectors) if vectors else np.empty((0, dimension), np.float32)

    def _embed(self, texts: Sequence[str], retries: int) -> Vectors:
        """Unit vectors as the model makes them; of a text that is too long for it, of as much as it takes."""
        try:
            return self._requested([_sendable(text) for text in texts], retries)
        except _TooLong:
            if len(texts) == 1 and len(texts[0]) < 2 * SHORTEST_TEXT:
                raise
        # One by one, so that what is cut of a text does not depend on the others.
        parts = texts if len(texts) > 1 else [texts[0][: min(len(texts[0]), LONGEST_TEXT) // 2]]
        return np.vstack([self._embed([part], retries) for part in parts])

    def _requested(self, texts: Sequence[str], retries: int) -> Vectors:
        """Unit vectors of the texts of one request."""
        body = {"model": self._model, "input": texts, "encoding_format": "float"}
        with self._translated():
            client = self._client.with_options(max_retries=retries)
            answered: object = client.post("/embeddings", cast_to=object, body=body)
        try:
            items = _Response.model_validate(answered).data
            if len(items) != len(texts):
                raise ValueError(f"{len(items)} vectors for {len(texts)} texts")
            if sorted(item.index or 0 for item in items) == list(range(len(items))):
                items.sort(key=lambda item: item.index or 0)
            return levelling.normalised([item.embedding for item in items])
        except ValidationError:
            raise BackendUnavailable(f"{self._where} does not answer with vectors. {self._remedy}") from None
        except ValueError as error:
            raise BackendUnavailable(f"{self._where} answers wrongly: {error}. {self._remedy}") from None

    @cached_property
    def _client(self) -> "OpenAI":
        from openai import OpenAI

        # The client demands a key; servers that need none ignore it.
        client = OpenAI(api_key=self._key or "none", base_url=self._url, timeout=self._timeout)
        finalize(self, client.close)
        return client

    @property
    def _where(self) -> str:
        parts = urlsplit(self._url)
        # Not the whole URL: it may hold a password.
        return f"The embedding model {self._model} at {parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def _remedy(self) -> str:
        return "See that AIDE_MEMOIRE_EMBEDDER_URL is the base URL of an OpenAI-compatible API, like …/v1."

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what the client raises into errors of ours, without their causes: those may repeat the key."""
        import openai

        try:
            yield
        except (openai.AuthenticationError, openai.PermissionDeniedError):
            raise NotAvailable(
                f"{self._where} refuses the key. Set OPENAI_API_KEY or AIDE_MEMOIRE_EMBEDDER_KEY to a valid one."
            ) from None
        except openai.NotFoundError as error:
            raise NotAvailable(
                f"{self._where} is not there: {self._words(error)}. Name a model that the endpoint has in "
                "AIDE_MEMOIRE_EMBEDDER, and its base URL in AIDE_MEMOIRE_EMBEDDER_URL."
            ) from None
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            words = self._words(error)
            kind = _TooLong if _TOO_LONG.search(words) else InvalidInput
            raise kind(f"{self._where} does not take these texts: {words}.") from None
        except openai.APIStatusError as error:
            if _TOO_LONG.search(self._words(error)):  # llama.cpp has status 500 for it, others 413
                raise _TooLong(f"{self._where} does not take a text: {self._words(error)}.") from None
            raise BackendUnavailable(
                f"{self._where} fails with status {error.status_code}: {self._words(error)}. Try again later."
            ) from None
        except openai.APITimeoutError:
            raise BackendUnavailable(f"{self._where} did not answer within {self._timeout:g} seconds.") from None
        except openai.APIConnectionError as error:
            raise BackendUnavailable(f"{self._where} cannot be reached: {_cause(error)}. {self._remedy}") from None
        except (openai.OpenAIError, ValueError):
            raise BackendUnavailable(f"{self._where} does not answer with JSON. {self._remedy}") from None

    def _words(self, error: Any) -> str:
        """What the server said, shortened, without the key."""
        body = error.body if isinstance(error.body, dict) else {}
        said = " ".join(str(body.get("message") or "it does not say why").split())
        return (said.replace(self._key, "…") if self._key else said)[:TOLD].rstrip(".")


def _known(recorded: Recipe, prefix: str) -> tuple[float, int] | None:
    """Lift and length of the vectors of an index, if it was made with this model and recipe."""
    lift = recorded.embedder.removeprefix(prefix)
    try:
        return (float(lift), recorded.dimension) if lift != recorded.embedder else None
    except ValueError:
        return None


def _sendable(text: str) -> str:
    """The text, cut; not an empty one, which OpenAI refuses, nor with half surrogate pairs, which JSON cannot carry."""
    return text[:LONGEST_TEXT].encode(errors="replace").decode() if text.strip() else "."


def _cause(error: Exception) -> str:
    return str(error.__cause__ or error).strip(" .") or "no connection"
