"""The gate: figures of a run against the committed baseline, each with the fall that it may take."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from evaluation.errors import BadSet
from evaluation.measures import MEASURES
from evaluation.questions import first_problem
from evaluation.summary import Summary

TOLERANCES = {
    "score": 0.02,
    "must_include": 0.02,
    "gold string": 0.02,
    "F1": 0.02,
    "refusal F1": 0.04,
    "refused wrongly": 0.03,
    "contract": 0.0,
    "citation validity": 0.0,
    "citation recall": 0.01,
    "numbers and names": 0.01,
    "gold citation precision": 0.03,
    "nDCG@10": 0.02,
    "evidence R@10": 0.02,
    "passage RR@10": 0.02,
    "conflict recall": 0.08,
}
"""Fall that each figure may take, when a baseline is written: about what another processor's rounding does to 260
questions. Latency depends on the machine and is not gated."""


class Bound(BaseModel):
    """Where a figure stood, and by how much it may fall."""

    value: float
    tolerance: float


class SetBaseline(BaseModel):
    """Where a set stood."""

    questions: int
    date: str
    commit: str | None = None
    figures: dict[str, Bound]


class Baseline(BaseModel):
    """The committed record of where we stand: evaluation/baseline.json."""

    sets: dict[str, SetBaseline] = {}


class Verdict(BaseModel):
    """One line of the gate's table."""

    set: str
    name: str
    baseline: float | None
    value: float | None
    tolerance: float
    outcome: Literal["ok", "better", "FELL", "MISSING", "FAILED"]


def read_baseline(path: Path) -> Baseline:
    """Read the baseline; raise BadSet if there is none."""
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSet(f"{path}: {error.strerror}; `evaluate gate RUN --baseline {path} --update` writes it") from error
    except ValidationError as error:
        raise BadSet(f"{path}: not a baseline: {first_problem(error)}") from error


def judge(summary: Summary, baseline: Baseline, path: Path) -> list[Verdict]:
    """Judge each figure of the baseline; raise BadSet if it knows no such set, or another number of questions."""
    name = summary.run.set
    known = baseline.sets.get(name)
    if known is None:
        raise BadSet(f"{path}: knows no set {name!r}, only {', '.join(baseline.sets) or 'none'}; --update adds it")
    if known.questions != summary.questions:
        raise BadSet(
            f"{path}: {name!r} had {known.questions} questions, this run has {summary.questions}; "
            "the figures cannot be compared, so run the same set, or --update"
        )
    verdicts = [_judge(name, figure, bound, summary) for figure, bound in known.figures.items()]
    if summary.failed:
        count = float(len(summary.failed))
        verdicts.append(
            Verdict(set=name, name="failed requests", baseline=0, value=count, tolerance=0, outcome="FAILED")
        )
    return verdicts


def passed(verdicts: Sequence[Verdict]) -> bool:
    """Whether nothing fell, failed or is missing."""
    return all(verdict.outcome in ("ok", "better") for verdict in verdicts)


def updated(baseline: Baseline, summary: Summary) -> Baseline:
    """Return the baseline with this run's figures for its set; tolerances that were set by hand stay."""
    before = baseline.sets.get(summary.run.set)
    figures = {
        name: Bound(value=round(summary.figures[name].value, 6), tolerance=tolerance)
        for name, tolerance in (TOLERANCES | _tolerances(before)).items()
        if name in summary.figures
    }
    now = SetBaseline(
        questions=summary.questions, date=summary.run.date[:10], commit=summary.run.commit, figures=figures
    )
    return Baseline(sets=baseline.sets | {summary.run.set: now})


def _tolerances(before: SetBaseline | None) -> dict[str, float]:
    return {name: bound.tolerance for name, bound in before.figures.items()} if before else {}


def _judge(set_name: str, name: str, bound: Bound, summary: Summary) -> Verdict:
    figure = summary.figures.get(name)
    if figure is None:
        outcome: Literal["ok", "better", "FELL", "MISSING"] = "MISSING"
    else:
        lower_is_better = any(measure.name == name and measure.better == "lower" for measure in MEASURES)
        gain = (bound.value - figure.value) if lower_is_better else (figure.value - bound.value)
        outcome = "FELL" if gain < -bound.tolerance - 1e-9 else "better" if gain > 1e-6 else "ok"
    return Verdict(
        set=set_name,
        name=name,
        baseline=bound.value,
        value=figure.value if figure else None,
        tolerance=bound.tolerance,
        outcome=outcome,
    )
