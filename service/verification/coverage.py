"""Whether the quotes say everything that a statement says.

A paraphrase leaves words of the statement without a counterpart that any table knows, but never without a place: where
it says something in words of its own, the quotes say something in the same place in theirs. An addition has no such
place. So what is missing is weighed by whether the quotes have words to spare in the corresponding place.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from service.verification.alignment import Alignment, heads, weight
from service.verification.reading.clauses import Predicate, Text
from service.verification.reading.wordlists import wordlist
from service.verification.roles import fillers, opposite_predicate, places, role_class
from service.verification.verdict import Finding, Outcome

ADDED, REWORDED = 1.0, 0.1
"""What a missing word costs, without and with a place for it in the quotes."""
SMALL, FREE = 0.1, 3.0
"""What may be missing of a statement in the very words of its quotes, and how much more of one in words of its own."""
STRICT_FREE, STRICT_SHARE = 2.0, 0.25
STRICT_LEAST, STRICT_COMMON = 0.8, 2.0
"""The same for quotes that were only found; these must also share a part of the words, names, numbers and dates."""
PRIOR = 0.3
"""A statement of few words besides names may be free even if none of them has a counterpart."""
SHARE, FREE_SHARE, FROM = 0.1, 0.5, 0.1
"""The same for the share of a statement; freedom counts from 0.1 on. All are set on the pairs marked "seen" of
`tests/service/verification` and on the acceptance set, where additions lie at a freedom below 0.2 and paraphrases above
0.4. The cosine of sentence vectors does not separate them at all (`benchmarks/verification.py`)."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a statement corresponds to something in its quotes; all are sums of weights."""

    exact: float
    """In the same words, names, numbers and dates aside."""
    near: float
    """In other words."""
    values: float
    """Names, numbers and dates."""
    reworded: float
    """In no known words, where the quotes have words to spare."""
    added: float
    """In no known words, where the quotes have none."""
    words: tuple[str, ...]

    @property
    def freedom(self) -> float:
        """Of 1: how far the statement is from the words of its quotes."""
        total = self.exact + self.near + PRIOR
        return (self.near + PRIOR) / total

    @property
    def share(self) -> float:
        """Of 1: what corresponds."""
        known = self.exact + self.near + self.values
        total = known + self.reworded + self.added
        return known / total if total else 1.0


def measure(alignment: Alignment) -> Coverage:
    """The coverage of a statement."""
    exact = near = values = reworded = added = 0.0
    words = []
    spare = _Spare(alignment)
    for i, pairs in alignment.pairs.items():
        unit, amount = alignment.told.units[i], alignment.weights.get(i, 0.0)
        if not amount:
            continue
        if unit.kind in ("name", "number", "date"):
            values += amount
        elif any(pair.relation == "same" for pair in pairs):
            exact += amount
        elif pairs:
            near += amount
        else:
            words.append(unit.text)
            if amount <= 0.3 or spare.has_place_for(i):
                reworded += amount
            else:
                added += amount
    return Coverage(exact, near, values, reworded, added, tuple(words))


class _Spare:
    """Units of the quotes that correspond to nothing in the statement."""

    def __init__(self, alignment: Alignment) -> None:
        self._alignment = alignment
        taken = {pair.at for pairs in alignment.pairs.values() for pair in pairs}
        self._units = {
            i
            for i, unit in enumerate(alignment.given.units)
            if i not in taken and unit.kind == "word" and weight(unit) >= 0.25
        }

    def has_place_for(self, i: int) -> bool:
        """Whether the quotes have words to spare where the statement has unit `i`."""
        told = self._alignment.told
        if any(predicate.at == i for predicate in told.predicates):
            return self._verb(i)
        known = False
        for place in places(told, i):
            found = self._filling(place.governor, place.role)
            if found is None:
                continue
            known = True
            if found & self._units:
                return True
        return not known and self._in_clause(i)

    def _verb(self, i: int) -> bool:
        """A verb in other words: what depends on it depends on a verb to spare in the quotes."""
        alignment = self._alignment
        predicate = next(one for one in alignment.told.predicates if one.at == i)
        for _, head in fillers(alignment.told, predicate):
            pair = alignment.best.get(head)
            if pair is None:
                continue
            for other in alignment.given.predicates:
                inside = heads(alignment.given, [place for _, place in fillers(alignment.given, other)])
                if pair.at in inside and (other.at in self._units or self._light(other.at)):
                    return True
            noun = alignment.given.governor.get(alignment.given.head_of.get(pair.at, pair.at))
            if noun and noun[0] in self._units:
                return True
        return False

    def _light(self, at: int) -> bool:
        return weight(self._alignment.given.units[at]) < 0.5

    def _filling(self, governor: int, role: str) -> set[int] | None:
        """What fills a place in the quotes; None when the place is not to be found."""
        alignment = self._alignment
        given = alignment.given
        found = opposite_predicate(alignment, governor)
        if found is not None:
            return heads(
                given, [head for name, head in fillers(given, found[0]) if role_class(name) == role_class(role)]
            )
        pair = alignment.best.get(governor)
        if pair is None:
            return None
        head = given.head_of.get(pair.at, pair.at)
        members = heads(given, [head])
        for other, (noun, _) in given.governor.items():
            if noun == head:
                members |= heads(given, [other])
        return members

    def _in_clause(self, i: int) -> bool:
        alignment = self._alignment
        best = alignment.best_clause.get(alignment.told.clause_of.get(i, -1))
        return any(alignment.given.clause_of.get(j, -1) == best for j in self._units)


