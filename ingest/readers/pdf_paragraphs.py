"""Lines of a PDF to paragraphs, headings and list items.

A paragraph ends where the gap to the next line is wider than within paragraphs, where the type changes, at an indent,
at a list mark, or after a line into which the next word would have fitted. Over a page break (or from one column to
the next) it goes on if its last line does not end a sentence, or if the next line begins in lower case.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.blocks import PAGE_BREAK, Block
from ingest.headings import looks_like_heading
from ingest.lines import HYPHENS, Joiner
from ingest.readers.pdf_page import Run

_BULLET = re.compile(r"^[•‣▪◦●○■□–—∙·*-]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)|\(?[a-z]\)\s+(?=\S)|\((?:\d{1,3}|[ivx]{1,5})\)\s+(?=\S)")
_ENDED = re.compile(r"[.!?:;…][\"'”’»“)\]]*$")
_SAME_SIZE = 0.08
_WIDE_LEADING = 1.3
_INDENT = 0.8
_HEADING_SIZE = 1.12
_NOTE_SIZE = 0.92
_BODY_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text, or the row of a table, where it stands in the document."""

    runs: tuple[Run, ...]
    page: int
    row: str = ""
    """The cells of a table row."""

    @property
    def text(self) -> str:
        """Its words."""
        return self.row or " ".join(run.text for run in self.runs)

    @property
    def size(self) -> float:
        """Of its largest type, in points."""
        return max(run.size for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(run.bold for run in self.runs)

    @property
    def italic(self) -> bool:
        """Whether all of it is italic."""
        return all(run.italic for run in self.runs)

    @property
    def x0(self) -> float:
        """Its left end."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """Its right end."""
        return max(run.x1 for run in self.runs)

    @property
    def y(self) -> float:
        """Its baseline."""
        return self.runs[0].y


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    number: int | None = None
    is_item: bool = False


def lines_of(runs: Sequence[Run], page: int) -> list[Line]:
    """Runs that stand side by side on a baseline, joined."""
    lines: list[list[Run]] = []
    for run in runs:
        last = lines[-1][-1] if lines else None
        if last and abs(last.y - run.y) < 0.3 * run.size and run.x0 >= last.x1 - 0.5 * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [Line(tuple(line), page) for line in lines]


def body_size(lines: Iterable[Line]) -> float:
    """The size of the running text: the largest type in which a good part of the characters is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    total = sum(sizes.values())
    return max((size for size, count in sizes.items() if count >= _BODY_SHARE * total), default=10.0)


def blocks(lines: Sequence[Line], joiner: Joiner) -> list[Block]:
    """The blocks of a document's lines, in order."""
    body = body_size(line for line in lines if not line.row)
    paragraphs = _joined_over_pages(list(_paragraphs(lines)), body)
    sizes = sorted({_rounded(p) for p in paragraphs if _is_large(p, body)}, reverse=True)
    return [_block(paragraph, body, sizes, joiner) for paragraph in paragraphs]


def _rounded(paragraph: _Paragraph) -> float:
    return round(paragraph.lines[0].size)


def _text(paragraph: _Paragraph, joiner: Joiner) -> str:
    """The text of a paragraph, with a mark where a page ends in it."""
    texts = [paragraph.lines[0].text]
    for before, line in pairwise(paragraph.lines):
        texts.append((PAGE_BREAK if line.page != before.page else "") + line.text)
    return joiner.join(texts)


def _block(paragraph: _Paragraph, body: float, sizes: Sequence[float], joiner: Joiner) -> Block:
    first = paragraph.lines[0]
    text = _text(paragraph, joiner)
    if first.row:
        return Block(text, "row", page=first.page)
    if _is_large(paragraph, body):
        return Block(text, "heading", min(6, sizes.index(_rounded(paragraph)) + 1), first.page)
    set_apart = all(line.bold for line in paragraph.lines) or (first.italic and len(paragraph.lines) == 1)
    if set_apart and looks_like_heading(text) and first.size > _NOTE_SIZE * body:
        return Block(text, "heading", min(6, len(sizes) + 1), first.page)
    return Block(_BULLET.sub("", text, count=1), "item" if paragraph.is_item else "prose", page=first.page)


def _is_large(paragraph: _Paragraph, body: float) -> bool:
    """Whether the type is larger than that of the running text, and the words are no sentence."""
    text = " ".join(line.text for line in paragraph.lines)
    return not paragraph.lines[0].row and paragraph.lines[0].size >= _HEADING_SIZE * body and looks_like_heading(text)


def _paragraphs(lines: Sequence[Line]) -> Iterator[_Paragraph]:
    leading = _leadings(lines)
    right = _right_margins(lines)
    paragraph: _Paragraph | None = None
    number = 0
    for line in lines:
        if paragraph and not _begins(paragraph, line, leading, right, number):
            paragraph.lines.append(line)
            continue
        if paragraph:
            yield paragraph
        mark = _NUMBER.match(line.text)
        in_order = mark is not None and (not mark[1] or int(mark[1]) in (1, number + 1))
        paragraph = _Paragraph([line], is_item=bool(_BULLET.match(line.text)) or in_order)
        number = int(mark[1]) if mark and mark[1] and in_order else number
    if paragraph:
        yield paragraph


def _begins(
    paragraph: _Paragraph, line: Line, leading: dict[float, float], right: dict[tuple[int, int], float], number: int
) -> bool:
    """Whether a line begins a new paragraph."""
    last = paragraph.lines[-1]
    if line.row or last.row or line.page != last.page:
        return True
    if abs(line.size - last.size) > _SAME_SIZE * last.size or line.bold != last.bold:
        return True
    drop = last.y - line.y
    if drop <= 0 or drop > _WIDE_LEADING * leading.get(round(line.size), 1.2 * line.size):
        return True
    mark = _NUMBER.match(line.text)
    if _BULLET.match(line.text) or (mark and (not mark[1] or int(mark[1]) == number + 1)):
        return True
    if not paragraph.is_item and line.x0 > last.x0 + _INDENT * line.size and line.x0 - last.x0 < 5 * line.size:
        return True
    return _would_have_fitted(last, line, right)


def _would_have_fitted(last: Line, line: Line, right: dict[tuple[int, int], float]) -> bool:
    """Whether the first word of a line had room behind the last one, which therefore was ended on purpose."""
    letter = (line.x1 - line.x0) / max(len(line.text), 1)
    word = len(line.text.split(maxsplit=1)[0]) * letter
    room = right.get((last.page, _column(last)), last.x1) - last.x1
    return room > word + 2 * last.size and (bool(_ENDED.search(last.text)) or not line.text[0].islower())


def _column(line: Line) -> int:
    return round(line.x0 / 40)


def _right_margins(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Where the lines of each page that begin about the same place reach to."""
    margins: dict[tuple[int, int], float] = {}
    for line in lines:
        if not line.row:
            key = line.page, _column(line)
            margins[key] = max(margins.get(key, 0.0), line.x1)
    return margins


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """The usual distance of lines, by the size of their type."""
    drops: dict[float, list[float]] = {}
    for last, line in pairwise(lines):
        drop = last.y - line.y
        same = not last.row and not line.row and last.page == line.page and abs(last.size - line.size) < 0.5
        if same and 0 < drop < 3 * line.size:
            drops.setdefault(round(line.size), []).append(drop)
    # the tighter half are distances within paragraphs
    return {size: median(sorted(found)[: max(1, (len(found) + 1) // 2)]) for size, found in drops.items()}


def _joined_over_pages(paragraphs: list[_Paragraph], body: float) -> list[_Paragraph]:
    """The paragraphs with those joined that a page or column break cuts; notes at the foot of a page stand aside."""
    joined: list[_Paragraph] = []
    for paragraph in paragraphs:
        position = len(joined) - 1
        while position >= 0 and _is_note(joined[position], body) and not _is_note(paragraph, body):
            position -= 1
        if position >= 0 and _goes_on(joined[position], paragraph):
            joined[position].lines.extend(paragraph.lines)
        else:
            joined.append(paragraph)
    return joined


def _is_note(paragraph: _Paragraph, body: float) -> bool:
    return not paragraph.lines[0].row and paragraph.lines[0].size < _NOTE_SIZE * body


def _goes_on(paragraph: _Paragraph, other: _Paragraph) -> bool:
    """Whether `other`, on the next page or in the next column, goes on with the sentence of `paragraph`."""
    last, line = paragraph.lines[-1], other.lines[0]
    column = line.page == last.page and line.y > last.y
    if last.row or line.row or not (line.page == last.page + 1 or column):
        return False
    if abs(line.size - last.size) > _SAME_SIZE * last.size or line.bold != last.bold or last.bold:
        return False
    if _BULLET.match(line.text) or (other.is_item and _NUMBER.match(line.text)):
        return False
    return line.text[0].islower() or last.text[-1] in HYPHENS or not _ENDED.search(last.text)
