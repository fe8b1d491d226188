"""What was run, as far as it can be told from outside the service."""

import shlex
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from evaluation.folder import fingerprint
from evaluation.formats.question_set import QuestionSet
from evaluation.questions import Question
from evaluation.run import Plan
from evaluation.summary import RunInfo


def run_info(
    question_set: QuestionSet, questions: Sequence[Question], plan: Plan, url: str | None,
    documents: Sequence[Path], split: str | None, limit: int | None,
) -> RunInfo:  # fmt: skip
    """Everything that run.json says of a run before it begins."""
    asked = {question.id for question in questions}
    others = [one for one in question_set.questions if one.id not in asked]
    left_out = {
        f"not of the split {split}": [one.id for one in others if split and one.split != split],
        f"beyond --limit {limit}": [one.id for one in others if not split or one.split == split],
    } | question_set.left_out
    return RunInfo(
        set=question_set.name + (f", {split}" if split else "") + (f", {limit} sampled" if limit else ""),
        questions_sha256=fingerprint(questions),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=_commit(),
        command=shlex.join(["aide-memoire", *sys.argv[1:]]),
        url=url,
        documents=", ".join(map(_from_here, documents)) or None,
        mode=plan.mode,
        split=split,
        limit=limit,
        search_only=plan.search_only,
        workers=plan.workers,
        left_out={reason: ids for reason, ids in left_out.items() if ids},
    )


def _from_here(path: Path) -> str:
    """Return the path as seen from the working directory, if it is below it."""
    absolute, here = path.resolve(), Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else path)


def _commit() -> str | None:
    """Return the short hash of the working tree's commit, with a + if it has changes; None outside a repository."""
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--exclude=*", "--dirty=+"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return described.stdout.strip() or None
