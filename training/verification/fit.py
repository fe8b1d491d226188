"""Labelled statements → the weights of `service/weights/verification.json`, with cross-validated figures.

    python -m training.verification.fit PAIRS.jsonl … [--write service/weights/verification.json]

A line is a statement with its quotes and whether they support it, or a group of true and false statements with the same
quotes (`pairs.jsonl` of a dossier). Folds keep groups together. Only statements count to which the rules object.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.opening import reader
from service.reader.entailment import ReaderEntailment
from service.verification.verifying import observed
from service.verification.weighing import OUTCOMES, SIGNS
from training.logistic import AGAINST, FOR, FREE, auc, logistic

FOLDS = 5
LEAST = 0.4
"""Logit from which a statement is taken for supported: a false one kept is worse than a true one dropped."""
EXACT = (None, -3.0)
"""Another number or date weighs at least so much, whatever the model says: it overlooks digits."""
DIRECTIONS = {
    **dict.fromkeys(("support", "share", "values"), FOR),
    **dict.fromkeys((*OUTCOMES, "added", "reworded"), AGAINST),
    **dict.fromkeys(("other_number", "other_date"), EXACT),
}
"""Signs that can only speak for a statement, or only against it."""


@dataclass(frozen=True)
class Pair:
    """A statement with quotes, and whether they support it."""

    statement: str
    quotes: tuple[str, ...]
    supported: bool
    kind: str
    group: str
    """Statements with the same quotes."""


def pairs(file: Path) -> Iterator[Pair]:
    """The statements of a file in either form."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        quotes = tuple(row["quotes"])
        if "statement" in row:
            kind = f"true {row['note'].split(':')[0].split()[0]}" if row["supported"] else row["outcome"]
            yield Pair(row["statement"], quotes, row["supported"], kind, quotes[0])
        for true in row.get("true", ()):
            yield Pair(true["text"], quotes, True, f"true {true['kind']}", quotes[0])
        for false in row.get("false", ()):
            yield Pair(false["text"], quotes, False, false["kind"], quotes[0])


def main() -> None:
    """Fits the weights, prints cross-validated figures, and writes the weights to --write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "aide-memoire-e5")
    arguments = parser.parse_args()
    model = reader(arguments.cache)
    assert model is not None, "the reader's file is missing"
    entailment = ReaderEntailment(model)
    found = [
        (pair, list(known.values()))
        for file in arguments.pairs
        for pair in pairs(file)
        if (known := observed(pair.statement, pair.quotes, entailment)) is not None
    ]
    fitted = _fitted(found)
    if arguments.write:
        arguments.write.write_text(json.dumps(fitted, indent=1) + "\n")


def _fitted(rows: Sequence[tuple[Pair, list[float]]]) -> dict[str, object]:
    signs, answers = np.array([known for _, known in rows]), np.array([pair.supported for pair, _ in rows])
    groups = {group: i for i, group in enumerate(dict.fromkeys(pair.group for pair, _ in rows))}
    folds = np.array([groups[pair.group] % FOLDS for pair, _ in rows])
    bounds = [DIRECTIONS.get(sign, FREE) for sign in SIGNS]
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        weights, bias = logistic(signs[folds != fold], answers[folds != fold], bounds)
        scores[folds == fold] = signs[folds == fold] @ weights + bias
    print(f"{len(rows)} statements, AUC {auc(scores, answers):.3f}")
    _print_kinds([pair for pair, _ in rows], scores >= LEAST)
    weights, bias = logistic(signs, answers, bounds)
    named = {sign: round(float(weight), 3) for sign, weight in zip(SIGNS, weights, strict=True)}
    print("  ", {sign: weight for sign, weight in named.items() if weight}, round(bias, 3))
    return {"bias": round(bias, 3), "least": LEAST, "weights": named}


def _print_kinds(labelled: Sequence[Pair], kept: NDArray[np.bool_]) -> None:
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for pair, said in zip(labelled, kept, strict=True):
        by_kind[pair.kind].append(bool(said) == pair.supported)
    for truth, name in ((True, "true kept"), (False, "false caught")):
        right = [bool(said) == truth for pair, said in zip(labelled, kept, strict=True) if pair.supported == truth]
        print(f"   {name} {np.mean(right):.3f} of {len(right)}")
    print("   " + ", ".join(f"{kind} {np.mean(right):.2f} of {len(right)}" for kind, right in sorted(by_kind.items())))


if __name__ == "__main__":
    main()
