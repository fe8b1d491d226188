"""Who does what to whom in an English sentence: predicates with their subjects, objects and circumstances.

A shallow, deterministic reading without a trained parser: tags (`grammar`) are grouped into noun groups and verb
groups, and each noun group is given to the verb group or the noun before it by its place and preposition. It is right
about plain sentences and wrong about some involved ones; those who use it treat a missing link as unknown and never as
false.
"""

from itertools import groupby

from service.languages import LanguagePack
from service.verification.reading.clauses import Text
from service.verification.reading.grammar import tag
from service.verification.reading.lexicon import by_stem
from service.verification.reading.state import NOUN_TAGS, VERB_TAGS
from service.verification.reading.tokens import Unit
from service.verification.reading.verbs import Verbs
from service.verification.reading.wordlists import wordlist


def understand(units: list[Unit], words: LanguagePack) -> Text:
    """What a text's units say about each other; English only, other languages keep their bare units."""
    text = Text(units)
    if words.code != "en":
        for unit in units:
            if unit.kind == "word" and unit.low not in words.function_words:
                unit.tag, unit.lemma, unit.meaning = "N", unit.low, by_stem(unit.low, words.code)
        return text
    start = 0
    for _, members in groupby(units, key=lambda unit: unit.sentence):
        sentence = list(members)
        tag(sentence)
        _Parser(text, start, start + len(sentence)).run()
        start += len(sentence)
    return text


class _Parser(Verbs):
    """Reads one sentence."""

    def run(self) -> None:
        """Read the sentence."""
        while self.i < self.end:
            unit = self.units[self.i]
            tag = unit.tag
            if tag == "-":
                self.i += 1
            elif tag == "." or tag in (";", ":", "—", "–", "?", "!", "|"):
                self._stop()
            elif tag in (",", "(", ")"):
                self.comma = True
                self.preposition = ""
                self.i += 1
            elif tag == "C":
                self.joined, self.preposition = True, self.preposition if not self.comma else ""
                if unit.low == "nor":
                    self.denied = True
                self.i += 1
            elif tag == "P":
                self._preposition(unit)
            elif tag in ("S", "W"):
                self._subordinate(unit)
            elif tag == "T":
                self._to()
            elif tag == "Y":
                self._circumstance(self.i)
                self.i += 1
            elif (tag in VERB_TAGS and self._verb_group()) or (tag in NOUN_TAGS and self._noun_group()):
                pass
            else:
                self.i += 1
        self._close()

    def _stop(self) -> None:
        mark = self.units[self.i].tag
        self.i += 1
        self.preposition, self.comma, self.joined, self.denied = "", False, False, False
        if mark in (";", ".", "?", "!", "|"):
            self._flush_leading()
            self.pending, self.held, self.current, self.link, self.parent = [], [], None, "", None

    def _close(self) -> None:
        self._flush_leading()
        last: int | None = None
        for number in range(len(self.text.predicates) - 1, self.first_predicate - 1, -1):
            predicate = self.text.predicates[number]
            for i in range(predicate.first, predicate.last + 1):
                self.text.clause_of[i] = number
            last = number
        for i in range(self.clause_start, self.end):
            if i not in self.text.clause_of and last is not None:
                head = self.text.head_of.get(i, i)
                self.text.clause_of[i] = self.text.clause_of.get(head, last)

    def _preposition(self, unit: Unit) -> None:
        low = unit.lemma or unit.low
        if self._bounds_a_number():
            self.i += 1
            return
        if low in wordlist("clausal") and not self._time_follows() and self._clause_follows(self.i + 1):
            self._open_clause(low)
            self.i += 1
            return
        if low in wordlist("denying"):
            self.denied = True
            if low != "without" and self.i + 1 < self.end and self.units[self.i + 1].tag == "P":
                self.i += 1
                low = self.units[self.i].low
        if unit.absorbed and not self.preposition and self._inside_verb_phrase():
            # The preposition is part of the verb's phrase: what follows is its object.
            self.i += 1
            return
        self.preposition = low
        self.comma = False
        self.i += 1

    def _time_follows(self) -> bool:
        """Whether a preposition is followed by a time: "until this week the rate …"."""
        for unit in self.units[self.i + 1 : min(self.i + 4, self.end)]:
            if unit.tag == "Y" or unit.lemma in wordlist("times_of_day"):
                return True
            if unit.tag not in ("D", "A"):
                return False
        return False

    def _inside_verb_phrase(self) -> bool:
        i = self.i - 1
        while i >= 0 and self.units[i].absorbed:
            i -= 1
        return i >= 0 and self.units[i].tag in ("V", "B")

    def _subordinate(self, unit: Unit) -> None:
        low = unit.lemma or unit.low
        relative = unit.tag == "W" or (
            low in ("where", "when") and self.last_group is not None and self.comma is not True
        )
        if unit.tag == "W" and low in ("what",):
            relative = False
        beside = self.last_group is not None and (
            self.comma or bool(self.preposition) or self.text.groups[self.last_group].last >= self.i - 1
        )
        if relative and unit.tag == "W" and beside:
            self.antecedent = self.last_group if not self.preposition else None
            if self.pending:
                self.held.append(self.pending)
                self.pending = []
            self.link, self.parent = "rel", self.current
            self.preposition, self.comma, self.joined = "", False, False
        else:
            self._open_clause(
                "which" if low in ("who", "whom", "which", "what", "how", "why") and self.current is not None else low
            )
        self.i += 1

    def _open_clause(self, link: str) -> None:
        if self.joined and link == "that":
            # "said that … and that …": it hangs where the last one hung.
            for predicate in reversed(self.text.predicates[self.first_predicate :]):
                if predicate.link == "that":
                    self.parent = predicate.parent
                    break
            else:
                self.parent = self._outer()
        else:
            self.parent = self.current
        if self.pending:
            self.held.append(self.pending)
            self.pending = []
        self._flush_leading()
        self.link, self.joined, self.comma, self.preposition = link, False, False, ""
        self.antecedent = None

    def _outer(self) -> int | None:
        """The last predicate of saying."""
        for number in range(len(self.text.predicates) - 1, self.first_predicate - 1, -1):
            if self.units[self.text.predicates[number].at].lemma in wordlist("reporting"):
                return number
        return self.current

    def _to(self) -> None:
        i = self.i + 1
        while i < self.end and self.units[i].tag in ("R", "X", "F", "-"):
            i += 1
        if i < self.end and (
            self.units[i].tag in ("B", "H", "O") or (self.units[i].tag == "V" and self.units[i].form == "base")
        ):
            self.i += 1
            purpose = self.units[self.i - 1].absorbed or self.units[self.i - 1].lemma in ("in order to", "so as to")
            self._verb_group("to")
            if purpose:
                self.text.predicates[-1].link = "in order to"
        else:
            self.preposition, self.comma = "to", False
            self.i += 1
