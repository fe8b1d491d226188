"""What the answer was made from: the same retrieval measures on the passages of the answer's trace.

A question with a history is only measured here, since /v1/search knows no history.
"""

from evaluation.measures.measure import Measure
from evaluation.measures.ranking import by_document, traced

EVIDENCE = tuple(
    Measure(f"evidence {metric}", "retrieval", meaning, by_document(metric, traced))
    for metric, meaning in (
        ("nDCG@10", "graded gain of the documents behind the answer's passages"),
        ("R@5", "share of the relevant documents among the first 5 behind the answer"),
        ("R@10", "share of the relevant documents among the first 10 behind the answer"),
    )
)
