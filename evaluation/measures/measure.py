"""What a measure is: a value for each question, or the reason why it has none, and how the values become one figure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from evaluation.results import Result
from evaluation.statistics import Rows, mean


@dataclass(frozen=True)
class Excluded:
    """Why a measure has no value for a question; excluded questions are counted and named by this reason."""

    reason: str


FAILED = Excluded("the request failed")
NOT_ASKED = Excluded("only searched, not asked")
REFUSED = Excluded("not answered: the service refused")
Value = float | tuple[float, ...] | Excluded


@dataclass(frozen=True)
class Measure:
    """One figure of a run; `combine` turns rows (questions x values of a question) into it, nan where undefined."""

    name: str
    group: Literal["answer", "refusal", "citations", "retrieval", "conflicts", "length", "latency"]
    meaning: str  # one sentence for the report's reader
    of_question: Callable[[Result], Value]
    combine: Callable[[Rows], float] = mean
    better: Literal["higher", "lower"] | None = "higher"
    unit: Literal["share", "count", "ms"] = "share"

    @property
    def averages(self) -> bool:
        """Whether the figure is the mean of one value a question, so that questions can be compared one by one."""
        return self.combine is mean


def answered(score: Callable[[Result], Value]) -> Callable[[Result], Value]:
    """Restrict a score to questions that were answered: failed, unasked and refused ones are excluded by name."""

    def of_question(result: Result) -> Value:
        if result.error:
            return FAILED
        if result.ask is None:
            return NOT_ASKED
        return REFUSED if result.ask.refused else score(result)

    return of_question


def asked(score: Callable[[Result], Value]) -> Callable[[Result], Value]:
    """Restrict a score to questions that were asked and got an answer or a refusal."""

    def of_question(result: Result) -> Value:
        if result.error:
            return FAILED
        return NOT_ASKED if result.ask is None else score(result)

    return of_question
