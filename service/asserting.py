"""The statement behind a yes/no question: "Did Argentina back it?" asks about "Argentina did back it".

The verb that stands first goes back behind the subject. Where the subject ends is not guessed: every place is tried and
read (`service.verification.reading`), and only a question that can be read in one way has a statement.
"""

import re

from service.languages import pack
from service.verification.reading.clauses import Text
from service.verification.reading.lexicon import readings
from service.verification.reading.parsing import understand
from service.verification.reading.tokens import Unit
from service.verification.reading.units import read, recognise

_FIRST = re.compile(
    r"^(?:(?:and|but|so|then)\s+)?"
    r"(?P<lead>(?:(?:in|at|on|during|after|before|under|according to|as of)\s[^,?]{2,60}),\s)?"
    r"(?P<verb>did|does|do|is|are|was|were|has|have|had|will|would|can|could|shall|should|must|may|might)\s+"
    r"(?P<rest>[^?]+)\??\s*$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:or|who|whom|what|which|why|how|you|I|we)\b|n't\b|^(?:he|she|it|they|this|that|these|those)\b")
"""Alternatives, questions in questions, and subjects that only a context tells."""
_IDLE = re.compile(r"\b(?:ever|actually|really|indeed|at all|already|yet)\b\s*", re.IGNORECASE)
_LONGEST = 14
"""Units of a subject."""


def statement_of(question: str) -> str | None:
    """What a yes/no question in English asks about, as a statement; None when it is not sure."""
    match = _FIRST.match(" ".join(question.split()))
    if match is None or _OPEN.search(match["rest"]):
        return None
    rest, verb = _IDLE.sub("", match["rest"]).strip(), match["verb"].lower()
    units = read(rest, pack("en"))
    if not units or units[-1].sentence != units[0].sentence:
        return None
    if units[0].low == "there":
        return f"There {verb} {rest[units[0].end :].strip()}".rstrip(".! ") + "."
    found = [place for place in range(1, min(len(units), _LONGEST + 1)) if _reads(rest, units[place], verb)]
    place = _sure(rest, [units[k].start for k in found], verb)
    if place is None:
        return None
    lead = f" {match['lead'].rstrip(', ')[:1].lower()}{match['lead'].rstrip(', ')[1:]}" if match["lead"] else ""
    told = f"{rest[:place].strip()} {verb} {rest[place:].strip()}".rstrip(".! ") + lead + "."
    return told[:1].upper() + told[1:]


def _text(statement: str) -> Text:
    units = read(statement, pack("en"))
    recognise([units])
    return understand(units, pack("en"))


def _reads(rest: str, unit: Unit, verb: str) -> bool:
    """Whether the verb before `unit` makes a statement whose subject is all that stands before it."""
    text = _text(f"{rest[: unit.start].strip()} {verb} {rest[unit.start :].strip()}.")
    moved = next((i for i, one in enumerate(text.units) if one.start > len(rest[: unit.start].strip()) - 1), None)
    if moved is None:
        return False
    number = next((n for n, one in enumerate(text.predicates) if one.first == moved), None)
    if number is None or text.predicates[number].form != "finite" or number != 0:
        return False
    predicate = text.predicates[number]
    head_of = {text.head_of.get(i) for i in range(moved) if text.units[i].kind != "mark"}
    covered = all(i in text.head_of or text.units[i].tag in ("P", "C", "T", ",", "-", "Y", "G") for i in range(moved))
    if not predicate.subject or not covered or not set(predicate.subject) <= head_of:
        return False
    if text.units[moved - 1].tag not in ("N", "K", "Y"):
        return False
    main = text.units[predicate.at]
    if verb in ("do", "does", "did"):
        return main.tag == "V" and main.form == "base" and predicate.at > moved
    if verb in ("has", "have", "had"):
        return main.tag == "V" and main.form in ("ed", "en") and predicate.at > moved
    if verb in ("is", "are", "was", "were"):
        following = text.units[moved + 1] if moved + 1 < len(text.units) else None
        return following is not None and (
            following.tag in ("V", "A", "D", "P", "R", "X", "F", "B")
            or any(one.part == "a" for one in readings(following.low))
        )
    return predicate.at > moved and (main.tag == "B" or main.form == "base")


def _sure(rest: str, places: list[int], verb: str) -> int | None:
    """The one place that is left, or the one after which an object or a participle begins at once."""
    if len(places) < 2:
        return places[0] if places else None
    if verb in ("is", "are", "was", "were"):
        best = [place for place in places if re.match(r"(?:not\s+)?\w+(?:ed|en|ing)\b", rest[place:])]
        if not best and re.match(r"(?:not\s+)?(?:the|an?)\b", rest[places[0] :], re.IGNORECASE):
            best = places[:1]
        return best[0] if len(best) == 1 else None
    best = [place for place in places if _object_follows(rest[place:])]
    return best[0] if best and best[0] == places[0] else None


def _object_follows(rest: str) -> bool:
    """Whether after its first word an object, a preposition or nothing comes."""
    words = rest.split()
    following = words[1] if len(words) > 1 else ""
    small = "the a an any its his her their to in on at with by from for of about against into no all some"
    return not following or following.lower() in small.split() or following[:1].isupper() or following[:1].isdigit()
