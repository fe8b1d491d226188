"""Fits the adapter, and says what it changes on dossiers that it is not fitted on.

    python -m training.adapter.fit --write index/e5/adapter.npz

A query's vector q becomes u = (q W + b) / |q W + b|; a pool's sentences are chosen among by the softmax of e^t u·s, and
the loss is minus the logarithm of the share of those that answer. W begins as the identity. Adam in numpy: the model
is one matrix, and two minutes are enough.
"""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.e5.embedder import E5Embedder
from training.adapter.pools import Pool, of_dossier, of_passages
from training.dossiers.dossier import FOLDER
from training.reader.samples import load_samples
from training.reader.settings import load

EPOCHS = 4
BATCH = 32
RATE = 1e-3
WARM_UP = 20
DROPOUT = 0.1
"""Of the query's components, so that none is relied on."""
PUBLIC = 0.5
"""Weight of a batch of public questions."""
PASSAGES, EACH = 5000, 24
"""Public passages, and how many make a pool."""

Floats = NDArray[np.floating]


@dataclass
class Adapter:
    """The parameters, with Adam's moments."""

    matrix: Floats
    shift: Floats
    heat: Floats
    """t, shape (1,)."""
    moments: dict[str, tuple[Floats, Floats]] = field(default_factory=dict)

    def moved(self, queries: Floats) -> tuple[Floats, Floats]:
        """Vectors of length 1, and the lengths that they had."""
        raw = queries @ self.matrix + self.shift
        length = np.linalg.norm(raw, axis=1, keepdims=True)
        return raw / length, length

    def step(self, gradients: dict[str, Floats], rate: float, number: int) -> None:
        """One step of Adam."""
        for name, gradient in gradients.items():
            first, second = self.moments.get(name, (np.zeros_like(gradient), np.zeros_like(gradient)))
            first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
            self.moments[name] = first, second
            move = (first / (1 - 0.9**number)) / (np.sqrt(second / (1 - 0.999**number)) + 1e-8)
            setattr(self, name, getattr(self, name) - rate * move.astype(np.float32))


def gradients(adapter: Adapter, queries: Floats, sentences: Floats, gold: NDArray[np.bool_]) -> dict[str, Floats]:
    """Of the mean loss; `gold` has shape (queries, sentences)."""
    moved, length = adapter.moved(queries)
    heat = np.exp(adapter.heat)
    scores = heat * (moved @ sentences.T)
    likely = np.exp(scores - scores.max(1, keepdims=True))
    share = likely / likely.sum(1, keepdims=True)
    right = likely * gold
    slope = (share - right / right.sum(1, keepdims=True)) / len(queries)
    of_moved = heat * (slope @ sentences)
    of_raw = (of_moved - moved * (of_moved * moved).sum(1, keepdims=True)) / length
    of_heat = np.array([(slope * scores).sum()], np.float32)
    return {"matrix": queries.T @ of_raw, "shift": of_raw.sum(0), "heat": of_heat}


def fit(pools: Sequence[Pool], seed: int = 0) -> Adapter:
    """The adapter after `EPOCHS` times all queries."""
    rng = np.random.default_rng(seed)
    dimension = pools[0].sentences.shape[1]
    adapter = Adapter(np.eye(dimension, dtype=np.float32), np.zeros(dimension, np.float32), np.array([3.5], np.float32))
    steps = EPOCHS * sum(-(-len(pool.queries) // BATCH) for pool in pools)
    number = 0
    for _ in range(EPOCHS):
        batches = [(pool, batch) for pool in pools for batch in _batches(len(pool.queries), rng)]
        for place in rng.permutation(len(batches)):
            number += 1
            pool, batch = batches[place]
            kept = rng.random((len(batch), dimension)) >= DROPOUT
            queries = (pool.queries[batch] * kept / (1 - DROPOUT)).astype(np.float32)
            gold = np.zeros((len(batch), len(pool.sentences)), bool)
            for row, query in enumerate(batch):
                gold[row, list(pool.gold[query])] = True
            slopes = gradients(adapter, queries, pool.sentences, gold)
            weight = PUBLIC if pool.name.startswith("public") else 1.0
            rate = RATE * min(1.0, number / WARM_UP) * max(0.02, 1 - number / steps)
            adapter.step({name: slope * weight for name, slope in slopes.items()}, rate, number)
    return adapter


def _batches(count: int, rng: np.random.Generator) -> list[NDArray[np.int64]]:
    order = rng.permutation(count)
    return [order[start : start + BATCH] for start in range(0, count, BATCH)]


def first_right(adapter: Adapter | None, pools: Sequence[Pool]) -> list[float]:
    """Share of the queries with an answer among the best 1, 5, 12, 24 sentences of their pool."""
    found = []
    for pool in pools:
        queries = pool.queries if adapter is None else adapter.moved(pool.queries)[0]
        order = np.argsort(-(queries @ pool.sentences.T), axis=1)
        for row, gold in zip(order, pool.gold, strict=True):
            place = min(int(np.flatnonzero(row == one)[0]) for one in gold)
            found.append([place < count for count in (1, 5, 12, 24)])
    return [round(float(share), 3) for share in np.mean(found, 0)]


def level(adapter: Adapter, pools: Sequence[Pool], nearest: int = 80) -> Floats:
    """Mean and standard deviation of the cosines of the nearest sentences of a pool, shape (2,)."""
    cosines = [np.sort(adapter.moved(pool.queries)[0] @ pool.sentences.T, axis=1)[:, -nearest:] for pool in pools]
    together = np.concatenate(cosines)
    return np.array([together.mean(), together.std()], np.float32)


def main() -> None:
    """Fit on the reader's dossiers and public passages; judge on the other dossiers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="where the adapter is written")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "aide-memoire-e5")
    arguments = parser.parse_args()
    settings = load()
    embedder = E5Embedder(arguments.cache, threads=2)
    names = {path.parent.name for path in FOLDER.glob("*/questions.jsonl")}
    taught = [of_dossier(name, embedder) for name in settings.dossiers.names]
    others = [of_dossier(name, embedder) for name in sorted(names - set(settings.dossiers.names))]
    samples = load_samples(settings.data.work / "samples.jsonl")
    adapter = fit(taught + of_passages(samples, PASSAGES, EACH, embedder, settings.data.seed))
    for label, one in (("without", None), ("with", adapter)):
        print(f"{label} the adapter, an answer among 1, 5, 12, 24 sentences:", first_right(one, others))
    if arguments.write:
        np.savez_compressed(
            arguments.write,
            matrix=adapter.matrix.astype(np.float16),
            shift=adapter.shift,
            level=level(adapter, others),
            embedder=np.array(embedder.name),
        )


if __name__ == "__main__":
    main()
