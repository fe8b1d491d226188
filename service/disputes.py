"""Disputes: sentences of different documents that give different values for the same thing asked.

The reader marks the short answer in each sentence. Where two of its answers to one question are credible and differ,
they are shown side by side instead of blended. Only values that can be compared exactly count: numbers and days.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.evidence import Asked, Candidate
from service.languages import pack
from service.selection import Chosen, quotable
from service.values import find_dates, find_numbers

_DROP = 4.0
"""How far below the best sentence, in logits, a sentence may score to be the other side of a dispute."""
_CREDIBLE = 0.0
"""The least score of a short answer: the reader rather believes in it than not."""
_SHARED = 0.75
"""Of what the best sentence covers of the question: less, and it speaks of another thing."""
_SIDES = 4

Value = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is disputed, and a sentence for each of the values given."""

    topic: str
    sides: tuple[Chosen, ...]


def dispute(question: Asked, ranked: Sequence[tuple[Candidate, float]]) -> Dispute | None:
    """The dispute among the best sentences for a question that asks for a number or a day, if there is one."""
    if not question.facet.types & {"number", "duration", "date"} or not ranked:
        return None
    sides: dict[Value, tuple[Candidate, float]] = {}
    best = ranked[0][0]
    for candidate, score in ranked:
        if score < ranked[0][1] - _DROP:
            break
        value = _value(question, candidate)
        if value and _same_subject(candidate, best):
            sides.setdefault(value, (candidate, score))
    documents = {candidate.hit.passage.document_id for candidate, _ in sides.values()}
    if len(sides) < 2 or len(documents) < 2:
        return None
    chosen = tuple(Chosen(candidate, score, quotable(candidate)) for candidate, score in list(sides.values())[:_SIDES])
    return Dispute(question.facet.query, chosen)


def _value(question: Asked, candidate: Candidate) -> Value | None:
    """What the short answer of a sentence says, comparable between sentences; None if it is no such value."""
    answer = candidate.judged.answer if candidate.judged else None
    if answer is None or answer.score < _CREDIBLE:
        return None
    passage = candidate.hit.passage
    text, words = passage.text[answer.start : answer.end], pack(passage.metadata.language)
    if "date" in question.facet.types:
        days = [(day.month, day.day) for day in find_dates(text, words) if day.month and day.day]
        return tuple(float(part) for part in days[0]) if len(days) == 1 else None
    numbers = {number.value for number in find_numbers(text, words)} - question.values
    return tuple(numbers) if len(numbers) == 1 else None


def _same_subject(candidate: Candidate, best: Candidate) -> bool:
    return all(
        candidate.feature(of) + candidate.feature(around) >= _SHARED * (best.feature(of) + best.feature(around))
        for of, around in (("coverage", "context"), ("named", "named_around"))
    )
