"""Features of labelled questions → the weights of `service/weights`, with cross-validated figures.

Evidence: a conditional logistic model (softmax over the candidates of a question, the gold sentences together against
the rest). Refusal: a logistic model over the signs. Both with an L2 penalty, by L-BFGS.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evaluation.reader import auc
from service.evidence import FEATURES
from service.refusal import SIGNS
from training.logistic import AGAINST, FOR, FREE, chance, cross_validated, named

FOLDS = 5
DIRECTIONS = {
    **dict.fromkeys(("affinity", "cosine", "passage_cosine", "coverage", "sentence_coverage"), FOR),
    **dict.fromkeys(("named", "named_in_sentence"), FOR),
    **dict.fromkeys(("type", "reader", "reader_answer", "answer_typed"), FOR),
    **dict.fromkeys(("absent", "undisclosed", "withheld", "denied", "negated", "uncaused", "lacking"), AGAINST),
}
"""Signs that can only speak for an answer, or only against one; otherwise few questions teach nonsense."""
READ = ("reader", "reader_answer", "answer_typed")
"""Features and signs that only the reader gives."""
LEFT_OUT = {"alone": READ, "with_reader": ("foreign",)}
"""Features that are not weighed, by table: an answer in the question's own language is worth more to who asks."""
ANSWERED = 0.95
"""Share of the answerable questions that must be answered: it sets the threshold of refusing."""


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


def main() -> None:
    """Fits with and without the reader, prints cross-validated figures, and writes the weights to --write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("observed", type=Path, nargs="+")
    parser.add_argument("--table", choices=("alone", "with_reader"), default="with_reader")
    parser.add_argument("--write", type=Path, help="the folder of the weights; the other table in it stays")
    arguments = parser.parse_args()
    data, table = _joined(arguments.observed), arguments.table
    with_gold = np.isin(data["group"], np.unique(data["group"][data["gold"]]))
    features, group, gold = (data[name][with_gold] for name in ("features", "group", "gold"))
    kept = np.array([name not in LEFT_OUT[table] for name in FEATURES])
    print(f"evidence {table}, gold among the best 1/2/3:", _cross_validated(features * kept, group, gold))
    weights = evidence(features * kept, group, gold) * kept
    fitted = {name: round(float(weight), 3) for name, weight in zip(FEATURES, weights, strict=True)}
    print(fitted)
    known = np.array([table == "with_reader" or name not in READ for name in SIGNS])
    model = _refusal(data["signs"] * known, data["answerable"], table)
    if arguments.write:
        _put(arguments.write / "evidence.json", table, fitted)
        _put(arguments.write / "refusal.json", table, model)


def _put(file: Path, table: str, fitted: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | {table: fitted}, indent=1) + "\n")


def _joined(files: Sequence[Path]) -> dict[str, NDArray]:
    parts = [dict(np.load(file)) for file in files]
    offset = 0
    for part in parts:
        part["group"] = part["group"] + offset
        offset = int(part["group"].max()) + 1
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return {name: column.astype(bool) if name in ("gold", "answerable") else column for name, column in joined.items()}


def _cross_validated(features: NDArray, group: NDArray, gold: NDArray) -> list[float]:
    fold = group % FOLDS
    figures = []
    for k in range(FOLDS):
        train, test = fold != k, fold == k
        weights = evidence(features[train], group[train], gold[train])
        figures.append(first_right(weights, features[test], group[test], gold[test]))
    return [round(float(figure), 4) for figure in np.mean(figures, 0)]


def _refusal(signs: NDArray, answers: NDArray, table: str) -> dict[str, object]:
    folds = np.arange(len(signs)) % FOLDS
    bounds = [DIRECTIONS.get(name, FREE) for name in SIGNS]
    scores = cross_validated(signs, answers, folds, bounds)
    print(f"refusal {table}: AUC", round(auc(np.c_[scores, answers]), 4))
    for kept in (0.97, 0.95, 0.92, 0.9):
        cut = np.quantile(scores[answers], 1 - kept)
        share = np.mean(scores[~answers] < cut)
        print(f"  answering {kept:.0%} of the answerable (from {chance(cut, 3)} on) refuses {share:.3f} of the others")
    return named(SIGNS, signs, answers, bounds, chance(np.quantile(scores[answers], 1 - ANSWERED), 3))


if __name__ == "__main__":
    main()
