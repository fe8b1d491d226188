"""The small words of English and their tags, single and joined."""

from collections.abc import Mapping
from functools import cache

from service.verification.reading.wordlists import table


@cache
def tags() -> Mapping[str, str]:
    """Small words and their tags."""
    return {word: tag for tag, words in table("tags").items() for word in words.split()}


@cache
def joined() -> Mapping[tuple[str, ...], str]:
    """Words that make one small word together, and its tag: "because of", "no longer"."""
    return {
        tuple(phrase.split()): tag
        for tag, phrases in table("joined").items()
        for phrase in (item.strip() for item in phrases.split(","))
    }


@cache
def joined_starts() -> frozenset[str]:
    """The first words of those."""
    return frozenset(words[0] for words in joined())
