"""The state of the reading of a sentence, and what it can tell by looking ahead."""

from collections.abc import Sequence

from service.verification.reading.clauses import Group, Text
from service.verification.reading.quantities import BOUNDS, Quantity
from service.verification.reading.wordlists import wordlist

NOUN_TAGS = frozenset("DAUNKGRI")
VERB_TAGS = frozenset("MBHOXV")


class State:
    """How far a sentence has been read, from left to right."""

    def __init__(self, text: Text, start: int, end: int) -> None:
        self.text, self.end, self.i = text, end, start
        self.units = text.units
        self.pending: list[int] = []  # subjects of the next finite verb
        self.leading: list[tuple[str, int]] = []  # circumstances before it
        self.held: list[list[int]] = []  # subjects interrupted by a relative clause
        self.current: int | None = None  # predicate
        self.link = ""
        self.parent: int | None = None
        self.last_group: int | None = None
        self.antecedent: int | None = None
        self.preposition = ""
        self.comma = self.joined = self.denied = self.joined_clause = False
        self.first_predicate = len(text.predicates)
        self.clause_start = start

    def _flush_leading(self) -> None:
        if self.leading and self.current is not None:
            for preposition, head in self.leading:
                self._belongs(head, self.current)
                self.text.predicates[self.current].others.append((preposition, head))
        self.leading = []

    def _belongs(self, head: int, predicate: int) -> None:
        self.text.clause_of[head] = predicate
        group = self.text.groups.get(head)
        if group:
            for i in range(group.first, group.last + 1):
                self.text.clause_of[i] = predicate
        for qualifier, (noun, _) in self.text.governor.items():
            if noun == head and self.text.clause_of.get(qualifier) != predicate:
                self._belongs(qualifier, predicate)

    def _register(self, group: Group) -> None:
        self.text.groups[group.head] = group
        for i in range(group.first, group.last + 1):
            self.text.head_of[i] = group.head
        if group.owner is not None:
            self.text.governor[group.owner] = (group.head, "of")

    def _bounds_a_number(self) -> bool:
        """Whether a preposition is none: "about 20"."""
        following = self.units[self.i + 1] if self.i + 1 < self.end else None
        value = following.value if following else None
        return self.units[self.i].low in BOUNDS and isinstance(value, Quantity) and bool(value.bound)

    def _name_after_noun(self, i: int) -> bool:
        """Whether a name ends at a place that follows a noun without comma: "after talks with the team Rubio said"."""
        k = i
        while k >= 0 and self.units[k].tag == "K":
            k -= 1
        inside = {self.units[m].tag for m in range(self.i + 1, max(k, self.i + 1))}
        return k < i and self.units[k].tag == "N" and "P" in inside

    def _clause_follows(self, i: int) -> bool:
        """Whether a noun group and a finite verb follow."""
        seen = False
        while i < self.end:
            tag = self.units[i].tag
            if tag in NOUN_TAGS:
                seen = True
            elif tag in ("M", "H", "O") or (tag == "B" and self.units[i].low not in ("been", "being", "be")):
                return seen
            elif tag == "V":
                return seen and self.units[i].form in ("ed", "past", "s", "base") and not self._name_after_noun(i - 1)
            elif tag not in ("P", "-", "F", "C", "Y") or (
                tag == "C" and self.units[min(i + 1, self.end - 1)].tag in VERB_TAGS
            ):
                return False
            i += 1
        return False

    def _noun_ahead(self, i: int) -> bool:
        i += 1
        while i < self.end and self.units[i].tag in ("A", "R", "F", "-", "U", "D"):
            i += 1
        return i < self.end and self.units[i].tag in ("N", "K")

    def _after_noun(self, first: int) -> bool:
        return self.last_group is not None and self.text.groups[self.last_group].last == first - 1

    def _reduced(self, i: int) -> bool:
        """Whether a participle after a noun stands for a relative clause: "a paper handed to officials"."""
        following = self.units[i + 1] if i + 1 < self.end else None
        if following is None or following.tag not in ("P", "-", "R", "Y", "T", "F", "."):
            return False
        if following.low == "by":
            return True
        for k in range(i + 1, self.end):
            unit = self.units[k]
            if unit.tag == "P" and unit.low in wordlist("clausal") and self._clause_follows(k + 1):
                return False
            following = self.units[k + 1] if k + 1 < self.end else None
            if (
                unit.tag == ","
                and following is not None
                and following.tag in ("V", "M", "B", "H")
                and following.form not in ("ing", "en")
            ):
                return True
            if unit.tag in (",", ";", "C", "S", "W", ".", "T"):
                return False
            if unit.tag in ("M", "H", "B") or (unit.tag == "V" and unit.form in ("past", "s")):
                return True
            if unit.tag == "V" and unit.form == "ed" and self.units[k - 1].tag in ("N", "K", "Y", "U"):
                return True
        return False

    def _takes_object(self, i: int) -> bool:
        return i + 1 < self.end and self.units[i + 1].tag in ("D", "K", "I", "N", "A", "S")

    def _lists(self, heads: Sequence[int]) -> set[int]:
        return {alike for head in heads for alike in self.text.groups[head].alike} if heads else set()

    def _reports(self) -> bool:
        """Whether the last verb is one of saying, after which a clause may stand without "that"."""
        return self.current is not None and self.units[self.text.predicates[self.current].at].lemma in wordlist(
            "reporting"
        )

    def _after_groups(self, i: int) -> int:
        """The place after noun groups with prepositions, dates and adverbs."""
        while i < self.end and self.units[i].tag in ("R", "F", "-", "P", "N", "K", "A", "D", "U", "Y", "G"):
            if self._awaits_object() and self.units[i].low in wordlist("clausal") and self._clause_follows(i + 1):
                return self.end  # "summoned the ambassador after a vessel had fired"
            noun = self.units[i].tag in ("N", "K", "A", "D", "U")
            if noun and self.units[i - 1].tag not in ("P", "-", "N", "K", "A", "D", "U", "G", "R", "F", "C"):
                return self.end
            i += 1
        return i

    def _awaits_object(self) -> bool:
        """Whether the last verb, none of saying, has no object yet."""
        verb = self.text.predicates[self.current] if self.current is not None and not self.pending else None
        return (
            verb is not None
            and verb.form == "finite"
            and not (verb.objects or verb.passive or verb.copula or self.comma or self.joined or self.link)
            and self.units[verb.at].lemma not in wordlist("reporting")
        )

    def _finite_follows(self) -> bool:
        """Whether, prepositional groups and adverbs aside, a finite verb comes next."""
        i = self._after_groups(self.i)
        if i < self.end and self.units[i].low == "and" and self._reports():
            i = self._after_groups(i + 1)
        if i >= self.end or self.units[i].tag not in ("M", "B", "H", "O", "V", "X"):
            return False
        unit = self.units[i]
        if unit.tag == "X" and i + 1 < self.end and self.units[i + 1].tag == "T":
            return False
        if unit.tag != "V":
            return unit.low not in ("been", "being", "having")
        if unit.form != "ed":
            return unit.form in ("past", "s", "base")
        if self._reduced(i):
            return False
        verb = self.text.predicates[self.current] if self.current is not None else None
        # After a verb, a noun with a participle is the verb's object, unless the verb takes clauses.
        return (
            verb is None
            or self.comma
            or self.joined
            or self.units[verb.at].lemma in wordlist("reporting")
            or self._takes_object(i)
        )
