"""Citation recall and precision as ALCE defines them (Gao et al. 2023, EMNLP), judged by the service's verification.

Recall: share of statements that all their citations together support; a statement without citation counts as not
supported. Precision: share of citations that are needed, where a citation of a supported statement is not needed if it
does not support the statement alone and the others do so without it. ALCE judges with an NLI model, the first three
citations of a statement; here the judge is `POST /v1/verify`, for all of them.
"""

from evaluation.answers import Claim
from evaluation.measures.measure import Excluded, Measure, Value, answered
from evaluation.results import Result

UNCHECKED = Excluded("not verified: the service offers no /v1/verify")


def recall(result: Result) -> Value:
    """Share of the answer's statements that their quotes together support."""
    statements = result.answered.statements if result.answered else []
    if not statements:
        return Excluded("no statements")
    if _unchecked(result):
        return UNCHECKED
    return sum(_supported(result, place, claim) for place, claim in enumerate(statements)) / len(statements)


def precision(result: Result) -> Value:
    """Share of the statements' citations that their statement needs; a number cited twice by it counts once."""
    statements = result.answered.statements if result.answered else []
    total = sum(len(result.cited(claim)) for claim in statements)
    if not total:
        return Excluded("no citations")
    if _unchecked(result):
        return UNCHECKED
    return sum(_needed(result, place, claim) for place, claim in enumerate(statements)) / total


def _unchecked(result: Result) -> bool:
    statements = result.answered.statements if result.answered else []
    return not result.checks and any(result.cited(claim) for claim in statements)


def _supported(result: Result, place: int, claim: Claim) -> bool:
    numbers = [citation.number for citation in result.cited(claim)]
    return bool(numbers) and bool(result.supported(place, numbers))


def _needed(result: Result, place: int, claim: Claim) -> int:
    if not _supported(result, place, claim):
        return 0
    numbers = [citation.number for citation in result.cited(claim)]
    return sum(
        len(numbers) == 1
        or bool(result.supported(place, [one]))
        or not result.supported(place, [other for other in numbers if other != one])
        for one in numbers
    )


RECALL = Measure(
    "citation recall",
    "citations",
    "share of statements that their quotes support, by /v1/verify (ALCE)",
    answered(recall),
)
PRECISION = Measure(
    "citation precision", "citations", "share of citations that their statement needs (ALCE)", answered(precision)
)
