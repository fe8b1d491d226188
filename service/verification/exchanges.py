"""Participants that have changed sides: "the workers offered the company" for "the company offered the workers"."""

from collections.abc import Iterator

from service.verification.alignment import Alignment, heads
from service.verification.reading.clauses import Text
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
            across = heads(given, [head for name, head in theirs if role_class(name) == opposed])
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


def _pronouns(text: Text, members: set[int]) -> bool:
    return any(text.units[j].tag == "I" for j in members)
