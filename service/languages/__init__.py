"""What the product knows of a language: function words, question words, cues, and the fixed texts of answers.

One TOML file a language; adding a language is adding a file. A language without a file is served with the English one.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import Pattern
from typing import Any

FALLBACK = "en"


@dataclass(frozen=True, eq=False)
class LanguagePack:
    """The tables of one language; patterns ignore case."""

    code: str
    function_words: frozenset[str]
    bodies: frozenset[str]
    """Words in the names of institutions and places, never in those of people."""
    articles: frozenset[str]
    linking: frozenset[str]
    """Small words that carry a phrase on: "the plan of the minister"."""
    pro_nouns: frozenset[str]
    """Words that stand for a noun said before: "the Ukrainian one"."""
    possessives: frozenset[str]
    """Pronouns for "his", put as a genitive."""
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    capitalised_nouns: bool
    """Whether a capital letter says nothing about being a name."""
    conjunction: str
    numbers: Mapping[str, float]
    """Number words and their values."""
    asks: Mapping[str, Pattern[str]]
    """What makes a question one of a kind, or one that asks for an answer of a type."""
    leans: Mapping[str, Pattern[str]]
    """What makes a sentence or a question lean on what was said before."""
    marks: Mapping[str, Pattern[str]]
    """Negation, cause, reporting and the like, in a sentence."""
    sides: tuple[Pattern[str], ...]
    """Comparisons: groups `sides` and, optionally, `topic`."""
    joints: Pattern[str]
    """What stands between the sides of a comparison."""
    head: Pattern[str]
    """What the first of several sides may begin with for all of them: groups `head` and `side`."""
    events: tuple[Pattern[str], ...]
    """Questions about the order or distance of two events: group `sides`."""
    coordination: Mapping[str, Sequence[str]]
    """Words by which `service.coordination` finds sides named one beside the other."""
    event_question: str
    """What is asked of one event."""
    side_question: str
    """What is asked of one side about a topic."""
    side_clause: str
    """The same where the topic is itself a question."""
    wording: Mapping[str, str]
    kinds: Mapping[str, str]
    """How an answer of each type is called."""


@cache
def available() -> tuple[str, ...]:
    """The codes of the languages that have a file."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def pack(language: str | None) -> LanguagePack:
    """The tables of a language (ISO 639-1), or the English ones."""
    return _load(language if language in available() else FALLBACK)


@cache
def _load(code: str) -> LanguagePack:
    raw = tomllib.loads(files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8"))
    wording = dict(raw["wording"])
    kinds = wording.pop("kinds")
    pairs = (pair.split("=") for pair in raw["numbers"].split())
    return LanguagePack(
        code=code,
        function_words=frozenset(raw["function_words"].split()),
        bodies=frozenset(raw["bodies"].split()),
        articles=frozenset(raw["articles"].split()),
        linking=frozenset(raw["linking"].split()),
        pro_nouns=frozenset(raw["pro_nouns"].split()),
        possessives=frozenset(raw["possessives"].split()),
        months=tuple(raw["months"]),
        weekdays=tuple(raw["weekdays"]),
        capitalised_nouns=raw["capitalised_nouns"],
        conjunction=raw["conjunction"],
        numbers={word: float(value) for word, value in pairs},
        asks=_patterns(raw["asks"]),
        leans=_patterns(raw["leans"]),
        marks=_patterns(raw["marks"]),
        sides=tuple(_pattern(source) for source in raw["comparison"]["patterns"]),
        joints=_pattern(raw["comparison"]["joints"]),
        head=_pattern(raw["comparison"]["head"]),
        events=tuple(_pattern(source) for source in raw["comparison"]["events"]),
        coordination=raw["coordination"],
        event_question=raw["comparison"]["event_question"],
        side_question=raw["comparison"]["side_question"],
        side_clause=raw["comparison"]["side_clause"],
        wording=wording,
        kinds=kinds,
    )


def _patterns(table: Mapping[str, Any]) -> dict[str, Pattern[str]]:
    return {name: _pattern(source) for name, source in table.items()}


def _pattern(source: str) -> Pattern[str]:
    return re.compile(source, re.IGNORECASE)
