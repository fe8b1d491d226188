"""Labelled questions → the features that the service computes for them, through the real index and retriever."""

import argparse
import random
import tempfile
from pathlib import Path

import numpy as np

from index.e5.embedder import E5Embedder
from index.filters import Filters
from index.library import Library
from service.evidence import asked, candidates
from service.extractive import PASSAGES, TRACED
from service.languages import pack
from service.refusal import SIGNS, signs
from service.scoring import ranked
from service.sources import LibrarySources
from service.understanding import understand
from training.evidence.labelled import read


def main() -> None:
    """Reads the files of DATA, indexes their passages, asks their questions and writes OUT."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=1500)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "aide-memoire-e5")
    parser.add_argument("--index", type=Path, help="keep the index here", default=None)
    arguments = parser.parse_args()
    documents, questions = read(arguments.data, arguments.limit)
    random.Random(7).shuffle(questions)
    folder = arguments.index or Path(tempfile.mkdtemp())
    library = Library.open(folder, E5Embedder(arguments.cache, threads=2))
    for document in documents:
        if library.known(document.document_id) is None:
            library.put(document, document.document_id, document.sha256)
    library.wait_until_ready()
    sources = LibrarySources(library)
    rows: list[np.ndarray] = []
    groups: list[int] = []
    gold: list[bool] = []
    known: list[list[float]] = []
    answerable: list[bool] = []
    found: list[int] = []
    for number, labelled in enumerate(questions):
        understood = understand(labelled.question, (), "en")
        facet = understood.facets[0]
        vector = sources.vectors([facet.query])[0]
        one = asked(facet, pack("en"), vector, sources.rarity(facet.query, "en"))
        hits = sources.search(facet.query, TRACED, Filters(), vector)
        read_ = {s.passage_id: s for s in sources.sentences([h.passage.passage_id for h in hits[:PASSAGES]])}
        all_ = candidates(one, [(h, read_[h.passage.passage_id]) for h in hits if h.passage.passage_id in read_])
        order = ranked(all_)
        for candidate, _ in order:
            rows.append(candidate.features)
            groups.append(number)
            gold.append(candidate.text.strip() in labelled.gold and candidate.hit.passage.text.strip() in labelled.text)
        state = signs(one, understood.kind, order)
        known.append([state[name] for name in SIGNS])
        answerable.append(bool(labelled.gold))
        found.append(any(gold[-len(order) :]))
    np.savez_compressed(
        arguments.out, features=np.stack(rows), group=groups, gold=gold, signs=known, answerable=answerable, found=found
    )
    print(
        len(questions),
        "questions; answerable",
        np.mean(answerable),
        "gold among candidates",
        np.mean(np.array(found)[np.array(answerable)]),
    )
    library.close()


if __name__ == "__main__":
    main()
