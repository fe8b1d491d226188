"""Flags of users as an evaluation set: each is a question, with what was answered and what is wrong with it."""

import json
from typing import Any

from service.answers import Flagged


def question(flagged: Flagged) -> dict[str, Any]:
    """A flag as one line of a set of questions.

    `id`, `question`, `type`, `answerable`, `history`, `as_of` and `filters` are those of the evaluation format; what is
    expected of the answer (`must_include`, `relevant`, …) is for whoever reads the note to add. The other keys, which
    evaluation keeps and does not send, say what was flagged.
    """
    answer = json.loads(flagged.body)
    asked = json.loads(flagged.request) if flagged.request else {}
    number = flagged.flag.statement
    statement = answer["statements"][number - 1] if number else None
    cited = answer["citations"] if statement is None else _cited(answer, statement["citations"])
    return {
        "id": f"{flagged.answer_id}-{number}",
        "question": answer["question"],
        "type": _type(answer, asked),
        "answerable": True,
        "history": asked.get("history", []),
        "as_of": asked.get("as_of"),
        "filters": asked.get("filters"),
        "answer_id": flagged.answer_id,
        "statement_number": number,
        "statement": answer["answer"] if statement is None else statement["text"],
        "citations": cited,
        "flag": flagged.flag.flag,
        "note": flagged.flag.note,
        "time": flagged.flag.flagged_at,
        "mode": answer["mode"],
        "model": answer["model"],
    }


def _cited(answer: dict[str, Any], numbers: list[int]) -> list[dict[str, Any]]:
    return [one for one in answer["citations"] if one["number"] in numbers]


def _type(answer: dict[str, Any], asked: dict[str, Any]) -> str:
    """The type of the question, as far as the answer shows it."""
    if asked.get("history"):
        return "follow-up"
    if answer["conflicts"]:
        return "conflict"
    sides = {one.get("about") for one in answer["statements"]}
    return "comparison" if len(sides) > 1 and None not in sides else "lookup"
