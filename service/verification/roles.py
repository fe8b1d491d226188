"""What stands where: the places around a verb or noun, and what fills them in a statement and in its quotes.

A place is a governor (a verb or noun) and a role: agent, patient, or a preposition. Passive voice and verbs that tell
the same event from the other side ("give" and "receive") are brought to one form before places are compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from service.verification.alignment import Alignment, Pair
from service.verification.reading.clauses import Predicate, Text
from service.verification.reading.tokens import Unit
from service.verification.reading.wordlists import wordlist

CONVERSES = {
    ("sell", "buy"): {"agent": "from", "to": "agent"},
    ("sell", "purchase"): {"agent": "from", "to": "agent"},
    ("sell", "acquire"): {"agent": "from", "to": "agent"},
    ("give", "receive"): {"agent": "from", "to": "agent"},
    ("give", "get"): {"agent": "from", "to": "agent"},
    ("give", "take"): {"agent": "from", "to": "agent"},
    ("hand", "receive"): {"agent": "from", "to": "agent"},
    ("send", "receive"): {"agent": "from", "to": "agent"},
    ("present", "receive"): {"agent": "from", "to": "agent"},
    ("offer", "receive"): {"agent": "from", "to": "agent"},
    ("pay", "receive"): {"agent": "from", "to": "agent"},
    ("grant", "receive"): {"agent": "from", "to": "agent"},
    ("award", "receive"): {"agent": "from", "to": "agent"},
    ("lend", "borrow"): {"agent": "from", "to": "agent"},
    ("tell", "learn"): {"agent": "from", "to": "agent"},
    ("tell", "hear"): {"agent": "from", "to": "agent"},
    ("teach", "learn"): {"agent": "from", "to": "agent"},
    ("beat", "lose"): {"agent": "to", "patient": "agent"},
    ("defeat", "lose"): {"agent": "to", "patient": "agent"},
    ("precede", "follow"): {"agent": "patient", "patient": "agent"},
    ("own", "belong"): {"agent": "to", "patient": "agent"},
    ("employ", "work"): {"agent": "for", "patient": "agent"},
    ("draw", "feed"): {"agent": "patient", "patient": "agent"},
    ("carry", "appear"): {"agent": "under", "patient": "agent"},
    ("contain", "appear"): {"agent": "in", "patient": "agent"},
    ("base", "underlie"): {"agent": "patient", "patient": "agent"},
    ("owe", "lend"): {"agent": "to", "to": "agent"},
}
"""Pairs of verbs for one event, and the roles of the first as those of the second."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands."""

    governor: int
    role: str


def places(text: Text, i: int) -> Iterator[Place]:
    """The places of a unit, nearest first."""
    head = text.head_of.get(i, i)
    group = text.groups.get(head)
    if head != i:
        yield Place(head, "of" if group and group.owner == i else "modifier")
        if text.units[i].kind != "name":
            return
        if text.groups.get(i) is None and not _titled(text, i, head):
            return
    noun = text.governor.get(head)
    for predicate in text.predicates:
        for role, member in fillers(text, predicate):
            if member == head:
                yield Place(predicate.at, role)
    if noun:
        yield Place(noun[0], noun[1])


def _titled(text: Text, i: int, head: int) -> bool:
    """Whether a name is part of a longer name or stands with a title: then it stands where the whole stands."""
    return text.units[head].kind == "name" and not text.units[i].people


def fillers(text: Text, predicate: Predicate) -> Iterator[tuple[str, int]]:
    """The roles of a predicate and the heads that fill them."""
    subject = "patient" if predicate.passive else "agent"
    for head in predicate.subject:
        yield subject, head
    lemma = text.units[predicate.at].lemma
    for head in predicate.objects:
        yield ("to" if lemma in wordlist("recipient") and _personal(text.units[head]) else "patient"), head
    for preposition, head in predicate.others:
        if predicate.passive and preposition == "by":
            yield "agent", head
        else:
            yield preposition, head


def _personal(unit: Unit) -> bool:
    return unit.kind == "name" or unit.tag in ("I", "K") or unit.lemma in wordlist("people")


def converse(told: str, given: str, role: str) -> str | None:
    """The role of the verb `given` that says what `role` says of the verb `told`; None when they are no such pair."""
    if (told, given) in CONVERSES:
        return CONVERSES[told, given].get(role, role)
    if (given, told) in CONVERSES:
        back = {new: old for old, new in CONVERSES[given, told].items()}
        return back.get(role, role)
    return None


def is_converse(told: str, given: str) -> bool:
    """Whether two verbs tell one event from two sides."""
    return (told, given) in CONVERSES or (given, told) in CONVERSES


def is_mutual(lemma: str) -> bool:
    """Whether a verb says the same of both sides: who meets somebody is met by him."""
    return lemma in wordlist("mutual")


def role_class(role: str) -> str:
    """Roles that are hard to tell apart count as one."""
    return _CLASSES.get(role, role)


_CLASSES = {"to": "patient", "into": "in", "at": "in", "within": "in", "inside": "in", "near": "in", "for": "for",
            "towards": "to", "upon": "on", "modifier": "of", "'s": "of", "between": "between", "among": "between",
            "with": "with", "together with": "with"}  # fmt: skip


def sure(alignment: Alignment, at: int) -> bool:
    """Whether a word corresponds so surely that what surrounds it can be compared."""
    pair = alignment.best.get(at)
    if pair is None:
        return False
    one, other = alignment.told.units[at].meaning, alignment.given.units[pair.at].meaning
    return pair.relation == "same" or bool(one.groups & other.groups)


def opposite_predicate(alignment: Alignment, at: int) -> tuple[Predicate, Pair] | None:
    """The predicate of the quotes to which a verb of the statement corresponds."""
    pair = alignment.best.get(at)
    if pair is None:
        return None
    for predicate in alignment.given.predicates:
        if predicate.at == pair.at:
            return predicate, pair
    return None
