"""SQuAD 1.1, SQuAD 2.0 and XQuAD: one JSON file of articles with paragraphs, questions and gold spans.

Rajpurkar et al. 2016 and 2018; Artetxe et al. 2020. Each article becomes one document, so that a question has to find
its paragraph first; `paragraph` is that paragraph, and the empty string is the gold answer of an impossible question.
"""

import re
from pathlib import Path

from evaluation.formats.question_set import JSON, QuestionSet, SourceDocument, read_json, required


def read(path: Path) -> QuestionSet:
    """Read the file; raise BadSet if it is not of this format."""
    result = QuestionSet(path.stem)
    language = _language(path)
    for place, article in enumerate(required(read_json(path), "data", str(path))):
        where = f"{path}: article {place}"
        name = str(article.get("title") or f"article-{place}")
        paragraphs = required(article, "paragraphs", where)
        text = "\n\n".join(required(paragraph, "context", where) for paragraph in paragraphs)
        result.documents.append(SourceDocument(name, text, title=name.replace("_", " "), language=language))
        for paragraph in paragraphs:
            for qa in required(paragraph, "qas", where):
                _add(result, qa, paragraph["context"], name, language, where)
    return result


def _add(result: QuestionSet, qa: JSON, context: str, name: str, language: str | None, where: str) -> None:
    golds = list(dict.fromkeys(required(answer, "text", where) for answer in qa.get("answers", [])))
    impossible = bool(qa.get("is_impossible"))
    if not golds and not impossible:
        result.leave_out(str(qa.get("id")), "no gold answer, though not marked as impossible")
        return
    result.add(
        id=required(qa, "id", where),
        question=required(qa, "question", where).strip(),
        type="unanswerable" if impossible else "lookup",
        lang=language,
        answerable=not impossible,
        answers=[""] if impossible else golds,
        paragraph=context,
        docs=[] if impossible else [name],
    )


def _language(path: Path) -> str | None:
    named = re.search(r"xquad\.([a-z]{2})\b", path.name)
    return named[1] if named else "en"
