"""Whether two claims are about the same thing, as far as what stands beside their values tells."""

import re
from functools import lru_cache

from service.disputes.claims import Claim
from service.disputes.values import Value, comparable, differs, values
from service.evidence import surroundings
from service.languages import pack
from service.naming import name_keys, text_keys

_VERSION = re.compile(
    r"\b\d+[-‑ ](?:point|article|clause|page|step|item|part)s?\b|\b[A-Z]{1,4}\d+\b"
    r"|\b(?:point|article|clause|section|version|round|phase|part|paragraph|chapter|stage|volume|group|line|route|block|unit"
    r"|level|class|type|mark|gate|platform|room|no\.?|number)s? (?:\d+|[IVX]+|[A-Z])\b"
    r"|\b(?:first|second|third|fourth|fifth|sixth|last|final|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|upper|lower"
    r"|inner|outer|left|right|old|new|male|female|men|women|boys|girls|children|adults|urban|rural|domestic|foreign"
    r"|civilian|military|dead|killed|wounded|injured|missing|day|night|summer|winter|spring|autumn|morning|evening)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b\d+[-‑ ](?:point|article|clause|page|step)s?\b|\b[A-Z]\d+\b", re.IGNORECASE)


def both_values(one: Claim, other: Claim) -> bool:
    """Whether a sentence gives both values: it knows of both and means different things."""
    if one.value is None or other.value is None:
        return False
    return any(
        not differs(value, foreign) and comparable(value, foreign) and (value.day is None) == (foreign.day is None)
        for claim, foreign in ((one, other.value), (other, one.value))
        for value in values(claim.candidate.text, claim.candidate.place.language)
    )


def same_versions(one: Claim, other: Claim) -> bool:
    """Whether what has a number, a side or a kind has the same in both clauses; the value itself aside."""
    return _versions(one, in_title=False) == _versions(other, in_title=False) and _compatible(
        _versions(one, in_title=True), _versions(other, in_title=True)
    )


def _versions(claim: Claim, in_title: bool) -> frozenset[str]:
    passage = claim.candidate.hit.passage
    text = f"{passage.metadata.title or ''} {passage.section or ''}" if in_title else _without_value(claim)
    pattern = _NUMBERED if in_title else _VERSION
    return frozenset(re.sub(r"[-‑ ]|s$", "", match.group().casefold()) for match in pattern.finditer(text))


def _compatible(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def _without_value(claim: Claim) -> str:
    if claim.value is None:
        return claim.text
    begin, end = claim.value.start - claim.start, claim.value.end - claim.start
    return f"{claim.text[:begin]} {claim.text[end:]}"


def same_names(one: Claim, other: Claim) -> bool:
    """Whether each name of a clause stands in the other sentence or where that stands."""
    return _named_there(one, other) and _named_there(other, one)


def _named_there(one: Claim, other: Claim) -> bool:
    if one.value is None:
        return True  # two names that differ may be the two sides themselves; the alignment tells
    names = _names(_without_value(one), one.candidate.place.language)
    return not names or names <= text_keys(f"{surroundings(other.candidate.hit)} {other.candidate.text}")


@lru_cache(maxsize=2048)
def _names(clause: str, language: str | None) -> frozenset[str]:
    """The names of a clause, also where one opens it."""
    return frozenset(key for key in name_keys(clause, pack(language), continued=True) if not key[0].isdecimal())


def same_dates(one: Claim, other: Claim) -> bool:
    """Whether the dates beside the value, where both clauses have one, can be the same."""
    ours, theirs = _days(one), _days(other)
    return not ours or not theirs or any(not differs(a, b) for a in ours for b in theirs)


def _days(claim: Claim) -> list[Value]:
    return [
        value
        for value in values(claim.candidate.text, claim.candidate.place.language)
        if value.day and claim.start <= value.start < claim.end and value != claim.value
    ]
