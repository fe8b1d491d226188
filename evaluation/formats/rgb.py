"""RGB (Chen et al. 2024): search results that answer a question ("positive") among some that do not ("negative").

en.json tests robustness against noise, en_int.json integration of several facts, en_fact.json counterfactual results,
which here stand beside the true ones, so that a conflict is expected. As a rejection test only the negatives are
indexed, and every question is unanswerable. `answer` becomes must_include: RGB asks for all of its parts.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evaluation.formats.question_set import JSON, QuestionSet, SourceDocument, read_lines, required


def read(path: Path) -> QuestionSet:
    """Read the file, one JSON object a line; raise BadSet if it is not of this format."""
    return _read(path, rejection=False)


def read_rejection(path: Path) -> QuestionSet:
    """Read the file as a test of refusals: nothing that answers a question is indexed."""
    return _read(path, rejection=True)


def _read(path: Path, rejection: bool) -> QuestionSet:
    result = QuestionSet(f"{path.stem}-rejection" if rejection else path.stem)
    names: dict[str, str] = {}  # the first name of a text: the same result was often found for several questions
    for where, fields in read_lines(path):
        number = str(required(fields, "id", where))
        negative = [required(fields, "negative", where)]
        groups = [] if rejection else [required(fields, "positive", where), fields.get("positive_wrong", [])]
        for kind, texts in (("negative", negative), ("positive", groups)):
            for place, text in enumerate(_flat(texts)):
                names.setdefault(text, f"{number}-{kind}-{place}")
        result.add(
            id=number,
            question=required(fields, "query", where),
            lang=path.stem[:2],
            reference_answer=_reference(required(fields, "answer", where)),
            **_expected(fields, rejection, [names[text] for text in _flat(groups)]),
        )
    result.documents.extend(SourceDocument(name, text, language=path.stem[:2]) for text, name in names.items())
    return result


def _expected(fields: JSON, rejection: bool, positive: list[str]) -> JSON:
    if rejection:
        return {"type": "unanswerable", "answerable": False}
    answer = fields["answer"]
    kind = "conflict" if fields.get("positive_wrong") else "multi-hop" if _nested(fields["positive"]) else "lookup"
    return {"type": kind, "must_include": answer if isinstance(answer, list) else [answer], "docs": positive}


def _nested(texts: list[Any]) -> bool:
    return any(isinstance(text, list) for text in texts)


def _flat(texts: Iterable[Any]) -> list[str]:
    return [text for item in texts for text in (_flat(item) if isinstance(item, list) else [item])]


def _reference(answer: Any) -> str:
    parts = answer if isinstance(answer, list) else [answer]
    return ", ".join(str(part[0] if isinstance(part, list) else part) for part in parts)
