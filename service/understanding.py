"""What a question asks for: its language, its kind, the type of its answer, and the things it asks apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from service.answer import Turn
from service.coordination import WH, coordinated, is_side
from service.ellipsis import completed
from service.followup import resolve
from service.languages import LanguagePack, pack

Kind = Literal["lookup", "list", "comparison", "change", "conflict", "yes_no", "about"]
AnswerType = Literal["person", "date", "duration", "number", "place", "reason"]

_TYPES: tuple[AnswerType, ...] = ("person", "duration", "date", "number", "place", "reason")
_KINDS: tuple[Kind, ...] = ("conflict", "change", "list", "about", "yes_no")
_WHOLE = 4
"""Words: what is shorter before an "and" is no question yet ("Which senator and which minister …")."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing asked: a part of a question, or one side of a comparison."""

    query: str
    """What is searched for, understandable alone."""
    types: frozenset[AnswerType]
    about: str | None = None
    """The side that it stands for."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as understood."""

    standalone: str
    language: str
    kind: Kind
    facets: tuple[Facet, ...]

    @property
    def types(self) -> frozenset[AnswerType]:
        """The types of answer that any of the facets asks for."""
        return frozenset().union(*(facet.types for facet in self.facets))


def understand(question: str, history: Sequence[Turn], language: str) -> Understood:
    """Reads a question; `language` is its language, ISO 639-1."""
    words = pack(language)
    resolved = resolve(" ".join(question.split()), history, words)
    asked, before = resolved.text, resolved.before
    compared, parts = _sides(asked, words), tuple[Facet, ...]()
    if not compared:
        parts = _parts(asked, words)
        compared = _coordinated(asked, words) if len(parts) == 1 else ()
    kind = "comparison" if compared else kind_of(asked, words)
    facets = compared or parts
    if before is None:
        return Understood(asked, language, kind, facets)
    in_context = tuple(replace(facet, query=f"{facet.query} {before}") for facet in facets)
    return Understood(f"{asked} ({before})", language, kind, in_context)


def kind_of(question: str, words: LanguagePack) -> Kind:
    """The first kind whose pattern the question matches; comparisons are known by their sides."""
    text = question.casefold()
    return next((kind for kind in _KINDS if words.asks[kind].search(text)), "lookup")


def answer_types(question: str, words: LanguagePack) -> frozenset[AnswerType]:
    """The types that an answer to this question has; empty when anything may answer it."""
    text = question.casefold()
    found = {kind for kind in _TYPES if words.asks[kind].search(text)}
    if "duration" in found:
        found.discard("number")
    return frozenset(found)


def _sides(question: str, words: LanguagePack) -> tuple[Facet, ...]:
    """The sides compared, each asked for by itself; for two events, when each of them was."""
    text = question.rstrip("?!. ")
    for pattern in words.sides:
        if (match := pattern.match(text)) and (sides := _named_sides(match, words)):
            topic = (match["topic"] or "").strip() if "topic" in pattern.groupindex else ""
            types = answer_types(topic, words)
            head, sides = ("", sides) if topic else _shared_head(sides, words)
            return tuple(Facet(f"{head}{_of_side(side, topic, words)}", types, _bare(side)) for side in sides)
    for pattern in words.events:
        if (match := pattern.match(text)) and (sides := _named_sides(match, words)):
            when = frozenset[AnswerType]({"date"})
            return tuple(Facet(words.event_question.format(side=side), when, _bare(side)) for side in sides)
    return ()


def _coordinated(question: str, words: LanguagePack) -> tuple[Facet, ...]:
    """The sides that a question names one beside the other, without a word that says that it compares."""
    found = coordinated(question.rstrip("?!. "), words)
    if found is None:
        return ()
    types = answer_types(question, words)
    return tuple(Facet(query, types, _bare(side)) for side, query in zip(found.sides, found.queries, strict=True))


def _named_sides(match: re.Match[str], words: LanguagePack) -> list[str]:
    """The names of the sides that a pattern found, or none where they are not names."""
    parts = match.groupdict()
    named = ", ".join(part for part in (parts["sides"], parts.get("other")) if part)
    sides = [_nominative(side) for side in words.joints.split(named) if side and side.strip()]
    return _with_noun(sides, words) if len(sides) > 1 and all(map(is_side, sides)) else []


def _shared_head(sides: list[str], words: LanguagePack) -> tuple[str, list[str]]:
    """What only the first side begins with but all share: "the share in the first draft and in the second"."""
    match = words.head.match(sides[0])
    if match is None or any(words.head.match(side) for side in sides[1:]):
        return "", sides
    return f"{match['head']} ", [match["side"], *sides[1:]]


def _with_noun(sides: list[str], words: LanguagePack) -> list[str]:
    """Sides with the noun that only the last one has: "the June and the September texts"."""
    *earlier, last = (side.split() for side in sides)
    short = [side for side in earlier if len(side) == 2 and side[0].casefold() in words.articles]
    if not last[1:] or last[0].casefold() not in words.articles or len(last) != 3 or len(short) != len(earlier):
        return sides
    return [" ".join((*side, last[2])) for side in earlier] + [sides[-1]]


def _of_side(side: str, topic: str, words: LanguagePack) -> str:
    if not topic:
        return side
    asks = re.match(rf"(?:{WH})\b", topic, re.IGNORECASE)
    return (words.side_clause if asks else words.side_question).format(side=side, topic=topic)


def _nominative(side: str) -> str:
    """A side without the genitive that it had in the question."""
    return re.sub(r"['’]s?$", "", re.sub(r"^(?:in|of|from)\s+", "", side.strip(), flags=re.IGNORECASE))


def _bare(side: str) -> str:
    """The name of a side, without an article."""
    return re.sub(r"^(?:the|der|die|das|dem|den|le|la|les|l['’])\s+", "", side, flags=re.IGNORECASE)


def _parts(question: str, words: LanguagePack) -> tuple[Facet, ...]:
    """The questions inside a question: "When did he resign, and what talks followed?" asks twice.

    A part that is the first with another phrase ("and who in the third round?") is completed; any other later part is
    searched together with the first, whose subject it shares. A part that is only a question word ("and when?") adds
    its type to the one before, and a remark asks nothing.
    """
    asks = "|".join(_uncaptured(words.asks[kind].pattern) for kind in (*_TYPES, "list", "yes_no"))
    joint = rf"[,;]?\s+{words.conjunction}\s+(?=(?:\S+\s+)?(?:{asks}|\b(?:{WH})\b))|(?<=\?)\s+"
    pieces = [piece.strip() for piece in re.split(joint, question, flags=re.IGNORECASE) if piece.strip(" ?")]
    pieces = pieces[:1] + [piece for piece in pieces[1:] if not piece.endswith(".")]
    if len(pieces) < 2 or len(pieces[0].split()) < _WHOLE or not _has_content(pieces[0], words):
        return (Facet(question, answer_types(question, words)),)
    facets = [Facet(pieces[0], answer_types(pieces[0], words))]
    for piece in pieces[1:]:
        types = answer_types(piece, words)
        if whole := completed(piece, pieces[0], words):
            facets.append(Facet(whole, answer_types(whole, words)))
        elif _has_content(piece, words):
            facets.append(Facet(f"{piece} {pieces[0]}", types))
        else:
            facets[-1] = replace(facets[-1], query=f"{facets[-1].query} {piece}", types=facets[-1].types | types)
    return tuple(facets)


def _has_content(piece: str, words: LanguagePack) -> bool:
    return any(word.casefold() not in words.function_words for word in re.findall(r"\w[\w’'-]*", piece))


def _uncaptured(pattern: str) -> str:
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
