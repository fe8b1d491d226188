"""Quantities and dates: their values, whatever the notation, and when two of them agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Bound = Literal["", "about", "exact", "at least", "more", "at most", "less"]

CURRENCIES = {
    "$": "dollar", "€": "euro", "£": "pound", "dollar": "dollar", "dollars": "dollar", "usd": "dollar",
    "euro": "euro", "euros": "euro", "eur": "euro", "pound": "pound", "pounds": "pound", "sterling": "pound",
    "złoty": "zloty", "złotych": "zloty", "zloty": "zloty", "zlotys": "zloty", "hryvnia": "hryvnia",
    "гривень": "hryvnia", "yen": "yen", "доларів": "dollar", "євро": "euro", "dolarów": "dollar",
    "rubles": "rouble", "roubles": "rouble", "francs": "franc",
}  # fmt: skip
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "hundert": 1e2, "tausend": 1e3, "millionen": 1e6,
    "milliarde": 1e9, "milliarden": 1e9, "mio": 1e6, "mrd": 1e9, "cent": 1e2, "mille": 1e3, "milliard": 1e9,
    "milliards": 1e9, "tysiąc": 1e3, "tysięcy": 1e3, "tysiące": 1e3, "tys": 1e3, "milion": 1e6, "miliona": 1e6,
    "milionów": 1e6, "mln": 1e6, "miliard": 1e9, "miliarda": 1e9, "miliardów": 1e9, "mld": 1e9, "тисяч": 1e3,
    "тисячі": 1e3, "тис": 1e3, "мільйон": 1e6, "мільйонів": 1e6, "млн": 1e6, "мільярд": 1e9, "мільярдів": 1e9,
    "мільярди": 1e9, "млрд": 1e9,
}  # fmt: skip
TIMES = {
    "second": 1 / 60, "minute": 1.0, "hour": 60.0, "day": 1440.0, "night": 1440.0, "week": 10080.0, "month": 43800.0,
    "year": 525600.0, "decade": 5256000.0, "century": 52560000.0,
}  # fmt: skip
"""Minutes in each unit of time."""
ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
         "twelfth"), 1)
    for word in words.split()
}  # fmt: skip
BOUNDS: Mapping[str, Bound] = {
    "about": "about", "around": "about", "roughly": "about", "approximately": "about", "some": "about",
    "nearly": "about", "almost": "about", "circa": "about", "approx": "about", "close to": "about",
    "just under": "about", "an estimated": "about", "just over": "about", "estimated": "about", "exactly": "exact",
    "precisely": "exact", "at least": "at least", "no fewer than": "at least", "no less than": "at least",
    "not less than": "at least", "more than": "more", "over": "more", "above": "more", "longer than": "more",
    "exceeding": "more", "upwards of": "more", "greater than": "more", "at most": "at most", "up to": "at most",
    "no more than": "at most", "not more than": "at most", "maximum of": "at most", "as many as": "at most",
    "as much as": "at most", "less than": "less", "fewer than": "less", "under": "less", "below": "less",
    "within": "", "rund": "about", "etwa": "about", "ungefähr": "about", "environ": "about", "około": "about",
    "близько": "about", "приблизно": "about", "mehr als": "more", "plus de": "more", "ponad": "more",
    "понад": "more", "weniger als": "less", "moins de": "less", "mindestens": "at least", "au moins": "at least",
    "höchstens": "at most",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts."""

    value: float
    unit: str
    """A currency, "percent", "time", "ordinal", "label" or "" (a count, or unknown)."""
    noun: str
    """What is counted or labelled, base form; "" when unknown."""
    bound: Bound = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written: any part may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str = ""
    """early, mid or late, of a month or year."""


Agreement = Literal["agrees", "stronger", "differs"]


def same_kind(told: Quantity, given: Quantity) -> bool:
    """Whether two quantities can be compared at all: money with money, labels with labels."""
    if told.unit == given.unit:
        return told.unit != "label" or told.noun == given.noun or "" in (told.noun, given.noun)
    return "" in (told.unit, given.unit) and not {"label", "ordinal", "percent"} & {told.unit, given.unit}


def agreement(told: Quantity, given: Quantity) -> Agreement:
    """Whether the quantity that is told follows from the one that is given; "stronger": only with a weaker bound."""
    if not same_kind(told, given):
        return "differs"
    up, down = ("more", "at least"), ("less", "at most")
    if (
        told.unit == "time"
        and told.bound != "exact"
        and "about" in (told.bound, given.bound)
        and _near(told.value, given.value, 0.1)
    ):
        return "agrees"  # about a month, some four weeks
    if _near(told.value, given.value):
        if told.bound == "exact" and given.bound == "about":
            return "stronger"
        if given.bound in (*up, *down):
            side = up if given.bound in up else down
            return "agrees" if told.bound in side else "stronger" if told.bound in ("", "about", "exact") else "differs"
        return "differs" if told.bound in ("more", "less") else "agrees"
    if told.bound in up and given.bound not in down and given.value > told.value:
        return "agrees"
    return "agrees" if told.bound in down and given.bound not in up and given.value < told.value else "differs"


def _near(one: float, other: float, tolerance: float = 1e-6) -> bool:
    return abs(one - other) <= tolerance * max(abs(one), abs(other), 1.0)


def compatible(given: Day, told: Day) -> bool:
    """Whether a source's date is the one that is told: what both have is equal, and the source has as much."""
    for part in ("year", "month", "day", "weekday"):
        one, other = getattr(given, part), getattr(told, part)
        if one is not None and other is not None and one != other:
            return False
    if told.day is not None and given.day is None and given.weekday is None:
        return False
    if told.month is not None and given.month is None:
        return False
    if told.part and given.part and told.part != given.part:
        return False
    return told.weekday is None or given.weekday is not None or told.day is not None
