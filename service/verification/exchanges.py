"""Participants that have changed sides: "the workers offered the company" for "the company offered the workers"."""

from collections.abc import Iterator, Sequence

from service.verification.alignment import Alignment, Pair, heads
from service.verification.reading.clauses import Predicate, Text
from service.verification.roles import fillers, is_converse, is_mutual, opposite_predicate, role_class, sure
from service.verification.verdict import Finding


def check(alignment: Alignment) -> Iterator[Finding]:
    """Common nouns that have changed sides: "the workers offered the company" for "the company offered the workers"."""
    told, given = alignment.told, alignment.given
    for predicate in told.predicates:
        found = opposite_predicate(alignment, predicate.at)
        if found is None or not sure(alignment, predicate.at):
            continue
        other = found[0]
        lemma = given.units[other.at].lemma
        if is_mutual(lemma) or is_converse(told.units[predicate.at].lemma, lemma):
            continue
        theirs = list(fillers(given, other))
        ours = list(fillers(told, predicate))
        for role, opposed in (("agent", "patient"), ("patient", "agent")):
            mine = [head for name, head in ours if role_class(name) == role]
            if not any(role_class(name) == "patient" for name, _ in (ours if role == "agent" else theirs)):
                continue
            same = heads(given, [head for name, head in theirs if role_class(name) == role])
            beside = found[1].relation == "same" and role == "agent" and bool(same) and not other.passive
            far = (opposed, *(BESIDE if beside and not predicate.passive else ()))
            across = heads(given, [head for name, head in theirs if role_class(name) in far])
            for head in mine:
                places_ = {pair.at for pair in alignment.pairs.get(head, []) if pair.relation == "same"}
                if (
                    told.units[head].tag in ("N", "K")
                    and places_ & across
                    and not places_ & same
                    and not _pronouns(given, same)
                ):
                    yield Finding(
                        "role_swapped",
                        f"In the quotes “{told.units[head].text}” is on the other side of "
                        f"“{given.units[other.at].text}”.",
                    )


BESIDE = ("against", "from", "over")
"""Roles in which whoever is concerned by what an agent does stands beside its object: "opened a case against"."""


def check_owners(alignment: Alignment) -> Iterator[Finding]:
    """What belongs to somebody else in the quotes, who has another part in the statement."""
    told, given = alignment.told, alignment.given
    for head, group in told.groups.items():
        pair = alignment.best.get(head)
        if group.owner is None or pair is None or pair.relation != "same":
            continue
        other = given.groups.get(given.head_of.get(pair.at, pair.at))
        if other is None or other.owner is None:
            continue
        mine = {one.at for one in alignment.pairs.get(group.owner, []) if one.relation == "same"}
        elsewhere = [i for i, pairs in alignment.pairs.items() if i != group.owner and _is(other.owner, pairs)]
        if mine and other.owner not in heads(given, sorted(mine)) and elsewhere:
            yield Finding(
                "role_swapped",
                f"In the quotes it is not “{told.units[group.owner].text}” whose “{told.units[head].text}” this is: "
                f"“{given.units[other.owner].text}”.",
            )


def _is(at: int, pairs: Sequence[Pair]) -> bool:
    return any(pair.at == at and pair.relation == "same" for pair in pairs)


def check_agents(alignment: Alignment) -> Iterator[Finding]:
    """Who does it is somebody else in the quotes, and does something else there."""
    told, given = alignment.told, alignment.given
    for predicate in told.predicates:
        found = opposite_predicate(alignment, predicate.at)
        if found is None or found[1].relation != "same":
            continue
        other = found[0]
        mine = [head for name, head in fillers(told, predicate) if name == "agent" and told.units[head].tag == "N"]
        theirs = heads(given, [head for name, head in fillers(given, other) if name == "agent"])
        if not theirs or _pronouns(given, theirs) or any(given.units[j].kind == "name" for j in theirs):
            continue
        for head in mine:
            pairs = alignment.pairs.get(head, [])
            same = [pair for pair in pairs if pair.relation == "same"]
            places = {pair.at for pair in same or pairs}
            if places and not places & theirs and _acts_elsewhere(given, places, other):
                yield Finding(
                    "role_swapped",
                    f"In the quotes it is not “{told.units[head].text}” who does this: “{given.units[other.at].text}”.",
                )


def _acts_elsewhere(text: Text, places: set[int], predicate: Predicate) -> bool:
    """Whether something is the agent of another verb of the same sentence."""
    sentence = text.units[predicate.at].sentence
    return any(
        one is not predicate and text.units[one.at].sentence == sentence and name == "agent" and head in places
        for one in text.predicates
        for name, head in fillers(text, one)
    )


def _pronouns(text: Text, members: set[int]) -> bool:
    return any(text.units[j].tag == "I" for j in members)
