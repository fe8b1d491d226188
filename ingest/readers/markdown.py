"""Markdown: CommonMark with tables, by markdown-it-py; its markup is gone, the text of links stays."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.documents import Role
from ingest.blocks import Block, Reading
from ingest.encoding import decode
from ingest.headings import looks_like_heading
from ingest.lines import Joiner
from ingest.metadata import front_matter
from ingest.readers.text import normal_breaks

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,50})\](:?)")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]*>", re.DOTALL)
_BOLD_LEVEL = 5


def read(data: bytes, name: str) -> Reading:
    """The blocks of a Markdown file, and the metadata of its front matter.

    Raises:
        UnsupportedFormat, UnreadableDocument: as `ingest.encoding.decode`.
        InvalidInput: front matter with a value that cannot be used.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    metadata, text = front_matter(normal_breaks(decode(data, name)), name)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tree = SyntaxTreeNode(parser.parse(_plain_notes(text)))
    joiner = Joiner(text.split("\n"))
    return Reading(tuple(block for block in _blocks(tree.children, joiner) if block.text), metadata)


def _plain_notes(text: str) -> str:
    """The text with footnotes as plain "[1]", which CommonMark would take for links or drop."""
    fences = [match.span() for match in _FENCE.finditer(text)]

    def plain(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in fences):
            return match[0]
        return rf"\[{match[1]}\]"

    return _NOTE.sub(plain, text)


def _blocks(nodes: Sequence["SyntaxTreeNode"], joiner: Joiner) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Block(_inline(node, joiner), "heading", int(node.tag[1]))
            case "paragraph":
                yield _paragraph(node, joiner)
            case "bullet_list" | "ordered_list":
                yield from _list(node, joiner)
            case "table":
                yield from _table(node, joiner)
            case "fence" | "code_block":
                yield from (Block(line, "row") for line in node.content.split("\n") if line.strip())
            case "html_block":
                yield from _html(node.content)
            case _:
                yield from _blocks(node.children, joiner)


def _paragraph(node: "SyntaxTreeNode", joiner: Joiner, role: Role = "prose") -> Block:
    text = _inline(node, joiner)
    spans = [child for child in node.children[0].children if child.type != "text" or child.content.strip()]
    if role == "prose" and [child.type for child in spans] == ["strong"] and looks_like_heading(text):
        return Block(text, "heading", _BOLD_LEVEL)
    return Block(text, role)


def _list(node: "SyntaxTreeNode", joiner: Joiner) -> Iterator[Block]:
    number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    for item in node.children:
        mark = f"{number}. " if number is not None else ""
        for child in item.children:
            if child.type == "paragraph":
                yield Block(mark + _inline(child, joiner), "item")
            else:
                yield from _blocks([child], joiner)
            mark = ""
        number = number + 1 if number is not None else None


def _table(node: "SyntaxTreeNode", joiner: Joiner) -> Iterator[Block]:
    for part in node.children:
        for row in part.children:
            yield Block(" | ".join(_inline(cell, joiner) for cell in row.children).strip(" |"), "row")


def _html(content: str) -> Iterator[Block]:
    """The text of raw HTML, a paragraph a line."""
    for line in _TAG.sub("\n", content).split("\n"):
        yield Block(line.strip())


def _inline(node: "SyntaxTreeNode", joiner: Joiner) -> str:
    """The text of a paragraph, heading or cell."""
    return joiner.join("".join(_pieces(node)).split("\n")).strip()


def _pieces(node: "SyntaxTreeNode") -> Iterator[str]:
    match node.type:
        case "text" | "code_inline":
            yield node.content
        case "softbreak" | "hardbreak":
            yield "\n"
        case "html_inline":
            yield "\n" if node.content.lower().startswith("<br") else ""
        case "image":
            yield ""
        case _:
            for child in node.children:
                yield from _pieces(child)
