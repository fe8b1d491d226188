"""One line of results.jsonl: a question with all that was answered, enough to score it again without asking."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evaluation.answers import Answer, Citation, Claim, Passage
from evaluation.errors import BadSet
from evaluation.questions import Question, first_problem


class Check(BaseModel):
    """What the service's verification says of one statement on some of its citations."""

    model_config = ConfigDict(frozen=True)
    statement: int  # place in the answer's statements, from 0
    citations: list[int]  # numbers of the citations whose quotes it was checked against
    supported: bool
    outcome: str


class Result(BaseModel):
    """A question, the passages found for it, its answer, and what was checked about both."""

    model_config = ConfigDict(frozen=True)
    question: Question
    search: list[Passage] | None = None
    search_ms: float | None = None
    ask: Answer | None = None
    ask_ms: float | None = None
    sources: dict[
        int, str | None
    ] = {}  # by citation: what the document holds at its offsets; null without the document
    checks: list[Check] = []
    error: str | None = None  # why there is no answer; such a result is failed, counted and asked again on resuming

    @property
    def answered(self) -> Answer | None:
        """The answer, if there is one and it is not a refusal."""
        return self.ask if self.ask and not self.ask.refused else None

    def cited(self, claim: Claim) -> list[Citation]:
        """Return the citations of a claim, each once, in its order; numbers that nothing carries are left out."""
        by_number = {citation.number: citation for citation in self.ask.citations} if self.ask else {}
        return [by_number[number] for number in dict.fromkeys(claim.citations) if number in by_number]

    def supported(self, statement: int, citations: Sequence[int]) -> bool | None:
        """Tell whether these citations support the statement; None when that was not checked."""
        for check in self.checks:
            if check.statement == statement and check.citations == list(citations):
                return check.supported
        return None


def write_results(path: Path, results: Iterable[Result]) -> None:
    """Write all results at once: the file is the old or the new one, never half of it."""
    fresh = path.with_suffix(".new")
    fresh.write_text("".join(line(result) for result in results), encoding="utf-8")
    fresh.replace(path)


def line(result: Result) -> str:
    """Return the result as one line of JSON with its newline."""
    return json.dumps(result.model_dump(mode="json", exclude_unset=True), ensure_ascii=False) + "\n"


def read_results(path: Path) -> list[Result]:
    """Read results.jsonl; a last line cut short by an interruption is left out; raise BadSet for any other bad line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadSet(f"{path}: cannot be read: {error.strerror}") from error
    results = []
    for number, content in enumerate(lines, 1):
        if not content:
            continue
        try:
            results.append(Result.model_validate_json(content))
        except ValidationError as error:
            if number == len(lines):  # no newline behind it: the run was stopped while it was written
                break
            raise BadSet(f"{path}:{number}: not a result: {first_problem(error)}") from error
    return results
