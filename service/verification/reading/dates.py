"""Dates as they are written: "22 November 2025", "Nov. 24-26", "Thursday", "mid-October", "2026-27"."""

from functools import cache

from service.languages import LanguagePack
from service.verification.reading.lexicon import readings
from service.verification.reading.quantities import CURRENCIES, SCALES, Day
from service.verification.reading.tokens import Tokens, Unit
from service.verification.reading.wordlists import wordlist

_PARTS = {
    "mid": "mid", "middle": "mid", "early": "early", "beginning": "early", "start": "early",
    "late": "late", "end": "late",
}  # fmt: skip


@cache
def _months(words: LanguagePack) -> dict[str, int]:
    """Names of months in a language and their numbers, in English the short ones too."""
    found = {month: number for number, month in enumerate(words.months, 1)}
    if words.code == "en":
        found |= {month[:3]: number for month, number in found.items()} | {"sept": 9}
    return found


class Dates(Tokens):
    """Finds dates among tokens."""

    def _month(self, i: int) -> int | None:
        if i >= len(self._raw) or self._raw[i].kind != "word":
            return None
        low = self._raw[i].low.rstrip(".")
        if self._at(i + 1) == "-" and self._raw[i + 1].start == self._raw[i].end and not self._integer(i + 2, 31):
            return None
        number = _months(self._words).get(low)
        if number and low in ("may", "march", "mar") and not self._raw[i].text[0].isupper():
            return None  # "may" and "march" are verbs, too
        return number

    def _date(self, i: int) -> tuple[int, list[Unit]] | None:
        token = self._raw[i]
        if token.kind == "mark":
            return None
        if token.kind == "date":
            year, month, day = map(int, token.text.split("-"))
            return 1, [self._unit(i, i + 1, "date", Day(year, month, day))]
        name = token.low[:-1] if token.low.endswith("days") else token.low
        if name in self._words.weekdays and token.kind == "word":
            if name != token.low:
                return 1, [token]  # "on Sundays" is no date
            weekday = self._words.weekdays.index(name)
            if following := self._day_month(self._skip(self._skip(i + 1, ","), "the")):
                end, days = following
                days = [Day(one.year, one.month, one.day, weekday) for one in days]
                return end - i, [self._unit(i, end, "date", one) for one in days]
            return 1, [self._unit(i, i + 1, "date", Day(weekday=weekday))]
        if found := self._day_month(i):
            end, days = found
            return end - i, [self._unit(i, end, "date", one) for one in days]
        first = self._year(i)
        if first and self._is_year(i):
            last = self._integer(i + 2, 2199) if self._at(i + 1) in ("-", "–", "/") else None
            if last and (last < 100 or last > 1500):
                last = last if last > 1500 else first // 100 * 100 + last
                return 3, [self._unit(i, i + 1, "date", Day(first)), self._unit(i + 2, i + 3, "date", Day(last))]
            return 1, [self._unit(i, i + 1, "date", Day(first, part=self._part(i)))]
        return None

    def _is_year(self, i: int) -> bool:
        before, after = self._at(i - 1), self._at(i + 1)
        if before in CURRENCIES or after in wordlist("percent") or after in CURRENCIES or after in SCALES:
            return False
        following = readings(after) if after.isalpha() else ()
        counted = any(one.part == "n" and one.form == "s" for one in following)
        return before in wordlist("before_year") or not counted

    def _part(self, i: int) -> str:
        before = self._at(i - 1)
        if before in ("-", "the"):
            before = self._at(i - 2)
        if before == "of":
            before = self._at(i - 2)
        return _PARTS.get(before, "")

    def _day_month(self, i: int) -> tuple[int, list[Day]] | None:
        """Days or months from a place on, and where they end."""
        first = self._integer(i, 31)
        if first is not None:
            at = self._skip(i + 1, "st nd rd th . of er")
            second, end = None, at
            if self._at(at) in ("-", "–", "and", "to", "/", "und", "bis", "et", "i", "до"):
                second = self._integer(at + 1, 31)
                end = self._skip(at + 2, ". th") if second else at
            month = self._month(end)
            if month is None:
                return None
            end = self._skip(end + 1, ".")
            year = self._year(self._skip(end, ","))
            end = self._skip(end, ",") + 1 if year else end
            return end, [Day(year, month, day) for day in (first, second) if day]
        month = self._month(i)
        if month is None:
            return None
        at = self._skip(i + 1, ".")
        days = [day for day in (self._integer(at, 31),) if day]
        if days:
            at = self._skip(at + 1, "st nd rd th")
            if (
                self._at(at) in ("-", "–", "and")
                and (second := self._integer(at + 1, 31))
                and self._month(at + 2) is None
            ):
                days.append(second)
                at += 2
        year = self._year(self._skip(at, ","))
        end = self._skip(at, ",") + 1 if year else at
        if not days and not year and self._raw[i].text.islower():
            return None
        return end, [Day(year, month, day) for day in days] or [Day(year, month, part=self._part(i))]
