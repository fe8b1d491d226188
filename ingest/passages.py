"""Passages: runs of whole sentences, 60 to 160 words, of one section and one page.

Paragraphs stay whole where they can: one of 60 to 160 words is a passage by itself, short neighbours of the same
section are merged, long ones are split evenly at sentence ends. A heading belongs to the passage that follows it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.documents import Passage, Sentence, passage_id

FEWEST_WORDS = 60
MOST_WORDS = 160
_CHARACTERS_A_WORD = 10  # for scripts without spaces; words of other scripts are shorter than this on average


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block in the canonical text: its sentences and where it stands."""

    sentences: tuple[Sentence, ...]
    pages: tuple[int | None, ...]
    """Of each sentence, where the format has pages."""
    words: int
    section: str | None
    heading: bool = False
    leads_in: bool = False
    """Whether it announces what follows, as a line that ends in a colon does."""


def count_words(text: str) -> int:
    """Words of `text`; for scripts without spaces an estimate from its length."""
    return max(len(text.split()), len(text) // _CHARACTERS_A_WORD)


def pack(text: str, document: str, paragraphs: Sequence[Paragraph]) -> tuple[Passage, ...]:
    """The passages of a canonical text; every sentence is in exactly one, in order."""
    passages: list[Passage] = []
    for headings, body in _sections(paragraphs):
        pieces = [piece for paragraph in body for piece in _pieces(text, paragraph)]
        groups = [list(group) for group in _merged(pieces)] or [[]]
        groups[0] = [*headings, *groups[0]]
        passages.extend(_passage(document, group) for group in groups)
    return tuple(passages)


def _passage(document: str, group: Sequence[Paragraph]) -> Passage:
    sentences = tuple(sentence for paragraph in group for sentence in paragraph.sentences)
    start, end = sentences[0].start, sentences[-1].end
    return Passage(passage_id(document, start, end), start, end, sentences, group[-1].section, group[0].pages[0])


def _sections(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[list[Paragraph], list[Paragraph]]]:
    """Runs of one section and page: the headings before it and its paragraphs, not both empty."""
    headings: list[Paragraph] = []
    body: list[Paragraph] = []
    for paragraph in paragraphs:
        if body and (paragraph.heading or paragraph.pages[0] != body[-1].pages[-1]):
            yield headings, body
            headings, body = [], []
        (headings if paragraph.heading else body).append(paragraph)
    if headings or body:
        yield headings, body


def _pieces(text: str, paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph, or the even parts of a long one."""
    parts = -(-paragraph.words // MOST_WORDS)
    if parts <= 1 or len(paragraph.sentences) == 1:
        yield paragraph
        return
    begin = words = done = number = 0
    for index, sentence in enumerate(paragraph.sentences):
        size = count_words(text[sentence.start : sentence.end])
        border = paragraph.words * (number + 1) / parts
        if words and number + 1 < parts and done + words + size - border > border - done - words:
            yield _part(paragraph, slice(begin, index), words)
            begin, number, done, words = index, number + 1, done + words, 0
        words += size
    yield _part(paragraph, slice(begin, None), words)


def _part(paragraph: Paragraph, part: slice, words: int) -> Paragraph:
    return replace(paragraph, sentences=paragraph.sentences[part], pages=paragraph.pages[part], words=words)


def _merged(pieces: Sequence[Paragraph]) -> list[Sequence[Paragraph]]:
    """The cheapest division of `pieces` into neighbours that form one passage each (dynamic programming)."""
    best: list[tuple[float, int]] = [
        (0.0, 0)
    ]  # for each number of pieces: the cost so far, where the last group begins
    for end in range(1, len(pieces) + 1):
        choices = []
        torn = 0.5 if pieces[end - 1].leads_in and end < len(pieces) else 0.0
        words = good = 0
        for start in range(end - 1, -1, -1):
            words += pieces[start].words
            good += pieces[start].words >= FEWEST_WORDS
            if words > MOST_WORDS and start < end - 1:
                break
            choices.append((best[start][0] + torn + _cost(end - start, words, good), start))
        best.append(min(choices))
    groups: list[Sequence[Paragraph]] = []
    end = len(pieces)
    while end:
        start = best[end][1]
        groups.append(pieces[start:end])
        end = start
    return groups[::-1]


def _cost(count: int, words: int, good: int) -> float:
    """How far a passage of `count` pieces, `good` of them passages in themselves, is from what it should be."""
    short = max(0, FEWEST_WORDS - words) / FEWEST_WORDS
    if count == 1:
        return short
    return short + 0.2 * good + 0.001 * max(0, words - FEWEST_WORDS)
