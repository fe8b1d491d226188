"""Which evidence a model is shown, and how: numbered sentences, grouped by document, delimited and escaped."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import zip_longest

from index.languages import language_of
from service.answer import Span
from service.evidence import Candidate, candidates
from service.extractive import Searched
from service.generation.addressing import addresses_model
from service.generation.ledger import tokens_in
from service.scoring import ranked
from service.selection import Chosen, quotable

MOST = 40
"""Sentences at most: what comes after them in the ranking hardly ever answers."""
_BEST = 3
"""Places at the top of the ranking where an answer is likely to stand."""
_TAGS = 16
"""Tokens around a sentence; those of a document are counted with its first one."""
_TITLE = 200
"""Characters of a title."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a model may rest its statements on."""

    units: Mapping[int, Chosen]
    """By the numbers that it knows them by."""
    text: str
    """As it is shown."""
    withheld: bool
    """Whether some of the best is in another language and not shown: no wording can be checked across languages."""


def offer(found: Sequence[Searched], language: str, most_tokens: int) -> Offered:
    """The best evidence of all facets in turn that is in the question's language, as far as the tokens go."""
    units: list[Chosen] = []
    withheld, left = False, most_tokens
    for place, unit in _in_turn(found):
        if _language(unit.candidate) != language:
            withheld = withheld or place < _BEST
            continue
        fitting = _apart(unit, units)
        if fitting is None or (fitting := _spoken(fitting)) is None:
            continue
        left -= tokens_in(fitting.quote) + _TAGS
        if (units and left < 0) or len(units) == MOST:
            break
        units.append(fitting)
    numbered = dict(enumerate(_by_document(units), 1))
    return Offered(numbered, _shown(numbered), withheld)


def _in_turn(found: Sequence[Searched]) -> Iterator[tuple[int, Chosen]]:
    """The candidates of all facets, the best of each first, with their places from 0."""
    for place, row in enumerate(zip_longest(*map(_candidates, found))):
        for one, placed in zip(found, row, strict=True):
            if placed is not None:
                candidate, score = placed
                yield place, Chosen(candidate, score, quotable(candidate), one.question.facet.about)


def _candidates(one: Searched) -> list[tuple[Candidate, float]]:
    """What the reader has read, as it ranks it, then what it left out: a model can read more than the reader can."""
    left_out = candidates(one.question, [(place.hit, place.sentences) for place in one.unread])
    return [*one.ranked, *ranked(left_out)]


def _apart(unit: Chosen, units: Sequence[Chosen]) -> Chosen | None:
    """The unit without what another one has, None when nothing is left: no words are offered twice."""
    sentence = unit.candidate.sentence
    same = [one.span for one in units if _document(one) == _document(unit)]
    if any(span.start <= sentence.start and sentence.end <= span.end for span in same):
        return None
    if any(span.start < unit.span.end and unit.span.start < span.end for span in same):
        return replace(unit, span=Span(sentence.start, sentence.end))
    return unit


def _spoken(unit: Chosen) -> Chosen | None:
    """The unit without neighbours that speak to a model, None when its sentence does."""
    if not addresses_model(unit.quote):
        return unit
    sentence = unit.candidate.sentence
    return None if addresses_model(unit.candidate.text) else replace(unit, span=Span(sentence.start, sentence.end))


def _by_document(units: Sequence[Chosen]) -> list[Chosen]:
    """Documents by their best unit, the units of each as they stand in it."""
    documents = list(dict.fromkeys(map(_document, units)))
    return sorted(units, key=lambda unit: (documents.index(_document(unit)), unit.span.start))


def _document(unit: Chosen) -> str:
    return unit.candidate.hit.passage.document_id


def _language(candidate: Candidate) -> str | None:
    return candidate.hit.passage.metadata.language or language_of(candidate.hit.passage.text)


def _shown(numbered: Mapping[int, Chosen]) -> str:
    lines: list[str] = []
    last = None
    for number, unit in numbered.items():
        if (document := _document(unit)) != last:
            lines += ["</document>"] * (last is not None) + [_opening(unit)]
            last = document
        lines.append(f'<sentence number="{number}">{plain(unit.quote)}</sentence>')
    return "\n".join([*lines, "</document>"] if lines else lines)


def _opening(unit: Chosen) -> str:
    metadata = unit.candidate.hit.passage.metadata
    told = {
        "title": (metadata.title or "")[:_TITLE],
        "publisher": (metadata.publisher or "")[:_TITLE],
        "published": metadata.published.isoformat() if metadata.published else "",
    }
    attributes = "".join(
        f' {name}="{plain(value, quote=True)}"' for name, value in told.items() if value and not addresses_model(value)
    )
    return f"<document{attributes}>"


def plain(text: str, quote: bool = False) -> str:
    """A text of a stranger as data: in one line, nothing invisible in it, and nothing that could end its element."""
    return escape(visible(text), quote=quote)


def visible(text: str) -> str:
    """A text in one line, without characters that are not seen.

    Those (directions, zero widths, Unicode tags) may carry orders that no human reader sees; lone surrogates are no
    characters at all.
    """
    seen = (c for c in text if c.isspace() or (c.isprintable() and unicodedata.category(c) != "Cf"))
    return " ".join("".join(seen).split())
