"""A question and passages → how well each sentence answers, and which of its words are the answer.

The model reads question and passage together and scores all sentences of a window in one pass. Its scores are
comparable between passages, because it was trained to tell when nothing in a passage answers.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.e5.tokenizer import BEGIN, END, Tokens
from index.e5.weights import SHA256 as WORDS_SHA256
from index.errors import NotAvailable
from service.reader.windows import Limits, Span, Window, assemble, chunks, token_owners

if TYPE_CHECKING:
    from index.e5.embedder import E5Embedder
    from index.e5.word_table import WordTable

MODEL = Path(__file__).parent / "model"
GRAPH = "reader.onnx"
MANIFEST = "reader.json"
LONGEST_ANSWER = 30
"""Tokens."""
UNREAD = -30.0
"""The score of a sentence without a visible character; no other score is as low."""

Floats = NDArray[np.float32]
Run = Callable[[list[int], Floats], tuple[Floats, Floats]]
"""Token ids of a window, and which belong to which sentence, 0 or 1 of shape (sentences, tokens) → a score of each
sentence, shape (sentences,), and start and end logits of each token, shape (tokens, 2); those of the first token mean
"no answer"."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of a sentence that are most likely the answer."""

    start: int
    end: int
    """Code points into the passage's text, end exclusive; whole words."""
    score: float
    """Logit of these words less the logit of "no answer in this window": above 0 the reader rather believes in them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the reader says of one sentence."""

    score: float
    """As in a `Reading`."""
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of one passage, sentence by sentence."""

    scores: tuple[float, ...]
    """Logit of the sentence less the logit of "nothing here answers"; about -12 to 8, comparable between passages."""
    answers: tuple[Answer | None, ...]
    """None for a sentence without a visible character."""

    @property
    def answer(self) -> Answer | None:
        """The best answer of the passage; None if it has no sentence with a visible character."""
        return max((answer for answer in self.answers if answer), key=lambda answer: answer.score, default=None)


class Reader:
    """Reads passages, up to `threads` of them side by side; safe to use from several threads.

    Windows are run one by one, without padding: faster on a processor than in batches, and what is said of one passage
    does not depend on the others.
    """

    def __init__(
        self,
        encode: Callable[[str], Tokens],
        run: Run,
        limits: Limits,
        special: tuple[int, int] = (BEGIN, END),
        threads: int = 1,
    ) -> None:
        self._encode = encode
        self._run = run
        self._limits = limits
        self._special = special
        self._threads = threads

    @classmethod
    def load(cls, embedder: "E5Embedder", folder: Path = MODEL, threads: int = 2) -> "Reader | None":
        """The reader in `folder`; None if there is none.

        It shares the embedder's tokenizer and word embeddings, which are loaded if they are not yet.
        Raises `NotAvailable` if the model is not the one that its settings name, or the embedder cannot be loaded.
        """
        if not (folder / GRAPH).is_file() or not (folder / MANIFEST).is_file():
            return None
        limits = _checked_limits(folder)
        run = _on_onnxruntime(folder / GRAPH, embedder.words)
        return cls(embedder.tokenizer.encode_with_offsets, run, limits, threads=threads)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """A reading of each passage, in order; what it says of one does not depend on the others."""
        asked = self._encode(question).ids[: self._limits.question]
        titles: dict[str, list[int]] = {}
        for title in {window.title for window in windows if window.title}:
            titles[title] = self._encode(title).ids[: self._limits.title]
        places = [titles.get(window.title or "", []) for window in windows]
        if self._threads == 1 or len(windows) < 2:
            return [self._reading(asked, title, window) for title, window in zip(places, windows, strict=True)]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(partial(self._reading, asked), places, windows))

    def _reading(self, question: list[int], title: list[int], window: Window) -> Reading:
        passage = self._encode(window.text)
        owners = token_owners(passage, window.sentences)
        scores = [UNREAD] * len(window.sentences)
        answers: list[Answer | None] = [None] * len(window.sentences)
        for chunk in chunks(owners, self._limits.passage):
            ids, first = assemble(question, title, [passage.ids[i] for i in chunk], *self._special)
            present = sorted({owners[i] for i in chunk})
            members = np.zeros((len(present), len(ids)), np.float32)
            for row, sentence in enumerate(present):
                members[row, [first + place for place, i in enumerate(chunk) if owners[i] == sentence]] = 1
            found, spans = self._run(ids, members)
            for row, sentence in enumerate(present):  # a very long sentence is in several chunks
                scores[sentence] = max(scores[sentence], float(found[row]))
                answer = _best_answer(spans, members[row].nonzero()[0])
                place = chunk[answer[0] - first], chunk[answer[1] - first]
                span = passage.offsets[place[0]][0], passage.offsets[place[1]][1]
                answers[sentence] = _better(answers[sentence], Answer(*whole_words(window.text, span), answer[2]))
        return Reading(tuple(scores), tuple(answers))


def whole_words(text: str, span: Span) -> Span:
    """A span grown to the ends of the words that it begins and ends in."""
    start, end = span
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _best_answer(spans: Floats, places: NDArray[np.intp]) -> tuple[int, int, float]:
    """First and last token of the best answer among neighbouring tokens, and its score."""
    starts, ends = spans[places, 0], spans[places, 1]
    pairs = starts[:, None] + ends[None]
    allowed = np.tri(len(places), k=LONGEST_ANSWER - 1, dtype=bool) & ~np.tri(len(places), k=-1, dtype=bool)
    best = int(np.where(allowed, pairs, -np.inf).argmax())
    start, end = divmod(best, len(places))
    return int(places[start]), int(places[end]), float(pairs[start, end] - spans[0].sum())


def _better(one: Answer | None, other: Answer) -> Answer:
    return one if one and one.score >= other.score else other


def _checked_limits(folder: Path) -> Limits:
    """What the model in `folder` can read at once, once it has proved to be the one that its settings are about."""
    path = folder / GRAPH
    remedy = "Restore both files from the repository, or remove them: answers are then chosen without the reader."
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        limits = Limits(manifest["passage_tokens"], manifest["question_tokens"], manifest["title_tokens"])
        expected, words = manifest["sha256"], manifest["words_sha256"]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotAvailable(f"{folder / MANIFEST} cannot be read: {error!r}. {remedy}") from error
    if digest != expected:
        raise NotAvailable(f"{path} is damaged or another model: its SHA-256 is {digest}, not {expected}. {remedy}")
    if words != WORDS_SHA256:
        raise NotAvailable(f"{path} was trained with other word embeddings than the embedder's. {remedy}")
    return limits


def _on_onnxruntime(graph: Path, words: "WordTable") -> Run:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])

    def run(ids: list[int], members: Floats) -> tuple[Floats, Floats]:
        inputs = {"embeddings": words.rows(ids)[None], "sentences": members}
        scores, spans = session.run(["scores", "spans"], inputs)
        return scores, spans

    return run
