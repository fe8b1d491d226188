"""A page of a PDF as PDFium gives it: runs of characters with their places, and the lines drawn on it.

Coordinates are PDF points, origin at the lower left of the page as it is seen (its rotation is undone).
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.characters import superscript

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6
_COLUMN_GAP = 1.2
"""In font sizes: wider than the spaces of justified text."""
_WORD_GAP = 0.2
"""The same for a space that PDFium has missed."""
_NOTE_SIZE = 0.85
_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf02d\uf0fc"), "•")  # symbol fonts
_THIN = 2.0
_SHORTEST_RULE = 4.0


@dataclass(frozen=True, slots=True)
class Run:
    """Characters on one baseline without a wide gap between them."""

    text: str
    x0: float
    x1: float
    y: float
    """The baseline."""
    size: float
    """Of the font, in points."""
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs from left to right."""
        return self.y1 - self.y0 <= self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    """In the order of the content stream, which is the reading order of all common producers."""
    rules: tuple[Rule, ...]
    unmapped: int
    """Characters that the font maps to no Unicode."""


@dataclass(slots=True)
class _Font:
    size: float
    bold: bool
    italic: bool
    upright: bool


@dataclass(slots=True)
class _Character:
    text: str
    x0: float
    x1: float
    y: float
    font: _Font


def load(page: "PdfPage", number: int) -> Page:
    """Read a page; `number` counts from 1."""
    width, height = page.get_size()
    turn = _Turn(page, width, height)
    text_page = page.get_textpage()
    try:
        characters = [c for c in _characters(text_page.raw, turn) if c.font.upright]
    finally:
        text_page.close()
    unmapped = sum(c.text in ("\ufffd", "\x00") or "\ue000" <= c.text <= "\uf8ff" for c in characters)
    return Page(number, width, height, tuple(_runs(characters)), tuple(_rules(page, turn)), unmapped)


class _Turn:
    """The transformation from the coordinates of an unrotated page to those of the page as it is seen."""

    def __init__(self, page: "PdfPage", width: float, height: float) -> None:
        self.degrees = page.get_rotation()
        self._width, self._height = width, height

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        match self.degrees:
            case 90:
                return y, self._height - x
            case 180:
                return self._width - x, self._height - y
            case 270:
                return self._width - y, x
            case _:
                return x, y


def _characters(text_page: Any, turn: _Turn) -> Iterator[_Character]:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    fonts: dict[int, _Font] = {}
    before: _Character | None = None
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in (10, 13):
            continue
        if raw.FPDFText_IsGenerated(text_page, index) == 1 and chr(code).isspace():
            if before:
                before.text += " " if not before.text.endswith(" ") else ""
            continue
        owner = raw.FPDFText_GetTextObject(text_page, index)
        key = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if key not in fonts:
            fonts[key] = _font(text_page, index, turn)
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        corners = turn(box.left, box.bottom), turn(box.right, box.top)
        before = _Character(
            chr(code).translate(_BULLETS),
            min(corner[0] for corner in corners),
            max(corner[0] for corner in corners),
            turn(x.value, y.value)[1],
            fonts[key],
        )
        yield before


def _font(text_page: Any, index: int, turn: _Turn) -> _Font:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    size = raw.FPDFText_GetFontSize(text_page, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, index, name, len(name), flags)
    face = name.value.decode("latin-1")
    bold = raw.FPDFText_GetFontWeight(text_page, index) >= _BOLD_WEIGHT or _BOLD_NAME.search(face) is not None
    italic = bool(flags.value & _ITALIC_FLAG) or _ITALIC_NAME.search(face) is not None
    slant = (math.degrees(math.atan2(matrix.b, matrix.a)) - turn.degrees) % 360
    return _Font(size, bold, italic, min(slant, 360 - slant) < 5)


def _runs(characters: list[_Character]) -> Iterator[Run]:
    """Characters joined where they follow each other on a line."""
    run: list[_Character] = []
    for character in characters:
        if run and not _follows(run, character):
            yield from _run(run)
            run = []
        run.append(character)
    yield from _run(run)


def _follows(run: list[_Character], character: _Character) -> bool:
    last, first = run[-1], run[0]
    size = max(last.font.size, character.font.size)
    # the letters of a ligature share its box, hence the beginning of the last letter and not its end
    if character.x0 < last.x0 - 0.5 * size or character.x0 - last.x1 >= _COLUMN_GAP * size:
        return False
    drop = abs(character.y - first.y)
    raised = min(first.font.size, character.font.size) < _NOTE_SIZE * max(first.font.size, character.font.size)
    return drop < (0.6 if raised else 0.3) * size


def _run(characters: list[_Character]) -> Iterator[Run]:
    visible = [c for c in characters if c.text.strip()]
    if not visible:
        return
    size = Counter(round(c.font.size, 1) for c in visible).most_common(1)[0][0]
    main = [c for c in visible if abs(c.font.size - size) < 0.1]
    text = ""
    end = characters[0].x0
    for c in characters:
        if c.x0 - end > _WORD_GAP * size and not text.endswith(" "):
            text += " "
        end = c.x1
        raised = c.font.size < _NOTE_SIZE * size and c.y > main[0].y + 0.1 * size
        text += superscript(c.text) if raised and c.text.strip().isdigit() else c.text
    bold = sum(c.font.bold for c in main) > len(main) / 2
    italic = sum(c.font.italic for c in main) > len(main) / 2
    yield Run(text.strip(), characters[0].x0, max(c.x1 for c in characters), main[0].y, size, bold, italic)


def _rules(page: "PdfPage", turn: _Turn) -> Iterator[Rule]:
    """Horizontal and vertical lines: strokes, thin rectangles, and the edges of boxes."""
    from pypdfium2 import raw

    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item.raw, matrix)
        last: tuple[float, float] | None = None
        start: tuple[float, float] | None = None
        for index in range(raw.FPDFPath_CountSegments(item.raw)):
            segment = raw.FPDFPath_GetPathSegment(item.raw, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = turn(
                matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
            )
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO and last:
                yield from _rule(last, point)
            if raw.FPDFPathSegment_GetClose(segment) and start and kind != raw.FPDF_SEGMENT_MOVETO:
                yield from _rule(point, start)
            last = point


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    x0, x1 = sorted((one[0], other[0]))
    y0, y1 = sorted((one[1], other[1]))
    if min(x1 - x0, y1 - y0) <= _THIN and max(x1 - x0, y1 - y0) >= _SHORTEST_RULE:
        yield Rule(x0, y0, x1, y1)
