"""Names, numbers, dates and participants: whether each stands in the quotes where it stands in the statement."""

from collections.abc import Iterator

from service.verification.alignment import Alignment, quantity_agreement
from service.verification.reading import names
from service.verification.reading.quantities import Quantity
from service.verification.reading.tokens import Unit
from service.verification.roles import (
    places,
)
from service.verification.standing import Stand, rival, stand
from service.verification.verdict import Finding, Outcome

LIGHT_WEIGHT = 0.3
ALONE = 0.7
"""Strength of a finding on the only number of a clause."""
BESIDE = 0.5
"""Strength of a finding that rests on what else the corresponding clause has, not on the same place."""
OTHER: dict[str, Outcome] = {"name": "other_name", "number": "other_number", "date": "other_date"}


def check(alignment: Alignment) -> Iterator[Finding]:
    """Everything that stands elsewhere in the quotes, or nowhere."""
    for i, unit in enumerate(alignment.told.units):
        if is_value(unit):
            yield from _value(alignment, i)


def is_value(unit: Unit) -> bool:
    """Whether a unit must be found in the quotes: names, numbers and dates."""
    if unit.absorbed:
        return False
    if unit.kind == "number" and isinstance(unit.value, Quantity):
        return unit.value.unit != "ordinal" or unit.value.value > 1
    return unit.kind in ("name", "date")


def _value(alignment: Alignment, i: int) -> Iterator[Finding]:
    unit = alignment.told.units[i]
    pairs = alignment.pairs.get(i, [])
    if not pairs and _excused(alignment, i):
        return
    stands = [stand(alignment, i, place.governor, place.role) for place in places(alignment.told, i)]
    if pairs and any(one.verdict == "here" for one in stands):
        yield from _weaker(alignment, i)
        return
    others = [one for one in stands if one.verdict == "other" and not _better_where_it_is(alignment, i, one)]
    if pairs and not others:
        yield from _elsewhere(alignment, i)
        return
    if others:
        yield _other(alignment, i, others)
        return
    rivals = _rivals(alignment, i)
    if rivals:
        yield Finding(OTHER[unit.kind], _instead(alignment, i, rivals), _sureness(alignment, i, rivals))
    else:
        yield Finding("not_covered", f"The quotes do not mention “{unit.text}”.")


def _sureness(alignment: Alignment, i: int, rivals: list[int]) -> float:
    """How sure it is that what the clause has instead is meant: a single amount of the same unit nearly always is."""
    value, other = alignment.told.units[i].value, alignment.given.units[rivals[0]].value
    if len(rivals) > 1 or not isinstance(value, Quantity) or not isinstance(other, Quantity):
        return BESIDE
    return 1.0 if value.unit and value.noun == other.noun else ALONE


def _better_where_it_is(alignment: Alignment, i: int, compared: Stand) -> bool:
    """Whether the clause in which the quotes have a unit is more like the statement's clause than the one compared."""
    own = {alignment.given.clause_of.get(pair.at, -1) for pair in alignment.pairs.get(i, [])} - {compared.at}
    if compared.at is None or not own or _same_verb(alignment, compared.at):
        return False
    return max(_likeness(alignment, i, other) for other in own) > _likeness(alignment, i, compared.at)


def _same_verb(alignment: Alignment, number: int) -> bool:
    """Whether the statement has the very verb of a predicate of the quotes, and one that says something."""
    at = alignment.given.predicates[number].at
    return any(
        best.at == at and best.relation == "same" and alignment.weights.get(i, 0.0) > LIGHT_WEIGHT
        for i, best in alignment.best.items()
    )


def _likeness(alignment: Alignment, i: int, other: int) -> float:
    """What a clause of the quotes, with what hangs on it, shares with the clause of unit `i`, its group aside."""
    told, given = alignment.told, alignment.given
    clause, group = told.clause_of.get(i, -1), told.head_of.get(i, i)
    below, theirs = alignment.children(clause), {other, *alignment.given_children(other)}
    score = 0.0
    for k, pairs in alignment.pairs.items():
        if told.head_of.get(k, k) == group or told.clause_of.get(k, -1) not in (clause, *below):
            continue
        score += max((pair.strength for pair in pairs if given.clause_of.get(pair.at, -1) in theirs), default=0.0) * (
            alignment.weights.get(k, 0.0)
        )
    return score


def _other(alignment: Alignment, i: int, others: list[Stand]) -> Finding:
    unit = alignment.told.units[i]
    instead = others[0].instead
    if unit.kind == "name" and any(one.swapped for one in others):
        return Finding(
            "role_swapped",
            f"In the quotes “{unit.text}” stands on the other side: {_names(alignment, instead)}.",
            others[0].strength,
        )
    taken = {pair.at for pair in alignment.best.values()}
    if not alignment.pairs.get(i) and all(j in taken for j in instead) and unit.kind != "date":
        return Finding("not_covered", f"The quotes do not mention “{unit.text}”.")
    return Finding(OTHER[unit.kind], _instead(alignment, i, list(instead)), others[0].strength)


def _instead(alignment: Alignment, i: int, instead: list[int]) -> str:
    return f"The statement says “{alignment.told.units[i].text}”, the quotes say {_names(alignment, tuple(instead))}."


def _names(alignment: Alignment, units: tuple[int, ...]) -> str:
    return " and ".join(f"“{alignment.given.units[j].text}”" for j in units[:3])


