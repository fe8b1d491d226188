"""A disagreement that a document reports: the versions of one thing in one passage, and how they are quoted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.answer import Span
from service.disputes.cues import DISAGREEMENT
from service.disputes.values import Value, differs
from service.evidence import FEATURES, Candidate, Place
from service.reader.reader import Answer, Judged
from service.selection import Chosen

_LABEL = 8
"""Words of a label before a colon, at most."""
_SIDES = 6
_BELIEVED = 0.0
"""The score given to a value that is known without the reader."""


@dataclass(frozen=True, slots=True)
class Version:
    """What one source says: a stretch of a sentence of the passage, and its value if it has one."""

    position: int
    start: int
    end: int
    """In the sentence."""
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """Versions of one thing in one passage."""

    place: Place
    versions: tuple[Version, ...]
    score: float

    @property
    def text(self) -> str:
        """Everything that the versions say, each sentence once."""
        positions = dict.fromkeys(version.position for version in self.versions)
        return " ".join(self.place.sentences.texts[position] for position in positions)

    @property
    def is_table(self) -> bool:
        """Whether each version is a row."""
        return self.place.sentences.sentences[self.versions[0].position].role == "row"

    def sides(self) -> tuple[Chosen, ...]:
        """Each version as it is quoted."""
        return tuple(_side(self, version) for version in self.versions[:_SIDES])


def apart(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Versions of which each value differs from all before it."""
    kept: list[Version] = []
    for version in versions:
        if version.value and all(one.value and differs(one.value, version.value) for one in kept):
            kept.append(version)
    return tuple(kept)


def largest(versions: Sequence[Version]) -> tuple[Version, ...]:
    """The most versions that differ from each other, beginning with any of them."""
    return max((apart(versions[k:]) for k in range(len(versions))), key=len, default=())


def announces(place: Place, position: int) -> bool:
    """Whether the sentence at a position says that sources disagree."""
    return position >= 0 and bool(DISAGREEMENT.search(place.sentences.texts[position]))


def announced_in(found: Reported) -> str:
    """The last sentence before the first version that announces a disagreement."""
    texts = found.place.sentences.texts
    before = range(found.versions[0].position - 1, -1, -1)
    return next((texts[position] for position in before if announces(found.place, position)), "")


def topic(found: Reported) -> str | None:
    """What the versions are of: the label of their list item, or the heading above them."""
    text = found.place.sentences.texts[found.versions[0].position]
    label, colon, _ = text.partition(":")
    if colon and len(label.split()) <= _LABEL and label.strip():
        return label.strip()
    return found.place.hit.passage.section


def whole(side: Chosen) -> Chosen:
    """The whole sentence of a side."""
    sentence = side.candidate.sentence
    return replace(side, span=Span(sentence.start, sentence.end))


def _side(found: Reported, version: Version) -> Chosen:
    """A version as it is cited: the stretch itself, its value highlighted."""
    passage, sentence = found.place.hit.passage, found.place.sentences.sentences[version.position]
    offset = sentence.start - passage.start
    value = version.value
    inside = value is not None and version.start <= value.start and value.end <= version.end
    answer = Answer(offset + value.start, offset + value.end, _BELIEVED) if value and inside else None
    unread = np.zeros(len(FEATURES), dtype=np.float32)
    candidate = Candidate(found.place, version.position, unread, Judged(_BELIEVED, answer))
    start, end = _trimmed(found.place.sentences.texts[version.position], version.start, version.end)
    return Chosen(candidate, found.score, Span(sentence.start + start, sentence.start + end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space at its ends."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))
