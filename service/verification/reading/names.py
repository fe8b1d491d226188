"""Names and their other names: "Kyiv" for Ukraine's government, "the British prime minister" for Starmer.

A name is known by its keys; two names may be the same when they share one. `tables/names.toml` holds what is known of
the world; what a text says itself ("Lars Løkke Rasmussen, Denmark's foreign minister") needs no table.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the table."""

    keys: frozenset[str]
    seat: bool = False
    """It is a city that also stands for its state."""
    adjective: bool = False
    members: frozenset[str] = frozenset()
    """Keys of the members, when it is a group."""


@dataclass(frozen=True, slots=True)
class Table:
    """All names, by their words in lower case without diacritics."""

    names: Mapping[tuple[str, ...], Known]
    offices: Mapping[str, frozenset[str]]
    """Last name to "state office" keys."""
    first_names: Mapping[str, frozenset[str]]
    """Last name to the first names of those who have it."""
    longest: int


def plain(text: str) -> str:
    """Lower case without diacritics, full stops and possessive endings: what inflected and transcribed forms share."""
    return _plain(text)


@lru_cache(maxsize=50_000)
def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o").replace("’", "'"))
    return "".join(c for c in text if not unicodedata.combining(c)).replace(".", "")


def roots(word: str, language: str = "en") -> frozenset[str]:
    """By what an unlisted name is known: itself without its plural or, where names are declined, its beginning."""
    own = plain(word).strip("'")
    if language != "en":
        return frozenset((own[: max(4, len(own) - 2)],))
    return frozenset((own, own[:-1])) if len(own) > 4 and own.endswith("s") else frozenset((own,))


@cache
def table() -> Table:
    """The table of names."""
    raw = _raw()
    names: dict[tuple[str, ...], Known] = {}
    stands_for = {key: f"@{value}" for key, value in _lines(raw["stands_for"])}
    for key, value in _lines(raw["states"]):
        forms, people, seats = (_split(part) for part in value.split(";"))
        for form in forms:
            names[_words(form)] = Known(frozenset((f"@{key}",)))
        for form in people:
            names[_words(form)] = Known(frozenset((f"@{key}",)), adjective=True)
        for form in seats:
            names[_words(form)] = Known(frozenset((f"@{key}", "".join(_words(form)))), seat=True)
    for key, value in _lines(raw["others"]):
        extra = {stands_for[key]} if key in stands_for else set()
        for form in _split(value):
            old = names.get(_words(form))
            names[_words(form)] = Known(
                frozenset({f"~{key}", *extra}) | (old.keys if old else frozenset()), seat=bool(old and old.seat)
            )
    members = dict(_lines(raw["groups"]))
    for key, value in _lines(raw["group_names"]):
        for form in _split(value):
            within = frozenset(f"@{member}" for member in members[key].split())
            names[_words(form)] = Known(frozenset((f"@{key}",)), members=within)
    offices: dict[str, frozenset[str]] = {}
    first_names: dict[str, frozenset[str]] = {}
    for person, value in _lines(raw["offices"]):
        *first, last = (plain(part) for part in person.replace("-", " ").split())
        offices[last] = offices.get(last, frozenset()) | frozenset(_split(value.replace(";", ",")))
        first_names[last] = first_names.get(last, frozenset()) | frozenset(first)
    return Table(names, offices, first_names, max(map(len, names)))


@cache
def _raw() -> Mapping[str, str]:
    return tomllib.loads(files(f"{__package__}.tables").joinpath("names.toml").read_text(encoding="utf-8"))


def forms() -> Iterator[tuple[tuple[str, ...], str]]:
    """Every name of the table in its words, with the key it is known by; a state's, where it has one."""
    for words, known in table().names.items():
        yield words, min(known.keys, key=lambda key: ("@~".find(key[0]) % 3, key))


def forms_elsewhere() -> Iterator[tuple[tuple[str, ...], str]]:
    """Names of states in other languages than English: words in order, their endings left open by a star."""
    raw = _raw()
    for key, value in _lines(raw["elsewhere"]):
        for form in _split(value):
            yield tuple(plain(form).split()), f"@{key}"


def _lines(block: str) -> Iterator[tuple[str, str]]:
    for line in block.strip().splitlines():
        key, value = line.split(":", 1)
        yield key.strip(), value.strip()


def _split(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip() not in ("", "-")]


def _words(name: str) -> tuple[str, ...]:
    return tuple(plain(name).replace("-", " ").split())
