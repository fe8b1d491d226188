"""Numbers as they are written: "600,000", "€90bn", "eight hundred thousand", "half an hour", "every six months"."""

import re

from service.verification.reading.dates import Dates
from service.verification.reading.lexicon import readings
from service.verification.reading.quantities import (
    BOUNDS,
    CURRENCIES,
    ORDINALS,
    SCALES,
    TIMES,
    Bound,
    Quantity,
)
from service.verification.reading.tokens import DASHES, Unit
from service.verification.reading.wordlists import wordlist

_ADVERBS = {
    "hourly": 60.0, "daily": 1440.0, "weekly": 10080.0, "monthly": 43800.0, "quarterly": 131400.0, "yearly": 525600.0,
    "annually": 525600.0, "annual": 525600.0, "nightly": 1440.0,
}  # fmt: skip
RACE = 15
"""Tokens before a length among which a race is looked for."""
_FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}


class Numbers(Dates):
    """Finds quantities among tokens."""

    def _frequency(self, i: int) -> tuple[int, list[Unit]] | None:
        """How often: "every six months", "twice a year", "annually"; the value is the time between in minutes."""
        low, every = self._at(i), 0.0
        end = i + 1
        if low in ("every", "each"):
            number, after = self._value(i + 1) if self._at(i + 1) not in ("a", "an") else (None, i + 1)
            time = self._unit_of_time(after)
            every, end = (number or 1.0) * TIMES.get(time, 0.0), after + 1
        elif low in ("once", "twice") or (self._at(i + 1) == "times" and self._value(i)[0]):
            count = {"once": 1.0, "twice": 2.0}.get(low) or self._value(i)[0] or 1.0
            at = i + 1 if low in ("once", "twice") else i + 2
            if self._at(at) in ("a", "an", "per", "each", "every"):
                every, end = TIMES.get(self._unit_of_time(at + 1), 0.0) / count, at + 2
        else:
            every = _ADVERBS.get(low, 0.0)
        if not every:
            return None
        return end - i, [self._unit(i, end, "number", Quantity(every, "frequency", ""))]

    def _number(self, i: int) -> tuple[int, list[Unit]] | None:
        if frequency := self._frequency(i):
            return frequency
        start, currency = i, ""
        if self._at(i) in ("$", "€", "£") or (self._at(i) in ("us", "a", "c") and self._at(i + 1) == "$"):
            start = i + 1 if self._at(i) in "$€£" else i + 2
            currency = CURRENCIES[self._at(start - 1)]
        value, end = self._value(start)
        if value is None:
            return None
        alone = not currency and end == start + 1 and self._at(start) in ("one", "ein", "eine")
        if alone and not (self._at(end) in SCALES or self._unit_of_time(end)):
            return None
        if self._at(end) == ":" and self._raw[end].start == self._raw[end - 1].end and self._integer(end + 1, 100):
            other = float(self._at(end + 1))
            return end + 2 - i, [self._unit(i, end + 2, "number", Quantity(value / (value + other), "", ""))]
        unit, noun, end = self._counted(currency, end)
        if not unit and not noun and self._at(end) in ("to", "-", "–", "and", "or") and value < 1000:
            value, unit, noun = self._with_next(value, end + 1)
        if self._at(start) in ORDINALS and start + 1 == end:
            if self._raw[start].text[0].isupper() and start and self._at(end) in wordlist("institutions"):
                return None
            unit = "ordinal"
        if (
            self._at(i - 1) in wordlist("labels")
            and unit == ""
            and not self._raw[i].joined
            and self._raw[i].kind == "number"
        ):
            unit, noun = "label", self._at(i - 1)
        if unit == "time":
            value *= TIMES[noun]
        bound: Bound = "" if self._raced(i, noun) else self._bound(i)
        quantity = Quantity(value, unit, noun, bound)
        return end - i, [self._unit(i, end, "number", quantity)]

    def _raced(self, i: int, noun: str) -> bool:
        """Whether "over" tells the length of a race: "a record over 10,000 metres"."""
        before = {token.low for token in self._raw[max(0, i - RACE) : i]}
        return self._at(i - 1) == "over" and noun in wordlist("lengths") and bool(before & wordlist("races"))

    def _with_next(self, value: float, i: int) -> tuple[float, str, str]:
        """A number before another one that gives scale and unit for both: "300 to 350 billion dollars"."""
        if self._at(i) in "$€£" and self._at(i):
            return value, CURRENCIES[self._at(i)], CURRENCIES[self._at(i)]
        if i >= len(self._raw) or self._raw[i].kind != "number":
            return value, "", ""
        _, end = self._value(i)
        scale = 1.0
        for token in self._raw[i:end]:
            scale *= SCALES.get(token.low, 1.0)
        unit, noun, _ = self._counted("", end)
        return value * scale * (TIMES[noun] if unit == "time" else 1.0), unit, noun

    def _value(self, i: int) -> tuple[float | None, int]:
        """The number from a place on and where it ends; None when there is none."""
        total, current, at = 0.0, None, i
        numbers = self._words.numbers
        while at < len(self._raw):
            token, low = self._raw[at], self._raw[at].low
            if token.kind == "number" and current is None:
                current = _decimal(low)
            elif low in SCALES and current is not None and (len(low) > 3 or token.start <= self._raw[at - 1].end + 1):
                if low == "cent" and self._words.code == "en":
                    break
                if current:
                    total, current = (
                        (total, current * SCALES[low])
                        if low in ("hundred", "hundert")
                        else (total + current * SCALES[low], 0.0)
                    )
            elif (
                low in numbers
                and token.kind == "word"
                and low not in wordlist("indefinite")
                and not (low in ("half", "dozen") and current)
            ):
                current = (current or 0.0) + numbers[low]
            elif (
                low in ORDINALS
                and (current is None or (current >= 20 and token.joined))
                and not self._unit_after_number(at)
            ):
                return (current or 0.0) + ORDINALS[low], at + 1
            elif low in _FRACTIONS and self._at(at - 1) in ("a", "one") and self._at(at + 1) == "of":
                current = _FRACTIONS[low]
            elif (
                (
                    low == "and"
                    and current is not None
                    and at > i
                    and self._at(at - 1) in ("hundred", "thousand")
                    and self._at(at + 1) in numbers
                )
                or (
                    token.text in DASHES
                    and at > i
                    and self._at(at - 1) in numbers
                    and self._at(at + 1) in numbers
                    and token.end == self._raw[at + 1].start
                )
                or (
                    token.text in DASHES
                    and at > i
                    and token.start == self._raw[at - 1].end
                    and self._at(at + 1) in SCALES
                )
            ):
                pass
            else:
                break
            at += 1
        if current is None:
            if self._at(i) in ("a", "an") and (self._at(i + 1) in SCALES and len(self._at(i + 1)) > 3):
                return SCALES[self._at(i + 1)], i + 2
            share = self._at(i + 1) in ("half", "quarter") or self._at(i + 2) == "of"
            if self._at(i) in ("a", "an") and self._at(i + 1) in _FRACTIONS and share:
                return _FRACTIONS[self._at(i + 1)], i + 2
            if self._at(i) in ("a", "an") and self._unit_of_time(i + 1) not in ("", "second"):
                return 1.0, i + 1
            return None, i
        if self._at(at) in ("thirds", "third", "quarters", "fifths", "tenths") and self._raw[at - 1].kind == "word":
            return (total + current) * _FRACTIONS[self._at(at).rstrip("s")], at + 1
        if (
            self._at(at) == "in"
            and self._at(at + 1) in numbers
            and current < numbers[self._at(at + 1)]
            and self._at(at + 1) != "one"
        ):
            return current / numbers[self._at(at + 1)], at + 2
        return total + current, at

    def _unit_after_number(self, i: int) -> bool:
        return self._at(i - 1).replace(".", "").isdecimal() or self._at(i - 1) in self._words.numbers

    def _unit_of_time(self, i: int) -> str:
        low = self._at(i)
        singular = low[:-3] + "y" if low.endswith("ies") else low.rstrip("s")
        return singular if singular in TIMES and self._words.code == "en" else ""

    def _counted(self, currency: str, end: int) -> tuple[str, str, int]:
        """Unit, noun and end of a quantity whose number ends at a place."""
        at = end + 1 if self._at(end) in DASHES and self._at(end) else end
        if self._at(at) in wordlist("percent"):
            return "percent", "percent", at + 1
        if self._at(at) == "per" and self._at(at + 1) == "cent":
            return "percent", "percent", at + 2
        if currency:
            return currency, currency, end
        if self._at(at) in ("us", "u.s.") and self._at(at + 1) in CURRENCIES:
            at += 1
        if self._at(at) in CURRENCIES:
            return CURRENCIES[self._at(at)], CURRENCIES[self._at(at)], at + 1
        if self._at(at) in ("an", "a") and self._unit_of_time(at + 1):
            at += 1
        elif (
            self._at(at) == "of"
            and self._at(at + 1) in ("the", "a")
            and self._at(at - 1) == "half"
            and self._unit_of_time(at + 2)
        ):
            at += 2
        more = at + 1 if self._at(at) in ("more", "further", "full", "straight") else at
        if time := self._unit_of_time(more):
            return "time", time, more + 1
        for place in range(at, min(at + 4, len(self._raw))):
            low = self._raw[place].low
            if self._raw[place].kind != "word":
                break
            nouns = [one for one in readings(low) if one.part == "n"]
            if any(one.form == "s" for one in nouns) or (place == at and self._raw[at].joined and nouns):
                return "", next((one.lemma for one in nouns if one.form == "s"), nouns[0].lemma), end
        return "", "", end

    def _bound(self, i: int) -> Bound:
        for length in (3, 2, 1):
            before = " ".join(self._at(place) for place in range(i - length, i) if place >= 0)
            if before in BOUNDS:
                return BOUNDS[before]
        return ""


def _decimal(digits: str) -> float:
    """The value of digits in any notation; three digits after a separator mean thousands."""
    if re.fullmatch(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+", digits):
        return float(re.sub(r"\D", "", digits))
    return float(digits.replace(",", "."))
