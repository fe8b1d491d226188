"""Labelled questions → the features that the service computes for them, through the real index and retriever."""

import argparse
import random
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.e5.embedder import E5Embedder
from index.library import Library
from service.extractive import ExtractiveAnswerer
from service.opening import reader
from service.refusal import SIGNS, signs
from service.sources import LibrarySources
from training.evidence.labelled import Labelled, dossier, passages, question_set


def main() -> None:
    """Reads the files of DATA, asks their questions and writes what was observed to --out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "data", type=Path, nargs="+", help="dossiers, *.jsonl.gz with passages, or question sets *.jsonl"
    )
    parser.add_argument("--index", type=Path, required=True, help="data directory; passages are added to it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=1500, help="questions of a file with passages")
    parser.add_argument("--split", help="of question sets")
    parser.add_argument("--other-subject", action="store_true", help="the index is of another subject: nothing answers")
    parser.add_argument("--alone", action="store_true", help="without the reader, for the table of that name")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "aide-memoire-e5")
    arguments = parser.parse_args()
    questions: list[Labelled] = []
    with closing(Library.open(arguments.index, E5Embedder(arguments.cache, threads=2))) as library:
        for file in arguments.data:
            questions += _load(library, file, arguments.limit, arguments.split)
        if arguments.other_subject:
            questions = [replace(labelled, answerable=False, judge=lambda _: 0.0) for labelled in questions]
        library.wait_until_ready()
        random.Random(7).shuffle(questions)
        reading = None if arguments.alone else reader(arguments.cache)
        observed = _observe(ExtractiveAnswerer(LibrarySources(library), reading), questions)
    np.savez_compressed(arguments.out, **observed)
    print(len(questions), "questions,", int(observed["answerable"].sum()), "answerable")


def _load(library: Library, file: Path, limit: int, split: str | None) -> list[Labelled]:
    if file.suffix == ".jsonl":
        return question_set(file, split)
    documents, questions = dossier(file) if file.is_dir() else passages(file, limit)
    for document in documents:
        if library.known(document.document_id) is None:
            library.put(document, document.document_id, document.sha256)
    library.wait_until_ready()
    return questions


def _observe(answerer: ExtractiveAnswerer, questions: Sequence[Labelled]) -> dict[str, np.ndarray]:
    rows, groups, gold, known, answerable = [], [], [], [], []
    group = 0
    for labelled in questions:
        understood, found = answerer.search(labelled.question)
        for one in found:
            held = [labelled.judge(candidate) for candidate, _ in one.ranked]
            most = max(held, default=0.0)
            rows += [candidate.features for candidate, _ in one.ranked]
            gold += [share == most > 0 for share in held]
            groups += [group] * len(held)
            group += 1
            if one.ranked:
                state = signs(one.question, understood.kind, one.ranked)
                known.append([state[name] for name in SIGNS])
                answerable.append(labelled.answerable)
    return {
        "features": np.stack(rows),
        "group": np.array(groups),
        "gold": np.array(gold),
        "signs": np.array(known),
        "answerable": np.array(answerable),
    }


if __name__ == "__main__":
    main()
