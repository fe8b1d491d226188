"""What a sentence claims: its values, each with the clause in which it stands, without who says it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.disputes.cues import ATTRIBUTION, JOINT, STRONG_JOINT
from service.disputes.values import Value, comparable, values
from service.evidence import Candidate
from service.selection import Chosen, quotable

_ANSWERS = -1.0
"""The least score of two short answers that show two sentences to answer the same question."""
_DEFINITE = re.compile(r"\b(?:the|these|those|both|all|his|her|their|its|other) $", re.IGNORECASE)
"""Before a number that counts again what was spoken of: "the three mayors"."""
_COLON = re.compile(r":\s+")
_SHORTEST = 12
"""Characters: what is left of a sentence must say something."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause of a sentence, without who says it, and the value that it gives."""

    candidate: Candidate
    score: float
    start: int
    end: int
    value: Value | None
    answers: bool
    """Whether the value is the reader's short answer."""

    @property
    def text(self) -> str:
        """The clause."""
        return self.candidate.text[self.start : self.end]

    def chosen(self) -> Chosen:
        """The sentence as it is quoted."""
        return Chosen(self.candidate, self.score, quotable(self.candidate))


def claims(candidate: Candidate, score: float) -> list[Claim]:
    """The values of a sentence, each with its clause; the whole sentence, where it has none."""
    text, language = candidate.text, candidate.place.language
    found = []
    told = values(text, language)
    for value in told:
        start, end = _clause(text, value, told)
        again = not value.unit and _DEFINITE.search(text[: value.start])
        among = [one for one in told if start <= one.start < end and one.unit == value.unit and one.noun == value.noun]
        if not start <= value.start < end or again or len(among) > 1:
            continue
        found.append(Claim(candidate, score, start, end, value, _is_answer(candidate, value)))
    start, end = _clause(text, None)
    return [*sorted(found, key=lambda claim: not claim.answers), Claim(candidate, score, start, end, None, False)]


def _clause(text: str, value: Value | None, others: Sequence[Value] = ()) -> tuple[int, int]:
    """The clause around a value, or the whole sentence, without who says it."""
    start, end, at = 0, len(text), value.start if value else None
    if value:
        joints = [match.span() for match in STRONG_JOINT.finditer(text)]
        joints += [match.span() for match in _COLON.finditer(text)]
        joints += [match.span() for match in JOINT.finditer(text) if _divides(match.start(), value, others)]
        start = max((stop for _, stop in joints if stop <= value.start), default=0)
        end = min((begin for begin, _ in joints if begin >= value.end), default=len(text))
    for match in ATTRIBUTION.finditer(text[start:end]):
        begin, stop = start + match.start(), start + match.end()
        if match.start() == 0 and (at is None or stop <= at) and end - stop > _SHORTEST:
            start = stop
        elif match.start() and stop == end and (at is None or begin > at):
            end = begin
    return start, end


def _divides(at: int, value: Value, others: Sequence[Value]) -> bool:
    """Whether a place lies between a value and another one like it."""
    return any(
        other is not value and comparable(value, other) and (value.day is None) == (other.day is None)
        and min(value.start, other.start) < at < max(value.start, other.start)
        for other in others
    )  # fmt: skip


def credible(candidate: Candidate) -> bool:
    """Whether the reader may believe in the short answer of a sentence."""
    answer = candidate.judged.answer if candidate.judged else None
    return answer is not None and answer.score >= _ANSWERS


def _is_answer(candidate: Candidate, value: Value) -> bool:
    answer = candidate.judged.answer if candidate.judged else None
    if answer is None or answer.score < _ANSWERS:
        return False
    offset = candidate.sentence.start - candidate.hit.passage.start
    return offset + value.start < answer.end and answer.start < offset + value.end
