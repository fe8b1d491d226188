"""Plain text: paragraphs, headings, lists and tables by the shape of their lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from index.documents import Role
from ingest.blocks import Block, Reading
from ingest.cleaner import without_prompts
from ingest.encoding import decode
from ingest.lines import Joiner, goes_on, wrap_width
from ingest.metadata import front_matter
from ingest.readers import columns

_RULE = re.compile(r"\s*([-=_*~#+.])(?:\s?\1){2,}\s*")
_BULLET = re.compile(r"\s*[-*•‣▪◦●○–—·]\s+(?=\S)")
_NUMBER = re.compile(r"\s*(?:(\d{1,3})[.)]|\(?[a-z]\)|\((?:\d{1,3}|[ivx]{1,5})\))\s+(?=\S)")
_MARKED = re.compile(r"(#{1,6})\s+(?=\S)")
_BYLINE = re.compile(r"(?:by|von|par|autor|автор)\b:?\s", re.IGNORECASE)
_ITEM_WORDS = 40
_HEADING_WORDS = 14
_HEADING_RUN = 3


@dataclass(slots=True)
class _Part:
    """A block while its lines are being collected."""

    lines: list[str]
    role: Role = "prose"
    level: int = 0
    number: int | None = None
    text: str = field(default="", init=False)


def read(data: bytes, name: str) -> Reading:
    """The blocks of a text file, and the metadata of its front matter.

    Raises:
        UnsupportedFormat, UnreadableDocument: as `ingest.encoding.decode`.
        InvalidInput: front matter with a value that cannot be used.
    """
    metadata, text = front_matter(normal_breaks(decode(data, name)), name)
    return Reading(blocks(text), metadata)


def normal_breaks(text: str) -> str:
    """The text with one kind of line break; a form feed is an empty line."""
    return re.sub(r"\r\n?|[\x85\u2028]", "\n", text).replace("\f", "\n\n").replace("\u2029", "\n\n")


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of plain text with normal line breaks."""
    lines = text.split("\n")
    body = [line for line in lines if not _RULE.fullmatch(line)]
    parts = list(_parts(lines, wrap_width(body)))
    joiner = Joiner(body)
    for part in parts:
        part.text = joiner.join(part.lines)
        if part.number and len(part.text.split()) > _ITEM_WORDS:
            part.role = "prose"  # a numbered paragraph
    _mark_headings(parts)
    return tuple(Block(part.text, part.role, part.level) for part in parts if part.text.strip())


def _parts(lines: Sequence[str], width: int | None) -> Iterator[_Part]:
    """The blocks, before headings are told from short paragraphs."""
    number = 0
    for filled, group in groupby(lines, key=lambda line: bool(line.strip())):
        if not filled:
            continue
        chunk = list(group)
        if table := columns.rows(chunk):
            yield from (_Part([row], "row") for row in table)
            continue
        for part in _chunk_parts(chunk, width, number):
            number = part.number or number
            yield part


def _chunk_parts(lines: Sequence[str], width: int | None, number: int) -> Iterator[_Part]:
    """The blocks of lines without an empty one between them; `number` is that of the list item before them."""
    part: _Part | None = None
    before = ""
    for line in lines:
        if _RULE.fullmatch(line) or columns.is_rule(line):
            if part and len(part.lines) == 1 and part.role == "prose":
                part.role, part.level = "heading", 1 if "=" in line else 2
        elif part and _continues(part, before, line, width, number):
            part.lines.append(line)
        else:
            if part:
                yield part
            part = _begin(line)
            number = part.number or number
        before = line
    if part:
        yield part


def _begin(line: str) -> _Part:
    """The block that begins with a line."""
    if marked := _MARKED.match(line):
        return _Part([line[marked.end() :]], "heading", len(marked[1]))
    if bullet := _BULLET.match(line):
        return _Part([line[bullet.end() :]], "item")
    if number := _NUMBER.match(line):
        return _Part([line], "item", number=int(number[1]) if number[1] else None)
    return _Part([line])


def _continues(part: _Part, before: str, line: str, width: int | None, number: int) -> bool:
    """Whether a line belongs to the block of the line right before it."""
    if part.role == "heading":
        return False
    wrapped = width is not None and goes_on(before, line, width) and before.isupper() == line.isupper()
    if marker := _NUMBER.match(line):
        # "am\n21. November": within a wrapped paragraph only the next number in order begins an item
        in_order = int(marker[1]) == number + 1 if marker[1] else part.role == "item"
        return wrapped and not in_order
    if _BULLET.match(line):
        return wrapped and line.lstrip()[0] in "–—"
    if part.role == "item" and line[:1].isspace():
        return True
    return wrapped


def _mark_headings(parts: Sequence[_Part]) -> None:
    """Short lines without a full stop become headings where a longer paragraph follows."""
    run: list[_Part] = []
    headings: list[_Part] = []
    for part in parts:
        if _may_be_heading(part):
            run.append(part)
            continue
        if run and len(run) <= _HEADING_RUN and part.role != "heading" and _is_longer(part, run[-1]):
            run[-1].role, run[-1].level = "heading", 2
            headings.append(run[-1])
        run = []
    title = next(iter(parts), None)
    if title and (title in headings or (_may_be_heading(title) and title is not parts[-1])):
        title.role, title.level = "heading", 1


def _may_be_heading(part: _Part) -> bool:
    if len(part.lines) > 1 or part.role in ("row", "heading") or (part.role == "item" and not part.number):
        return False
    text = without_prompts(part.text)
    glued = text != part.text and not text.endswith(("..", "!", "?"))
    text = text.removesuffix(".") if glued else text
    return (
        0 < len(text.split()) <= _HEADING_WORDS
        and not re.search(r"[.!,;:…]$", text)
        and not text[:1].islower()
        and any(character.isalpha() for character in text)
        and " | " not in text
        and not _BYLINE.match(text)
    )


def _is_longer(part: _Part, heading: _Part) -> bool:
    """Whether a block can be what a heading stands over: running text, or a list."""
    if part.role in ("item", "row"):
        return True
    return len(part.text.split()) > len(heading.text.split())
