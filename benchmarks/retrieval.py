"""How well retrieval finds the passage that answers: recall and reciprocal rank, by the weight of the lexical side.

    python -m benchmarks.retrieval FOLDER [--cache-dir DIR] [--weights 0 0.4 1]

FOLDER has `questions.jsonl`, each line with `question` and `paragraph`, and `docs/*.txt` with paragraphs between empty
lines and their metadata in `*.txt.meta.yaml` beside them. Every paragraph is indexed as one passage, and a question
counts as answered where its own paragraph stands.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np
import yaml

from index import retriever
from index.documents import Document, Metadata, Passage, Sentence, cut, document_id, passage_id
from index.e5.embedder import E5Embedder
from index.library import Library

DEPTH = 100


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache-dir", type=Path, help="where the model's files are; default: built anew")
    parser.add_argument("--weights", type=float, nargs="+", default=[0, 0.3, retriever.LEXICAL_WEIGHT, 0.5, 1])
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        embedder = E5Embedder(options.cache_dir or folder / "models")
        library = stack.enter_context(closing(Library.open(folder, embedder)))
        for one in documents(options.folder / "docs"):
            library.put(one, one.document_id, one.sha256)
        library.wait_until_ready()
        with (options.folder / "questions.jsonl").open(encoding="utf-8") as lines:
            asked = [json.loads(line) for line in lines]
        print(f"{library.status().passages} passages, {len(asked)} questions")
        vectors = embedder.queries([one["question"] for one in asked])
        for weight in options.weights:
            retriever.LEXICAL_WEIGHT = weight
            found = [
                rank(library.search(one["question"], DEPTH, vector=vector), one["paragraph"])
                for one, vector in zip(asked, vectors, strict=True)
            ]
            print(f"lexical weight {weight:.2f}: {table_row(found)}")


def documents(folder: Path) -> Iterator[Document]:
    """The documents of a folder, one passage a paragraph."""
    for path in sorted(folder.glob("*.txt")):
        told = yaml.safe_load(path.with_name(f"{path.name}.meta.yaml").read_text(encoding="utf-8"))
        title = str(told["title"]).replace("_", " ")
        yield of_paragraphs(path.read_text(encoding="utf-8"), Metadata(title=title, language=told["language"]))


def of_paragraphs(text: str, metadata: Metadata) -> Document:
    """A document whose passages are the paragraphs of a text."""
    identifier, start, passages = document_id(text), 0, []
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        if paragraph.strip():
            sentence = Sentence(start, end)
            passages.append(Passage(passage_id(identifier, start, end), start, end, (sentence,)))
        start = end + 2
    return cut(text, metadata, passages)


def rank(hits: Sequence[retriever.Hit], paragraph: str) -> float:
    """Where the paragraph stands among the hits, from 1; infinite if nowhere."""
    places = [place for place, hit in enumerate(hits, 1) if hit.passage.text.strip() == paragraph.strip()]
    return places[0] if places else float("inf")


def table_row(ranks: Sequence[float]) -> str:
    """Recall at 1, 3, 5 and 10 in per cent, and the mean reciprocal rank."""
    places = np.array(ranks)
    recall = "  ".join(f"@{depth} {100 * np.mean(places <= depth):5.1f}" for depth in (1, 3, 5, 10))
    return f"recall {recall}  MRR {np.mean(1 / places):.3f}"


if __name__ == "__main__":
    main()
