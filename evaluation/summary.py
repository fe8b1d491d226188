"""From results to figures: each measure with its interval, by type, split and language, and all left out by name."""

import math
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from pydantic import BaseModel

from evaluation.measures import MEASURES
from evaluation.measures.measure import Excluded, Measure
from evaluation.measures.score import SCORE, verdict
from evaluation.results import Result
from evaluation.statistics import Rows, bootstrap_interval


class Figure(BaseModel):
    """One figure of a run with its 95 % bootstrap interval over questions."""

    value: float
    low: float
    high: float
    n: int  # questions it rests on
    group: str
    unit: str
    better: Literal["higher", "lower"] | None
    meaning: str


class RunInfo(BaseModel):
    """What was run, as far as it can be told from outside the service."""

    set: str
    questions_sha256: str
    date: str  # ISO, to the second, UTC
    commit: str | None = None  # of the working tree that the run was started in
    command: str | None = None
    url: str | None = None
    documents: str | None = None
    mode: str = "auto"
    split: str | None = None
    limit: int | None = None
    search_only: bool = False
    workers: int = 1
    seconds: float = 0.0  # asking, over all its interruptions
    left_out: dict[str, list[str]] = {}  # ids by reason: of another split, beyond --limit, unusable in the source


class Summary(BaseModel):
    """Everything of a run but the single answers: summary.json."""

    run: RunInfo
    questions: int
    failed: dict[str, str] = {}  # what went wrong by id
    verdicts: dict[str, int]
    figures: dict[str, Figure]
    excluded: dict[str, dict[str, list[str]]]  # by measure and reason: the ids that it has no value for
    by_type: dict[str, dict[str, Figure]]
    by_split: dict[str, dict[str, Figure]]
    by_language: dict[str, dict[str, Figure]]


def summarise(results: Sequence[Result], run: RunInfo) -> Summary:
    """Score the results; raises nothing."""
    excluded: dict[str, dict[str, list[str]]] = {}
    figures: dict[str, Figure] = {}
    for measure in MEASURES:
        rows, without = values(results, measure)
        figure = _figure(measure, list(rows.values()))
        if figure:
            figures[measure.name] = figure
        if figure and without:
            excluded[measure.name] = without
    return Summary(
        run=run,
        questions=len(results),
        failed={result.question.id: result.error for result in results if result.error},
        verdicts=_count(results),
        figures=figures,
        excluded=excluded,
        by_type=_grouped(results, lambda result: result.question.type),
        by_split=_grouped(results, lambda result: result.question.split or "none"),
        by_language=_grouped(results, lambda result: result.question.lang or "unknown"),
    )


def values(results: Sequence[Result], measure: Measure) -> tuple[dict[str, tuple[float, ...]], dict[str, list[str]]]:
    """Values of a measure by question id, and the ids that it excludes by reason."""
    rows: dict[str, tuple[float, ...]] = {}
    excluded: dict[str, list[str]] = {}
    for result in results:
        value = measure.of_question(result)
        if isinstance(value, Excluded):
            excluded.setdefault(value.reason, []).append(result.question.id)
        else:
            rows[result.question.id] = value if isinstance(value, tuple) else (value,)
    return rows, excluded


def as_rows(rows: Sequence[tuple[float, ...]]) -> Rows:
    """Rows as an array (questions, values)."""
    return np.array(rows, dtype=np.float64)


def _figure(measure: Measure, rows: Sequence[tuple[float, ...]]) -> Figure | None:
    if not rows:
        return None
    array = as_rows(rows)
    value = measure.combine(array)
    if math.isnan(value):
        return None
    low, high = bootstrap_interval(array, measure.combine)
    return Figure(
        value=value,
        low=low,
        high=high,
        n=len(rows),
        group=measure.group,
        unit=measure.unit,
        better=measure.better,
        meaning=measure.meaning,
    )


def _grouped(results: Sequence[Result], key: Callable[[Result], str]) -> dict[str, dict[str, Figure]]:
    """Figures of each group, for the measures that say most about a group of questions."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(key(result), []).append(result)
    chosen = [
        SCORE,
        *(measure for measure in MEASURES if measure.name in ("nDCG@10", "evidence R@10", "passage RR@10")),
    ]
    return {
        name: {
            measure.name: figure
            for measure in chosen
            if (figure := _figure(measure, list(values(members, measure)[0].values())))
        }
        for name, members in sorted(groups.items())
    }


def _count(results: Sequence[Result]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for result in results:
        name = verdict(result)
        counts[name] = counts.get(name, 0) + 1
    return counts
