"""A text cut into the units that verification compares: words, names, quantities, dates.

Only what is written is read here; what governs what is `clauses`.
"""

from collections.abc import Sequence

from ingest.sentences import split
from service.languages import LanguagePack
from service.verification.reading import names
from service.verification.reading.lexicon import listed, readings, title
from service.verification.reading.meanings import join
from service.verification.reading.numbers import Numbers
from service.verification.reading.tokens import Unit
from service.verification.reading.wordlists import wordlist

_DROPPED = '-‑"“”„«»'
"""Marks that say nothing about who does what."""


def recognise(texts: Sequence[Sequence[Unit]]) -> None:
    """Take a word that opens a sentence for a name when it is one elsewhere in the same texts."""
    known = {unit.low: unit for units in texts for unit in units if unit.kind == "name" and unit.proper}
    ordinary = {unit.low for units in texts for unit in units if unit.kind == "word" and unit.text.islower()}
    for units in texts:
        for unit in units:
            if (
                unit.kind == "word"
                and unit.text[:1].isupper()
                and unit.low in known
                and unit.low not in wordlist("institutions")
            ):
                unit.kind, unit.keys, unit.proper = "name", known[unit.low].keys, True
            elif unit.kind == "name" and unit.opens and unit.low in ordinary:
                unit.kind, unit.keys, unit.proper = "word", frozenset(), False


def read(text: str, words: LanguagePack, first_sentence: int = 0) -> list[Unit]:
    """The units of a text in order; sentences are numbered from `first_sentence`."""
    units: list[Unit] = []
    for number, (start, end) in enumerate(split(text), first_sentence):
        units += _Reader(text, start, end, number, words).units()
    return units


class _Reader(Numbers):
    """Reads one sentence."""

    def units(self) -> list[Unit]:
        found: list[Unit] = []
        i = 0
        while i < len(self._raw):
            taken, new = self._date(i) or self._number(i) or self._name(i) or (1, [self._raw[i]])
            found += new
            i += taken
        return [unit for unit in found if not (unit.kind == "mark" and unit.text in _DROPPED)]

    def _name(self, i: int) -> tuple[int, list[Unit]] | None:
        token = self._raw[i]
        following = self._raw[i + 1] if i + 1 < len(self._raw) else None
        capitals = following is not None and following.kind == "word" and following.text[0].isupper()
        if token.low in wordlist("particles") and (capitals or self._at(i + 1) in wordlist("particles")):
            return 1, []  # "von der Leyen" is Leyen
        if token.kind != "word" or not token.text[0].isupper():
            return None
        table = names.table()
        for length in range(table.longest, 0, -1):
            parts = self._raw[i : i + length]
            key = tuple(names.plain(part.low) for part in parts if part.text not in "-‑")
            known = table.names.get(key)
            if (
                known
                and len(parts) == length
                and all(part.kind == "word" for part in parts if part.text not in "-‑")
                and (length > 1 or token.text != "Us")
            ):
                unit = self._unit(i, i + length, "name", None)
                unit.keys, unit.members = known.keys, known.members
                unit.seat, unit.people, unit.proper = known.seat, known.adjective, True
                return length, [unit]
        inside = any(before.kind != "mark" for before in self._raw[:i]) and self._at(i - 1) not in ("|", ":")
        if self._at(i + 1) == "-" and i + 4 < len(self._raw) and self._at(i + 3) == "-" and self._raw[i + 4].joined:
            # "Mar-a-Lago" is one name, "Trump-Zelensky" are two.
            unit = self._unit(i, i + 5, "name", None)
            unit.keys, unit.proper = names.roots(unit.text.replace("-", "")), True
            return 5, [unit]
        if self._words.code != "en":
            is_name = inside
        elif inside:
            is_name = token.low not in wordlist("institutions") and not (token.text.isupper() and listed(token.low))
        else:
            is_name = not readings(token.low) or names.plain(token.low) in table.offices
            is_name = is_name or (capitals and token.low not in wordlist("institutions"))
        if token.low in wordlist("skipped") or token.low.rstrip(".") in wordlist("skipped"):
            return 1, []
        if token.low in self._words.function_words or token.low.rstrip("’'") in wordlist("pronouns"):
            is_name = False
        token.proper = inside or is_name
        if is_name:
            token.kind, token.opens = "name", not inside
            offices = table.offices.get(names.plain(token.low), ())
            token.keys = names.roots(token.low, self._words.code) | {f"office {office}" for office in offices}
            token.meaning = join([title(office.partition(" ")[2]) for office in offices])
        return 1, [token]
