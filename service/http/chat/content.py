"""From the events of an answer to the content of a message, piece by piece, with its annotations.

The content is the answer with its markers, then where the sources disagree, then the list of sources. A plain
completion is the sum of the pieces of a stream, so the two cannot differ.
"""

import json
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from index.languages import language_of
from service.http.asking import Told as Event
from service.http.chat import schemas
from service.languages import FALLBACK, LanguagePack, pack

_MARKER = re.compile(r"\[(\d+)]")

Count = Callable[[str], int]
"""How many tokens a text has."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The next part of the content."""

    content: str
    annotations: list[schemas.Annotation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class End:
    """What is known once the content is whole."""

    finish: schemas.Finish
    usage: schemas.Usage
    told: schemas.Told


class Writer:
    """Writes the content of one completion.

    Args:
        question: as asked; the fixed words of the content are in its language.
        prompt_tokens: of all messages.
        count: counts the tokens of the content.
        most: tokens after which the content is cut; None never cuts it.
        base: the service's own URL, with a slash at its end.
    """

    def __init__(self, question: str, prompt_tokens: int, count: Count, most: int | None, base: str) -> None:
        self._words = pack(language_of(question) or FALLBACK)
        self._prompt_tokens = prompt_tokens
        self._count = count
        self._most = most
        self._base = base
        self._citations: dict[int, dict[str, Any]] = {}
        self._length = 0
        self._tokens = 0
        self._annotations = 0
        self._cut = False

    def pieces(self, events: Generator[Event | None]) -> Generator[Piece | End | None]:
        """The pieces of the content as the events of the answer come, then the end.

        An event without content is None: a step at which whoever drives this can stop.
        """
        written = 0
        with closing(events):
            for event in events:
                told = json.loads(event.data) if event else {}
                if event and event.event == "statement":
                    self._learn(told["citations"])
                    yield from self._written(*_statement(told["statement"], written))
                    written += 1
                elif event and event.event == "done":
                    self._learn(told["citations"])
                    for words, numbers in _rest(told, written, self._words):
                        yield from self._written(words, numbers)
                    yield self._end(told)
                else:
                    yield None

    def _learn(self, citations: list[dict[str, Any]]) -> None:
        self._citations |= {citation["number"]: citation for citation in citations}

    def _written(self, words: str, numbers: Sequence[int]) -> Iterator[Piece]:
        """The piece of some words and their markers, cut where the tokens end; nothing after that."""
        if self._cut:
            return
        text = f"{words} {_markers(numbers)}" if numbers else words
        left = None if self._most is None else self._most - self._tokens
        kept = text if left is None else _first_tokens(text, left, self._count)
        self._cut = kept != text
        # Looked for behind the words only: numbers in brackets among them are the document's own.
        annotations = [
            self._annotation(self._length + marker.start(), self._length + marker.end(), int(marker[1]))
            for marker in _MARKER.finditer(kept, len(words))
        ]
        self._tokens += self._count(kept)
        self._length += len(kept)
        if kept:
            yield Piece(kept, annotations)

    def _annotation(self, start: int, end: int, number: int) -> schemas.Annotation:
        citation = self._citations[number]
        url = citation["url"] or f"{self._base}?read={citation['document_id']}"
        title = citation["title"] or citation["publisher"] or f"Document {citation['document_id']}"
        spans = {name: citation[name] for name in schemas.UrlCitation.model_fields if name in citation}
        cited = schemas.UrlCitation(start_index=start, end_index=end, **{**spans, "url": url, "title": title})
        self._annotations += 1
        return schemas.Annotation(index=self._annotations - 1, url_citation=cited)

    def _end(self, answer: dict[str, Any]) -> End:
        usage = schemas.Usage(
            prompt_tokens=self._prompt_tokens,
            completion_tokens=self._tokens,
            total_tokens=self._prompt_tokens + self._tokens,
        )
        told = schemas.Told(**{name: answer[name] for name in schemas.Told.model_fields})
        return End("length" if self._cut else "stop", usage, told)


def _statement(stated: dict[str, Any], place: int) -> tuple[str, list[int]]:
    """A statement and its citations, as in the answer's text."""
    return f"{' ' if place else ''}{stated['text']}", stated["citations"]


def _markers(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _rest(answer: dict[str, Any], written: int, words: LanguagePack) -> Iterator[tuple[str, list[int]]]:
    """What is not written yet of a whole answer, and the citations that each part of it ends with."""
    if not answer["statements"]:
        yield answer["answer"], []
        if answer["reason"]:
            yield f"\n\n{answer['reason']}", []
        return
    for place, stated in enumerate(answer["statements"][written:], written):
        yield _statement(stated, place)
    for remark in answer["remarks"]:
        yield f" {remark}", []
    for conflict in answer["conflicts"]:
        topic = f" ({conflict['topic']})" if conflict["topic"] else ""
        yield f"\n\n{words.wording['disagreement']}{topic}:\n", []
        for claim in conflict["claims"]:
            yield f"\n- {claim['text']}", claim["citations"]
    listed = "\n".join(_listed(citation) for citation in answer["citations"])
    yield f"\n\n{words.wording['sources']}:\n\n{listed}", []


def _listed(citation: dict[str, Any]) -> str:
    """A source as an item of a list, which reads well as plain text and as Markdown."""
    known = [citation["title"], citation["publisher"], citation["published"], citation["url"]]
    about = ", ".join(one for one in known if one) or citation["document_id"]
    return f"- [{citation['number']}] {' '.join(about.split())}"


def _first_tokens(text: str, most: int, count: Count) -> str:
    """The longest beginning of a text, ending with a word, that has at most so many tokens."""
    if count(text) <= most:
        return text
    ends = [0, *(match.end() for match in re.finditer(r"\S+", text))]
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(text[: ends[middle]]) <= most else (low, middle - 1)
    return text[: ends[low]]
