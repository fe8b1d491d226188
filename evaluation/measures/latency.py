"""Latency as the client sees it, in milliseconds: percentiles by linear interpolation."""

from collections.abc import Callable

import numpy as np

from evaluation.measures.measure import Excluded, Measure, Value
from evaluation.results import Result
from evaluation.statistics import Rows


def ask(result: Result) -> Value:
    """Duration of /v1/ask."""
    return result.ask_ms if result.ask_ms is not None else Excluded("not asked, or the request failed")


def search(result: Result) -> Value:
    """Duration of /v1/search."""
    return result.search_ms if result.search_ms is not None else Excluded("not searched, or the request failed")


def percentile(q: float) -> Callable[[Rows], float]:
    """Return the q-th percentile of the only column."""
    return lambda rows: float(np.percentile(rows, q))


LATENCY = tuple(
    Measure(
        f"{name} p{q}", "latency", f"{q} % of the requests are as fast", of, percentile(q), better="lower", unit="ms"
    )
    for name, of in (("ask", ask), ("search", search))
    for q in (50, 95, 99)
)
