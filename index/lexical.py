"""The lexical index: tokens, their stems by language, and BM25 over them (SQLite FTS5).

A stem is stored with the language of its document in front ("de" + "haus"), so a document is matched only by a question
that was stemmed as its language demands, and a German "die" never meets an English "die".
"""

import json
import math
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Callable, Iterable, Sequence, Set
from functools import lru_cache

from index.vocabulary import Vocabulary

ALGORITHMS = {
    "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "tr": "turkish", "cs": "czech",
}  # fmt: skip
"""Snowball stemmers by ISO 639-1 language."""

CUT = 6
"""Letters kept of a token in a language without a stemmer: inflection sits at the end of words."""

POSTINGS = 15_000
"""Occurrences of terms that one search scores at most; about 10 ms."""

UNKNOWN = "xx"
"""Stands for the language of a document that has none."""

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|[^\W_]+")
_SEPARATORS = re.compile(r"[.,\u00a0\u202f ]")
_stemmer_lock = threading.Lock()


def tokens(text: str) -> list[str]:
    """Words and numbers, case folded; "600,000", "600 000" and "600.000" are one token."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return [_SEPARATORS.sub("", token) if token[0].isdecimal() else token for token in _TOKEN.findall(text)]


def stems(text: str, language: str | None) -> list[str]:
    """The stem of every token of a text in a language, or in an unknown one."""
    return [stem(token, language) for token in tokens(text)]


@lru_cache(maxsize=200_000)
def stem(token: str, language: str | None) -> str:
    """What a token has in common with its inflected forms, without diacritics."""
    algorithm = ALGORITHMS.get(language or "")
    if algorithm is None or token[0].isdecimal():
        root = token if token[0].isdecimal() else token[:CUT]
    else:
        # A stemmer keeps the word that it works on in itself.
        with _stemmer_lock:
            root = _stemmer(algorithm)(token)
    return "".join(c for c in unicodedata.normalize("NFKD", root) if not unicodedata.combining(c))


@lru_cache(maxsize=len(ALGORITHMS))
def _stemmer(algorithm: str) -> Callable[[str], str]:
    import Stemmer

    word: Callable[[str], str] = Stemmer.Stemmer(algorithm).stemWord
    return word


def stored(text: str, language: str | None) -> str:
    """What the index holds of a text."""
    return " ".join(_tagged(text, language))


def _tagged(text: str, language: str | None) -> list[str]:
    return [f"{language or UNKNOWN}{stem}" for stem in stems(text, language)]


def ranked(
    connection: sqlite3.Connection,
    vocabulary: Vocabulary,
    query: str,
    languages: Iterable[str | None],
    allowed: Sequence[int] | None,
    limit: int,
) -> dict[int, float]:
    """The passages in some languages that best match a query, best first: key to BM25 score, above 0.

    `allowed` are the versions that may be found; None allows all that are ready.
    """
    terms = _telling(connection, vocabulary, {term for language in languages for term in _tagged(query, language)})
    if not terms:
        return {}
    expression = " OR ".join(f'"{term}"' for term in terms)
    if allowed is not None:
        return _ranked_allowed(connection, expression, allowed, limit)
    return _ranked_ready(connection, expression, limit)


def _telling(connection: sqlite3.Connection, vocabulary: Vocabulary, terms: Set[str]) -> list[str]:
    """The terms worth ranking by, the rarest first.

    A term of more than half of the passages tells nothing, and scoring it costs the most. In a large index the
    commonest of the others are left out too: FTS5 scores every passage that has any of the terms.
    """
    passages, counts = vocabulary.passages(connection), vocabulary.counts(connection, terms)
    kept: list[str] = []
    postings = 0
    for term in sorted((term for term in terms if counts[term]), key=lambda term: (counts[term], term)):
        count = counts[term]
        postings += count
        if kept and (count > passages / 2 or postings > POSTINGS):
            break
        kept.append(term)
    return kept


def _ranked_allowed(
    connection: sqlite3.Connection, expression: str, allowed: Sequence[int], limit: int
) -> dict[int, float]:
    # The + keeps SQLite from looking the expression up once for every allowed passage.
    rows = connection.execute(
        "SELECT rowid, -rank FROM lexical WHERE lexical MATCH ? AND +rowid IN"
        " (SELECT key FROM passages WHERE version IN (SELECT value FROM json_each(?))) ORDER BY rank LIMIT ?",
        (expression, json.dumps(allowed), limit),
    )
    return dict(rows.fetchall())


def _ranked_ready(connection: sqlite3.Connection, expression: str, limit: int) -> dict[int, float]:
    """Ranks everything and drops what is not ready, which is little and does not stay."""
    take = limit
    while True:
        found = connection.execute(
            "SELECT rowid, -rank FROM lexical WHERE lexical MATCH ? ORDER BY rank LIMIT ?", (expression, take)
        ).fetchall()
        ready = _ready(connection, [key for key, _ in found])
        rows = [(key, score) for key, score in found if key in ready]
        if len(rows) >= limit or len(found) < take:
            return dict(rows[:limit])
        take *= 4


def _ready(connection: sqlite3.Connection, keys: Sequence[int]) -> set[int]:
    rows = connection.execute(
        "SELECT p.key FROM passages p JOIN versions v USING (version)"
        " WHERE v.state = 'ready' AND p.key IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    )
    return {key for (key,) in rows}


def rarities(
    connection: sqlite3.Connection, vocabulary: Vocabulary, text: str, language: str | None
) -> dict[str, float]:
    """Inverse document frequency of every stem of a text: ln(1 + passages / (1 + passages with it)), in nats."""
    terms = {stem: f"{language or UNKNOWN}{stem}" for stem in stems(text, language)}
    passages, counts = vocabulary.passages(connection), vocabulary.counts(connection, terms.values())
    return {stem: math.log(1 + passages / (1 + counts[term])) for stem, term in terms.items()}
