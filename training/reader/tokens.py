"""Samples → tokens, cached as flat arrays.

    python -m training.reader.tokens

writes `<start>-samples.npz` and `<start>-dossiers.npz` to the work folder, for the two stages of the training: one
window a sample, which holds a sentence that answers if there is one.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.e5.tokenizer import Tokens
from service.reader.windows import assemble, token_owners
from training.reader.samples import Sample, load_samples
from training.reader.settings import Limits, load_given
from training.reader.starts import Start, start

UNKNOWN = -1
NULL = 0
"""The place of the token that stands for "no answer here"."""


@dataclass(frozen=True)
class Example:
    """One window in tokens."""

    ids: list[int]
    sentence_of: list[int]
    """By token the number of its sentence in the window, -1 outside the passage."""
    gold: list[bool]
    """By sentence of the window."""
    span: tuple[int, int]
    """First and last token of the short answer; NULL twice if there is none here, UNKNOWN twice if it is not known."""


@dataclass(frozen=True)
class Examples:
    """All windows, one after another."""

    ids: NDArray[np.int32]
    sentence_of: NDArray[np.int16]
    ends: NDArray[np.int64]
    """Where the tokens of each window end."""
    gold: NDArray[np.bool_]
    gold_ends: NDArray[np.int64]
    spans: NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, i: int) -> Example:
        tokens = slice(self.ends[i - 1] if i else 0, self.ends[i])
        sentences = slice(self.gold_ends[i - 1] if i else 0, self.gold_ends[i])
        start, end = self.spans[i].tolist()
        ids, sentence_of = self.ids[tokens].tolist(), self.sentence_of[tokens].tolist()
        return Example(ids, sentence_of, self.gold[sentences].tolist(), (start, end))

    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each window."""
        return np.diff(self.ends, prepend=0)


def example(sample: Sample, model: Start, limits: Limits, rng: random.Random) -> Example:
    """One window of a sample, around a sentence that answers if there is one."""
    question = model.encode(sample.question).ids[: limits.question_tokens]
    titled = sample.title and rng.random() < limits.title_share
    title = model.encode(sample.title).ids[: limits.title_tokens] if titled and sample.title else []
    passage = model.encode(sample.text)
    owners = token_owners(passage, sample.sentences)
    anchor = rng.choice(sample.gold or range(len(sample.sentences)))
    chosen = _around(anchor, [owners.count(i) for i in range(len(sample.sentences))], limits, rng)
    kept = [i for i, owner in enumerate(owners) if owner in chosen][: limits.passage_tokens]
    ids, first = assemble(question, title, [passage.ids[i] for i in kept], model.begin, model.end)
    sentence_of = [-1] * len(ids)
    for place, i in enumerate(kept):
        sentence_of[first + place] = owners[i] - chosen.start
    return Example(ids, sentence_of, [i in sample.gold for i in chosen], _span(sample, passage, kept, first))


def _around(anchor: int, counts: Sequence[int], limits: Limits, rng: random.Random) -> range:
    """Neighbouring sentences within the limits that hold the anchor, grown to both sides at random."""
    low, high = anchor, anchor + 1
    total = counts[anchor]
    while high - low < limits.sentences:
        sides = [side for side in (low - 1, high) if 0 <= side < len(counts)]
        open_sides = [side for side in sides if total + counts[side] <= limits.passage_tokens]
        if not open_sides:
            break
        side = rng.choice(open_sides)
        total += counts[side]
        low, high = min(low, side), max(high, side + 1)
    return range(low, high)


def _span(sample: Sample, passage: Tokens, kept: Sequence[int], first: int) -> tuple[int, int]:
    if not sample.gold:
        return NULL, NULL
    if sample.span is None:
        return UNKNOWN, UNKNOWN
    start, end = sample.span
    inside = [place for place, i in enumerate(kept) if passage.offsets[i][0] < end and passage.offsets[i][1] > start]
    return (first + inside[0], first + inside[-1]) if inside else (UNKNOWN, UNKNOWN)


def pack(examples: Sequence[Example]) -> Examples:
    """Examples as flat arrays."""
    return Examples(
        np.array([i for e in examples for i in e.ids], np.int32),
        np.array([i for e in examples for i in e.sentence_of], np.int16),
        np.cumsum([len(e.ids) for e in examples]),
        np.array([g for e in examples for g in e.gold], np.bool_),
        np.cumsum([len(e.gold) for e in examples]),
        np.array([e.span for e in examples], np.int16),
    )


def load_examples(path: Path) -> Examples:
    """What `main` wrote."""
    with np.load(path) as arrays:
        return Examples(**arrays)


def main() -> None:
    """Cut and tokenise all samples."""
    settings = load_given()
    model = start(settings.model.start, settings.data.work)
    rng = random.Random(settings.data.seed)
    for name in ("samples", "dossiers"):
        samples = load_samples(settings.data.work / f"{name}.jsonl")
        packed = pack([example(sample, model, settings.window, rng) for sample in samples])
        np.savez(settings.data.work / f"{settings.model.start}-{name}.npz", **vars(packed))
        lengths = packed.lengths()
        print(f"{name}: {len(packed)} windows of {lengths.mean():.0f} tokens on average, {lengths.max()} at most")


if __name__ == "__main__":
    main()
