"""Verbs of clauses left without one, because they look like nouns or adjectives: "Russia keeps agreements"."""

from collections.abc import Sequence

from service.verification.reading.lexicon import Reading, count, meaning, readings
from service.verification.reading.tokens import Unit


def tag_before(units: Sequence[Unit], i: int) -> str:
    """Tag of the unit before, adverbs and negations aside."""
    i -= 1
    while i >= 0 and units[i].tag in ("R", "X", "F", "-"):
        i -= 1
    return units[i].tag if i >= 0 else ""


def find_verbs(units: Sequence[Unit]) -> None:
    """Where a clause has no verb, take for it the noun that is most likely one: "Russia keeps agreements"."""
    start = 0
    for end in range(len(units) + 1):
        if end == len(units) or units[end].tag in ("S", ";"):
            clause = range(start, end)
            if not any(
                units[i].tag in ("M", "B", "H", "O") or (units[i].tag == "V" and units[i].form != "ing") for i in clause
            ):
                _retag(units, clause)
            start = end + 1


def _retag(units: Sequence[Unit], clause: range) -> None:
    for i in clause:
        # "The chief executive charged prosecutors": taken for an adjective, but there is no other verb.
        if (
            i > clause.start + 1
            and units[i].tag == "A"
            and units[i].form == "ed"
            and tag_before(units, i) in ("A", "N")
        ):
            units[i].tag, units[i].meaning = "V", meaning(units[i].low, "v")
            if units[i - 1].tag == "A" and any(one.part == "n" for one in readings(units[i - 1].low)):
                units[i - 1].tag = "N"
            return
    best: tuple[float, int, Reading] | None = None
    for i in clause:
        if i == clause.start or units[i].tag != "N" or tag_before(units, i) not in ("N", "K", "I", "R", ","):
            continue
        for read in readings(units[i].low):
            if read.part == "v" and read.form in ("s", "past", "ed", "base"):
                share = (
                    (count(read.lemma, "v") + 1)
                    / (max(count(units[i].lemma, "n"), 0) + 1)
                    * (2 if read.form == "s" else 1)
                )
                if best is None or share > best[0]:
                    best = (share, i, read)
    if best and best[0] > 0.2:
        _, i, read = best
        units[i].tag, units[i].lemma, units[i].form = "V", read.lemma, read.form
        units[i].meaning = meaning(units[i].low, "v")
