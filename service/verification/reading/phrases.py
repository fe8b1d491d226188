"""Phrases whose meaning is one: "take the place of", "step down", "take Russia back"."""

from collections.abc import Sequence

from service.verification.reading.lexicon import phrase, readings
from service.verification.reading.tokens import Unit
from service.verification.reading.wordlists import wordlist


def join_phrases(units: Sequence[Unit]) -> None:
    """Give one unit of each phrase the meaning of the whole; the others count as absorbed."""
    words = [
        tuple(dict.fromkeys((unit.low, *(one.lemma for one in readings(unit.low)), *_FORMS.get(unit.low, ()))))
        if unit.kind == "word" or unit.low == "24/7"
        else (unit.low,)
        for unit in units
    ]
    places = [i for i, unit in enumerate(units) if unit.tag not in ("X", "-") and not _between(units, i)]
    inner = [words[i] for i in places]
    k = 0
    while k < len(places):
        unit = units[places[k]]
        found = phrase(inner, k) if unit.kind != "mark" and not unit.absorbed else None
        if not found:
            if unit.tag == "V":
                _particle(units, words, places[k])
            k += 1
            continue
        length, sense = found
        members = [units[i] for i in places[k : k + length]]
        head = _head(members)
        for unit in members:
            if unit is not head:
                unit.absorbed = True
        head.meaning = sense
        if head.tag not in ("V", "N", "A", "R", "K", "U"):
            head.tag = "A"
        k += length


def _between(units: Sequence[Unit], i: int) -> bool:
    """Whether a unit is an adverb that may stand inside a phrase: "work quietly on"."""
    return units[i].tag == "R" and 0 < i < len(units) - 1 and units[i - 1].tag in ("V", "B", "R")


def _particle(units: Sequence[Unit], words: Sequence[Sequence[str]], i: int) -> None:
    """A phrase with its object inside: "take Russia back"."""
    for k in range(i + 2, min(i + 6, len(units))):
        if units[k].low in wordlist("held_back") and units[k - 1].tag in ("N", "K", "I"):
            following = units[k + 1] if k + 1 < len(units) else None
            if following is None or following.tag in ("P", "T", "Y", "C", "-", ".") or following.kind == "mark":
                found = phrase([words[i], words[k]], 0)
                if found:
                    units[i].meaning, units[k].absorbed = found[1], True
            return
        if units[k].tag not in ("N", "K", "I", "D", "A", "G", "U"):
            return


_FORMS = {"is": ("be",), "are": ("be",), "was": ("be",), "were": ("be",), "been": ("be",), "being": ("be",),
          "has": ("have",), "had": ("have",), "his": ("one",), "her": ("one",), "their": ("one",),
          "does": ("do",)}  # fmt: skip


def _head(members: Sequence[Unit]) -> Unit:
    verb = next((unit for unit in members if unit.tag == "V"), None)
    if verb:
        return verb
    nouns = [unit for unit in members if unit.tag in ("N", "A", "R")]
    if not nouns:
        return members[0]
    return nouns[0] if any(unit.tag in ("P", "T") for unit in members) else nouns[-1]
