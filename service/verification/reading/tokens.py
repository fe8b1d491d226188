"""Tokens of a sentence, and the units that are made of them: words, names, quantities, dates, punctuation marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from service.languages import LanguagePack
from service.verification.reading.meanings import NOTHING, Meaning
from service.verification.reading.quantities import Day, Quantity

Kind = Literal["word", "name", "number", "date", "mark"]
DASHES = "-–—‑"


@dataclass(slots=True)
class Unit:
    """A word, name, quantity, date or punctuation mark; `clauses` adds tag, form, lemma and meaning."""

    text: str
    start: int
    end: int
    kind: Kind
    sentence: int
    low: str
    proper: bool = False
    """Written with a capital inside a sentence."""
    opens: bool = False
    """Of a name: it stands first in its sentence, so that its capital tells nothing."""
    joined: bool = False
    """A hyphen, and nothing else, stands before it."""
    keys: frozenset[str] = frozenset()
    """Of a name."""
    members: frozenset[str] = frozenset()
    seat: bool = False
    people: bool = False
    """An adjective or the name of a people."""
    value: Quantity | Day | None = None
    meaning: Meaning = NOTHING
    tag: str = ""
    form: str = ""
    lemma: str = ""
    absorbed: bool = False
    """It is part of a phrase whose meaning another unit carries."""


_TOKEN = re.compile(
    r"""(?P<iso>(?:19|20)\d\d-\d\d-\d\d)
    | (?P<word1>24/7)
    | (?P<number>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?:[.,]\d+)?)
    | (?P<abbreviation>(?:[^\W\d_]\.){2,}
        |(?:Mr|Mrs|Ms|Dr|Gen|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Sen|Rep|Gov|Prof|No)\.)
    | (?P<possessive>['’]s\b|(?<=s)['’](?=\s))
    | (?P<word>[^\W\d_]+\d+(?!\w)|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
    | (?P<mark>\S)""",
    re.VERBOSE,
)


class Tokens:
    """The tokens of one sentence."""

    def __init__(self, text: str, start: int, end: int, sentence: int, words: LanguagePack) -> None:
        self._raw = [_raw(match, sentence) for match in _TOKEN.finditer(text, start, end)]
        self._raw = list(_split_contractions(self._raw))
        self._text = text
        self._words = words
        for before, token in zip(self._raw, self._raw[1:], strict=False):
            token.joined = before.text in DASHES and before.end == token.start and not before.text.isspace()

    def _integer(self, i: int, most: int) -> int | None:
        if 0 <= i < len(self._raw) and self._raw[i].kind == "number" and self._raw[i].low.isdecimal():
            value = int(self._raw[i].low)
            return value if 0 < value <= most else None
        return None

    def _year(self, i: int) -> int | None:
        value = self._integer(i, 2199)
        return value if value and value >= 1500 and len(self._raw[i].low) == 4 else None

    def _skip(self, i: int, marks: str) -> int:
        return i + 1 if i < len(self._raw) and self._raw[i].low in marks.split() else i

    def _at(self, i: int) -> str:
        return self._raw[i].low if 0 <= i < len(self._raw) else ""

    def _unit(self, start: int, end: int, kind: Kind, value: Quantity | Day | None) -> Unit:
        first, last = self._raw[start], self._raw[end - 1]
        text = self._text[first.start : last.end]
        return Unit(
            text, first.start, last.end, kind, first.sentence, text.casefold(), value=value, joined=first.joined
        )


def _raw(match: re.Match[str], sentence: int) -> Unit:
    text = match.group()
    kinds: dict[str, Kind] = {"iso": "date", "number": "number", "mark": "mark"}
    kind = kinds.get(match.lastgroup or "", "word")
    low = text.casefold().replace("’", "'")
    return Unit(text, match.start(), match.end(), kind, sentence, low)


def _split_contractions(tokens: Sequence[Unit]) -> Iterator[Unit]:
    for token in tokens:
        if token.low.endswith("n't") and len(token.low) > 3:
            stem = {"ca": "can", "wo": "will", "sha": "shall"}.get(token.low[:-3], token.low[:-3])
            yield Unit(token.text[:-3], token.start, token.end - 3, "word", token.sentence, stem)
            yield Unit("not", token.end - 3, token.end, "word", token.sentence, "not")
        elif token.low == "cannot":
            yield Unit("can", token.start, token.start + 3, "word", token.sentence, "can")
            yield Unit("not", token.start + 3, token.end, "word", token.sentence, "not")
        elif "'" in token.low and token.low.split("'")[1] in ("ll", "d", "re", "ve", "m"):
            head, tail = token.low.split("'")[:2]
            full = {"ll": "will", "d": "would", "re": "are", "ve": "have", "m": "am"}[tail]
            yield Unit(head, token.start, token.start + len(head), "word", token.sentence, head)
            yield Unit(full, token.start + len(head), token.end, "word", token.sentence, full)
        else:
            yield token
