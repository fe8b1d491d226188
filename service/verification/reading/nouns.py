"""Noun groups: where they begin and end, and to which verb or noun they belong."""

from collections.abc import Sequence

from service.verification.reading.clauses import Group
from service.verification.reading.quantities import Quantity
from service.verification.reading.state import State
from service.verification.reading.tokens import Unit
from service.verification.reading.wordlists import wordlist


class Nouns(State):
    """Reads noun groups."""

    def _noun_group(self) -> bool:
        first, i = self.i, self.i
        head: int | None = None
        denied = self.denied
        owner: int | None = None
        while i < self.end:
            unit = self.units[i]
            if unit.tag == "D":
                if head is not None:
                    break
                denied = denied or unit.low in ("no", "neither")
            elif unit.tag == "I":
                if head is not None or (i > first and self.units[i - 1].tag not in ("F", "R", "D")):
                    break
                head = i
                denied = denied or unit.low in ("nothing", "nobody", "none")
                i += 1
                break
            elif unit.tag in ("N", "K", "U"):
                if unit.tag == "U" and head is not None and self.units[head].tag != "U" and not _labels(self.units, i):
                    break
                if head is not None and unit.tag == "K" and (_is_duration(self.units[head]) or self._subject_at(i)):
                    break
                head = i
            elif unit.tag == "G":
                if head is None:
                    break
                self._register(Group(head, first, i, denied, owner=owner))
                owner, first, head, denied = head, i + 1, None, False
            elif unit.tag == "A":
                if head is not None and not self._noun_ahead(i):
                    break
                if head is None and not self._noun_ahead(i):
                    break
            elif unit.tag in ("R", "F"):
                if head is not None or not self._noun_ahead(i):
                    break
            elif unit.tag == "-" or (unit.tag == "Y" and i > first and head is None and self._noun_ahead(i)):
                pass
            elif unit.tag == "X" and head is None:
                denied = True
            elif unit.tag == "V" and unit.form in ("ed", "en", "ing") and head is not None and self.units[i].joined:
                head = None if not self._noun_ahead(i) else head
            else:
                break
            i += 1
        if (
            head is None
            and i > first
            and i < self.end
            and self.units[i].low == "of"
            and self.units[i - 1].low in wordlist("quantifying")
        ):
            head = i - 1
        if head is None:
            return self._bare_adjective(first)
        group = Group(head, first, i - 1, denied, self.preposition, owner)
        self._register(group)
        self.i = max(i, self.i + 1)
        self._place(group)
        self.denied = False
        return True

    def _subject_at(self, i: int) -> bool:
        """Whether a name after a circumstance is the subject: "After talks with the team Rubio said"."""
        if not self.preposition or self.current is not None or self.pending or self.units[i - 1].tag != "N":
            return False
        while i < self.end and self.units[i].tag == "K":
            i += 1
        return (
            i < self.end and self.units[i].tag in ("V", "M", "B", "H", "O") and self.units[i].form not in ("ing", "en")
        )

    def _bare_adjective(self, first: int) -> bool:
        """An adjective after "be" and the like belongs to the verb."""
        i = first
        while i < self.end and self.units[i].tag in ("D", "R", "F", "A", "-", "X"):
            if self.units[i].tag == "A" and self.pending and self.current is None:
                break
            if self.units[i].tag == "A":
                group = Group(i, i, i, self.denied, self.preposition)
                self._register(group)
                self.i = i + 1
                if self.current is not None:
                    self.text.predicates[self.current].others.append(("is", i))
                    self._belongs(i, self.current)
                self.preposition, self.denied, self.comma = "", False, False
                return True
            i += 1
        self.i = first + 1
        return True

    def _place(self, group: Group) -> None:
        """Give a noun group to a verb, a noun, or the verb to come."""
        if not self.pending:
            self.joined_clause = self.joined and not self.comma
        head = group.head
        listed = (self.comma or self.joined) and not group.preposition and self.last_group is not None
        if (
            self.joined
            and group.preposition
            and self.last_group is not None
            and self.text.groups[self.last_group].preposition == group.preposition
        ):
            listed = True
        opens = self._finite_follows()
        if (
            self.comma
            and not self.joined
            and self.leading
            and self.current is None
            and not self.pending
            and not group.preposition
        ):
            listed = False
        if not group.preposition and self._is_time(group):
            self._circumstance(head, "on")
            return
        if listed and not (opens and self.current is not None and not self.pending) and self._same_place(group, opens):
            self._list(group)
        elif group.preposition:
            self._circumstance(head, group.preposition)
        elif (
            opens
            or self.current is None
            or self.link not in ("", "rel")
            or self.units[head].low in wordlist("nominative")
        ):
            if self.current is not None and not self.joined and not self.comma and not self.link:
                self.link, self.parent = "that", self.current
            self.pending = [head] if not self.pending or (opens and not self.comma) else [*self.pending, head]
            self.last_group = head
        elif self.pending and not self._inside_interruption():
            self.pending.append(head)
            self.last_group = head
        else:
            verb = self.text.predicates[self.current]
            (verb.subject if verb.inverted and not verb.subject else verb.objects).append(head)
            self._belongs(head, self.current)
            self.last_group = head
        self.preposition, self.comma, self.joined = "", False, False

    def _inside_interruption(self) -> bool:
        """Whether a participle stands between the subject and its verb: "Reuters, citing two sources, reported"."""
        inner = self.text.predicates[self.current] if self.current is not None else None
        return inner is not None and inner.form != "finite" and inner.at > self.pending[-1] and not self.comma

    def _is_time(self, group: Group) -> bool:
        """Whether a bare group says when: "two days later", "the following day"."""
        unit = self.units[group.head]
        following = self.units[self.i].low if self.i < self.end else ""
        if (isinstance(unit.value, Quantity) and unit.value.unit == "time") or unit.lemma in wordlist("times_of_day"):
            if following in ("later", "earlier", "ago", "before", "after"):
                self.i += 1 if following != "after" else 0
                return True
            return (
                unit.lemma in wordlist("times_of_day")
                and group.first < group.head
                and self.units[group.first].tag == "D"
                and (
                    any(
                        self.units[i].low in ("following", "same", "next", "previous", "that", "this", "last")
                        for i in range(group.first, group.head)
                    )
                )
            )
        return False

    def _same_place(self, group: Group, opens: bool) -> bool:
        """Whether a group after a comma or "and" goes on with a list."""
        if self.last_group is None:
            return False
        if (self.pending and self.pending[-1] == self.last_group) or (
            self.pending and self.last_group in self._lists(self.pending)
        ):
            return True
        if self.pending and self.current is None and self._qualifies(self.last_group):
            return True
        if self.pending and self.current is not None:
            before = self.text.predicates[self.current]
            if before.form != "finite" and any(other == self.last_group for _, other in before.others):
                return True
        return not opens

    def _qualifies(self, head: int) -> bool:
        """Whether a group hangs, directly or not, on the subject to be."""
        for _ in range(4):
            if head in self.pending:
                return True
            if head not in self.text.governor:
                return False
            head = self.text.governor[head][0]
        return False

    def _list(self, group: Group) -> None:
        assert self.last_group is not None
        before = self.text.groups[self.last_group]
        members = [before.head, *before.alike]
        group.preposition = group.preposition or before.preposition
        group.denied = group.denied or (before.denied and self.joined)
        for member in members:
            self.text.groups[member].alike.append(group.head)
        group.alike = members
        head = group.head
        if before.head in self.pending or set(members) & set(self.pending):
            self.pending.append(head)
        for predicate in self.text.predicates[self.first_predicate :]:
            if before.head in predicate.objects:
                predicate.objects.append(head)
            for preposition, other in list(predicate.others):
                if other == before.head:
                    predicate.others.append((preposition, head))
        for number, (preposition, other) in enumerate(list(self.leading)):
            if other == before.head:
                self.leading.insert(number + 1, (preposition, head))
        if before.head in self.text.governor:
            self.text.governor[head] = self.text.governor[before.head]
        if before.head in self.text.clause_of:
            self._belongs(head, self.text.clause_of[before.head])
        self.last_group = head

    def _circumstance(self, head: int, preposition: str = "") -> None:
        """A prepositional group or a date: it may belong to the noun before it and to the verb before that."""
        preposition = preposition or self.preposition or "on"
        if head not in self.text.groups:
            self._register(Group(head, head, head, self.denied, preposition))
        direct = self.last_group is not None and not self.comma and self.last_group < head
        if (
            direct
            and self.last_group is not None
            and self.text.groups[self.last_group].last >= self.text.groups[head].first - 4
        ):
            self.text.governor[head] = (self.last_group, preposition)
        if self.pending and self.current is not None and self._inside_interruption():
            self.text.predicates[self.current].others.append((preposition, head))
            self._belongs(head, self.current)
        elif (self.pending and self.current is None) or (self.pending and direct and self.last_group in self.pending):
            if not direct:
                self.leading.append((preposition, head))
        elif self.current is None or (
            self.link and self.link != "rel" and self.text.predicates[self.current].at < self._link_at()
        ):
            self.leading.append((preposition, head))
        elif preposition != "of" or self.last_group is None:
            self.text.predicates[self.current].others.append((preposition, head))
            self._belongs(head, self.current)
        elif self.last_group in self.text.clause_of:
            self._belongs(head, self.text.clause_of[self.last_group])
        self.last_group = head
        self.preposition, self.comma, self.joined = "", False, False

    def _link_at(self) -> int:
        return self.i if self.pending == [] and self.link else -1


def _is_duration(unit: Unit) -> bool:
    return isinstance(unit.value, Quantity) and unit.value.unit == "time"


def _labels(units: Sequence[Unit], i: int) -> bool:
    """Whether a number follows the noun that it labels: "point 6"."""
    return i > 0 and units[i].value is not None and getattr(units[i].value, "unit", "") == "label"
