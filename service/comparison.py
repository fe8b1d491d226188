"""Which side of a comparison a sentence speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.evidence import Candidate
from service.languages import LanguagePack
from service.naming import root, text_keys

_OWN_IN_SENTENCE = 0.7
_OWN_ABOVE = 0.5
_OTHER_IN_SENTENCE = -2.0
"""Logits added to a candidate's score for naming its side, for standing under it, and for naming another one only:
the name of a side must not outweigh the topic. Of five settings on 47 comparisons this is the best, by a question."""


@dataclass(frozen=True, slots=True)
class Side:
    """How a side is known in a text."""

    words: frozenset[str]
    """Beginnings of the words of its name."""
    distinct: frozenset[str]
    """Those that no other side has: "counter" of a counter-draft beside a draft, which then has none."""

    def named(self, said: frozenset[str]) -> bool:
        """Whether a text with these words names it."""
        return bool(self.distinct & said) if self.distinct else self.words <= said


def sides(names: Sequence[str], words: LanguagePack) -> list[Side]:
    """The sides of a comparison by their names."""
    known = [text_keys(name) - {root(word) for word in words.function_words} for name in names]
    return [
        Side(own, own - frozenset().union(*(other for j, other in enumerate(known) if j != i)))
        for i, own in enumerate(known)
    ]


def towards(
    ranked: Sequence[tuple[Candidate, float]], own: Side, others: Sequence[Side]
) -> list[tuple[Candidate, float]]:
    """Candidates ranked anew for one side, by whether they, or the title and heading above them, name it."""
    scored = [(candidate, score + _leaning(candidate, own, others)) for candidate, score in ranked]
    return sorted(scored, key=lambda pair: -pair[1])


def _leaning(candidate: Candidate, own: Side, others: Sequence[Side]) -> float:
    metadata, section = candidate.hit.passage.metadata, candidate.hit.passage.section
    said, above = text_keys(candidate.text), text_keys(f"{metadata.title or ''} {section or ''}")
    other = any(side.distinct & said for side in others)
    named = own.named(said) and not (other and not own.distinct)
    if other and not named:
        return _OTHER_IN_SENTENCE
    return _OWN_IN_SENTENCE * named + _OWN_ABOVE * own.named(above)
