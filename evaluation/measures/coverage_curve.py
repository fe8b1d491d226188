"""The refusal–coverage curve: how good the answers are if only the surest share of the questions is answered.

The complement of the risk–coverage curve of selective prediction (El-Yaniv & Wiener 2010; its area: Geifman et al.
2019). Sureness is the answer's `confidence` where the service gives one, else the score of the first passage behind it.
"""

from itertools import groupby

import numpy as np

from evaluation.measures.measure import NOT_ASKED, Excluded, Measure, Value, asked
from evaluation.measures.score import score
from evaluation.results import Result
from evaluation.statistics import Rows


def of_question(result: Result) -> Value:
    """Sureness, the value of the answer (0 for every unanswerable question), and whether it was answered at all."""
    answer = result.ask
    if answer is None:
        return NOT_ASKED
    sureness = answer.confidence
    if sureness is None and answer.trace and answer.trace.passages:
        sureness = answer.trace.passages[0].score
    if sureness is None:
        return Excluded("neither confidence nor trace given")
    value = score(result) if result.question.answerable else 0.0
    return value if isinstance(value, Excluded) else (sureness, float(np.sum(value)), float(not answer.refused))


def curve(rows: Rows) -> list[tuple[float, float]]:
    """Points (share answered, mean value of those), surest first and refused questions last; ties share their mean."""
    ordered = sorted(rows.tolist(), key=lambda row: (-row[2], -row[0]))
    values: list[float] = []
    for _, group in groupby(ordered, key=lambda row: (row[2], row[0])):
        tied = [row[1] for row in group]
        values += [sum(tied) / len(tied)] * len(tied)
    means = np.cumsum(values) / np.arange(1, len(values) + 1)
    return [(place / len(values), float(value)) for place, value in enumerate(means, 1)]


def area(rows: Rows) -> float:
    """Mean height of the curve."""
    return float(np.mean([height for _, height in curve(rows)]))


AREA = Measure(
    "refusal–coverage area", "refusal", "mean score when only the surest share is answered, over all shares",
    asked(of_question), area,
)  # fmt: skip
