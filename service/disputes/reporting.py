"""Which of the disagreements that documents report are about what is asked.

A press review, an encyclopaedia or a court's record puts the versions of its sources side by side (`in_passage`). One
of them is shown when it holds the names and most of the words of the question and its values are of the type asked for.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import inf

from service.disputes.cues import ANOTHER, DISAGREEMENT, ESTIMATED
from service.disputes.in_passage import disagreements
from service.disputes.reported import Reported, announced_in, largest, topic
from service.evidence import Asked, Candidate, Place, covered
from service.naming import text_keys

_TWO = 2
_VALUELESS = 0.7
"""What a disagreement without values counts for where a value is asked for."""
_TOP = 3
"""Sentences that tell how much of the question can be covered at all."""
_NEAREST = 0.85
"""Share of what the nearest disagreement covers of the question, from which another one is shown as well."""
_NUMBERED = re.compile(r"\b\d+[-‑](?=[^\W\d_])")
"""A version that has a number: the "20-point" draft."""
_NEAR = 4.0
"""How far below the best sentence, in logits, a version is still near to what is asked."""
_COVERED_NEAR, _COVERED_HARDER, _COVERED_VALUES, _COVERED = 0.4, 0.4, 0.75, 0.9
"""Of what the best evidence holds of the question, by rarity, a disagreement must hold so much: if a version is near;
for a question about disagreement; if values differ; otherwise."""
_NEAR_FOREIGN = 1.5
"""The same across languages, where nothing else tells what a version is about."""
_HEADED = 0.25
"""Share of the question that the heading of a disagreement must cover by itself, unless a version is near."""


def reported(
    question: Asked, ranked: Sequence[tuple[Candidate, float]], unread: Sequence[Place] = (), harder: bool = False
) -> list[Reported]:
    """The disagreements that the passages found report of what is asked, the nearest to the question first.

    `unread` are passages that were found and of which the reader has read nothing; with `harder` a disagreement counts
    that only touches on what is asked.
    """
    places: dict[str, tuple[Place, float]] = {}
    for candidate, score in ranked:
        places.setdefault(candidate.hit.passage.passage_id, (candidate.place, score))
    for place in unread:
        places.setdefault(place.hit.passage.passage_id, (place, min(ranked[-1][1], ranked[0][1] - _NEAR - 1)))
    scores = {(one.hit.passage.passage_id, one.position): score for one, score in ranked}
    best = max(candidate.feature("coverage") + candidate.feature("context") for candidate, _ in ranked[:_TOP]) or 1.0
    found: list[tuple[float, Reported]] = []
    for place, score in places.values():
        if _may_report(place):
            ours = [Reported(place, versions, score) for versions in disagreements(place)]
            found += [(_covers(question, one, len(ours) == 1) / best, one) for one in ours if _fits(question, one)]
    found = [
        (share, one)
        for share, one in found
        if share >= (_COVERED_HARDER if harder else _needed(question, one, scores, ranked[0][1], best))
    ]
    found = [(share * _worth(question, one), one) for share, one in found]
    nearest = max((share for share, _ in found), default=0.0)
    return [one for share, one in sorted(found, key=lambda pair: -pair[0]) if share >= _NEAREST * nearest]


def _needed(
    question: Asked, found: Reported, scores: Mapping[tuple[str, int], float], top: float, best: float
) -> float:
    """Share of the question that must be covered: little, where the reader takes one of the versions for an answer."""
    passage_id = found.place.hit.passage.passage_id
    foreign = found.place.language not in (None, question.words.code)
    near = top - (_NEAR_FOREIGN if foreign else _NEAR)
    if (foreign and not question.facet.types) or (
        found.is_table and not foreign and _heading(question, found) < _HEADED * best
    ):
        return inf
    if any(scores.get((passage_id, version.position), near - 1) >= near for version in found.versions):
        return _COVERED_NEAR
    if foreign or _heading(question, found) < _HEADED * best:
        return inf
    return _COVERED_VALUES if len(largest(found.versions)) > 1 else _COVERED


def _may_report(place: Place) -> bool:
    """Whether it is worth looking closer; reading values takes a hundred times as long."""
    passage = place.hit.passage
    return _cued(f"{passage.metadata.title or ''}. {passage.section or ''}. {passage.text}")


@lru_cache(maxsize=4096)
def _cued(text: str) -> bool:
    return any(cue.search(text) for cue in (DISAGREEMENT, ANOTHER, ESTIMATED))


def _heading(question: Asked, found: Reported) -> float:
    """Share of the question that the heading above several sentences covers; all, where one sentence tells all."""
    if len({version.position for version in found.versions}) == 1:
        return 1.0
    section = found.place.hit.passage.section or ""
    return covered(question, f"{topic(found) or ''} {section} {announced_in(found)}", found.place.language)


def _worth(question: Asked, found: Reported) -> float:
    """Less, where a value is asked for and none is in dispute."""
    asks_value = bool(question.facet.types & {"date", "number", "duration"})
    return _VALUELESS if asks_value and len(largest(found.versions)) < _TWO else 1.0


def _covers(question: Asked, found: Reported, alone: bool) -> float:
    """Share of the question that a disagreement and what is above it hold; all that is said, where it is `alone`."""
    language, passage = found.place.language, found.place.hit.passage
    if language not in (None, question.words.code):
        return _COVERED_NEAR  # its words cannot be compared: the passage must stand near the top
    title = passage.metadata.title or ""
    if alone:
        said = passage.text if found.is_table else f"{announced_in(found)} {found.text}"
        return covered(question, f"{title} {passage.section or ''} {said}", language)
    own = covered(question, f"{announced_in(found)} {found.text}", language)
    return max(
        own, 0.5 * (own + covered(question, f"{passage.section or ''} {announced_in(found)} {found.text}", language))
    )


def _fits(question: Asked, found: Reported) -> bool:
    """Whether names and values are those asked for."""
    return _typed(question, found) and _names_fit(question, found)


def _names_fit(question: Asked, found: Reported) -> bool:
    """Whether the names asked for are there, most of them, and no other version of what the question numbers."""
    passage = found.place.hit.passage
    above = (passage.metadata.title or "", *passage.metadata.actors, passage.section or "")
    missing = question.names - text_keys(" ".join((*above, passage.text)))
    numbers = {name for name in missing if name[0].isdecimal()}
    if numbers and _NUMBERED.search(found.text):
        return False
    names = {name for name in question.names if not name[0].isdecimal()}
    return 2 * len(missing - numbers) <= len(names)


def _typed(question: Asked, found: Reported) -> bool:
    """Whether the values in dispute are of the type asked for, if one is asked."""
    types, told = question.facet.types, {version.value.unit for version in found.versions if version.value}
    if not told or not types & {"date", "number", "duration"}:
        return True
    return any(
        (kind == "date" and "day" in told)
        or (kind == "duration" and "time" in told)
        or (kind == "number" and told - {"day"})
        for kind in types
    )
