"""Lines to paragraphs: the joining of lines that a typesetter or an editor broke, and of the words broken with them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.characters import SOFT_HYPHEN

HYPHENS = "-\u2010\ufffe\x02"
"""Hyphen-minus, the Unicode hyphen, and what PDFium puts for a hyphen at the end of a line."""

_COMPOUND_FIRST = re.compile(
    "long|short|well|self|cross|high|low|non|anti|vice|mid|semi|half|two|three|four|five|six|seven|eight|nine|first"
    "|second|third|full|hard|soft|large|small|arms",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:ings?|er|est|ages?|ships?|ly|ness|ed|en|ware|ways?|ish)")
_LOOK_BACK = 500
_WHOLE_WORD = 4
"""Letters of two words that are taken for a compound if the document has both by themselves: "arms-control"."""
_ADDRESS_END = re.compile(r"https?://[^\s,;)]+$")
_ADDRESS_GOES_ON = re.compile(r"(?![a-z]+/[a-z]+\s)\S*(?:/|%[0-9A-F]|-\S+-|=)\S")
_UNBREAKABLE = re.compile(r"\S{30}")
_WIDEST = 120
_FILLED = 0.85
_ENDED_SHARE = 0.6  # of lines that end a sentence: more are paragraphs, not wrapped lines
_SUSPENDED = re.compile(r"(?:und|oder|bzw|and|or|to|et|ou|i|oraz|та|і|или|и)(?=\s)")
_WORD = re.compile(rf"[^\W_]+(?:[{HYPHENS}’'][^\W_]+)*")
_BROKEN_END = re.compile(rf"(?<![^\W_])([^\W_]+(?:[{HYPHENS}][^\W_]+)*)[{HYPHENS}]$")


class Joiner:
    """Joins broken lines; knows the words of the whole document, which tell "negotia-tions" from "long-term"."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        broken = False
        for line in lines:
            words = [word.lower() for word in _WORD.findall(line)]
            ends_broken = _BROKEN_END.search(line.rstrip()[-_LOOK_BACK:]) is not None
            self._words.update(words[broken : len(words) - ends_broken])  # without the halves of a broken word
            broken = ends_broken

    def join(self, lines: Sequence[str]) -> str:
        """One line of several: with a space, or none where a word was broken."""
        done: list[str] = []
        text = ""
        for line in lines:
            text = self._append(text.rstrip(" \t"), line.strip(" \t")) if text else line.strip(" \t")
            if len(text) > 2 * _LOOK_BACK:  # a joint depends on the end of the text alone
                done.append(text[:-_LOOK_BACK])
                text = text[-_LOOK_BACK:]
        return "".join((*done, text))

    def _append(self, text: str, line: str) -> str:
        """`text` and the line after it; a page break at the beginning of the line is kept, behind the whole word."""
        mark = "\f" if line.startswith("\f") else ""
        line = line.removeprefix("\f").lstrip(" \t")
        if text.endswith(SOFT_HYPHEN):
            joined, rest = text[:-1], line
        elif _ADDRESS_END.search(text) and _ADDRESS_GOES_ON.match(line):
            joined, rest = text, line
        elif (broken := _BROKEN_END.search(text)) and line[:1].isalnum():
            head = re.match(r"[^\W_]*", line)[0]  # type: ignore[index]
            if _SUSPENDED.match(line):
                return f"{text[:-1]}-{mark or ' '}{line}"  # "Ost- und Westeuropa"
            keeps = bool(_ADDRESS_END.search(text)) or self._keeps_hyphen(broken[1], head)
            joined, rest = text[:-1] + ("-" if keeps else ""), line
        else:
            return f"{text}{mark or ' '}{line}"
        word, _, after = rest.partition(" ")
        return f"{joined}{word}{mark or ' '}{after}".rstrip(" ")

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        if not second[:1].islower() or any(character.isdigit() for character in first):
            return True  # "US-Ukraine", "28-point"
        together, apart = (first + second).lower(), f"{first}-{second}".lower()
        if self._words[together] != self._words[apart]:
            return self._words[together] < self._words[apart]
        if first.isupper() or (_COMPOUND_FIRST.fullmatch(first) and not _SUFFIX.fullmatch(second)):
            return True  # "US-led", "long-term"
        return min(len(first), len(second)) >= _WHOLE_WORD and bool(self._words[first.lower()] and self._words[second])


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which lines were wrapped, in characters; None for text with a paragraph on each line.

    A width somewhat too small does no harm: what was wrapped at 78 would not have fitted into 76 either.
    """
    before_others = [line.rstrip() for line, after in pairwise(lines) if line.strip() and after.strip()]
    # an unbreakable address sticks out of its margin
    lengths = sorted(len(line) for line in before_others if not _UNBREAKABLE.search(line))
    if not lengths:
        return None
    ended = sum(line.endswith((".", "!", "?", ":", "…", ".”", '."')) for line in before_others)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    return None if width > _WIDEST or ended > _ENDED_SHARE * len(before_others) else width


def goes_on(line: str, following: str, width: int) -> bool:
    """Whether a line was wrapped: the first word of the next one would hardly have fitted, or goes on in lower case.

    Not all editors fill a line as far as it goes, so there is some slack.
    """
    first = following.split(maxsplit=1)[0] if following.strip() else ""
    if first[:1].islower() and not line.rstrip().endswith((".", "!", "?", ":", ";")):
        return True
    return len(line.rstrip()) + 1 + len(first) > _FILLED * width
