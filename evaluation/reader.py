"""The reader alone: whether it finds, in the passage that is right, the sentence and the words that answer.

This is asked of the model in this process, not of a service: what a service does with the reader's scores is in the
figures of its answers. The reader's training measures with the same functions, in an environment of its own, so
nothing here may import more than numpy and the reader.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation import short_answer
from evaluation.passages import Asked, sentence_text
from evaluation.statistics import Rows, bootstrap_interval, mean
from service.reader import Reader, Reading

NO_SENTENCE = "of the best sentence only, since no sentence holds an answer whole"


@dataclass(frozen=True)
class Read:
    """What the reader said of a question's passage."""

    asked: Asked
    sentence: int
    """The one with the best score."""
    marked: str
    """The best short answer; empty if nothing in the passage can be read."""
    score: float
    """How surely the passage answers: the best `spoken` of its sentences."""
    milliseconds: float
    """Of processor."""

    @property
    def exact(self) -> float:
        """1 if the short answer is a gold one; ValueError if none is known."""
        return max(short_answer.exact_match(self.marked, answer) for answer in self.asked.answers)

    @property
    def f1(self) -> float:
        """Of the short answer against the best gold one; ValueError if none is known."""
        return max(short_answer.f1(self.marked, answer) for answer in self.asked.answers)

    @property
    def wrong(self) -> bool:
        """Whether the sentence is wrong, the short answer shares no word with a gold one, or there is none to find."""
        if not self.asked.answerable:
            return self.score > 0
        elsewhere = bool(self.asked.gold) and self.sentence not in self.asked.gold
        return elsewhere or (bool(self.asked.answers) and self.f1 == 0)


@dataclass(frozen=True)
class Figure:
    """A figure with its 95 % bootstrap interval over the n questions that it rests on."""

    value: float
    low: float
    high: float
    n: int
    unit: str


@dataclass(frozen=True)
class Mistake:
    """A question that the reader got wrong."""

    id: str
    question: str
    score: float
    """As in `Read`: how sure the reader was."""
    marked: str
    sentence: str
    """The one with the best score."""
    expected: tuple[str, ...]
    """Gold short answers; none if the passage does not answer."""


@dataclass(frozen=True)
class Report:
    """All that is said of the reader on one set."""

    set: str
    answerable: int
    unanswerable: int
    left_out: dict[str, list[str]]
    """Ids by reason."""
    figures: dict[str, Figure]
    mistakes: int
    worst: tuple[Mistake, ...]
    """Those of which the reader was surest, the surest first."""


def read(reader: Reader, one: Asked) -> Read:
    """Have the passage read; a reader of one thread does it in this one, whose time of processor is what counts."""
    start = time.thread_time()
    (reading,) = reader.read(one.question, [one.window])
    milliseconds = (time.thread_time() - start) * 1000
    answer = reading.answer
    marked = one.window.text[answer.start : answer.end] if answer else ""
    score = max(spoken(reading, i) for i in range(len(reading.scores)))
    return Read(one, int(np.argmax(reading.scores)), marked, score, milliseconds)


def spoken(reading: Reading, sentence: int) -> float:
    """What the reader says for a sentence: its score + .5 of the score of the answer in it."""
    answer = reading.answers[sentence]
    return reading.scores[sentence] + 0.5 * (answer.score if answer else 0.0)


def figures(reads: Sequence[Read]) -> dict[str, Figure]:
    """Every figure that these questions allow, by name."""
    answered = [one for one in reads if one.asked.answers]
    columns = {
        "best sentence": [float(one.sentence in one.asked.gold) for one in reads if one.asked.gold],
        "exact match": [one.exact for one in answered],
        "F1": [one.f1 for one in answered],
    }
    found = {name: figure(column) for name, column in columns.items() if column}
    if len({one.asked.answerable for one in reads}) == 2:
        found["AUC"] = _figure(np.array([(one.score, float(one.asked.answerable)) for one in reads]), auc)
    times = np.array([[one.milliseconds] for one in reads])
    return found | {f"ms a passage p{q}": _figure(times, _percentile(q), "ms") for q in (50, 95)}


def figure(values: Sequence[float]) -> Figure:
    """The mean of a value a question."""
    return _figure(np.array(values, np.float64)[:, None], mean)


def auc(rows: Rows) -> float:
    """Probability that an answerable question scores higher than an unanswerable one, ties by halves.

    rows: (questions, 2), score and whether answerable, 1 or 0. nan without questions of both kinds.
    """
    yes, no = rows[rows[:, 1] == 1, 0], np.sort(rows[rows[:, 1] == 0, 0])
    if not len(yes) or not len(no):
        return float("nan")
    below = np.searchsorted(no, yes, "left") + np.searchsorted(no, yes, "right")
    return float(below.mean() / 2 / len(no))


def report(name: str, reads: Sequence[Read], left_out: dict[str, list[str]], most: int = 20) -> Report:
    """The figures, and at most so many of the worst mistakes."""
    answerable = [one for one in reads if one.asked.answerable]
    cut = [one.asked.id for one in answerable if not one.asked.gold]
    wrong = sorted((one for one in reads if one.wrong), key=lambda one: -one.score)
    return Report(
        set=name,
        answerable=len(answerable),
        unanswerable=len(reads) - len(answerable),
        left_out=left_out | ({NO_SENTENCE: cut} if cut else {}),
        figures=figures(reads),
        mistakes=len(wrong),
        worst=tuple(map(_mistake, wrong[:most])),
    )


def _mistake(one: Read) -> Mistake:
    asked, sentence = one.asked, sentence_text(one.asked.window, one.sentence)
    return Mistake(asked.id, asked.question, one.score, one.marked, sentence, asked.answers)


def _percentile(q: float) -> Callable[[Rows], float]:
    return lambda rows: float(np.percentile(rows, q))


def _figure(rows: Rows, combine: Callable[[Rows], float], unit: str = "share") -> Figure:
    low, high = bootstrap_interval(rows, combine)
    return Figure(combine(rows), low, high, len(rows), unit)
