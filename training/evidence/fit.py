"""Features of labelled questions → the weights of `service/weights`, with cross-validated figures.

Evidence: a conditional logistic model (softmax over the candidates of a question, the gold sentences together against
the rest). Refusal: a logistic model over the signs. Both with an L2 penalty, by L-BFGS.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from service.evidence import FEATURES
from service.refusal import SIGNS

FOLDS = 5


def evidence(features: NDArray, group: NDArray, gold: NDArray, penalty: float = 1e-3) -> NDArray:
    """Weights, shape (len(FEATURES),)."""
    starts = np.flatnonzero(np.r_[True, np.diff(group) != 0])
    lengths = np.diff(np.r_[starts, len(group)])
    scale = features.std(0) + 1e-9
    scaled = features / scale

    def loss(weights: NDArray) -> tuple[float, NDArray]:
        scores = scaled @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), lengths)
        likely = np.exp(scores)
        everything, right = np.add.reduceat(likely, starts), np.add.reduceat(likely * gold, starts)
        slope = likely / np.repeat(everything, lengths) - likely * gold / np.repeat(right, lengths)
        value = -np.log(right / everything).mean() + penalty * weights @ weights
        return value, scaled.T @ slope / len(starts) + 2 * penalty * weights

    return minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B").x / scale


def first_right(weights: NDArray, features: NDArray, group: NDArray, gold: NDArray) -> list[float]:
    """Share of questions whose best 1, 2, 3 candidates hold a gold one."""
    hits = np.zeros(3)
    questions = np.unique(group)
    scores = features @ weights
    for question in questions:
        mine = group == question
        order = np.argsort(-scores[mine])
        right = gold[mine][order]
        hits += [right[: k + 1].any() for k in range(3)]
    return list(hits / len(questions))


def logistic(signs: NDArray, answers: NDArray, penalty: float = 1e-3) -> tuple[NDArray, float]:
    """Weights, shape (len(SIGNS),), and bias."""
    design = np.c_[signs, np.ones(len(signs))]

    def loss(weights: NDArray) -> tuple[float, NDArray]:
        scores = design @ weights
        chance = 1 / (1 + np.exp(-scores))
        value = np.logaddexp(0, np.where(answers, -scores, scores)).mean() + penalty * weights[:-1] @ weights[:-1]
        return value, design.T @ (chance - answers) / len(design) + 2 * penalty * np.r_[weights[:-1], 0]

    solved = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B").x
    return solved[:-1], solved[-1]


def auc(scores: NDArray, answers: NDArray) -> float:
    """Chance that an answerable question scores higher than one that is not."""
    order = np.argsort(np.argsort(scores))
    positive = answers.sum()
    return float((order[answers].sum() - positive * (positive - 1) / 2) / (positive * (~answers).sum()))


def main() -> None:
    """Fits, prints cross-validated figures, and writes the weights to --write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("observed", type=Path)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    data = np.load(arguments.observed)
    features, group, gold = data["features"].astype(np.float64), data["group"], data["gold"].astype(bool)
    with_gold = np.isin(group, np.unique(group[gold]))
    features, group, gold = features[with_gold], group[with_gold], gold[with_gold]
    fold = group % FOLDS
    figures = []
    for k in range(FOLDS):
        train, test = fold != k, fold == k
        weights = evidence(features[train], group[train], gold[train])
        figures.append(first_right(weights, features[test], group[test], gold[test]))
    print("evidence, gold among the best 1/2/3:", np.round(np.mean(figures, 0), 4))
    weights = evidence(features, group, gold)
    print({name: round(float(weight), 3) for name, weight in zip(FEATURES, weights, strict=True)})
    signs, answers = data["signs"].astype(np.float64), data["answerable"].astype(bool)
    folds = np.arange(len(signs)) % FOLDS
    scores = np.zeros(len(signs))
    for k in range(FOLDS):
        w, b = logistic(signs[folds != k], answers[folds != k])
        scores[folds == k] = signs[folds == k] @ w + b
    print(
        "refusal AUC",
        round(auc(scores, answers), 4),
        {n: round(auc(signs[:, i], answers), 3) for i, n in enumerate(SIGNS)},
    )
    for kept in (0.95, 0.9):
        cut = np.quantile(scores[answers], 1 - kept)
        print(f"answering {kept:.0%} of the answerable refuses {np.mean(scores[~answers] < cut):.3f} of the others")
    w, b = logistic(signs, answers)
    print({name: round(float(x), 3) for name, x in zip(SIGNS, w, strict=True)}, round(float(b), 3))
    if arguments.write:
        table = {"weights": {name: round(float(x), 4) for name, x in zip(FEATURES, weights, strict=True)}}
        arguments.write.write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
