"""A logistic model with an L2 penalty, fitted by L-BFGS."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Bound = tuple[float | None, float | None]
FOR: Bound = (0, None)
AGAINST: Bound = (None, 0)
FREE: Bound = (None, None)


def logistic(signs: NDArray, answers: NDArray, bounds: Sequence[Bound], penalty: float = 1e-3) -> tuple[NDArray, float]:
    """Weights, shape (signs.shape[1],), each within its bounds, and bias."""
    design = np.c_[signs, np.ones(len(signs))]

    def loss(weights: NDArray) -> tuple[float, NDArray]:
        scores = design @ weights
        chance = 1 / (1 + np.exp(-scores))
        value = np.logaddexp(0, np.where(answers, -scores, scores)).mean() + penalty * weights[:-1] @ weights[:-1]
        return value, design.T @ (chance - answers) / len(design) + 2 * penalty * np.r_[weights[:-1], 0]

    start = np.zeros(design.shape[1])
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, FREE]).x
    return solved[:-1], float(solved[-1])


def cross_validated(signs: NDArray, answers: NDArray, folds: NDArray, bounds: Sequence[Bound]) -> NDArray:
    """The score of each row by a model fitted on the other folds; `folds` are their numbers by row."""
    scores = np.zeros(len(signs))
    for fold in np.unique(folds):
        mine = folds == fold
        weights, bias = logistic(signs[~mine], answers[~mine], bounds)
        scores[mine] = signs[mine] @ weights + bias
    return scores


def folds_of(groups: Sequence[Hashable], count: int) -> NDArray:
    """The number of the fold of each row; rows of one group share one."""
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return np.array([numbers[group] % count for group in groups])


def chance(logit: float, digits: int) -> float:
    """The probability that a logit stands for, rounded as it is stored."""
    return round(float(1 / (1 + np.exp(-logit))), digits)


def named(
    names: Sequence[str], signs: NDArray, answers: NDArray, bounds: Sequence[Bound], threshold: float
) -> dict[str, object]:
    """A model fitted on all rows, as `service.fitted.Logistic` reads it; printed as well."""
    weights, bias = logistic(signs, answers, bounds)
    told = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    print("  ", {name: weight for name, weight in told.items() if weight}, round(bias, 3))
    return {"bias": round(bias, 3), "threshold": threshold, "weights": told}
