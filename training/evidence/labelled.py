"""Labelled questions: passages with known sentences, and which of them answer what."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.documents import Document, Metadata, Passage, Sentence, cut, document_id, passage_id


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with the sentences that answer it; none when nothing does."""

    question: str
    document: str
    text: str
    gold: frozenset[str]
    """Texts of the answering sentences."""


def read(files: Sequence[Path], limit: int) -> tuple[list[Document], list[Labelled]]:
    """Documents and questions of gzipped JSON lines, at most `limit` questions a file, spread over it."""
    passages: dict[str, dict[str, tuple[tuple[int, int], ...]]] = {}
    questions: list[Labelled] = []
    for file in files:
        rows = list(_rows(file))
        for row in rows[:: max(1, len(rows) // limit)]:
            text, spans = row["text"], tuple((start, end) for start, end in row["sentences"])
            passages.setdefault(row["document"], {})[text] = spans
            gold = frozenset(text[spans[i][0] : spans[i][1]].strip() for i in row["gold"])
            questions.append(Labelled(row["question"], row["document"], text, gold))
    return [_document(title, parts) for title, parts in passages.items()], questions


def _rows(file: Path) -> Iterator[Mapping]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _document(title: str, parts: Mapping[str, Sequence[tuple[int, int]]]) -> Document:
    text = "\n\n".join(parts)
    name, begin, passages = document_id(text), 0, []
    for part, spans in parts.items():
        sentences = tuple(Sentence(begin + start, begin + end) for start, end in spans if end > start)
        start, end = sentences[0].start, sentences[-1].end
        passages.append(Passage(passage_id(name, start, end), start, end, sentences))
        begin += len(part) + 2
    return cut(text, Metadata(title=title.replace("_", " "), language="en"), passages)
