"""HTML: the main text of a page as blocks.

Two passes, because neither is enough alone. trafilatura finds the main text on pages of any build, but for its own
purposes drops blocks that are content here: paragraphs behind a box of related links, lists of sources made of links,
short tables, standfirsts (tests/ingest/readers/test_html.py has such pages). So its result only tells *where* the
main text is; what stands there is then read from the DOM by structure, without what is marked up as furniture.
"""

import logging
import re
from typing import TYPE_CHECKING

from index.errors import UnreadableDocument
from ingest.blocks import Block, Reading
from ingest.characters import one_line
from ingest.encoding import decode
from ingest.readers import html_blocks, html_furniture, html_metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding=["']([\w-]+)""", re.I
)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # libxml2 cannot move text with them
_MAIN_SHARE = 0.95
_LEAST_SHARE = 0.8
_MOST_AROUND = 2.0
_SENTENCE_WORDS = 8
_PIECES = ("p", "head", "item", "cell", "quote")


def read(data: bytes, name: str) -> Reading:
    """The blocks of a page's main text, and the metadata of its head.

    Raises:
        UnsupportedFormat, UnreadableDocument: as `ingest.encoding.decode`, and if there is no markup that can be read.
    """
    from lxml import etree

    # trafilatura logs as errors what are none for us, such as a page without a main text
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    declared = _DECLARED.search(data[:4096])
    encoding = (declared[1] or declared[2]).decode() if declared else None
    text = _CONTROLS.sub("", _XML_DECLARATION.sub("", decode(data, name, encoding), count=1))
    try:
        tree = _parsed(text)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise UnreadableDocument(f"{name}: this HTML has no content; give a page with text") from None
    metadata = html_metadata.extract(text, tree)
    pieces = _main_pieces(text)
    body = _body(tree)
    root = _main_element(body, pieces)
    html_furniture.remove(body, pieces)
    blocks, everything = html_blocks.blocks(root), html_blocks.blocks(body)
    if _running_text(everything) > _MOST_AROUND * _running_text(blocks):
        blocks = everything  # trafilatura has seen a small part of the page only
    if not blocks or _share(pieces, " ".join(block.text for block in blocks)) < _LEAST_SHARE:
        # too much went with the furniture: a page of an unusual build, better read as a whole
        body = _body(_parsed(text))
        html_furniture.remove_code(body)
        blocks = html_blocks.blocks(_main_element(body, pieces))
    return Reading(tuple(blocks), metadata)


def _parsed(text: str) -> "HtmlElement":
    from lxml.html import HTMLParser, document_fromstring

    # without huge_tree libxml2 silently drops what is nested deeper than 255 levels
    return document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True))


def _main_pieces(text: str) -> frozenset[str]:
    """The paragraphs, headings, items and cells of the main text, as trafilatura finds it."""
    from trafilatura import bare_extraction

    found = bare_extraction(text, include_comments=False, include_tables=True, favor_recall=True)
    body = getattr(found, "body", None)
    if body is None:
        return frozenset()
    return frozenset(piece for element in body.iter(*_PIECES) if (piece := one_line("".join(element.itertext()))))


def _body(tree: "HtmlElement") -> "HtmlElement":
    body = tree.find("body")
    return tree if body is None else body


def _running_text(blocks: list[Block]) -> int:
    """The characters in sentences and rows, which menus and labels have few of."""
    return sum(len(block.text) for block in blocks if block.role == "row" or len(block.text.split()) >= _SENTENCE_WORDS)


def _main_element(body: "HtmlElement", pieces: frozenset[str]) -> "HtmlElement":
    """The smallest element that holds the main text and the headline."""
    held = html_furniture.held_lengths(body, pieces)
    total = held.get(body, 0)
    if not total:
        marked = [*body.iter("article"), *body.iter("main")]
        return max(marked, key=lambda element: len(element.text_content()), default=body)
    element = body
    while inner := [child for child in element if held.get(child, 0) >= _MAIN_SHARE * total]:
        element = inner[0]
    return _with_headline(element, body)


def _with_headline(element: "HtmlElement", body: "HtmlElement") -> "HtmlElement":
    """The element, or the one around it that is marked as the article or holds the headline."""
    around = [element, *element.iterancestors()]
    around = around[: around.index(body) + 1]
    for candidate in around:
        if candidate.tag == "article" or candidate.get("role") == "article":
            return candidate
    for candidate in around:
        if candidate.tag == "main" or candidate.get("role") == "main":
            return candidate
    for candidate in around[:-1]:
        if next(candidate.iter("h1"), None) is not None:
            return candidate
    return element


def _share(pieces: frozenset[str], text: str) -> float:
    """The share of the main text that is in `text`, by length."""
    squeezed = re.sub(r"\W+", "", text)
    length = sum(len(piece) for piece in pieces)
    return sum(len(piece) for piece in pieces if re.sub(r"\W+", "", piece) in squeezed) / length if length else 1.0
