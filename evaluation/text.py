"""Whether a text holds an expected string, once numbers, case, typography and punctuation are levelled."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

MustInclude = Sequence[str | Sequence[str]]

_THOUSANDS = re.compile(r"(?<=\d)[,.\s\u202f](?=\d{3}(?!\d))")
_SEPARATORS = re.compile(r"[^\w%$€£.]+")
_MARKERS = re.compile(r"\s*\[\d+\]")


def normalised(text: str) -> str:
    """Level case, typography and punctuation: `600,000`, `600 000` and `600000` become the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    joined = _THOUSANDS.sub("", folded)
    spaced = _SEPARATORS.sub(" ", joined).replace(". ", " ")
    return " ".join(spaced.split()).strip(" .")


def holds(text: str, expected: str) -> bool:
    """Tell whether the text holds the expected string as whole words; an empty expectation is never held."""
    return _found(normalised(text), expected)


def holds_any(text: str, expected: Iterable[str]) -> bool:
    """Tell whether the text holds one of the expected strings."""
    levelled = normalised(text)
    return any(_found(levelled, one) for one in expected)


def missing(text: str, must_include: MustInclude) -> list[str]:
    """Items of must_include that the text lacks, alternatives joined by " / ", in their order."""
    levelled = normalised(text)
    return [
        " / ".join(alternatives)
        for alternatives in map(_alternatives, must_include)
        if not any(_found(levelled, one) for one in alternatives)
    ]


def coverage(text: str, must_include: MustInclude) -> float:
    """Share (0..1) of the must_include items, at least one, that the text holds."""
    return 1 - len(missing(text, must_include)) / len(must_include)


def same_place(passage: str, paragraph: str) -> bool:
    """Tell whether a passage and a paragraph overlap: one holds the other, or they share 40 characters in a row."""
    one, other = normalised(passage), normalised(paragraph)
    if one in other or other in one:
        return True
    return any(one[start : start + 40] in other for start in range(0, max(1, len(one) - 39), 20))


def without_markers(answer: str) -> str:
    """Return the answer without its citation markers such as [1][2]."""
    return _MARKERS.sub("", answer)


def _alternatives(item: str | Sequence[str]) -> Sequence[str]:
    return [item] if isinstance(item, str) else item


def _found(levelled: str, expected: str) -> bool:
    wanted = normalised(expected)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", levelled) is not None
