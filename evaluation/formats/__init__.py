"""Reading a set in any of the formats that the field uses: `read_set` finds out which it is."""

import json
from collections.abc import Callable
from pathlib import Path

from evaluation.errors import BadSet
from evaluation.formats import alce, beir, mtrag, multihop_rag, rgb, squad
from evaluation.formats.question_set import QuestionSet
from evaluation.questions import read_questions


def read_own(path: Path) -> QuestionSet:
    """Read our own format: a JSONL file, a folder with questions.jsonl and docs, or a folder of JSONL files."""
    documents = path / "docs"
    result = QuestionSet(path.stem, folders=[documents] if documents.is_dir() else [])
    for file in _question_files(path):
        known = {question.id for question in result.questions}
        found = read_questions(file)
        if twice := next((question.id for question in found if question.id in known), None):
            raise BadSet(f"{file}: id {twice!r} is also used in another file of {path}")
        result.questions.extend(found)
    return result


def _question_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    one = path / "questions.jsonl"
    return [one] if one.exists() else sorted(path.glob("*.jsonl"))


READERS: dict[str, Callable[[Path], QuestionSet]] = {
    "questions": read_own,
    "squad": squad.read,
    "beir": beir.read,
    "alce": alce.read,
    "rgb": rgb.read,
    "rgb-rejection": rgb.read_rejection,
    "mtrag": mtrag.read,
    "multihop-rag": lambda path: multihop_rag.read(path / "MultiHopRAG.json" if path.is_dir() else path),
}


def read_set(path: Path, name: str | None = None) -> QuestionSet:
    """Read a set in the named format, or in the one that its files show; raise BadSet if that is none."""
    if not path.exists():
        raise BadSet(f"{path}: there is no such file or folder")
    result = READERS[name or _recognise(path)](path)
    if not result.questions:
        raise BadSet(f"{path}: holds no question that can be asked")
    return result


def _recognise(path: Path) -> str:
    if path.is_dir():
        for file, name in (
            ("questions.jsonl", "questions"),
            ("queries.jsonl", "beir"),
            ("MultiHopRAG.json", "multihop-rag"),
        ):
            if (path / file).exists():
                return name
        if _question_files(path):
            return "questions"
        raise BadSet(f"{path}: holds neither questions in *.jsonl nor queries.jsonl nor MultiHopRAG.json")
    first = _first_object(path)
    for field, name in (
        ("paragraphs", "squad"), ("positive", "rgb"), ("task_id", "mtrag"), ("messages", "mtrag"),
        ("evidence_list", "multihop-rag"), ("docs", "alce"), ("qa_pairs", "alce"),
    ):  # fmt: skip
        if field in first and not (path.suffix == ".jsonl" and name == "alce"):
            return name
    if path.suffix == ".jsonl":
        return "questions"
    raise BadSet(f"{path}: of no known format; name one with --format: {', '.join(READERS)}")


def _first_object(path: Path) -> dict[str, object]:
    """Return the first object of a JSONL file, of a JSON list, or of SQuAD's "data"; empty if there is none."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSet(f"{path}: cannot be read as UTF-8 text: {error}") from error
    for candidate in (content, content.lstrip().partition("\n")[0]):
        try:
            value = json.loads(candidate)
        except ValueError:
            continue
        value = value.get("data", value) if isinstance(value, dict) else value
        value = value[0] if isinstance(value, list) and value else value
        return value if isinstance(value, dict) else {}
    return {}
