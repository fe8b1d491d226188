"""Numbers, dates and names in a text: what most questions ask for, and what must never be told wrongly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from re import Pattern
from typing import Literal

from service.answer import Span
from service.languages import LanguagePack

NumberUnit = Literal["percent", "money", "time", "plain"]

_DIGITS = r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_MONEY = r"[$€£]|\b(?:dollars?|euros?|usd|eur|pounds?|dolar\w*|złot\w*|долар\w*|євро|гривень)\b"
_PERCENT = r"%|\bper ?cent\b|\bprozent\b|\bpour ?cent\b|\bproc(?:ent\w*|\.)|відсотк\w*"
_TIME = (
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|minuten?|stunden?|tagen?|wochen?|monaten?|jahren?"
    r"|heures?|jours?|semaines?|mois|ans?|années?|minut\w*|godzin\w*|dni|tygodni\w*|miesi\w+|lat|roku"
    r"|хвилин\w*|годин\w*|днів|дні|тижн\w*|місяц\w*|рок\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands, and what it counts as far as its neighbours tell."""

    span: Span
    value: float
    unit: NumberUnit


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as written: any of its parts may be missing."""

    span: Span
    year: int | None
    month: int | None
    day: int | None


def find_numbers(text: str, pack: LanguagePack) -> list[Number]:
    """Numbers in digits and in words, those inside dates included, in order of place."""
    found = [
        Number(Span(*m.span()), _value(m.group()), _unit(text, m.end(), m.start())) for m in _digits().finditer(text)
    ]
    for match in _number_words(pack).finditer(text):
        value = _spelled(match.group().casefold(), pack)
        if value is not None:
            found.append(Number(Span(*match.span()), value, _unit(text, match.end(), match.start())))
    return sorted(found, key=lambda number: number.span.start)


def find_dates(text: str, pack: LanguagePack) -> list[PartialDate]:
    """Calendar dates with at least a month or a year, in order of place."""
    found = list(_dates(text, pack))
    taken = [(date.span.start, date.span.end) for date in found]
    for match in _years().finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            found.append(PartialDate(Span(*match.span()), int(match.group()), None, None))
    return sorted(found, key=lambda date: date.span.start)


def find_names(text: str, continued: bool = False) -> list[Span]:
    """Runs of capitalised words and the small words that names carry; a lone first word of a sentence is none.

    A text that is `continued`, as a name taken out of a sentence, does not open one.
    """
    spans = []
    for match in _name_runs().finditer(text):
        if _opens_sentence(text, match.start(), continued) and " " not in match.group():
            continue
        spans.append(Span(*match.span()))
    return spans


def find_people(text: str, around: str, pack: LanguagePack) -> list[Span]:
    """Names of people in a text: two words or more, or a surname that stands with a first name somewhere `around`."""
    surnames = {
        around[span.start : span.end].split()[-1] for span in find_names(around) if _is_person(around, span, pack)
    }
    return [
        span
        for span in find_names(text)
        if _is_person(text, span, pack) or text[span.start : span.end].removesuffix("’s").removesuffix("'s") in surnames
    ]


def _is_person(text: str, span: Span, pack: LanguagePack) -> bool:
    words = text[span.start : span.end].casefold().split()
    known = pack.bodies | pack.function_words | frozenset(pack.weekdays) | frozenset(pack.months)
    return len(words) > 1 and not any(word.removesuffix("’s").removesuffix("'s") in known for word in words)


def _dates(text: str, pack: LanguagePack) -> Iterator[PartialDate]:
    for match in _date_pattern(pack).finditer(text):
        parts = match.groupdict()
        if parts["iso"]:
            year, month, day = (int(part) for part in parts["iso"].split("-"))
            yield PartialDate(Span(*match.span()), year, month, day)
            continue
        named = parts["m1"] or parts["m2"]
        number = next((i for i, name in enumerate(pack.months, 1) if name.startswith(named.casefold()[:3])), None)
        day_text, year_text = parts["d1"] or parts["d2"], parts["y1"] or parts["y2"]
        if number and (day_text or year_text):
            yield PartialDate(
                Span(*match.span()), int(year_text) if year_text else None, number, int(day_text) if day_text else None
            )


@cache
def _date_pattern(pack: LanguagePack) -> Pattern[str]:
    month = "|".join(rf"{name}|{name[:3]}\." if len(name) > 4 else name for name in pack.months)
    if pack.code == "en":
        month += "|" + "|".join(name[:3] for name in pack.months) + "|sept"
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"(?P<iso>\b{year}-\d\d-\d\d\b)"
        rf"|\b(?P<d1>\d\d?)(?:\.|st|nd|rd|th|er)?(?:\s*[-–/]\s*\d\d?\.?)?\s+(?P<m1>{month})\b\.?(?:,?\s+(?P<y1>{year})\b)?"
        rf"|\b(?P<m2>{month})\b\.?(?:\s+(?P<d2>\d\d?)(?:st|nd|rd|th)?(?:\s*[-–]\s*\d\d?)?(?!\d))?(?:,?\s+(?P<y2>{year})\b)?",
        re.IGNORECASE,
    )


@cache
def _years() -> Pattern[str]:
    return re.compile(r"(?<![\d.,])(?:1[0-9]|20)\d\d(?![\d.,]\d|\d|\s?%)")


@cache
def _digits() -> Pattern[str]:
    return re.compile(rf"(?<![\w.,])(?:{_DIGITS})(?!\w)|(?<=[$€£])(?:{_DIGITS})")


@cache
def _number_words(pack: LanguagePack) -> Pattern[str]:
    word = "|".join(sorted(map(re.escape, pack.numbers), key=len, reverse=True))
    return re.compile(rf"\b(?:{word})(?:-(?:{word}))?\b", re.IGNORECASE)


def _spelled(words: str, pack: LanguagePack) -> float | None:
    parts = [pack.numbers.get(word) for word in words.split("-")]
    return None if None in parts else sum(part for part in parts if part is not None)


def _value(digits: str) -> float:
    """The value of digits whose separators may be those of any language: three digits after one mean thousands."""
    grouped = re.fullmatch(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+", digits)
    return float(re.sub(r"\D", "", digits)) if grouped else float(digits.replace(",", "."))


def _unit(text: str, end: int, start: int) -> NumberUnit:
    after, before = text[end : end + 25], text[max(0, start - 2) : start]
    for unit, pattern in _units():
        if re.match(rf"[\s-]*(?:\w+\s+)?(?:{pattern})", after, re.IGNORECASE):
            return unit
    return "money" if re.search(r"[$€£]", before) else "plain"


def _units() -> tuple[tuple[NumberUnit, str], ...]:
    return (("percent", _PERCENT), ("money", _MONEY), ("time", _TIME))


@cache
def _name_runs() -> Pattern[str]:
    upper, word = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁЄІЇҐ", r"[\w’'.-]*\w"
    capitalised = rf"[{upper}]{word}|[{upper}]"
    return re.compile(
        rf"\b(?:{capitalised})(?:\s+(?:(?:of|the|de|der|la|van|von|du|des)\s+){{0,2}}(?:{capitalised})\b)*"
    )


def _opens_sentence(text: str, start: int, continued: bool) -> bool:
    before = text[:start].rstrip("\"“„«'‘ \n\t(")
    return before[-1] in ".!?:;\n" if before else not continued
