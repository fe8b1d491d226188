"""ALCE (Gao et al. 2023): ASQA, QAMPARI and ELI5 as JSON lists of questions with retrieved passages.

The short answers of ASQA's sub-questions and of QAMPARI's entities become must_include, so that its coverage is ALCE's
string exact match and its recall. ELI5 has a reference answer only. Relevant are passages in which ALCE found one.
"""

import hashlib
from pathlib import Path

from evaluation.errors import BadSet
from evaluation.formats.question_set import JSON, QuestionSet, SourceDocument, read_json, required


def read(path: Path) -> QuestionSet:
    """Read the file; raise BadSet if it is not of this format."""
    result, documents = QuestionSet(path.stem), dict[str, SourceDocument]()
    items = read_json(path)
    if not isinstance(items, list):
        raise BadSet(f"{path}: not a list of questions")
    for place, item in enumerate(items):
        where = f"{path}: question {place}"
        relevant = {}
        for passage in item.get("docs", []):
            document = _document(passage, where)
            documents.setdefault(document.name, document)
            if any(passage.get("answers_found", [])):
                relevant[document.name] = 1
        items_expected = _must_include(item, where)
        result.add(
            id=str(item.get("sample_id") or item.get("id") or place),
            question=required(item, "question", where),
            type="list" if len(items_expected) > 1 else "lookup",
            lang="en",
            must_include=items_expected,
            reference_answer=item.get("answer"),
            relevant=relevant,
        )
    result.documents.extend(documents.values())
    return result


def _must_include(item: JSON, where: str) -> list[list[str]]:
    if item.get("qa_pairs"):
        groups = [required(pair, "short_answers", where) for pair in item["qa_pairs"]]
    else:
        groups = item.get("answers") or []
    return [kept for group in groups if (kept := [answer for answer in group if answer])]


def _document(passage: JSON, where: str) -> SourceDocument:
    title, text = required(passage, "title", where), required(passage, "text", where)
    name = str(passage.get("id") or f"{title}-{hashlib.sha256(text.encode()).hexdigest()[:8]}")
    return SourceDocument(name, text, title=title, language="en")
