"""The blocks of a DOM tree: paragraphs, headings, list items and table rows as a browser would set them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.documents import Role
from ingest.blocks import Block
from ingest.characters import one_line, superscript
from ingest.headings import looks_like_heading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = (
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
    ),
    *(
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
    ),
    *("p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
)
_BLOCKS = frozenset((*_CONTAINERS, *_HEADINGS))
_BREAK = "\n"
_NOTE = re.compile(r"\s*[\[(]?[\d,–-]{1,4}[\])]?\s*")
_BOLD_LEVEL = 5
_LAYOUT_WORDS = 60
_SENTENCE_END = (".", "!", "?", ":", ";", "…", ".”", '."', "»")


def blocks(root: "HtmlElement") -> list[Block]:
    """The blocks under `root`, in reading order."""
    return [block for block in _walk(root, "prose", "") if block.text]


def _walk(element: "HtmlElement", role: Role, mark: str) -> Iterator[Block]:
    """The blocks of a block element; `mark` is the number of a list item, put before its first text."""
    if element.tag in _HEADINGS:
        yield Block(one_line("".join(_inline(element))), "heading", _HEADINGS[element.tag])
    elif element.tag in ("ul", "ol", "menu"):
        yield from _list(element)
    elif element.tag == "table" and _is_data(element):
        yield from _table(element)
    elif element.tag == "dl":
        yield from _definitions(element)
    elif element.tag == "pre":
        yield from (Block(line, "row") for line in element.text_content().split("\n") if line.strip())
    else:
        yield from _container(element, role, mark)


def _container(element: "HtmlElement", role: Role, mark: str) -> Iterator[Block]:
    """Running text and block elements, as they alternate in a container."""
    text: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and (child.tag in _BLOCKS or _holds_blocks(child)):
            for block in (*_paragraphs(text, role, mark), *_walk(child, role, mark)):
                yield block
                mark = "" if block.text else mark
            text = []
        else:
            text.extend(_inline(child, wrapped=True))
        text.append(child.tail or "")
    if element.tag == "p" and role == "prose" and _is_bold(element):
        yield Block(one_line("".join(text)), "heading", _BOLD_LEVEL)
    else:
        yield from _paragraphs(text, role, mark)


def _holds_blocks(element: "HtmlElement") -> bool:
    return any(child.tag in _BLOCKS for child in element.iterdescendants() if isinstance(child.tag, str))


def _paragraphs(text: list[str], role: Role, mark: str) -> Iterator[Block]:
    """Running text cut at line breaks, except at those within a sentence."""
    lines = [line for piece in "".join(text).split(_BREAK) if (line := one_line(piece))]
    while lines:
        line = lines.pop(0)
        while lines and (lines[0][0].islower() or line.endswith(",")) and not line.endswith(_SENTENCE_END):
            line = f"{line} {lines.pop(0)}"
        yield Block(mark + line, role)
        mark = ""


def _inline(element: "HtmlElement", wrapped: bool = False) -> Iterator[str]:
    """The text in an element, line breaks as such; with `wrapped` the element itself may be a mark like `q` or `br`."""
    if wrapped:
        if not isinstance(element.tag, str):
            return
        if element.tag == "br":
            yield _BREAK
            return
        if element.tag == "sup" and _NOTE.fullmatch(note := element.text_content()):
            yield superscript(note.strip().strip("[]"))
            return
    quoted = wrapped and element.tag == "q"
    yield ("“" if quoted else "") + _spaced(element.text)
    for child in element:
        yield from _inline(child, wrapped=True)
        yield _spaced(child.tail)
    yield "”" if quoted else ""


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _is_bold(paragraph: "HtmlElement") -> bool:
    """Whether a paragraph is one bold element and reads like a heading."""
    children = list(paragraph)
    return (
        len(children) == 1
        and children[0].tag in ("b", "strong")
        and not (paragraph.text or "").strip()
        and not (children[0].tail or "").strip()
        and looks_like_heading(one_line(children[0].text_content()))
    )


def _list(element: "HtmlElement") -> Iterator[Block]:
    number = int(start) if (start := element.get("start", "1")).lstrip("-").isdigit() else 1
    for child in element:
        if child.tag != "li":
            if isinstance(child.tag, str):
                yield from _walk(child, "item", "")
            continue
        if (value := child.get("value", "")).isdigit():
            number = int(value)
        yield from _container(child, "item", f"{number}. " if element.tag == "ol" else "")
        number += 1


def _definitions(element: "HtmlElement") -> Iterator[Block]:
    """A term and what is said of it, as one item."""
    terms: list[str] = []
    for child in element.iter("dt", "dd"):
        text = one_line(child.text_content())
        if child.tag == "dt":
            terms.append(text.rstrip(":"))
        else:
            yield Block(f"{', '.join(terms)}: {text}" if terms else text, "item")
            terms = []
    yield from (Block(term, "item") for term in terms)


def _is_data(table: "HtmlElement") -> bool:
    """Whether a table holds data: more than one column, short cells, no table inside."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return False
    columns = max((len(row) for row in table.iter("tr")), default=0)
    longest = max((len(cell.text_content().split()) for cell in table.iter("td", "th")), default=0)
    headed = next(table.iter("th"), None) is not None
    return columns > 1 and (headed or longest <= _LAYOUT_WORDS)


def _table(table: "HtmlElement") -> Iterator[Block]:
    for caption in table.iter("caption"):
        yield Block(one_line(caption.text_content()))
    for row in table.iter("tr"):
        cells = [
            one_line(" ".join(block.text for block in _container(cell, "row", ""))) for cell in row.iter("td", "th")
        ]
        yield Block(" | ".join(cells).strip(" |"), "row")
