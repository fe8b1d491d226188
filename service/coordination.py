"""Sides that a question names one beside the other: "under the bill, under the unions' paper and as reported".

Such a question compares without saying so. Its sides are phrases that begin alike, the last of them after "and" or
after a phrase of contrast ("in the leak as opposed to the allied paper"), or several subjects that do one thing ("what
ceilings do the leak and the reply set?"). Each side is asked for by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from service.languages import LanguagePack, pack

WH = "which|what|who|how|when|welche|was|wer|wie|quels?|quelles?|qui|que|co|kto|jak|який|яка|які|що|хто|як"
_LONGEST = 12
"""Words: a longer "side" of a comparison is a sentence that was misread."""


@dataclass(frozen=True, slots=True)
class Coordinated:
    """A question about several sides."""

    sides: tuple[str, ...]
    queries: tuple[str, ...]
    """The question, asked of each."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    last: re.Pattern[str]
    middle: re.Pattern[str]
    begins: re.Pattern[str]
    contrast: re.Pattern[str]
    subjects: re.Pattern[str]
    subject: re.Pattern[str]


def coordinated(question: str, words: LanguagePack) -> Coordinated | None:
    """The sides that a question, without its final mark, names one beside the other; None where it names none."""
    known = _patterns(words.code)
    if match := known.subjects.match(question):
        return _subjects(match, [side.strip() for side in words.joints.split(match["sides"])])
    if match := known.last.match(question):
        return _phrases(match["before"], [(match["begins"], match["side"])], known)
    if match := known.contrast.match(question):
        return _contrasted(match["before"], match["side"], known, words)
    return None


def _subjects(match: re.Match[str], sides: Sequence[str]) -> Coordinated | None:
    """Sides that each do what the question says of one: groups `asks` and `does` are what stands around it."""
    return _asked(sides, [f"{match['asks']} {side} {match['does']}?" for side in sides])


def _phrases(before: str, later: Sequence[tuple[str, str]], known: _Patterns) -> Coordinated | None:
    """Sides in phrases, of which the later ones are known with what each begins with."""
    phrases = list(later)
    while match := known.middle.match(before):
        phrases.insert(0, (match["begins"], match["side"]))
        before = match["before"]
    found = [
        (before[: match.start()].strip(" ,"), match["begins"], before[match.end() :].strip(" ,"))
        for match in known.begins.finditer(before)
    ]
    if not found:
        return None
    # The first side begins as the next does; failing that, with the last word that a side may begin with.
    alike = [one for one in found if one[1].casefold() == phrases[0][0].casefold()]
    topic, begins, side = (alike or found)[-1]
    phrases.insert(0, (begins, side))
    return _asked([side for _, side in phrases], [f"{topic} {begins} {side}?" for begins, side in phrases])


def _contrasted(before: str, side: str, known: _Patterns, words: LanguagePack) -> Coordinated | None:
    """Two sides, the second after a phrase of contrast: "how does the draft treat it, unlike the bill"."""
    if match := known.subject.match(before):
        return _subjects(match, (match["side"], _whole(side, match["side"], words)))
    found = list(known.begins.finditer(before))
    if not found:
        return None
    other = _whole(side, before[found[-1].end() :], words)
    return _phrases(before, [(found[-1]["begins"], other)], known)


def _whole(side: str, first: str, words: LanguagePack) -> str:
    """A side with the noun for which "one" stands: "the allied one" beside "the leaked plan"."""
    *earlier, last = side.split()
    return " ".join((*earlier, first.split()[-1])) if last in words.pro_nouns and first.split() else side


def _asked(sides: Sequence[str], queries: Sequence[str]) -> Coordinated | None:
    return Coordinated(tuple(sides), tuple(queries)) if len(sides) > 1 and all(map(is_side, sides)) else None


def is_side(text: str) -> bool:
    """Whether a text is short enough for the name of a side, and asks nothing itself."""
    return 0 < len(text.split()) <= _LONGEST and not re.search(rf"[:?]|\b(?:{WH})\b", text, re.IGNORECASE)


@cache
def _patterns(language: str) -> _Patterns:
    words = pack(language)
    lists = {name: "|".join(map(re.escape, listed)) for name, listed in words.coordination.items()}
    begins, ends, does, texts, contrasts = (
        lists[name] or r"(?!)" for name in ("begins", "ends", "does", "texts", "contrasts")
    )
    ends = rf"(?:{ends})(?!\s+other\b)"
    also, each = rf"[,;]?\s+(?:{words.conjunction})\s+", rf"(?:,?\s+{ends})?"
    side = rf"(?:\S+\s+){{0,6}}?(?:{texts})"
    several = rf"{side}(?:,\s+{side})*,?\s+(?:{words.conjunction})\s+{side}"
    anybody = rf"[^?]+?\s+(?:{words.conjunction})\s+[^?]+?"
    asks = rf"(?P<asks>\S+(?:\s+\S+){{0,7}}?\s+(?:{does}))"
    return _Patterns(
        last=_pattern(rf"^(?P<before>.+?\s.+){also}(?P<begins>{begins})\s+(?P<side>.+?){each}$"),
        middle=_pattern(rf"^(?P<before>.+),\s+(?P<begins>{begins})\s+(?P<side>[^,]+)$"),
        begins=_pattern(rf"(?<=\s)(?P<begins>{begins})\s+"),
        contrast=_pattern(rf"^(?P<before>.+?),?\s+(?:{contrasts})\s+(?:(?:{begins})\s+)?(?P<side>.+)$"),
        subjects=_pattern(rf"^{asks}\s+(?P<sides>{several}|{anybody}(?=\s+{ends}\s))\s+(?:{ends}\s+)?(?P<does>.+)$"),
        subject=_pattern(rf"^{asks}\s+(?P<side>{side})\s+(?P<does>.+)$"),
    )


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