def check(alignment: Alignment, strict: bool = False) -> Iterator[Finding]:
    """What the quotes do not say; strictly for quotes that were only found and not chosen."""
    coverage = measure(alignment)
    if not any(alignment.weights.values()):
        yield Finding("not_covered", "The statement says nothing that could be compared.")
    elif not accepted(coverage, strict):
        proper = any(unit.proper and not alignment.pairs.get(i, True) for i, unit in enumerate(alignment.told.units))
        outcome: Outcome = "other_name" if proper and not strict else "not_covered"
        yield Finding(outcome, f"The quotes do not say: {', '.join(coverage.words)}.")
    elif invented := _invented(alignment):
        yield Finding("not_covered", f"The quotes do not say: {invented}.")


def _invented(alignment: Alignment) -> str:
    """A clause at the end of a statement that the quotes have no verb for; "" when there is none.

    The more of a statement is in words of its own the more may be missing of it, but not a whole clause: what tells it
    in other words has another verb.
    """
    told, given = alignment.told, alignment.given
    taken = {pair.at for pairs in alignment.pairs.values() for pair in pairs}
    spare = {one.at for one in given.predicates if not one.copula} | {
        j for j, unit in enumerate(given.units) if unit.tag == "V" and not unit.absorbed
    }
    if spare - taken:
        return ""
    for number, predicate in enumerate(told.predicates[1:], 1):
        if predicate.form == "to" or predicate.copula or predicate.at in alignment.best:
            continue
        if not alignment.weights.get(predicate.at) or not _set_off(told, predicate):
            continue
        inside = [i for i, clause in told.clause_of.items() if clause == number and i >= predicate.first]
        total = sum(alignment.weights.get(i, 0.0) for i in inside)
        known = sum(alignment.weights.get(i, 0.0) for i in inside if i in alignment.best)
        if total >= LEAST and known <= KNOWN * total:
            return " ".join(told.units[i].text for i in sorted(inside))
    return ""


LEAST, KNOWN = 0.8, 0.3
"""What a clause must weigh to be one that is missing, and the share of it that the quotes may have."""


def _set_off(text: Text, predicate: Predicate) -> bool:
    """Whether a comma, a relative pronoun or a conjunction sets a clause off from what stands before it."""
    if predicate.link in wordlist("clausal") | {"when", "while", "although", "though"}:
        return True
    before = range(predicate.first - 1, max(predicate.first - BEFORE, -1), -1)
    for i in before:
        if text.units[i].text in (",", ";", "–", "—") or text.units[i].tag == "W":
            return True
        if text.units[i].tag in ("V", "B"):
            return False
    return False


BEFORE = 6
"""Units before a verb among which its clause begins."""


def accepted(coverage: Coverage, strict: bool = False) -> bool:
    """Whether what is missing is little enough: the closer a statement keeps to the words, the less may be."""
    if strict and (coverage.share < STRICT_LEAST or coverage.exact + coverage.values < STRICT_COMMON):
        return False
    cost = ADDED * coverage.added + REWORDED * coverage.reworded
    free, free_share = (STRICT_FREE, STRICT_SHARE) if strict else (FREE, FREE_SHARE)
    return cost <= SMALL + free * coverage.freedom and (
        1 - coverage.share <= SHARE + free_share * max(0.0, coverage.freedom - FROM)
    )
