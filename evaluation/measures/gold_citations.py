"""Do the citations lead to the documents that the set calls relevant? Precision and recall over documents."""

from evaluation.measures.measure import Excluded, Measure, Value, answered
from evaluation.measures.ranking import relevant_name
from evaluation.results import Result


def precision(result: Result) -> Value:
    """Share of the citations that come from a relevant document."""
    grades, citations = result.question.grades, result.answered.citations if result.answered else []
    if not grades:
        return Excluded("no relevant documents given")
    if not citations:
        return Excluded("no citations")
    return sum(relevant_name(citation, grades) is not None for citation in citations) / len(citations)


def recall(result: Result) -> Value:
    """Share of the relevant documents that are cited."""
    grades, citations = result.question.grades, result.answered.citations if result.answered else []
    if not grades:
        return Excluded("no relevant documents given")
    return len({relevant_name(citation, grades) for citation in citations} - {None}) / len(grades)


PRECISION = Measure(
    "gold citation precision", "citations", "share of citations from a relevant document", answered(precision)
)
RECALL = Measure("gold citation recall", "citations", "share of relevant documents that are cited", answered(recall))
