"""Sentences: spans that partition a text, white space between them aside.

A candidate is a run of final punctuation with the quotation marks and brackets that close after it, before white
space. It is taken unless an abbreviation, an initial, an ordinal or an enumerator explains the full stop, or the next
word goes on in lower case. On the 96 texts of tests/ingest/hard_sentences.py, with which the rules were written, this
is right on all and blingfire 0.1.8 on 73, which splits at German ordinals, at initials and after "ст." and "т. е.".
"""

import re
from collections.abc import Iterator

from ingest.abbreviations import (
    BEFORE_NOUN,
    BEFORE_NUMBER,
    BEFORE_ORDINAL,
    BEFORE_YEAR,
    CURRENCIES,
    MAY_END,
    MONTHS,
    NEVER_LAST,
    REPORTING,
    STARTERS,
    YEARS,
)

Span = tuple[int, int]

LONG_WORDS = 120
"""A sentence longer than this is cut at its semicolons."""
LONGEST = 1600
"""Characters; a longer run without any final punctuation is cut at white space, so that no passage is unbounded."""

_LOOK_BACK = 80
"""Characters before a full stop that decide about it."""
_WORDS_OF_ONE_LETTER = frozenset("єя")
"""That end sentences in Ukrainian and Russian."""

_CLOSERS = "\"'”’»“‘›)]}"
_CANDIDATE = re.compile(
    # "end." He   end.[3] He   end.¹ He   fin. » Il
    rf"""(?<![.!?…‼⁇⁈⁉؟۔।])[.!?…‼⁇⁈⁉؟۔।]+ (?:[{re.escape(_CLOSERS)}]|\[\d+\]|[⁰¹²³⁴-⁹]|\s»(?=\s))* (?=\s)
    | [。！？]+ [」』”’）]*""",
    re.VERBOSE,
)
_NEXT_WORD = re.compile(r"[\s\"'“”„«»‘’‚‹›(\[{¿¡*—–-]*([^\W_]+(?:['’.-][^\W_]+)*)")
_LAST_TOKEN = re.compile(r"[^\s\"'“”„«»‘’‚‹›(\[{]*$")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlcdm]{1,7}|[^\W\d_])[.)]+", re.IGNORECASE)
_SEMICOLON = re.compile(r"[;；](?=\s)")


def split(text: str) -> list[Span]:
    """Spans of the sentences of `text`, in order; every character that is not white space lies in exactly one."""
    spans: list[Span] = []
    start = 0
    for end in [*_ends(text), len(text)]:
        spans.extend(_short(text, *_trim(text, start, end)))
        start = end
    return spans


def whole(text: str) -> list[Span]:
    """`text` as one sentence, however many full stops it has: for headings and table rows."""
    return list(_short(text, *_trim(text, 0, len(text))))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends(text: str) -> Iterator[int]:
    """Where sentences end, the last one aside."""
    start = 0
    for match in _CANDIDATE.finditer(text):
        if _is_end(text, start, match):
            yield match.end()
            start = match.end()


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match[0]
    if mark[0] in "。！？":
        return True
    following = _NEXT_WORD.match(text, match.end())
    if following is None:
        return False  # nothing but punctuation follows: it belongs to this sentence
    word = following[1]
    if word[0].islower():
        return False
    if mark[-1] in _CLOSERS and mark[0] in "!?" and _leads_out(text, following):
        return False
    return not mark.startswith(".") or mark.startswith("..") or _full_stop_ends(text, start, match, word)


def _leads_out(text: str, following: re.Match[str]) -> bool:
    """Whether a quotation goes on into "Merz asked": a reporting verb among the next words, before a comma or stop."""
    words = re.match(r"[^.,;:!?“”\"]{0,60}", text[following.start(1) : following.start(1) + 60])
    return bool(words) and any(word in REPORTING for word in words[0].split()[1:4])  # type: ignore[index]


def _full_stop_ends(text: str, start: int, match: re.Match[str], word: str) -> bool:
    """Whether a single full stop before `word`, which does not begin in lower case, ends the sentence from `start`."""
    sentence = text[max(start, match.start() - _LOOK_BACK) : match.start()].lstrip()
    token = _LAST_TOKEN.search(sentence)[0]  # type: ignore[index]
    closed = len(match[0]) > 1
    if not closed and match.start() - start < _LOOK_BACK and _ENUMERATOR.fullmatch(sentence + "."):
        return False
    if token.isdecimal():
        return not _is_ordinal(sentence, token, word)
    return closed or not _is_abbreviation(sentence, token, word)


def _is_ordinal(sentence: str, token: str, word: str) -> bool:
    """German and Polish "21. November", "der 28. Punkt"."""
    if len(token) > 2:
        return False
    before = sentence[: -len(token)].split()
    return word.lower() in MONTHS or bool(before and before[-1].lower() in BEFORE_ORDINAL)


def _is_abbreviation(sentence: str, token: str, word: str) -> bool:
    """Whether the full stop after `token` belongs to it and the sentence goes on with `word`."""
    plain = token if len(token) == 1 else token.lower().strip("-–—/")  # "r." is a year, "R." a name
    starts = word.lower() in STARTERS
    if plain in NEVER_LAST or (plain in CURRENCIES and word.isupper()):
        return True
    if word[0].isdigit():
        return plain in BEFORE_NUMBER or plain in MAY_END or _is_initials(token)
    if plain in YEARS:
        return not starts and any(before in BEFORE_YEAR for before in sentence.lower().split()[-3:-2])
    if plain in MAY_END:
        return False
    if plain in BEFORE_NOUN:
        return not starts
    return _is_initials(token) and (not starts or _is_spaced_abbreviation(sentence, token))


def _is_initials(token: str) -> bool:
    """One letter or several with stops between: "J", "U.S", "z", "J.-P"."""
    return token not in _WORDS_OF_ONE_LETTER and re.fullmatch(r"[^\W\d_](?:[.’-]+[^\W\d_])*", token) is not None


def _is_spaced_abbreviation(sentence: str, token: str) -> bool:
    """A single letter after another single letter with a stop: the second half of "z. B."."""
    return len(token) == 1 and re.search(r"(?:^|\s)[^\W\d_]\.\s*$", sentence[: -len(token)]) is not None


def _short(text: str, start: int, end: int) -> Iterator[Span]:
    """The span itself, or its pieces if it is too long for one sentence."""
    if start == end:
        return
    if len(text[start:end].split()) > LONG_WORDS:
        cuts = [match.end() for match in _SEMICOLON.finditer(text, start, end)]
        if cuts and cuts[-1] < end:
            for piece in zip([start, *cuts], [*cuts, end], strict=True):
                yield from _bounded(text, *_trim(text, *piece))
            return
    yield from _bounded(text, start, end)


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        space = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST))
        cut = space if space > start else start + LONGEST
        yield _trim(text, start, cut)
        start = _trim(text, cut, end)[0]
    if start < end:
        yield start, end
