"""The values of a text that can be compared exactly, quantities and days, and when two of them cannot both be right."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import floor, log10

from service.languages import pack
from service.verification.reading.quantities import Day, Quantity
from service.verification.reading.tokens import Unit
from service.verification.reading.units import read

_RANGE = re.compile(r"\s*(?:to|-|–|—|and|bis|à|do|до)\s*(?:(?:about|around|some)\s*)?[$€£]?")
_ABOUT = 0.02
"""Share by which two values may differ of which one is a rough one."""
_ROUNDED_FROM = 1000
"""From here on a number with noughts at its end may be a rounded one."""


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity, a range of them or a day, where it stands in its text."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    """A currency, "percent", "time", "" for a count, or "day"."""
    noun: str
    """What is counted, as far as known."""
    bound: str = ""
    day: Day | None = None


@lru_cache(maxsize=4096)
def values(text: str, language: str | None) -> tuple[Value, ...]:
    """The values of a text in order; ordinals, numbers of clauses and names like "28-point plan" are none."""
    units = [unit for unit in read(text, pack(language)) if unit.kind in ("number", "date")]
    found: list[Value] = []
    for unit in units:
        value = _value(text, unit)
        if value is None:
            continue
        before = found[-1] if found else None
        if before and _one_range(text, before, value):
            found[-1] = _joined(before, value)
        else:
            found.append(value)
    return tuple(found)


def differs(one: Value, other: Value) -> bool:
    """Whether two values are of one kind and cannot both be right, as far as their precision tells."""
    if one.day and other.day:
        return _other_day(one.day, other.day)
    if one.day or other.day or not comparable(one, other):
        return False
    if "about" in (one.bound, other.bound) or one.bound != other.bound:
        slack = _ABOUT * max(one.high, other.high)
    else:
        slack = 0.0
    if not (one.high + slack < other.low or other.high + slack < one.low):
        return False
    low, high = sorted((one, other), key=lambda value: value.low)
    if low.bound in ("more", "at least") or high.bound in ("less", "at most"):
        return False
    return not (_rounds_to(one, other) or _rounds_to(other, one))


def comparable(one: Value, other: Value) -> bool:
    """Whether two quantities measure alike: money with money of one currency, mayors with mayors."""
    if one.unit != other.unit:
        bare = one if not one.unit else other
        return not (one.unit and other.unit) and not bare.noun and {one.unit, other.unit} & _MONEY != set()
    return bool(one.unit) or not one.noun or not other.noun or one.noun == other.noun


_MONEY = {"dollar", "euro", "pound", "zloty", "hryvnia", "yen", "rouble", "franc"}


def _value(text: str, unit: Unit) -> Value | None:
    if isinstance(unit.value, Day):
        day = unit.value
        if day.day is None and day.year is None:
            return None
        return Value(unit.start, unit.end, 0.0, 0.0, "day", "", "", day)
    quantity = unit.value
    if not isinstance(quantity, Quantity) or quantity.unit in ("label", "ordinal", "frequency"):
        return None
    if not quantity.unit and re.match(r"[-‑][^\W\d_]", text[unit.end : unit.end + 2]):
        return None
    noun = quantity.noun if not quantity.unit else ""
    return Value(unit.start, unit.end, quantity.value, quantity.value, quantity.unit, noun, quantity.bound)


def _one_range(text: str, before: Value, value: Value) -> bool:
    """Whether two quantities are the ends of a range, and not what something rose "from" and "to"."""
    if "day" in (before.unit, value.unit) or not _RANGE.fullmatch(text[before.end : value.start]):
        return False
    if before.low >= value.low or before.unit not in ("", value.unit):
        return False
    joint = text[before.end : value.start].strip()
    if re.search(r"\bfrom\s*(?:about\s*)?[$€£]?$", text[: before.start]):
        return False
    return not joint.startswith("and") or bool(re.search(r"\bbetween\s*$", text[: before.start], re.IGNORECASE))


def _joined(before: Value, value: Value) -> Value:
    """A range; "300 to 350 billion" gives its scale to both of its ends."""
    scale = 1.0
    while before.low * scale * 1000 <= value.low and before.low < 1000:
        scale *= 1000
    bound = before.bound or value.bound
    return Value(before.start, value.end, before.low * scale, value.high, value.unit, value.noun or before.noun, bound)


def _other_day(one: Day, other: Day) -> bool:
    parts = [(getattr(one, part), getattr(other, part)) for part in ("year", "month", "day")]
    both = [(a, b) for a, b in parts if a is not None and b is not None]
    return any(a != b for a, b in both)


def _rounds_to(exact: Value, rough: Value) -> bool:
    """Whether one value is the other, rounded: 1,234,000 and 1.2 million."""
    if rough.low != rough.high or exact.low != exact.high or rough.low < _ROUNDED_FROM:
        return False
    digits = f"{rough.low:.0f}"
    step = 10.0 ** (len(digits) - len(digits.rstrip("0")))
    if step > exact.low or floor(log10(step)) == 0:
        return False
    return bool(exact.low % step) and round(exact.low / step) * step == rough.low
