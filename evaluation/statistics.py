"""How sure a figure is: bootstrap intervals, paired bootstrap and McNemar's test. Seeded, so a run repeats exactly."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]  # one row a question, one column a value

SAMPLES = 1000
SEED = 20251122


def mean(rows: Rows) -> float:
    """Mean of the only column."""
    return float(rows.mean())


@dataclass(frozen=True)
class Difference:
    """Difference of two paired figures (second minus first) with its 95 % interval and two-sided p."""

    value: float
    low: float
    high: float
    p: float
    test: str


def bootstrap_interval(rows: Rows, combine: Callable[[Rows], float]) -> tuple[float, float]:
    """95 % percentile interval (Efron & Tibshirani 1993) of a figure over questions drawn with replacement.

    rows: (questions, values). Draws for which the figure is undefined are left out; nan, nan if it always is.
    """
    draws = _draws(len(rows))
    figures = _figures(rows, draws, combine)
    defined = figures[~np.isnan(figures)]
    if not len(defined):
        return math.nan, math.nan
    low, high = np.percentile(defined, [2.5, 97.5])
    return float(low), float(high)


def paired_difference(first: Rows, second: Rows, combine: Callable[[Rows], float]) -> Difference | None:
    """Compare a figure on the same questions under two systems; first and second: (questions, values), in one order.

    p is McNemar's exact test for the mean of one column of zeros and ones, else that of the paired bootstrap. None
    where the figure is undefined for either.
    """
    value = combine(second) - combine(first)
    if math.isnan(value):
        return None
    draws = _draws(len(first))
    drawn = _figures(second, draws, combine) - _figures(first, draws, combine)
    drawn = drawn[~np.isnan(drawn)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    if combine is mean and np.isin(np.concatenate([first, second]), (0.0, 1.0)).all():
        p, test = mcnemar(int((first > second).sum()), int((first < second).sum())), "McNemar"
    else:
        # centred on no difference (Davison & Hinkley 1997, 4.2); n questions cannot show more than n coins of one side
        extreme = int((np.abs(drawn - value) >= abs(value) - 1e-12).sum())
        p, test = max((extreme + 1) / (len(drawn) + 1), 2.0 ** (1 - len(first))), "paired bootstrap"
    return Difference(value, float(low), float(high), p, test)


def mcnemar(only_first: int, only_second: int) -> float:
    """Two-sided exact p (McNemar 1947, binomial form) of the questions that only one of two systems gets right."""
    discordant = only_first + only_second
    if not discordant:
        return 1.0
    tail: float = sum(math.comb(discordant, k) for k in range(min(only_first, only_second) + 1)) / 2**discordant
    return min(1.0, 2 * tail)


def _draws(questions: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, questions, size=(SAMPLES, questions))


def _figures(rows: Rows, draws: NDArray[np.int64], combine: Callable[[Rows], float]) -> NDArray[np.float64]:
    """Return the figure of every draw; means all at once, since most figures are means."""
    if combine is mean:
        return np.asarray(rows[draws, 0].mean(axis=1))
    return np.array([combine(rows[draw]) for draw in draws])
