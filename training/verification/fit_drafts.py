"""Statements about dossiers, held against all their documents → the weights of `service/weights/drafts.json`.

    python -m training.verification.fit_drafts NAME … --index DIR [--write service/weights/drafts.json]

Each dossier that is named gets an index in a folder of DIR; its true and false statements (`pairs.jsonl`) with English
quotes are checked as sentences of a draft. Two models: supported or not, and contradicted or not told, which leaves out
overstatements. Only statements count that the rules do not find supported. Folds are statements about the same quote.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.reader import auc
from index.e5.embedder import E5Embedder
from index.filters import Filters
from index.languages import language_of
from index.library import Library
from service.checking import Finder
from service.opening import reader
from service.reader.entailment import ReaderEntailment
from service.sources import LibrarySources
from service.verification.bearing import EXACT, SIGNS, weigh
from service.verification.check import ruling
from service.verification.drafts import claims
from service.verification.verdict import GRAVEST_FIRST
from training.dossiers import dossier as dossiers
from training.dossiers import statements
from training.dossiers.statements import Statement
from training.logistic import AGAINST, FOR, FREE, chance, cross_validated, folds_of, named

FOLDS = 5
SUPPORTED, CONTRADICTED = 1.8, 1.0
"""Logits that are needed: a false sentence called supported, or a true one contradicted, is worse than "not found"."""
DIRECTIONS = {
    **dict.fromkeys(("support", "second", "joint", "share"), FOR),
    **dict.fromkeys((*GRAVEST_FIRST, "added", "contradicted"), AGAINST),
}
"""Signs that can only speak for a sentence being supported, or only against it."""
Row = tuple[Statement, dict[str, float]]


def main() -> None:
    """Fits both models, prints cross-validated figures, and writes the weights to --write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="+")
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "aide-memoire-e5")
    arguments = parser.parse_args()
    model = reader(arguments.cache)
    assert model is not None, "the reader's file is missing"
    embedder, rows = E5Embedder(arguments.cache, threads=2), list[Row]()
    for name in arguments.names:
        with closing(Library.open(arguments.index / name, embedder)) as library:
            rows += _observed(name, library, ReaderEntailment(model))
    told = [row for row in rows if not row[0].supported and row[0].kind != "overstated"]
    fitted = {
        "supported": _fitted("supported", rows, [one.supported for one, _ in rows], SUPPORTED, DIRECTIONS),
        "contradicted": _fitted(
            "contradicted", told, [one.kind != "not_covered" for one, _ in told], CONTRADICTED, {}
        ),
    }
    if arguments.write:
        arguments.write.write_text(json.dumps(fitted, indent=1) + "\n")


def _observed(name: str, library: Library, entailment: ReaderEntailment) -> Iterator[Row]:
    for document in dossiers.load(name).documents.values():
        if library.known(document.document_id) is None:
            library.put(document, document.document_id, document.sha256)
    library.wait_until_ready()
    finder = Finder(LibrarySources(library), Filters(), "en")
    for statement in statements.read(dossiers.FOLDER / name / "pairs.jsonl"):
        if language_of(statement.quotes[0]) != "en":
            continue
        for claimed in claims(statement.text, "en"):
            evidence = finder.evidence(claimed.query) if claimed.claim else []
            ruled, looked = ruling(claimed, evidence, "en") if evidence else (None, [])
            if ruled is not None and ruled.verdict != "supported":
                contradicted = ruled.verdict == "contradicted"
                yield statement, weigh(claimed.claim or "", looked, contradicted, entailment).signs


def _fitted(
    name: str, rows: Sequence[Row], labels: Sequence[bool], needed: float, directions: dict[str, tuple]
) -> dict[str, object]:
    signs, answers = np.array([[known[sign] for sign in SIGNS] for _, known in rows]), np.array(labels)
    folds = folds_of([one.quotes[0] for one, _ in rows], FOLDS)
    bounds = [directions.get(sign, FREE) for sign in SIGNS]
    scores = cross_validated(signs, answers, folds, bounds)
    said = (scores >= needed) & ~(_exact(signs) if directions else np.zeros(len(signs), bool))
    print(f"{name}: {len(rows)} statements, AUC {auc(np.c_[scores, answers]):.3f}")
    print(f"   said of {said[answers].mean():.3f} of {answers.sum()} and of {said[~answers].mean():.3f} of the others")
    return named(SIGNS, signs, answers, bounds, chance(needed, 6))


def _exact(signs: NDArray) -> NDArray[np.bool_]:
    return np.asarray(signs[:, [SIGNS.index(outcome) for outcome in EXACT]] > 0).any(1)


if __name__ == "__main__":
    main()
