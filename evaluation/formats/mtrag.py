"""MTRAG (Katsis et al. 2025): conversations whose last turn is the question.

Generation tasks (JSONL) or conversations.json.
Questions of the kind CONVERSATIONAL ask nothing of the documents and are left out; UNANSWERABLE ones should be refused,
PARTIAL ones answered. The contexts of the reference are relevant. Without MTRAG's corpora only these contexts are
indexed, which makes retrieval easier than in the paper.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from evaluation.formats.question_set import JSON, QuestionSet, SourceDocument, read_json, read_lines, required


def read(path: Path) -> QuestionSet:
    """Read the file; raise BadSet if it is not of this format."""
    result, documents = QuestionSet(path.stem), dict[str, SourceDocument]()
    for where, task in read_lines(path) if path.suffix == ".jsonl" else _tasks(path):
        contexts = task.get("contexts", [])
        for context in contexts:
            name = str(required(context, "document_id", where))
            document = SourceDocument(name, required(context, "text", where), title=context.get("title"), language="en")
            documents.setdefault(name, document)
        _add(result, task, [str(context["document_id"]) for context in contexts], where)
    result.documents.extend(documents.values())
    return result


def _add(result: QuestionSet, task: JSON, relevant: list[str], where: str) -> None:
    number, kind = str(required(task, "task_id", where)), _first(task.get("Answerability"), "ANSWERABLE")
    *history, last = required(task, "input", where)
    if kind == "CONVERSATIONAL":
        result.leave_out(number, "conversational: asks nothing of the documents")
        return
    answerable = kind != "UNANSWERABLE"
    result.add(
        id=number,
        question=required(last, "text", where),
        type="unanswerable" if not answerable else "follow-up" if history else "lookup",
        lang="en",
        answerable=answerable,
        history=[
            {"role": "user" if turn["speaker"] == "user" else "assistant", "content": turn["text"]} for turn in history
        ],
        reference_answer=_first([target.get("text") for target in task.get("targets", [])], None),
        docs=relevant if answerable else [],
    )


def _tasks(path: Path) -> Iterator[tuple[str, JSON]]:
    """Yield one task for each turn of the user in conversations.json, with the agent's turn after it as the target."""
    for place, conversation in enumerate(read_json(path)):
        where = f"{path}: conversation {place}"
        messages = required(conversation, "messages", where)
        for turn, (message, reply) in enumerate(pairwise(messages)):
            if message.get("speaker") == "user" and reply.get("speaker") != "user":
                yield (
                    where,
                    {
                        "task_id": f"{conversation.get('id', place)}<::>{turn // 2 + 1}",
                        "input": messages[: turn + 1],
                        "targets": [reply],
                        "contexts": [context for context in reply.get("contexts", []) if _judged_relevant(context)],
                        "Answerability": message.get("enrichments", {}).get("Answerability"),
                    },
                )


def _judged_relevant(context: JSON) -> bool:
    """Tell whether an annotator called the context relevant, or kept it without a judgement."""
    judgements = context.get("feedback", {}).get("relevant")
    return judgements is None or any(one.get("value") == "yes" for one in judgements.values())


def _first(values: Any, default: Any) -> Any:
    return values[0] if values else default
