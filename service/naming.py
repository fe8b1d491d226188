"""By what a name is known in any text: "Washington", "the American draft" and „der US-Entwurf“ name one state.

A name of the table (`service/verification/reading/tables/names.toml`) is known by its key, any other by the beginnings
of its words, which survive inflection and most transcriptions.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from index.lexical import tokens
from service.languages import LanguagePack
from service.values import find_names
from service.verification.reading import names

_PREFIX = 5
"""Letters by which a name is known in its inflected forms and in other languages."""

_OPEN = 3
"""Letters that a name with an open ending has at least."""
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_Forms = Mapping[str, list[tuple[tuple[str, ...], str]]]


def name_keys(text: str, words: LanguagePack, continued: bool = False) -> frozenset[str]:
    """The names and numbers of a question, those of the calendar aside: dates are told in too many ways.

    `continued` is that of `find_names`.
    """
    known = dict(_known(text))
    found = set(known.values())
    for span in find_names(text, continued):
        run = text[span.start : span.end]
        if words.capitalised_nouns and " " not in run and not run.isupper():
            continue
        plain = {root(token) for token in tokens(run) if len(token) > 1}
        found |= plain - _no_names(words) - {root(token) for form in known for token in tokens(form)}
    return frozenset(found | {token for token in tokens(text) if token[0].isdecimal() and not _YEAR.fullmatch(token)})


@lru_cache(maxsize=4096)
def text_keys(text: str) -> frozenset[str]:
    """Everything by which a text may be known to hold a name: its roots, its states, the states of office-holders."""
    plain = frozenset(map(root, tokens(text)))
    states = {state for word in map(names.plain, re.findall(r"\b[^\W\d_][\w’'-]+", text)) for state in _served(word)}
    named = frozenset(key for _, key in _known(text)) | states
    return plain | named | {group for group, members in _groups() if members <= named}


def is_listed(name: str, words: LanguagePack) -> bool:
    """Whether a name is one of the table, or has one of it in itself."""
    return any(key[0] in "@~" for key in name_keys(name, words, continued=True))


def is_person(name: str, words: LanguagePack) -> bool:
    """Whether a name may be a person's: the table does not have it, or as that of one who held an office."""
    return not is_listed(name, words) or names.plain(name.split()[-1]) in names.table().offices


@lru_cache(maxsize=100_000)
def root(token: str) -> str:
    """The first letters of a token without diacritics; numbers stay whole."""
    if token[0].isdecimal():
        return token
    plain = "".join(c for c in unicodedata.normalize("NFKD", token.casefold()) if not unicodedata.combining(c))
    return plain[:_PREFIX]


def _known(text: str) -> Iterator[tuple[str, str]]:
    """The names of the table in a text as written, with their keys."""
    matches = list(re.finditer(r"[^\W\d_](?:[\w’']|\.(?=\w))*", text))
    plain = [re.sub(r"^[ld]'|'s?$", "", names.plain(match.group())) for match in matches]
    at = 0
    while at < len(matches):
        for form, key in (*_forms().get(plain[at], ()), *_forms().get(f"{plain[at][:_OPEN]}*", ())):
            if _stands(form, plain, at) and _written_as_name(matches[at].group(), form):
                yield text[matches[at].start() : matches[at + len(form) - 1].end()], key
                at += len(form) - 1
                break
        at += 1


def _stands(form: tuple[str, ...], plain: list[str], at: int) -> bool:
    """Whether a form, whose last letters are left open by "*", stands at a place."""
    there = plain[at : at + len(form)]
    return len(there) == len(form) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(form, there, strict=True)
    )


def _written_as_name(word: str, form: tuple[str, ...]) -> bool:
    """Names begin with a capital letter; adjectives in most languages don't, and "us" is not the US."""
    return word[0].isupper() or word[1:2] in ("'", "’") or form[0].endswith("*")


@cache
def _no_names(words: LanguagePack) -> frozenset[str]:
    """Roots of the calendar and of the small words of a language."""
    return frozenset(map(root, (*words.months, *words.weekdays, *words.function_words)))


@cache
def _forms() -> _Forms:
    """The forms of all names, longest first, by their first word, or by its first letters where its ending is open."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, key in (*names.forms(), *names.forms_elsewhere()):
        first = f"{form[0][:_OPEN]}*" if form[0].endswith("*") else form[0]
        table.setdefault(first, []).append((form, key))
    for forms in table.values():
        forms.sort(key=lambda pair: (-len(pair[0]), -len(pair[0][0])))
    return table


@cache
def _groups() -> tuple[tuple[str, frozenset[str]], ...]:
    """Groups of states with their members: who names all three of the E3 names the E3."""
    known = names.table().names.values()
    return tuple((min(one.keys), one.members) for one in known if one.members)


@cache
def _served(last_name: str) -> frozenset[str]:
    """Keys of the states that the person with a last name speaks for."""
    return frozenset(f"@{office.split()[0]}" for office in names.table().offices.get(last_name, ()))
