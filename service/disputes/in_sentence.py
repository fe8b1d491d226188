"""Versions inside one sentence: "one page says half an hour, another an hour"."""

import re
from collections.abc import Sequence

from service.disputes.cues import ANOTHER, DISAGREEMENT, JOINT, ONE, RECORD, SOURCE, STRONG_JOINT, qualifiers
from service.disputes.reported import Version, announces, largest
from service.disputes.values import Value, comparable, values
from service.evidence import Place
from service.naming import text_keys
from service.values import find_names


def in_turn(text: str, position: int, announced: bool, place: Place) -> tuple[Version, ...]:
    """The versions in one sentence: each part with a source of its own, and other values or another wording."""
    marked = announced or bool(DISAGREEMENT.search(text)) or announces(place, position - 1)
    parts = _parts(text)
    told = values(text, place.language)
    apart = max((largest(_valued(parts, position, of)) for of in (told, *_by_unit(told))), key=len)
    if (
        len(apart) > 1
        and _alike(text, apart)
        and (_sourced(text, apart, marked) or (marked and _alternatives(text, apart)))
    ):
        return apart
    opposed = _opposed(text, parts)
    if len(opposed) > 1:
        return tuple(Version(position, start, end) for start, end in opposed)
    set_apart = [
        Version(position, start, end, next((one for one in told if start <= one.start < end), None))
        for start, end in _parts(text, STRONG_JOINT)
    ]
    sourced = all(SOURCE.search(text[part.start : part.end]) for part in set_apart)
    if marked and not DISAGREEMENT.search(text) and len(set_apart) == 2 and sourced and _two_names(text, set_apart):
        return tuple(set_apart)
    return ()


def _by_unit(told: Sequence[Value]) -> list[tuple[Value, ...]]:
    """Values of each unit apart: a day at the beginning hides no length of time after it."""
    return [tuple(value for value in told if value.unit == unit) for unit in dict.fromkeys(one.unit for one in told)]


def _valued(parts: Sequence[tuple[int, int]], position: int, told: Sequence[Value]) -> list[Version]:
    """The parts that hold a value, each with its first."""
    return [
        Version(position, start, end, value)
        for start, end in parts
        if (value := next((one for one in told if start <= one.start < end), None))
    ]


def _parts(text: str, joint: re.Pattern[str] = JOINT) -> list[tuple[int, int]]:
    """The stretches between the joints of a sentence."""
    ends = [(match.start(), match.end()) for match in joint.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [(start, stop) for start, stop in zip(starts, stops, strict=True) if text[start:stop].strip(" .;,")]


def _sourced(text: str, versions: Sequence[Version], marked: bool) -> bool:
    """Whether the values are told by different sources."""
    parts = [text[version.start : version.end] for version in versions]
    if marked:
        return sum(bool(SOURCE.search(part)) or bool(find_names(part, continued=True)) for part in parts) > 1
    rest = [bool(ANOTHER.search(part)) for part in parts[1:]]
    return bool(ONE.search(parts[0]) and RECORD.search(text)) and all(rest)


def _alternatives(text: str, versions: Sequence[Version]) -> bool:
    """Whether values stand side by side with "or" between the last two."""
    first, last = versions[-2].value, versions[-1].value
    if first is None or last is None:
        return False
    return " or " in text[first.end : last.start] and comparable(first, last)


def _opposed(text: str, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Two parts of which the first names one record and the second sets another one against it."""
    for number, (start, end) in enumerate(parts):
        if number and ANOTHER.search(text[start:end]) and SOURCE.search(text[start:end]):
            before = text[: parts[number - 1][1]]
            if ONE.search(before) and RECORD.search(before) and SOURCE.search(before):
                return [(0, parts[number - 1][1]), (start, len(text) if parts[-1] == (start, end) else end)]
    return []


def _two_names(text: str, versions: Sequence[Version]) -> bool:
    """Whether two parts name different speakers."""
    one, other = (text_keys(" ".join(_named(text[version.start : version.end]))) for version in versions)
    return bool(one - other) and bool(other - one)


def _named(text: str) -> list[str]:
    return (
        [text[span.start : span.end] for span in find_names(text)]
        + [match.group() for match in RECORD.finditer(text)]
        + text.split()[:1]
    )


def _alike(text: str, versions: Sequence[Version]) -> bool:
    """Whether all parts qualify their value alike: none is a limit or a plan where another is a state."""
    return len({qualifiers(text[version.start : version.end]) & _UNLIKE for version in versions}) == 1


_UNLIKE = frozenset(("limit", "planned"))
"""What makes a value one of another thing even where a sentence sets one source against another."""
