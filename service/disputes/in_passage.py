"""Every disagreement that a passage reports: in a sentence, in a table, in sentences that each name their source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from service.disputes.cues import COLUMN, DISAGREEMENT, ESTIMATED, OWN_VIEW, OWN_VOICE, REFUTED, SAID
from service.disputes.in_sentence import in_turn
from service.disputes.reported import Version, announces, apart, largest
from service.disputes.values import Value, values
from service.evidence import Place
from service.naming import text_keys

_TWO = 2
_OPENING = 40
"""Characters in which a document says that it speaks for itself."""
_REFERRING = re.compile(r"^(?:That|This|It|The (?:word|figure|number|date|name)) ")
_PEOPLE = frozenset(("", "people", "person", "participant", "demonstrator", "protester", "visitor", "man", "victim"))
_TABLE = 3
"""Rows, with the one that names the columns, that make a table."""


def disagreements(place: Place) -> Iterator[tuple[Version, ...]]:
    """Every disagreement that a passage reports."""
    texts, sentences = place.sentences.texts, place.sentences.sentences
    metadata, section = place.hit.passage.metadata, place.hit.passage.section
    announced = bool(DISAGREEMENT.search(f"{metadata.title or ''}. {section or ''}"))
    found = list(_tables(place, announced))
    for position, sentence in enumerate(sentences):
        told = sentence.role in ("prose", "item") and not OWN_VOICE.search(texts[position][:_OPENING])
        if told and (versions := in_turn(texts[position], position, announced, place)):
            found.append(versions)
    yield from found
    taken = {version.position for versions in found for version in versions}
    for position in range(len(texts)):
        if announces(place, position):
            yield from _one_by_one(place, position + 1, taken, strictly=True)
    if not announced and not found:
        yield from _estimates(place)
    if announced and not found:
        yield from _one_by_one(place, 0, taken, strictly=False)


def _tables(place: Place, announced: bool) -> Iterator[tuple[Version, ...]]:
    """Tables whose rows tell who says what."""
    texts, sentences = place.sentences.texts, place.sentences.sentences
    rows = [position for position, sentence in enumerate(sentences) if sentence.role == "row"]
    if len(rows) < _TABLE:
        return
    named = bool(COLUMN.search(texts[rows[0]])) and not values(texts[rows[0]], place.language)
    if not (announced or (named and any(DISAGREEMENT.search(text) for text in texts))):
        return
    cells = {position: list(_cells(texts[position], place.language)) for position in rows}
    width = max(map(len, cells.values()))
    columns = [
        apart(
            [Version(row, 0, len(texts[row]), cells[row][k]) for row in rows if k < len(cells[row]) and cells[row][k]]
        )
        for k in range(width)
    ]
    best = max(columns, key=len, default=())
    if len(best) > 1:
        yield best


def _cells(row: str, language: str | None) -> Iterator[Value | None]:
    """The first quantity of each cell."""
    begin = 0
    for cell in row.split("|"):
        numbers = [value for value in values(row, language) if begin <= value.start < begin + len(cell)]
        yield next((replace(value, noun="") for value in numbers if value.unit != "day"), None)
        begin += len(cell) + 1


def _one_by_one(place: Place, begin: int, taken: set[int], strictly: bool) -> Iterator[tuple[Version, ...]]:
    """Sentences that each tell what another source says; `strictly` up to the first that does not."""
    texts, sentences = place.sentences.texts, place.sentences.sentences
    told: list[Version] = []
    for position in range(begin, len(texts)):
        text = texts[position]
        fits = bool(REFUTED.search(text) or (SAID.search(text) and not OWN_VIEW.search(text)))
        if sentences[position].role not in ("prose", "item") or position in taken or DISAGREEMENT.search(text):
            fits = False
        if fits:
            told.append(Version(position, 0, len(text), next(iter(values(text, place.language)), None)))
        elif strictly:
            break
    told = _with_what_is_refuted(texts, told)
    if len(told) > 1 and any(_differ_in_source(texts, one, other) for one, other in pairwise(told)):
        yield tuple(told)


def _estimates(place: Place) -> Iterator[tuple[Version, ...]]:
    """Sentences that follow each other and in which different people give different values for one thing."""
    texts = place.sentences.texts
    told = [
        Version(position, 0, len(text), replace(value, noun=""))
        for position, text in enumerate(texts)
        if ESTIMATED.search(text)
        and (value := next((one for one in values(text, place.language) if not one.day), None))
    ]
    for one, other in pairwise(told):
        beside = other.position == one.position + 1 and apart([one, other]) == (one, other)
        if beside and _alike_nouns(place, one, other) and _differ_in_source(texts, one, other):
            yield one, other


def _alike_nouns(place: Place, one: Version, other: Version) -> bool:
    """Whether two values count the same, or people."""
    nouns = []
    for version in (one, other):
        text = place.sentences.texts[version.position]
        nouns.append(next(value.noun for value in values(text, place.language) if not value.day))
    return nouns[0] == nouns[1] or all(noun in _PEOPLE for noun in nouns)


def _with_what_is_refuted(texts: Sequence[str], told: list[Version]) -> list[Version]:
    """Of several versions without opposed values, the one that the next sentence calls an error, and that sentence."""
    if len(largest(told)) < 2:
        for before, version in pairwise(told):
            if REFUTED.search(texts[version.position]) and _REFERRING.search(texts[version.position]):
                return [before, version]
    return told


def _differ_in_source(texts: Sequence[str], one: Version, other: Version) -> bool:
    return bool(text_keys(texts[other.position]) - text_keys(texts[one.position]))
