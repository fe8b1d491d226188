"""What English words mean as far as it can be looked up: base forms, parts of speech, same and opposite meanings.

`tables/words.tsv` and `tables/forms.tsv` come from WordNet (`training/lexicon.py`); `tables/synonyms.txt` is our own:
what news, diplomacy, law and business say in several ways, phrases included. Nothing here knows about sentences.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from index.lexical import stem
from service.verification.reading.meanings import Meaning
from service.verification.reading.wordlists import wordlist

Part = Literal["n", "v", "a", "r"]


class Reading(NamedTuple):
    """One way to read a form: as what part of speech, of what word, in what form (base, s, ed, en, ing, er)."""

    part: Part
    lemma: str
    form: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the table."""

    counts: Mapping[Part, int]
    """How often it is each part of speech; only those that it can be."""
    concepts: frozenset[str]
    opposites: frozenset[str]
    derived: frozenset[str]


def readings(form: str) -> tuple[Reading, ...]:
    """All ways to read a form in lower case; none for a word that the table does not have."""
    return _readings(form)


def count(lemma: str, part: Part) -> int:
    """How often a word was seen as a part of speech; -1 when it is none."""
    entry = _entry(lemma)
    return entry.counts.get(part, -1) if entry else -1


@lru_cache(maxsize=50_000)
def meaning(form: str, part: Part | None = None) -> Meaning:
    """What a form may mean, when it is read as a part of speech; unknown words mean themselves."""
    read = [one for one in _readings(form) if part is None or one.part == part] or list(_readings(form))
    lemmas = dict.fromkeys(one.lemma for one in read) or {form: None}
    entries = [entry for lemma in lemmas if (entry := _entry(lemma))]
    groups, sides = _groups()
    return Meaning(
        frozenset(lemmas).union(*(entry.derived for entry in entries)),
        frozenset(stem(lemma, "en") for lemma in lemmas),
        frozenset[str]().union(*(groups.get((lemma,), frozenset()) for lemma in (*lemmas, form))),
        frozenset[str]().union(*(sides.get((lemma,), frozenset()) for lemma in (*lemmas, form))),
        frozenset(concept for entry in entries for concept in entry.concepts if part is None or concept[0] == part),
        frozenset[str]().union(*(entry.opposites for entry in entries)),
    )


def by_stem(form: str, language: str) -> Meaning:
    """What a form means in a language of which only the stems are known."""
    nothing = frozenset[str]()
    known = frozenset((stem(form, language),))
    return Meaning(known, known, nothing, nothing, nothing, nothing)


def title(words: str) -> Meaning:
    """What an office means: "foreign minister" as a whole, or else its last word."""
    found = phrase([(word,) for word in words.split()], 0)
    return found[1] if found and found[0] == len(words.split()) else meaning(words.split()[-1], "n")


def listed(form: str) -> bool:
    """Whether our own table has this word."""
    return (form,) in _groups()[0]


def phrase(lemmas: Sequence[Sequence[str]], start: int) -> tuple[int, Meaning] | None:
    """The longest phrase of our table that begins at a place: its length in words and its meaning.

    Args:
        lemmas: the possible base forms of each word of a sentence.
        start: index of the first word.
    """
    found: tuple[int, Meaning] | None = None
    nodes = [_phrases()]
    for length, alternatives in enumerate(lemmas[start : start + LONGEST], 1):
        nodes = [node.after[word] for node in nodes for word in alternatives if word in node.after]
        if not nodes:
            break
        ends = next((node.meaning for node in nodes if node.meaning is not None), None)
        if ends is not None and length > 1:
            found = length, ends
    return found


LONGEST = 6
"""Words of a phrase."""


class _Node:
    """The phrases that begin with the same words."""

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.meaning: Meaning | None = None


@cache
def _phrases() -> _Node:
    root, nothing = _Node(), frozenset[str]()
    groups, sides = _groups()
    for words in {*groups, *sides}:
        node = root
        for word in words:
            node = node.after.setdefault(word, _Node())
        if len(words) > 1:
            name = frozenset((" ".join(words),))
            node.meaning = Meaning(name, name, groups.get(words, nothing), sides.get(words, nothing), nothing, nothing)
    return root


@cache
def _words() -> dict[str, str]:
    """The lines of the table by their words; they are read when they are needed."""
    return dict(line.split("\t", 1) for line in _lines("words.tsv"))


@lru_cache(maxsize=50_000)
def _entry(word: str) -> Entry | None:
    if word not in _words():
        return None
    counts, concepts, opposites, derived = (field.split() for field in _words()[word].split("\t"))
    seen = {cast("Part", count[0]): int(count[1:]) for count in counts}
    return Entry(seen, frozenset(concepts), frozenset(opposites), frozenset(derived))


def _can_be(word: str, part: str) -> bool:
    entry = _entry(word)
    return entry is not None and part in entry.counts