def _excused(alignment: Alignment, i: int) -> bool:
    """Whether a value need not be found: first names, states of a known office, the number of a list."""
    told, given = alignment.told, alignment.given
    unit = told.units[i]
    if unit.kind == "number" and isinstance(unit.value, Quantity):
        return _counts_a_list(alignment, unit.value)
    if unit.kind != "name":
        return False
    head = told.head_of.get(i, i)
    group = told.groups.get(head)
    if group is None:
        return False
    inside = [k for k in range(group.first, group.last + 1) if k != i]
    if _first_name(alignment, i, head):
        return True
    if not any(key[0] in "@~" for key in unit.keys):
        return False
    owners = [head]
    if group.head == i and i in told.governor and told.governor[i][1] == "of":
        owners.append(told.governor[i][0])
    for k in (*inside, *owners):
        if any(key.startswith("office") for key in told.units[k].keys) and any(
            told.units[k].keys & given.units[pair.at].keys for pair in alignment.pairs.get(k, [])
        ):
            return True
    return False


def _first_name(alignment: Alignment, i: int, head: int) -> bool:
    """Whether a name is a known first name of the person whose last name follows and stands in the quotes."""
    told = alignment.told
    known = names.table().first_names
    for k in range(i + 1, min(i + 4, len(told.units))):
        if told.head_of.get(k) != head or told.units[k].kind != "name":
            return False
        if alignment.pairs.get(k) and names.plain(told.units[i].low) in known.get(names.plain(told.units[k].low), ()):
            return True
    return False


def _counts_a_list(alignment: Alignment, value: Quantity) -> bool:
    if value.unit or value.value not in range(2, 15) or _counted_otherwise(alignment, value):
        return False
    if value.value == 2 and {unit.low for unit in alignment.given.units} & {
        "both",
        "neither",
        "either",
        "pair",
        "couple",
    }:
        return True
    lists = {len(group.alike) + 1 for group in alignment.given.groups.values()}
    return int(value.value) in lists


def _counted_otherwise(alignment: Alignment, value: Quantity) -> bool:
    """Whether the quotes count the same things and come to another number."""
    numbers = [unit.value for unit in alignment.given.units if isinstance(unit.value, Quantity)]
    return any(value.noun and one.noun == value.noun and quantity_agreement(value, one) == "differs" for one in numbers)


def _weaker(alignment: Alignment, i: int) -> Iterator[Finding]:
    """A number that the quotes give only with a weaker bound."""
    unit = alignment.told.units[i]
    if isinstance(unit.value, Quantity):
        found = [
            quantity_agreement(unit.value, other.value)
            for pair in alignment.pairs[i]
            if isinstance((other := alignment.given.units[pair.at]).value, Quantity)
        ]
        if found and "agrees" not in found:
            j = alignment.pairs[i][0].at
            yield Finding(
                "overstated",
                f"The statement says “{unit.text}”, the quotes only “{_bounded(alignment.given.units[j])}”.",
            )


def _bounded(unit: Unit) -> str:
    bound = unit.value.bound if isinstance(unit.value, Quantity) else ""
    return f"{bound} {unit.text}".strip()


def _elsewhere(alignment: Alignment, i: int) -> Iterator[Finding]:
    """A unit that is in the quotes, but in no place that could be compared: it must at least be near its clause."""
    told, given = alignment.told, alignment.given
    unit = told.units[i]
    clause = told.clause_of.get(i, -1)
    best = alignment.best_clause.get(clause)
    near = {given.clause_of.get(pair.at, -1) for pair in alignment.pairs[i]}
    if best is None or best in near or any(_related(alignment, best, other) for other in near):
        yield from _weaker(alignment, i)
        return
    shared = max(_shared(alignment, clause, other, i) for other in near)
    rivals = _rivals(alignment, i)
    if unit.kind in ("number", "date") and rivals and shared < 0.5 * _shared(alignment, clause, best, i):
        yield Finding(OTHER[unit.kind], _instead(alignment, i, rivals), BESIDE)
    elif (
        shared <= 0.35
        and unit.kind != "name"
        and _quote(alignment, best) not in {_quote(alignment, other) for other in near}
    ):
        yield Finding("not_covered", f"The quotes say “{unit.text}” of something else.")
    elif (
        unit.kind == "name"
        and shared <= 0.0
        and _quote(alignment, best) not in {_quote(alignment, other) for other in near}
    ):
        kind: Outcome = "other_name" if rivals else "not_covered"
        yield Finding(kind, f"The quotes say nothing of “{unit.text}” in this connection.", BESIDE)


def _shared(alignment: Alignment, clause: int, other: int, i: int) -> float:
    score = alignment.clauses.get((clause, other), 0.0)
    own = [pair.strength for pair in alignment.pairs[i] if alignment.given.clause_of.get(pair.at, -1) == other]
    return score - (max(own) * max(alignment.weights.get(i, 0.0), 0.2) if own else 0.0)


def _related(alignment: Alignment, one: int, other: int) -> bool:
    """Whether one clause hangs on the other or both on the same one."""
    predicates = alignment.given.predicates
    if not (0 <= one < len(predicates) and 0 <= other < len(predicates)):
        return False
    first, second = predicates[one], predicates[other]
    return first.parent == other or second.parent == one


def _quote(alignment: Alignment, clause: int) -> int:
    predicates = alignment.given.predicates
    return alignment.quote_of[predicates[clause].at] if 0 <= clause < len(predicates) else -1


def _rivals(alignment: Alignment, i: int) -> list[int]:
    """Units of the same kind in the corresponding clause of the quotes that correspond to nothing in the statement."""
    unit, given = alignment.told.units[i], alignment.given
    best = alignment.best_clause.get(alignment.told.clause_of.get(i, -1))
    taken = {pair.at for pairs in alignment.pairs.values() for pair in pairs}
    return [
        j
        for j, other in enumerate(given.units)
        if best is not None and given.clause_of.get(j, -1) == best and j not in taken and rival(unit, other)
    ]
