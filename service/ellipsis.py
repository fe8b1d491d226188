"""Elliptical questions, completed: "And the E3 text?" after "What does the US draft say?".

A fragment replaces its counterpart: a phrase that begins with the same small word ("according to the union"), or the
name of the most similar shape ("Kestria's" for "Ordania's", "the Ukrainian one" for "the American delegation"). Where
there is none, nothing is guessed. The method is language-independent but for the tables of small words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.languages import LanguagePack
from service.naming import is_listed

_FRAGMENT = 6
"""Words: a longer piece says something of its own."""
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A name in a question with the small words before it and the noun after it: words `start` to `end`."""

    start: int
    name: int
    """Place of the name's first word."""
    end: int


def completed(fragment: str, base: str, words: LanguagePack) -> str | None:
    """The question that a fragment asks after the question `base`; None where that cannot be told."""
    opened = words.leans["elliptical"].match(fragment)
    rest = (fragment[opened.end() :] if opened else fragment).strip(" ,?.!").split()
    asked = base.rstrip(" ?.!").split()
    if not rest or not asked or _has_pronoun(rest, words):
        return None
    if shared := _shared_opening(rest, asked):
        rest = rest[shared:]
    elif not opened or len(rest) > _FRAGMENT:
        return None
    found = _by_first_word(rest, asked, words) or (None if shared else _by_shape(rest, asked, words))
    return f"{' '.join(found)}?" if found else None


def _has_pronoun(rest: Sequence[str], words: LanguagePack) -> bool:
    """Whether a fragment itself refers to something: then it says more than what to put in."""
    said = (word for word in map(str.casefold, rest) if word not in words.articles)
    return bool(words.leans["follow_up"].search(" ".join(said)))


def _shared_opening(rest: Sequence[str], asked: Sequence[str]) -> int:
    """How many words a piece and the question begin with in common: "at what stage … and at what stage …"."""
    shared = 0
    while shared < min(len(rest), len(asked)) and rest[shared].casefold() == asked[shared].casefold():
        shared += 1
    return shared if 0 < shared < len(rest) else 0


def _by_first_word(rest: Sequence[str], asked: Sequence[str], words: LanguagePack) -> list[str] | None:
    """The question with its last phrase that begins with the same small word replaced."""
    first = rest[0].casefold()
    if first not in words.function_words or first in words.articles or len(rest) < 2:
        return None
    places = [place for place, word in enumerate(asked) if word.casefold() == first]
    if not places:
        return None
    start = places[-1]
    end = _phrase_end(asked, start, words)
    tail = list(asked[start:end])
    own = list(rest)
    if _ends_open(own, words):
        # "in the third" of "in the first three-way round": the noun is the same.
        own += tail[len(own) :]
    return [*asked[:start], *own, *asked[end:]]


def _ends_open(phrase: Sequence[str], words: LanguagePack) -> bool:
    """Whether a phrase lacks its noun: a small word, an article and one word in small letters."""
    return len(phrase) == 3 and phrase[1].casefold() in words.articles and phrase[2].islower()


def _phrase_end(asked: Sequence[str], start: int, words: LanguagePack) -> int:
    """Where the phrase that begins at `start` ends: after a comma or before the small word that begins the next."""
    carried_on = words.articles | words.linking
    for place in range(start + 1, len(asked)):
        if asked[place - 1].endswith(","):
            return place
        if place > start + 1 and asked[place].islower() and asked[place] in words.function_words - carried_on:
            return place
    return len(asked)


def _by_shape(rest: Sequence[str], asked: Sequence[str], words: LanguagePack) -> list[str] | None:
    """The question with the name that looks most like the fragment's replaced by it."""
    own, theirs = _chunks(rest, words), _chunks(asked, words)
    if len(own) != 1 or own[0].start or not theirs:
        return None
    there = max(theirs, key=lambda chunk: _likeness(rest, own[0], asked, chunk, words))
    stands_for_noun = rest[-1].casefold() in words.pro_nouns
    noun = asked[there.name + 1 : there.end] if stands_for_noun or _possessive(rest, own[0]) else []
    return [*asked[: there.start], *rest[: len(rest) - stands_for_noun], *noun, *asked[there.end :]]


def _chunks(text: Sequence[str], words: LanguagePack) -> list[_Chunk]:
    """The names in a text; the first word of a question is none."""
    found = []
    place = 0
    while place < len(text):
        word = text[place]
        opens = place == 0 and len(text) > 1 and word.casefold() in words.function_words
        if not word[:1].isupper() or opens:
            place += 1
            continue
        start, end = place, place + 1
        while start and text[start - 1].casefold() in words.articles:
            start -= 1
        while end < len(text) and text[end][:1].isupper() and not _POSSESSIVE.search(text[end - 1]):
            end += 1
        if end < len(text) and start < place and _is_noun(text[end], words):
            end += 1
        found.append(_Chunk(start, place, end))
        place = end
    return found


def _is_noun(word: str, words: LanguagePack) -> bool:
    """Whether a word after an article and a name may belong to them."""
    return word.casefold() not in words.function_words or word.casefold() in words.pro_nouns


def _likeness(
    one: Sequence[str], chunk: _Chunk, other: Sequence[str], counterpart: _Chunk, words: LanguagePack
) -> float:
    """How alike two names look: article, possessive, the noun after them, and whether both are known states."""
    mine, yours = " ".join(one[chunk.name : chunk.end]), " ".join(other[counterpart.name : counterpart.end])
    states = [is_listed(text, words) for text in (mine, yours)]
    return (
        2.0 * (_possessive(one, chunk) == _possessive(other, counterpart))
        + 1.5 * ((chunk.start < chunk.name) == (counterpart.start < counterpart.name))
        + 1.0 * (one[chunk.end - 1].casefold() == other[counterpart.end - 1].casefold())
        + 1.0 * (states[0] == states[1])
        + 0.5 * (one[chunk.name].isupper() == other[counterpart.name].isupper())
    )


def _possessive(text: Sequence[str], chunk: _Chunk) -> bool:
    return bool(_POSSESSIVE.search(text[chunk.end - 1])) or bool(_POSSESSIVE.search(text[chunk.name]))
