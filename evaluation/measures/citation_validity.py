"""Citation validity: the quote is, character by character, what the document holds at the citation's offsets."""

from evaluation.measures.measure import Excluded, Measure, Value, answered
from evaluation.results import Result


def of_question(result: Result) -> Value:
    """Share of the citations that are verbatim at their offsets."""
    citations = result.answered.citations if result.answered else []
    if not citations:
        return Excluded("no citations")
    return sum(result.sources.get(one.number) == one.quote for one in citations) / len(citations)


VALIDITY = Measure(
    "citation validity", "citations", "share of citations that are verbatim at their offsets", answered(of_question)
)
