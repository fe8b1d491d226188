"""Two runs of the same questions, paired: what changed, how surely, and which answers got better or worse."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.measures import MEASURES
from evaluation.measures.measure import Excluded, Measure
from evaluation.measures.score import SCORE
from evaluation.results import Result
from evaluation.statistics import Difference, paired_difference
from evaluation.summary import as_rows, values


@dataclass(frozen=True)
class Row:
    """One figure of both runs over the n questions that both have a value for."""

    name: str
    first: float
    second: float
    difference: Difference
    n: int
    better: str | None
    unit: str


@dataclass(frozen=True)
class Change:
    """A question whose score changed."""

    first: Result
    second: Result
    before: float
    after: float


@dataclass(frozen=True)
class Comparison:
    """All that differs between two runs."""

    rows: list[Row]
    by_type: list[Row]  # the score of each type of question
    better: list[Change]  # largest gain first
    worse: list[Change]  # largest loss first
    paired: int
    only_first: list[str]  # ids of questions that only one of the runs asked
    only_second: list[str]
    failed: list[str]  # ids of questions that failed in either run, which no row holds


def compare(first: Sequence[Result], second: Sequence[Result]) -> Comparison:
    """Pair the questions by id and compare every measure that both runs have values for."""
    ours = {result.question.id: result for result in first}
    theirs = {result.question.id: result for result in second}
    shared = [number for number in ours if number in theirs]
    failed = [number for number in shared if ours[number].error or theirs[number].error]
    pairs = [(ours[number], theirs[number]) for number in shared if number not in set(failed)]
    types = sorted({pair[0].question.type for pair in pairs})
    by_type = [(kind, _row(SCORE, [pair for pair in pairs if pair[0].question.type == kind], kind)) for kind in types]
    changes = [change for pair in pairs if (change := _change(pair)) and change.before != change.after]
    changes.sort(key=lambda change: change.after - change.before)
    return Comparison(
        rows=[row for measure in MEASURES if (row := _row(measure, pairs, measure.name))],
        by_type=[row for _, row in by_type if row],
        better=[change for change in reversed(changes) if change.after > change.before],
        worse=[change for change in changes if change.after < change.before],
        paired=len(pairs),
        only_first=[number for number in ours if number not in theirs],
        only_second=[number for number in theirs if number not in ours],
        failed=failed,
    )


def _row(measure: Measure, pairs: Sequence[tuple[Result, Result]], name: str) -> Row | None:
    first, _ = values([pair[0] for pair in pairs], measure)
    second, _ = values([pair[1] for pair in pairs], measure)
    both = [number for number in first if number in second]
    if not both:
        return None
    one, other = as_rows([first[number] for number in both]), as_rows([second[number] for number in both])
    difference = paired_difference(one, other, measure.combine)
    if difference is None:
        return None
    return Row(name, measure.combine(one), measure.combine(other), difference, len(both), measure.better, measure.unit)


def _change(pair: tuple[Result, Result]) -> Change | None:
    before, after = (SCORE.of_question(result) for result in pair)
    if isinstance(before, Excluded | tuple) or isinstance(after, Excluded | tuple):
        return None
    return Change(*pair, before, after)
