"""When a name and a title, or two names, are not one person, though one title fits both.

"President Putin" and "President Zelensky" have the word in common by which each may be meant where it stands alone.
What stands beside the title tells who is meant: another name, or another state.
"""

from collections.abc import Iterator

from service.verification.reading.clauses import Group, Text
from service.verification.reading.offices import states
from service.verification.reading.tokens import Unit

BETWEEN = 2
"""Units from the end of a group to what renames it, behind a comma."""


def is_person(unit: Unit) -> bool:
    """Whether a name may be a person's: that of no known state, institution or people."""
    return unit.kind == "name" and not unit.people and not any(key[0] in "@~" for key in unit.keys)


def share_an_office_only(one: Unit, other: Unit) -> bool:
    """Whether nothing but an office makes two names alike: two chancellors."""
    shared = one.keys & other.keys
    return bool(shared) and is_person(one) and is_person(other) and all(key.startswith("office ") for key in shared)


def somebody_else(told: Unit, given: Text, at: int) -> bool:
    """Whether a title in the quotes belongs to somebody else than the person named in the statement."""
    group = given.groups.get(given.head_of.get(at, at))
    if group is None or not is_person(told):
        return False
    named = [unit for unit in _named(given, group) if is_person(unit)]
    if named:
        return not any(told.keys & unit.keys and not share_an_office_only(told, unit) for unit in named)
    offices = {key.split()[1] for key in told.keys if key.startswith("office ")}
    theirs = set(states(given, group))
    return bool(offices and theirs) and not offices & theirs


def _named(text: Text, group: Group) -> Iterator[Unit]:
    """The names in a group, and in one that renames it: "the president, Emmanuel Macron"."""
    yield from (unit for unit in text.units[group.first : group.last + 1] if unit.kind == "name")
    for head in group.alike:
        other = text.groups.get(head)
        if other and (other.first - group.last == BETWEEN or group.first - other.last == BETWEEN):
            between = text.units[min(group.last, other.last) + 1]
            if between.text == ",":
                yield from (unit for unit in text.units[other.first : other.last + 1] if unit.kind == "name")
