"""What the quotes say is not there, or not used: "has no delegation in Geneva", "not from Russian assets".

Who has no delegation somewhere sent none there, and what is not used pays for nothing. Only verbs of being present and
of paying are compared in this way: "has no troops there" says nothing against "withdrew its troops".
"""

from collections.abc import Iterator

from service.verification.alignment import Alignment
from service.verification.polarity import affirmed, denial
from service.verification.reading.clauses import Predicate, Text, said
from service.verification.reading.wordlists import wordlist
from service.verification.verdict import Finding

MEANS = frozenset(("with", "from", "by", "through", "using", "out of"))
LEAST = 0.35


def check(alignment: Alignment) -> Iterator[Finding]:
    """Who or what is present or used in the statement, and absent or unused in the quotes."""
    told = alignment.told
    for number, predicate in enumerate(told.predicates):
        if predicate.form != "finite" or not affirmed(told, number):
            continue
        lemma = told.units[predicate.at].lemma
        if lemma in wordlist("presence"):
            for head in predicate.subject:
                yield from _nobody(alignment, predicate, head)
        if lemma in wordlist("paying"):
            used = [head for role, head in predicate.others if role in MEANS]
            if lemma in wordlist("using"):
                used += predicate.subject if predicate.passive else predicate.objects
            for head in used:
                yield from _unused(alignment, predicate, head)


def _nobody(alignment: Alignment, predicate: Predicate, head: int) -> Iterator[Finding]:
    given = alignment.given
    at = {pair.at for pair in alignment.pairs.get(head, []) if pair.relation == "same"}
    for other in given.predicates:
        if given.units[other.at].low not in wordlist("having") and not other.copula:
            continue
        none = [one for one in (*other.objects, *other.subject) if one in at and given.groups[one].denied]
        names = {j for j, unit in enumerate(given.units) if given.clause_of.get(j) == given.clause_of.get(other.at)}
        if none and not other.denied and _all_met(alignment, names - {other.at}) and _names_met(alignment, head):
            yield _against(alignment, predicate, other)


def _unused(alignment: Alignment, predicate: Predicate, head: int) -> Iterator[Finding]:
    """A means that the quotes exclude."""
    given = alignment.given
    at = {pair.at for pair in alignment.pairs.get(head, []) if pair.relation == "same"}
    if not at or not _names_met(alignment, head):
        return
    for number, other in enumerate(given.predicates):
        lemma = given.units[other.at].lemma
        means = {one for role, one in other.others if role in MEANS and given.groups[one].denied}
        if lemma in wordlist("using") and denial(given, number):
            means |= set(other.subject if other.passive else other.objects)
        for one in means & at:
            if _all_met(alignment, _group(given, one)):
                yield _against(alignment, predicate, other)
                return


def _against(alignment: Alignment, predicate: Predicate, other: Predicate) -> Finding:
    ours, theirs = said(alignment.told, predicate), said(alignment.given, other)
    why = f"The statement says “{ours}”, the quotes say “{theirs}” and exclude it."
    return Finding("negated", why, at=predicate.at)


def _group(text: Text, head: int) -> set[int]:
    group = text.groups.get(head)
    return set(range(group.first, group.last + 1)) if group else {head}


def _names_met(alignment: Alignment, head: int) -> bool:
    """Whether the quotes know every name of a group."""
    units = alignment.told.units
    return all(units[i].kind == "word" or alignment.pairs.get(i) for i in _group(alignment.told, head))


def _all_met(alignment: Alignment, places: set[int]) -> bool:
    """Whether the statement has all that these units of the quotes say."""
    met = {pair.at for pairs in alignment.pairs.values() for pair in pairs}
    units = alignment.given.units
    said_there = {j for j in places if units[j].kind != "mark" and units[j].tag in ("N", "K", "A", "U", "Y")}
    return said_there <= met
