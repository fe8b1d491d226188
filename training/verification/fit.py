"""Labelled statements → the weights of `service/weights/verification.json`, with cross-validated figures.

    python -m training.verification.fit PAIRS.jsonl … [--write service/weights/verification.json]

A line is a statement with its quotes and whether they support it, or a group of true and false statements with the same
quotes (`pairs.jsonl` of a dossier). Folds keep groups together. Only statements count to which the rules object.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.reader import auc
from service.opening import reader
from service.reader.entailment import ReaderEntailment
from service.verification.verdict import GRAVEST_FIRST
from service.verification.verifying import observed
from service.verification.weighing import SIGNS
from training.dossiers.statements import Statement, read
from training.logistic import AGAINST, FOR, FREE, cross_validated, folds_of, named

FOLDS = 5
THRESHOLD = 0.598688
"""Probability from which a statement is taken for supported, a logit of .4: a false one kept is worse than a true one
dropped."""
EXACT = (None, -3.0)
"""Another number or date weighs at least so much, whatever the model says: it overlooks digits."""
DIRECTIONS = {
    **dict.fromkeys(("support", "share", "values"), FOR),
    **dict.fromkeys((*GRAVEST_FIRST, "added", "reworded"), AGAINST),
    **dict.fromkeys(("other_number", "other_date"), EXACT),
}
"""Signs that can only speak for a statement, or only against it."""


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
        (statement, list(known.values()))
        for file in arguments.pairs
        for statement in read(file)
        if (known := observed(statement.text, statement.quotes, entailment)) is not None
    ]
    fitted = _fitted(found)
    if arguments.write:
        arguments.write.write_text(json.dumps(fitted, indent=1) + "\n")


def _fitted(rows: Sequence[tuple[Statement, list[float]]]) -> dict[str, object]:
    labelled = [statement for statement, _ in rows]
    signs, answers = np.array([known for _, known in rows]), np.array([one.supported for one in labelled])
    folds = folds_of([one.quotes[0] for one in labelled], FOLDS)
    bounds = [DIRECTIONS.get(sign, FREE) for sign in SIGNS]
    scores = cross_validated(signs, answers, folds, bounds)
    print(f"{len(rows)} statements, AUC {auc(np.c_[scores, answers]):.3f}")
    _print_kinds(labelled, scores >= log(THRESHOLD / (1 - THRESHOLD)))
    return named(SIGNS, signs, answers, bounds, THRESHOLD)


def _print_kinds(labelled: Sequence[Statement], kept: NDArray[np.bool_]) -> None:
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for one, said in zip(labelled, kept, strict=True):
        by_kind[f"true {one.kind}" if one.supported else one.kind].append(bool(said) == one.supported)
    for truth, name in ((True, "true kept"), (False, "false caught")):
        right = [bool(said) == truth for one, said in zip(labelled, kept, strict=True) if one.supported == truth]
        print(f"   {name} {np.mean(right):.3f} of {len(right)}")
    print("   " + ", ".join(f"{kind} {np.mean(right):.2f} of {len(right)}" for kind, right in sorted(by_kind.items())))


if __name__ == "__main__":
    main()
