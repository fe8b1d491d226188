"""What stands in the quotes where something stands in the statement."""

from dataclasses import dataclass
from typing import Literal

from service.verification.alignment import Alignment, heads, same_value
from service.verification.reading.clauses import Predicate, Text
from service.verification.reading.quantities import Day, Quantity, same_kind
from service.verification.reading.tokens import Unit
from service.verification.reading.wordlists import wordlist
from service.verification.roles import converse, fillers, is_converse, is_mutual, opposite_predicate, role_class, sure

LOOSE = 0.7
"""Strength where the words that have the places are only alike."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What a place in the quotes says about a unit of the statement."""

    verdict: Literal["here", "other", "unknown"]
    instead: tuple[int, ...] = ()
    """Units of the same kind that fill the place in the quotes."""
    swapped: bool = False
    at: int | None = None
    """Predicate of the quotes that has the place."""
    strength: float = LOOSE
    """How sure it is that the places are the same."""


def stand(alignment: Alignment, i: int, governor: int, role: str) -> Stand:
    """What the quotes have in the place of the statement's unit `i`."""
    predicate = _predicate_at(alignment, governor)
    if predicate is not None:
        return _stand_at_verb(alignment, i, predicate, role)
    pair = alignment.best.get(governor)
    if pair is None or pair.relation == "opposite":
        return Stand("unknown")
    # The same noun may stand in the quotes more than once: "Ukraine's security is Europe's security".
    repeated = [one.at for one in alignment.pairs[governor] if one.relation == "same"]
    own = {one.at for one in alignment.pairs.get(i, [])}
    if role == "of" and _owned(alignment, own, pair.at):
        return Stand("here")
    members = {j for at in {pair.at, *repeated} for j in _around_noun(alignment.given, at, role)}
    given, unit = alignment.given, alignment.told.units[i]
    members = {j for j in members if given.units[j].kind != "name" or _state(given.units[j]) == _state(unit)}
    return _judge(alignment, i, members)


def _around_noun(text: Text, at: int, role: str) -> set[int]:
    """What stands with a noun in a role."""
    head = text.head_of.get(at, at)
    members: set[int] = set()
    if role in ("modifier", "of"):
        members |= heads(text, [head]) - {at}
        group = text.groups.get(head)
        if group and group.owner is not None:
            members |= heads(text, [group.owner])
    for other, (noun, preposition) in text.governor.items():
        loose = role in ("modifier", "of") and preposition in ("of", "in", "on")
        if noun == head and (role_class(preposition) == role_class(role) or loose):
            members |= heads(text, [other])
    return members


def _state(unit: Unit) -> bool:
    return any(key[0] in "@~" for key in unit.keys)


def _predicate_at(alignment: Alignment, governor: int) -> Predicate | None:
    return next((one for one in alignment.told.predicates if one.at == governor), None)


def _stand_at_verb(alignment: Alignment, i: int, predicate: Predicate, role: str) -> Stand:
    told, given = alignment.told, alignment.given
    found = opposite_predicate(alignment, predicate.at)
    if found is None and told.units[predicate.at].lemma in wordlist("reporting"):
        other = _saying(alignment, predicate)
    elif found is None:
        return Stand("unknown")
    else:
        other, _ = found
        if not sure(alignment, predicate.at) and not is_converse(
            told.units[predicate.at].lemma, given.units[other.at].lemma
        ):
            return Stand("unknown")
    if other is None:
        return Stand("unknown")
    wanted = converse(told.units[predicate.at].lemma, given.units[other.at].lemma, role) or role
    every = list(fillers(given, other))
    mutual = is_mutual(given.units[other.at].lemma)
    alike = [head for name, head in every if _same_role(alignment, i, name, wanted) or (mutual and _side(name, wanted))]
    exact = [head for name, head in every if name == wanted]
    if any(rival(alignment.told.units[i], given.units[head]) for head in exact):
        # "It would be carried to Moscow": where the place itself is filled, the pronoun beside it stands for another.
        alike = [head for head in alike if head in exact or given.units[head].tag != "I"]
    rest = [head for name, head in every if head not in alike]
    same = found is not None and found[1].relation == "same"
    stand = _judge(alignment, i, heads(given, alike), wanted if same else "", frozenset(heads(given, rest)))
    core = [head for name, head in every if role_class(name) in ("agent", "patient") and head not in alike]
    if stand.verdict == "unknown" and role_class(wanted) in ("agent", "patient"):
        across = {pair.at for pair in alignment.pairs.get(i, [])} & heads(given, core)
        if across and alike:
            return Stand("other", tuple(sorted(alike)), True, given.predicates.index(other), 1.0 if same else LOOSE)
    if stand.verdict == "other":
        own = {pair.at for pair in alignment.pairs.get(i, [])}
        swapped = bool(own & heads(given, rest)) or (bool(own) and _told_elsewhere(alignment, i, stand.instead))
        return Stand("other", stand.instead, swapped, given.predicates.index(other), 1.0 if same else LOOSE)
    return stand


def _side(one: str, other: str) -> bool:
    return {role_class(one), role_class(other)} <= {"agent", "patient", "with", "between"}


