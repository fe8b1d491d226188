"""Fitting the adapter of query vectors, on vectors made up."""

import numpy as np

from training.adapter.fit import Adapter, first_right, fit, gradients
from training.adapter.pools import Pool


def unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def loss(adapter: Adapter, queries: np.ndarray, sentences: np.ndarray, gold: np.ndarray) -> float:
    scores = np.exp(np.exp(adapter.heat) * (adapter.moved(queries)[0] @ sentences.T))
    return float(-np.log((scores * gold).sum(1) / scores.sum(1)).mean())


def test_the_gradients_are_those_of_the_loss() -> None:
    rng = np.random.default_rng(1)
    queries, sentences = unit(rng.normal(size=(5, 6))), unit(rng.normal(size=(9, 6)))
    gold = np.zeros((5, 9), bool)
    gold[np.arange(5), rng.integers(9, size=5)] = True
    matrix, shift = np.eye(6) + rng.normal(size=(6, 6)) / 5, rng.normal(size=6) / 5
    adapter = Adapter(matrix, shift, np.array([1.0]))
    before, told = loss(adapter, queries, sentences, gold), gradients(adapter, queries, sentences, gold)
    for name, place in (("matrix", (0, 0)), ("matrix", (2, 4)), ("shift", (3,)), ("heat", (0,))):
        changed = Adapter(matrix.copy(), shift.copy(), np.array([1.0]))
        getattr(changed, name)[place] += 1e-5
        slope = (loss(changed, queries, sentences, gold) - before) / 1e-5
        assert np.isclose(told[name][place], slope, atol=1e-3)


def test_a_turn_that_all_questions_need_is_learned() -> None:
    rng = np.random.default_rng(2)
    turn = np.linalg.qr(rng.normal(size=(16, 16)))[0]
    sentences = unit(rng.normal(size=(300, 16)))
    pools = [
        Pool(str(i), part, unit(part @ turn + rng.normal(size=part.shape) / 20), tuple((k,) for k in range(len(part))))
        for i, part in enumerate(np.split(sentences, 5))
    ]
    adapter = fit(pools[:4] * 40)
    before, after = first_right(None, pools[4:]), first_right(adapter, pools[4:])
    assert before[0] < 0.2
    assert after[0] > 0.8
