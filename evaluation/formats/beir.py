"""BEIR folders (Thakur et al. 2021): corpus.jsonl, queries.jsonl and qrels/*.tsv with grades; only searched."""

import csv
from pathlib import Path

from evaluation.errors import BadSet
from evaluation.formats.question_set import QuestionSet, SourceDocument, read_lines, required


def read(folder: Path) -> QuestionSet:
    """Read the folder; queries without a judgement are left out. Raises BadSet if it is not of this format."""
    result = QuestionSet(folder.name, search_only=True)
    for where, fields in read_lines(folder / "corpus.jsonl"):
        name, text = str(required(fields, "_id", where)), required(fields, "text", where)
        result.documents.append(SourceDocument(name, text or fields.get("title", ""), title=fields.get("title")))
    grades = _grades(folder)
    for where, fields in read_lines(folder / "queries.jsonl"):
        name = str(required(fields, "_id", where))
        if name in grades:
            result.add(id=name, question=required(fields, "text", where), type="retrieval", relevant=grades[name])
        else:
            result.leave_out(name, "no relevance judgement")
    return result


def _grades(folder: Path) -> dict[str, dict[str, int]]:
    """Grades by query and document, of the test judgements where there are several files."""
    files = sorted((folder / "qrels").glob("*.tsv"))
    if not files:
        raise BadSet(f"{folder}: there is no qrels/*.tsv")
    path = next((file for file in files if file.stem == "test"), files[0])
    grades: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t"), 1):
            if number == 1 and row[:1] == ["query-id"]:
                continue
            if len(row) != 3 or not row[2].lstrip("-").isdigit():
                raise BadSet(f"{path}:{number}: not query-id, corpus-id and score, separated by tabs")
            grades.setdefault(row[0], {})[row[1]] = int(row[2])
    return grades
