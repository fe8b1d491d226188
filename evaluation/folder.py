"""The folder of a run: run.json, results.jsonl, summary.json, report.html; a second run goes on with it."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from evaluation.errors import BadSet
from evaluation.questions import Question, first_problem
from evaluation.results import Result, read_results
from evaluation.summary import RunInfo, Summary

RESULTS = "results.jsonl"


def fingerprint(questions: Sequence[Question]) -> str:
    """SHA-256 over all that a question holds, so that figures of different sets are never mixed."""
    lines = (json.dumps(one.model_dump(mode="json"), sort_keys=True) for one in questions)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def open_run(folder: Path, run: RunInfo, fresh: bool) -> RunInfo:
    """Prepare the folder and return what is run there: the run that it holds already, to go on with, or the new one.

    Raises BadSet if it holds another run: other questions, another mode, another address or other documents.
    """
    results = folder / RESULTS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if fresh:
            results.unlink(missing_ok=True)
        if results.exists():
            before = read_info(folder)
            _check_same(before, run, folder)
            return before
        save_info(folder, run)
    except OSError as error:
        raise BadSet(f"{folder}: cannot be written: {error.strerror}") from error
    return run


def save_info(folder: Path, run: RunInfo) -> None:
    """Write run.json."""
    (folder / "run.json").write_text(run.model_dump_json(indent=1), encoding="utf-8")


def read_info(folder: Path) -> RunInfo:
    """Read run.json; raise BadSet if there is none."""
    try:
        return RunInfo.model_validate_json((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise BadSet(f"{folder}: is not the folder of a run, or its run.json is damaged; choose another") from error


def finished(folder: Path, questions: Sequence[Question]) -> list[Result] | None:
    """Return the results in the order of the questions if every one has an answer already, else None."""
    if not (folder / RESULTS).exists():
        return None
    done = {result.question.id: result for result in read_run(folder) if not result.error}
    return [done[question.id] for question in questions] if all(one.id in done for one in questions) else None


def read_summary(path: Path) -> Summary:
    """Read summary.json, given itself or its folder; raise BadSet if there is none."""
    file = path / "summary.json" if path.is_dir() else path
    try:
        return Summary.model_validate_json(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSet(f"{file}: {error.strerror}; is {path} the folder of a finished run?") from error
    except ValidationError as error:
        raise BadSet(f"{file}: not a summary of this version: {first_problem(error)}") from error


def read_run(path: Path) -> list[Result]:
    """Read the results of a run, given its folder or its results.jsonl."""
    return read_results(path / RESULTS if path.is_dir() else path)


def _check_same(before: RunInfo, now: RunInfo, folder: Path) -> None:
    for field in ("questions_sha256", "mode", "search_only", "documents", "url"):
        if getattr(before, field) != getattr(now, field):
            what = "other questions" if field == "questions_sha256" else f"{field} = {getattr(before, field)}"
            raise BadSet(f"{folder}: holds a run with {what}; choose another --out, or --fresh to begin anew")
