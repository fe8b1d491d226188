"""A dossier: invented documents, questions about them, and which sentences answer; `README.md` tells the format."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.documents import Document, Metadata, Passage
from ingest.pipeline import from_text

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Place:
    """Words of a document that answer a question, or only seem to."""

    document: str
    start: int
    end: int
    """Code points into the document's canonical text, end exclusive."""

    def within(self, passage: Passage) -> bool:
        """Whether the words stand in a passage of their document."""
        return passage.start <= self.start and self.end <= passage.end


@dataclass(frozen=True)
class DossierQuestion:
    """A question with all places that answer it; none where the documents don't."""

    text: str
    language: str
    evidence: tuple[Place, ...]
    tempting: tuple[Place, ...]
    """What a careless reader would answer with; only where nothing answers."""
    answer: Place | None
    """The short answer within the first place that answers; None where only whole sentences do."""

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return bool(self.evidence)


@dataclass(frozen=True)
class Dossier:
    """Documents by their slug, and questions about them."""

    name: str
    documents: Mapping[str, Document]
    questions: tuple[DossierQuestion, ...]

    def passages(self) -> Iterator[tuple[str, Passage]]:
        """Every passage, with its document's slug."""
        for slug, document in self.documents.items():
            for passage in document.passages:
                yield slug, passage


def load(name: str, folder: Path = FOLDER) -> Dossier:
    """The dossier of a name.

    Raises:
        OSError: a file is missing.
        ValueError: a quote does not stand in its document.
    """
    documents = {row["name"]: _document(row) for row in _rows(folder / name / "documents.jsonl")}
    questions = tuple(_question(row, documents) for row in _rows(folder / name / "questions.jsonl"))
    return Dossier(name, documents, questions)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _document(row: Mapping[str, str]) -> Document:
    published = date.fromisoformat(row["published"])
    given = Metadata(title=row["title"], publisher=row["publisher"], published=published, language=row["language"])
    return from_text(row["text"], given, row["name"])


def _question(row: Mapping[str, Any], documents: Mapping[str, Document]) -> DossierQuestion:
    evidence = tuple(_place(one, documents) for one in row["evidence"])
    tempting = tuple(_place(one, documents) for one in row.get("tempting", ()))
    answer = None
    if row["answer"]:
        first = evidence[0]
        start = documents[first.document].text.index(row["answer"], first.start, first.end)
        answer = Place(first.document, start, start + len(row["answer"]))
    return DossierQuestion(row["question"], row["lang"], evidence, tempting, answer)


def _place(row: Mapping[str, str], documents: Mapping[str, Document]) -> Place:
    text = documents[row["document"]].text
    if (start := text.find(row["quote"])) < 0:
        raise ValueError(f"{row['document']} does not hold {row['quote']!r}")
    return Place(row["document"], start, start + len(row["quote"]))
