"""Retrieval by /v1/search against graded documents, or against gold strings where a set names passages by them.

nDCG (Järvelin & Kekäläinen 2002), recall R@k, reciprocal rank RR and average precision AP as trec_eval computes them;
Success@k is the share of questions with a relevant passage among the first k ("hit@k").
"""

from evaluation.measures.measure import Measure
from evaluation.measures.ranking import by_document, by_passage, searched

DOCUMENTS = tuple(
    Measure(metric, "retrieval", meaning, by_document(metric, searched))
    for metric, meaning in (
        ("nDCG@10", "graded gain of the first 10 documents found, against the best possible order"),
        ("R@5", "share of the relevant documents among the first 5 found"),
        ("R@10", "share of the relevant documents among the first 10 found"),
        ("RR", "1 / rank of the first relevant document"),
        ("AP", "average precision over the ranks of the relevant documents"),
    )
)
PASSAGES = tuple(
    Measure(f"passage {metric}", "retrieval", meaning, by_passage(metric))
    for metric, meaning in (
        ("Success@1", "share of questions whose first passage holds a gold string"),
        ("Success@5", "share of questions with a gold string in the first 5 passages"),
        ("Success@10", "share of questions with a gold string in the first 10 passages"),
        ("RR@10", "1 / rank of the first passage with a gold string, 0 beyond 10"),
    )
)
