"""Labelled questions of two kinds: those whose answering sentences are known, and those whose answer's words are.

Dossiers (folders) and files with passages (`*.jsonl.gz`) are of the first kind and bring their documents along;
question sets (`*.jsonl`) are asked of an index.
"""

import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.documents import Document, Metadata, Passage, Sentence, cut, document_id, passage_id
from index.filters import Filters
from service.answer import Turn
from service.answering import Question
from service.evidence import Candidate
from service.selection import quotable, quote
from training.dossiers.dossier import DossierQuestion, load

Judge = Callable[[Candidate], float]
"""How much of the answer is held by what would be quoted for a candidate, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question, whether the documents answer it, and how to tell which sentences do."""

    question: Question
    answerable: bool
    judge: Judge


def passages(file: Path, limit: int) -> tuple[list[Document], list[Labelled]]:
    """Documents and questions of gzipped JSON lines, at most about `limit` questions, spread over the file."""
    parts: dict[str, dict[str, tuple[tuple[int, int], ...]]] = {}
    questions: list[Labelled] = []
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows[:: max(1, len(rows) // limit)]:
        text, spans = row["text"], tuple((start, end) for start, end in row["sentences"])
        parts.setdefault(row["document"], {})[text] = spans
        gold = frozenset(text[spans[i][0] : spans[i][1]].strip() for i in row["gold"])
        questions.append(Labelled(Question(row["question"]), bool(gold), _among(gold, text)))
    return [_document(title, texts) for title, texts in parts.items()], questions


def dossier(folder: Path) -> tuple[list[Document], list[Labelled]]:
    """Documents and questions of a dossier."""
    loaded = load(folder.name, folder.parent)
    ids = {slug: document.document_id for slug, document in loaded.documents.items()}
    questions = [Labelled(Question(one.text), one.answerable, _stating(one, ids)) for one in loaded.questions]
    return list(loaded.documents.values()), questions


def question_set(file: Path, split: str | None) -> list[Labelled]:
    """The questions of a set with `must_include`; of one split, where it has splits."""
    return list(_set(file, split))


def _set(file: Path, split: str | None) -> Iterator[Labelled]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        if split and row.get("split", split) != split:
            continue
        history = tuple(Turn(turn["role"], turn["content"]) for turn in row.get("history") or ())
        as_of = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
        question = Question(row["question"], history, Filters(as_of=as_of))
        answerable = row.get("answerable", True)
        yield Labelled(question, answerable, _holding(row.get("must_include") or () if answerable else ()))


def _among(gold: frozenset[str], text: str) -> Judge:
    return lambda candidate: float(candidate.text.strip() in gold and candidate.hit.passage.text.strip() in text)


def _stating(question: DossierQuestion, ids: Mapping[str, str]) -> Judge:
    places = [(ids[place.document], place.start) for place in question.evidence]

    def judge(candidate: Candidate) -> float:
        document, sentence = candidate.hit.passage.document_id, candidate.sentence
        return float(any(document == where and sentence.start <= at < sentence.end for where, at in places))

    return judge


def _holding(items: Sequence[str | Sequence[str]]) -> Judge:
    wanted = [[_plain(one) for one in ([item] if isinstance(item, str) else item)] for item in items]

    def judge(candidate: Candidate) -> float:
        text = f" {_plain(quote(candidate, quotable(candidate)))} "
        return sum(any(f" {one} " in text for one in item) for item in wanted) / max(1, len(wanted))

    return judge


def _plain(text: str) -> str:
    """Words and numbers, without case, punctuation and thousands separators."""
    text = re.sub(r"(?<=\d)[,.\s\u202f](?=\d{3}(\D|$))", "", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(re.findall(r"[\w%$€£]+", text))


def _document(title: str, parts: Mapping[str, Sequence[tuple[int, int]]]) -> Document:
    text = "\n\n".join(parts)
    name, begin, cuts = document_id(text), 0, []
    for part, spans in parts.items():
        sentences = tuple(Sentence(begin + start, begin + end) for start, end in spans if end > start)
        start, end = sentences[0].start, sentences[-1].end
        cuts.append(Passage(passage_id(name, start, end), start, end, sentences))
        begin += len(part) + 2
    return cut(text, Metadata(title=title.replace("_", " "), language="en"), cuts)
