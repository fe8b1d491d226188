"""Running headers, footers and page numbers of a PDF.

They repeat at the same place on several pages, or count the pages, and nothing of the text stands beyond them.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from ingest.readers.pdf_page import Page, Run

_MARGIN = 0.12
"""Share of the height, at the top and at the bottom, in which a repeated line is a header or footer."""
_NUMBER_MARGIN = 0.08
"""The same for lines that differ by their page number; narrower, as "Point 1", "Point 2" may begin pages too."""
_SAME_PLACE = 3.0  # points
_PAGES_AROUND = 10
"""Headers may change with the chapter."""
_MOST_LINES = 3
_LARGER = 1.05
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|strona|str\.|сторінка|стор\.|страница|стр\.|с\.|p\.|s\.)?\s*[-–—(\[|]?\s*(\d{1,4}|[ivxl]{1,6})"
    r"\s*(?:(?:of|von|sur|z|із|з|из|/)\s*\d{1,4})?\s*[-–—)\]|]?",
    re.IGNORECASE,
)


def without_furniture(pages: Sequence[Page], body_size: float) -> list[tuple[Run, ...]]:
    """For each page its runs without headers, footers and page numbers."""
    top = [_lines(page, top=True) for page in pages]
    bottom = [_lines(page, top=False) for page in pages]
    kept = []
    for index, page in enumerate(pages):
        dropped = {
            id(run)
            for lines in (top, bottom)
            for line in _furniture(index, lines, pages, body_size)
            for run in line
        }  # fmt: skip
        kept.append(tuple(run for run in page.runs if id(run) not in dropped))
    return kept


def _lines(page: Page, top: bool) -> list[tuple[Run, ...]]:
    """The outermost lines in a margin of the page, from the edge inward, each from left to right."""
    edge = page.height * (1 - _MARGIN) if top else page.height * _MARGIN
    inside = [run for run in page.runs if (run.y > edge if top else run.y < edge)]
    inside.sort(key=lambda run: (-run.y if top else run.y, run.x0))
    lines = [tuple(sorted(line, key=lambda run: run.x0)) for _, line in groupby(inside, key=lambda run: round(run.y))]
    return lines[:_MOST_LINES]


def _furniture(
    index: int, lines: Sequence[list[tuple[Run, ...]]], pages: Sequence[Page], body_size: float
) -> list[tuple[Run, ...]]:
    """The lines of one page's margin that are furniture: from the edge inward, up to the first that is not."""
    found = []
    for line in lines[index]:
        repeated = _repeats(index, line, lines, pages) and max(run.size for run in line) <= _LARGER * body_size
        if not repeated and not _is_page_number(line, pages[index], alone=len(pages) == 1):
            break
        found.append(line)
    return found


def _repeats(index: int, line: tuple[Run, ...], lines: Sequence[list[tuple[Run, ...]]], pages: Sequence[Page]) -> bool:
    """Whether the line stands on two pages at least, and on half of those around it, or on all left or right ones."""
    around = range(max(0, index - _PAGES_AROUND), min(len(pages), index + _PAGES_AROUND + 1))
    times = sum(any(_alike(line, other, index, position, pages) for other in lines[position]) for position in around)
    return times >= max(2, 0.4 * len(around))


def _alike(line: tuple[Run, ...], other: tuple[Run, ...], index: int, position: int, pages: Sequence[Page]) -> bool:
    """Whether two lines at the same place say the same, the number of their page aside."""
    near = abs((pages[index].height - line[0].y) - (pages[position].height - other[0].y)) <= _SAME_PLACE
    if not near and abs(line[0].y - other[0].y) > _SAME_PLACE:
        return False
    text, against = _text(line), _text(other)
    if text == against:
        return True
    margin = _NUMBER_MARGIN * pages[index].height
    if margin < line[0].y < pages[index].height - margin:
        return False
    shift = pages[position].number - pages[index].number
    return _counted(text, shift) == re.sub(r"\d+", "#", against) and _numbers_shift(text, against, shift)


def _counted(text: str, shift: int) -> str:
    return re.sub(r"\d+", "#", text) if shift else text


def _numbers_shift(text: str, against: str, shift: int) -> bool:
    """Whether all numbers of two texts are equal but for one or more that are `shift` apart, like the pages."""
    pairs = list(zip(map(int, re.findall(r"\d+", text)), map(int, re.findall(r"\d+", against)), strict=True))
    return all(there - here in (0, shift) for here, there in pairs)


def _is_page_number(line: tuple[Run, ...], page: Page, alone: bool) -> bool:
    """Whether the line is nothing but a page number; of a single page only if it says 1, or more than the figure."""
    margin = _NUMBER_MARGIN * page.height
    match = _PAGE_NUMBER.fullmatch(_text(line))
    if match is None or margin < line[0].y < page.height - margin:
        return False
    return not alone or match[1] == "1" or not match[0].isdigit()


def _text(line: tuple[Run, ...]) -> str:
    return " ".join(run.text for run in line)
