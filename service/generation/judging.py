"""Whether a statement of a model may leave: it has the form, and the sentences that it cites support it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from index.languages import language_of
from service.generation.offering import visible
from service.generation.reading import Draft
from service.selection import Chosen
from service.verification import Entailment, verify

LONGEST = 600
"""Characters of one claim."""
MOST_EVIDENCE = 5
"""Sentences that one claim may rest on: the more there are, the less it says that they support it."""
TOLD = 10
"""Words by which the language of a statement can be told apart from that of the question."""

_NUMBERS = r"\d{1,3}(?:\s*[,;–-]\s*[eE]?\d{1,3})*"
_MARKER = re.compile(rf"\s*(?:\[\^?[eE]?{_NUMBERS}\]|【[^】]{{0,40}}】|\([eE]{_NUMBERS}\))")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z!][^>]*>|\]\(|`|^\s*(?:#+|[-*•])\s|\*\*|__|<\|")
_QUOTED = re.compile(r"“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|\"([^\"]+)\"")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passed:
    """A statement that may leave, with the evidence that supports it."""

    text: str
    units: tuple[Chosen, ...]
    draft: Draft


@dataclass(frozen=True, slots=True)
class Failed:
    """A statement that may not, and why, in words for the model and for the trace."""

    text: str
    why: str
    draft: Draft


def judge(
    draft: Draft,
    units: Mapping[int, Chosen],
    language: str,
    before: Collection[str],
    entailment: Entailment | None = None,
) -> Passed | Failed:
    """Judge a statement.

    Args:
        draft: the statement as it was written.
        units: the evidence that was offered, by number.
        language: of the question, ISO 639-1.
        before: texts of the statements that have left.
        entailment: as `verify` takes it.
    """
    text = cleaned(draft.text)
    cited = list(dict.fromkeys(draft.evidence))
    quotes = [units[number].quote for number in cited if number in units]
    fault = _form(text, cited, units, before) or _foreign(text, language) or _added(text, quotes)
    if fault:
        return Failed(text, fault, draft)
    verdict = verify(text, quotes, entailment=entailment)
    if not verdict.supported:
        return Failed(text, f"{verdict.outcome}: {verdict.why}", draft)
    return Passed(text, tuple(units[number] for number in _needed(text, cited, units, entailment)), draft)


def cleaned(text: str) -> str:
    """A statement in one line, without markers of citations."""
    return _MARKER.sub("", visible(unescape(text))).strip()


def _form(text: str, cited: Sequence[int], units: Mapping[int, Chosen], before: Collection[str]) -> str | None:
    unknown = [str(number) for number in cited if number not in units]
    if not text or not any(c.isalnum() for c in text):
        return "It says nothing."
    if len(text) > LONGEST:
        return f"It is longer than {LONGEST} characters."
    if not cited:
        return "It cites no evidence."
    if unknown:
        return f"There is no evidence with the number {', '.join(unknown[:5])}."
    if len(cited) > MOST_EVIDENCE:
        return f"It cites more than {MOST_EVIDENCE} sentences."
    if text.casefold() in {other.casefold() for other in before}:
        return "It has been said already."
    return None


def _foreign(text: str, language: str) -> str | None:
    told = language_of(text) if len(text.split()) >= TOLD else None
    return None if told in (None, language) else f"It is not in the language of the question ({language})."


def _added(text: str, quotes: Sequence[str]) -> str | None:
    """What stands in a statement that only its evidence could bring in: links, markup, quotations."""
    given = _even(" ".join(quotes))
    for url in _URL.findall(text):
        if _even(url.rstrip(".,;)")) not in given:
            return "It has a link that is not in its evidence."
    for markup in _MARKUP.findall(text):
        if _even(markup) not in given:
            return "It has markup; only plain text is wanted."
    for groups in _QUOTED.findall(text):
        words = _even(next(filter(None, groups))).rstrip(".,;:!?")
        if words not in given:
            return "It has words in quotation marks that are not in its evidence."
    return None


def _even(text: str) -> str:
    """A text as it is compared: case, spaces and the shapes of apostrophes aside."""
    return _SPACE.sub(" ", text.replace("’", "'").replace("‘", "'")).strip().casefold()


def _needed(
    text: str, cited: Sequence[int], units: Mapping[int, Chosen], entailment: Entailment | None
) -> list[int]:
    """The evidence that a supported statement keeps: whatever supports it alone, else what cannot be left out."""
    if len(cited) == 1:
        return list(cited)

    def hold(numbers: Sequence[int]) -> bool:
        return verify(text, [units[number].quote for number in numbers], entailment=entailment).supported

    alone = [number for number in cited if hold([number])]
    if alone:
        return alone
    needed = list(cited)
    for number in cited:
        rest = [other for other in needed if other != number]
        if hold(rest):
            needed = rest
    return needed
