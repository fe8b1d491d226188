import math

import numpy as np
import pytest

from evaluation.measures.refusal import f1
from evaluation.statistics import bootstrap_interval, mcnemar, mean, paired_difference


def column(*values: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[value] for value in values])


def test_the_interval_of_a_constant_is_the_constant() -> None:
    assert bootstrap_interval(column(0.5, 0.5, 0.5), mean) == (0.5, 0.5)


def test_the_interval_of_a_proportion_is_near_the_normal_one() -> None:
    # 100 of 400: standard error sqrt(.25 * .75 / 400) = .02165, so about .25 -+ .0424
    low, high = bootstrap_interval(column(*[1.0] * 100, *[0.0] * 300), mean)
    assert low == pytest.approx(0.2076, abs=0.006)
    assert high == pytest.approx(0.2924, abs=0.006)


def test_the_interval_is_the_same_in_every_run() -> None:
    rows = column(*np.linspace(0, 1, 30))
    assert bootstrap_interval(rows, mean) == bootstrap_interval(rows, mean)


def test_a_figure_that_is_never_defined_has_no_interval() -> None:
    low, high = bootstrap_interval(np.array([[0.0, 0.0], [0.0, 0.0]]), f1)
    assert math.isnan(low)
    assert math.isnan(high)


@pytest.mark.parametrize(
    ("only_first", "only_second", "p"),
    [
        (0, 0, 1.0),
        (3, 3, 1.0),
        (0, 5, 2 / 32),  # 2 * (1/2)^5
        (1, 9, 2 * (1 + 10) / 1024),
        (9, 1, 2 * (1 + 10) / 1024),
    ],
)
def test_mcnemar_by_hand(only_first: int, only_second: int, p: float) -> None:
    assert mcnemar(only_first, only_second) == pytest.approx(p)


def test_binary_values_are_tested_with_mcnemar() -> None:
    difference = paired_difference(column(0, 0, 0, 0, 0, 1, 1), column(1, 1, 1, 1, 1, 1, 1), mean)
    assert difference is not None
    assert difference.value == pytest.approx(5 / 7)
    assert difference.test == "McNemar"
    assert difference.p == pytest.approx(2 / 32)
    assert difference.low <= difference.value <= difference.high


def test_other_values_are_tested_with_the_paired_bootstrap() -> None:
    rng = np.random.default_rng(1)
    before = rng.uniform(0, 0.5, size=(60, 1))
    clearly = paired_difference(before, before + 0.3 + rng.normal(0, 0.02, size=(60, 1)), mean)
    hardly = paired_difference(before, before + rng.normal(0, 0.2, size=(60, 1)), mean)
    assert clearly is not None
    assert hardly is not None
    assert clearly.test == "paired bootstrap"
    assert clearly.p < 0.01
    assert clearly.low > 0.28
    assert hardly.p > 0.05
    assert hardly.low < 0 < hardly.high


def test_a_figure_that_is_no_mean_is_compared_too() -> None:
    # refused, unanswerable: F1 2*1/(1+2) before, 2*2/(2+2) after
    before = np.array([[1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    after = np.array([[1.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
    difference = paired_difference(before, after, f1)
    assert difference is not None
    assert difference.value == pytest.approx(1 - 2 / 3)
    assert difference.test == "paired bootstrap"


def test_nothing_is_compared_where_a_figure_is_undefined() -> None:
    assert paired_difference(np.array([[0.0, 0.0]]), np.array([[1.0, 0.0]]), f1) is None


def test_no_difference_has_p_one() -> None:
    same = paired_difference(column(0.2, 0.4, 0.9), column(0.2, 0.4, 0.9), mean)
    assert same is not None
    assert (same.value, same.p) == (0, 1)


def test_few_questions_never_show_much() -> None:
    one = paired_difference(column(0.2), column(0.7), mean)
    four = paired_difference(column(0.2, 0.2, 0.2, 0.2), column(0.7, 0.7, 0.7, 0.7), mean)
    assert one is not None
    assert four is not None
    assert (one.p, four.p) == (1.0, 2 / 16)
