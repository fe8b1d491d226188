"""What every reader gives: questions, the documents they are asked of, and what of the source is not used."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from pydantic import ValidationError

from evaluation.errors import BadSet
from evaluation.questions import Question, first_problem

JSON = dict[str, Any]


@dataclass(frozen=True)
class SourceDocument:
    """A document of a public set, to be written as a file and indexed. `name` is what `relevant` calls it."""

    name: str
    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None


@dataclass
class QuestionSet:
    """A set that is ready to be asked."""

    name: str
    questions: list[Question] = field(default_factory=list)
    documents: list[SourceDocument] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)  # documents that are files already
    left_out: dict[str, list[str]] = field(default_factory=dict)  # ids by reason
    search_only: bool = False  # relevance is all that the set knows, so that answers could not be scored

    def add(self, **fields: Any) -> None:
        """Add a question, or its id to left_out with the reason why it cannot be asked."""
        try:
            self.questions.append(Question.model_validate(fields))
        except ValidationError as error:
            self.leave_out(str(fields.get("id")), first_problem(error))

    def leave_out(self, question_id: str, reason: str) -> None:
        """Name a question of the source that is not asked."""
        self.left_out.setdefault(reason, []).append(question_id)


def write_documents(documents: Iterable[SourceDocument], folder: Path) -> None:
    """Write each document as a text file with a sidecar; its url ends in its name, by which it is recognised later."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        path = folder / f"{_file_name(document.name)}.txt"
        path.write_text(document.text, encoding="utf-8")
        metadata = {
            "title": document.title,
            "publisher": document.publisher,
            "published": document.published,
            "language": document.language,
            "url": f"https://example.org/set/{quote(document.name, safe='')}",
        }
        given = {name: value for name, value in metadata.items() if value}
        sidecar = path.with_name(path.name + ".meta.yaml")
        sidecar.write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False), encoding="utf-8")


def read_json(path: Path) -> Any:
    """Return the content of a JSON file; raise BadSet if it is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadSet(f"{path}: not readable as JSON: {error}") from error


def read_lines(path: Path) -> Iterator[tuple[str, JSON]]:
    """Yield (file:line, object) of a JSONL file; raise BadSet for a line that holds no object."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSet(f"{path}: cannot be read as UTF-8 text: {error}") from error
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            try:
                value = json.loads(line)
            except ValueError as error:
                raise BadSet(f"{path}:{number}: not a JSON object: {error}") from error
            if not isinstance(value, dict):
                raise BadSet(f"{path}:{number}: not a JSON object but {type(value).__name__}")
            yield f"{path}:{number}", value


def required(fields: JSON, name: str, where: str) -> Any:
    """Return a field; raise BadSet with the place if it is missing."""
    if not isinstance(fields, dict) or name not in fields:
        raise BadSet(f"{where}: {name!r} is missing")
    return fields[name]


def _file_name(name: str) -> str:
    """Return a name that every file system takes; a digest keeps apart what this would make the same."""
    plain = re.sub(r"[^\w.-]", "_", name)[:100]
    return plain if plain == name else f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