@cache
def _irregular() -> dict[str, tuple[tuple[Part, str], ...]]:
    table: dict[str, tuple[tuple[Part, str], ...]] = {}
    for line in _lines("forms.tsv"):
        form, part, lemma = line.split("\t")
        table[form] = (*table.get(form, ()), (cast("Part", part), lemma))
    return table


_TOO_SMALL = frozenset((word,) for word in ["to", "out", "over", "about", "for", "there", "up", "still"]) | {
    ("to",),
    ("no", "longer"),
}
Groups = dict[tuple[str, ...], frozenset[str]]


@cache
def _groups() -> tuple[Groups, Groups]:
    """Words and phrases of our own table with the lines, and the sides of opposites, in which they stand."""
    groups: dict[tuple[str, ...], set[str]] = {}
    sides: dict[tuple[str, ...], set[str]] = {}
    for number, line in enumerate(_lines("synonyms.txt")):
        halves = line.split("<>")
        for half, sign in zip(halves, "+-", strict=False):
            for item in half.split(","):
                words = tuple(item.replace("-", " ").split())
                if words[0] == "be" and len(words) > 1:
                    words = words[1:]
                if words in _TOO_SMALL or wordlist("negations") & set(words):
                    continue
                table, name = (groups, str(number)) if len(halves) == 1 else (sides, f"{number}{sign}")
                table.setdefault(words, set()).add(name)
    return _frozen(groups), _frozen(sides)


def _frozen(table: dict[tuple[str, ...], set[str]]) -> Groups:
    return {words: frozenset(lines) for words, lines in table.items()}


def _lines(name: str) -> list[str]:
    text = files(f"{__package__}.tables").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=50_000)
def _readings(form: str) -> tuple[Reading, ...]:
    found: dict[Reading, None] = {}
    irregular = [(part, lemma) for part, lemma in _irregular().get(form, ()) if _can_be(lemma, part)]
    for part, lemma in irregular:
        found[Reading(part, lemma, _irregular_form(form, part, lemma))] = None
    if entry := _entry(form):
        for part in entry.counts:
            found[Reading(part, form, "base")] = None
    regular = {part for part, _ in irregular}
    for ending, bases, part, name in _ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 1 and part not in regular:
            root = form[: len(form) - len(ending)]
            for base in bases:
                lemma = root[:-1] if base == "-" else root + base
                doubled = base != "-" or (len(root) > 2 and root[-1] == root[-2] and root[-1] not in "aeiou")
                if doubled and _can_be(lemma, part):
                    found[Reading(part, lemma, name)] = None
                    break
    if not found:
        for ending, bases, part, name in _ENDINGS:
            for base in bases if form.endswith(ending) else ():
                root = form[: len(form) - len(ending)]
                lemma = root[:-1] if base == "-" else root + base
                if (lemma,) in _groups()[0]:
                    found[Reading(part, lemma, name)] = None
    if form in wordlist("invariant"):
        found[Reading("v", form, "ed")] = None
    if not found and (american := _american(form)) != form:
        return _readings(american)
    return tuple(found)


def _american(form: str) -> str:
    """The spelling of the table."""
    for british, american in _SPELLINGS:
        form = british.sub(american, form)
    return form


_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"is(e|ed|es|ing|ation|ations|er|ers)$", r"iz\1"),
        (r"ys(e|ed|es|ing)$", r"yz\1"),
        (r"our(s|ed|ing|able|ite|ful|less)?$", r"or\1"),
        (r"([^l])tre(s?)$", r"\1ter\2"),
        (r"ence(s?)$", r"ense\1"),
        (r"ll(ed|ing|er)$", r"l\1"),
        (r"ogue(s?)$", r"og\1"),
    )
)


_ENDINGS: tuple[tuple[str, tuple[str, ...], Part, str], ...] = (
    ("ies", ("y",), "n", "s"), ("ies", ("y",), "v", "s"), ("ied", ("y",), "v", "ed"),
    ("es", ("", "e"), "n", "s"), ("es", ("e", ""), "v", "s"), ("s", ("",), "n", "s"), ("s", ("",), "v", "s"),
    ("ed", ("e", "", "-"), "v", "ed"), ("ing", ("e", "", "-"), "v", "ing"),
    ("er", ("e", "", "-"), "a", "er"), ("est", ("e", "", "-"), "a", "er"), ("ier", ("y",), "a", "er"),
)  # fmt: skip


def _irregular_form(form: str, part: Part, lemma: str) -> str:
    if part != "v":
        return "s" if part == "n" else "er"
    if form.endswith("ing"):
        return "ing"
    # "wrote" and "written" are two forms, "said" is one for both.
    others = [other for other in _past_forms().get(lemma, ()) if other != form]
    if form.endswith(_PARTICIPLE) and not form.endswith("an") and others:
        return "en"
    return "past" if any(other.endswith(_PARTICIPLE) for other in others) else "ed"


_PARTICIPLE = ("n", "ne", "ung", "unk", "um")


@cache
def _past_forms() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for form, read in _irregular().items():
        for part, lemma in read:
            if part == "v" and not form.endswith("ing"):
                table.setdefault(lemma, []).append(form)
    return table
