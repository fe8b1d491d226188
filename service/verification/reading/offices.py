"""Offices: "the British prime minister", "Denmark's foreign minister", "the president of Poland"."""

from collections.abc import Iterator, Mapping
from functools import cache

from service.verification.reading import names
from service.verification.reading.clauses import Group, Text


def name_offices(text: Text) -> None:
    """Let a noun group that tells a state and an office be known by the office, as its holder is."""
    for group in text.groups.values():
        titles = _titles().get(text.units[group.head].low)
        if not titles:
            continue
        low = " ".join(unit.low for unit in text.units[group.first : group.last + 1])
        named = set(states(text, group))
        found = {f"office {state} {title}" for state, title in titles if state in named and low.endswith(title)}
        text.units[group.head].keys |= found


def states(text: Text, group: Group) -> Iterator[str]:
    """Keys of the states and institutions that a group names, in itself, before it in the genitive, or after "of"."""
    owner = text.groups.get(group.owner) if group.owner is not None else None
    for span in (group, owner):
        if span:
            for unit in text.units[span.first : span.last + 1]:
                yield from (key[1:] for key in unit.keys if key[0] in "@~")
    for head, (noun, preposition) in text.governor.items():
        if noun == group.head and preposition == "of" and text.units[head].kind == "name":
            yield from (key[1:] for key in text.units[head].keys if key[0] in "@~")


@cache
def _titles() -> Mapping[str, list[tuple[str, str]]]:
    """States and titles by the last word of the title."""
    found: dict[str, list[tuple[str, str]]] = {}
    for office in {office for offices in names.table().offices.values() for office in offices}:
        state, _, title = office.partition(" ")
        found.setdefault(title.split()[-1], []).append((state, title))
    return found