def _told_elsewhere(alignment: Alignment, i: int, instead: tuple[int, ...]) -> bool:
    """Whether the statement names what fills the place in the quotes, in another place and not in one list with `i`."""
    told = alignment.told
    head = told.head_of.get(i, i)
    group = told.groups.get(head)
    listed = {head, *(group.alike if group else ())}
    others = [k for k, unit in enumerate(told.units) if unit.kind == "name" and told.head_of.get(k, k) not in listed]
    return any(pair.at in instead for k in others for pair in alignment.pairs.get(k, []))


def _same_role(alignment: Alignment, i: int, name: str, wanted: str) -> bool:
    unit = alignment.told.units[i]
    if unit.kind == "date":
        return True
    if unit.kind == "number" and wanted != "agent":
        return name != "agent" and not ({name, wanted} <= {"from", "to"} and name != wanted)
    return role_class(name) == role_class(wanted)


def _saying(alignment: Alignment, predicate: Predicate) -> Predicate | None:
    """The verb of saying in the quotes on which hangs what corresponds to the words reported in the statement."""
    told, given = alignment.told, alignment.given
    number = told.predicates.index(predicate)
    for child in told.predicates:
        if child.parent == number and (found := opposite_predicate(alignment, child.at)):
            parent = found[0].parent
            while parent is not None and given.units[given.predicates[parent].at].lemma not in wordlist("reporting"):
                parent = given.predicates[parent].parent
            return given.predicates[parent] if parent is not None else None
    return None


def _owned(alignment: Alignment, own: set[int], at: int) -> bool:
    """Whether "his" or "their" before a noun may stand for something that the quotes name before it."""
    given = alignment.given
    group = given.groups.get(given.head_of.get(at, at))
    low = {given.units[j].low for j in range(group.first, group.last + 1)} if group else set()
    return bool(low & wordlist("possessive")) and any(j < at for j in own)


def _judge(
    alignment: Alignment, i: int, members: set[int], role: str = "", rest: frozenset[int] = frozenset()
) -> Stand:
    """Whether a unit is among the units that fill its place in the quotes."""
    given = alignment.given
    unit = alignment.told.units[i]
    own = {pair.at for pair in alignment.pairs.get(i, [])}
    if own & members or own & (_referents(alignment, members, unit) - rest):
        return Stand("here")
    rivals = tuple(sorted(j for j in members if rival(unit, given.units[j])))
    if any(given.units[j].tag == "I" and given.units[j].low not in ("there",) for j in members) and unit.kind == "name":
        return (
            Stand("unknown")
            if not rivals and _open_pronoun(alignment, members)
            else Stand("other", rivals)
            if rivals
            else Stand("unknown")
        )
    if not rivals and role == "agent" and _named_only_later(alignment, own, members, unit):
        return Stand("other", tuple(sorted(j for j in members if given.units[j].tag == "N"))[-1:])
    return Stand("other", rivals) if rivals else Stand("unknown")


def _named_only_later(alignment: Alignment, own: set[int], members: set[int], unit: Unit) -> bool:
    """Whether something without a name fills the place, and the name comes later in the same sentence for another."""
    given = alignment.given
    nouns = [j for j in members if given.units[j].tag == "N"]
    if unit.kind != "name" or not own or not nouns or any(given.units[j].kind == "name" for j in members):
        return False
    return all(given.units[j].sentence == given.units[nouns[0]].sentence and j > max(nouns) + 1 for j in own)


def _open_pronoun(alignment: Alignment, members: set[int]) -> bool:
    return True


def rival(unit: Unit, other: Unit) -> bool:
    """Whether two units could stand for each other: both persons or states, quantities of one kind, or dates."""
    if other.absorbed or unit.kind != other.kind:
        return False
    if isinstance(unit.value, Quantity) and isinstance(other.value, Quantity):
        return same_kind(unit.value, other.value) and unit.value.unit == other.value.unit
    if isinstance(unit.value, Day) and isinstance(other.value, Day):
        return not same_value(unit, other)
    return unit.kind == "name"


def _referents(alignment: Alignment, members: set[int], unit: Unit) -> set[int]:
    """What the pronouns among some units of the quotes may stand for."""
    found: set[int] = set()
    for j in members if unit.kind == "name" else ():
        low = alignment.given.units[j].low
        if alignment.given.units[j].tag == "I" and low in ("he", "she", "him", "her"):
            found |= _person_before(alignment, j)
        elif alignment.given.units[j].tag == "I" and low in ("it", "they", "them", "who"):
            found |= set(range(j))
    return found


def _person_before(alignment: Alignment, j: int) -> set[int]:
    given = alignment.given
    best: list[int] = []
    for predicate in given.predicates:
        if predicate.at >= j:
            break
        persons = [
            head
            for head in predicate.subject
            if given.units[head].kind == "name"
            and not any(key.startswith("@") for key in given.units[head].keys)
            and head < j
        ]
        if persons:
            best = persons
    if best:
        return heads(given, best)
    persons = [k for k in range(j) if given.units[k].kind == "name"]
    return heads(given, [given.head_of.get(persons[-1], persons[-1])]) if persons else set()
