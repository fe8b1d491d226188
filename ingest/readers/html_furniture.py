"""Page furniture by markup: navigation, boxes and their labels, as HTML names and nests them."""

import re
from typing import TYPE_CHECKING

from ingest import furniture
from ingest.characters import one_line
from ingest.furniture import matcher
from ingest.headings import is_reference_heading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEVER_TEXT = (
    *("script", "style", "noscript", "template", "nav", "button", "select", "option", "textarea", "input", "iframe"),
    *("object", "embed", "svg", "canvas", "audio", "video", "dialog", "map", "link", "meta"),
)
_BOXES = (
    "div",
    "section",
    "aside",
    "ul",
    "ol",
    "header",
    "footer",
    "form",
    "details",
    "article",
    "table",
    "dl",
    "figure",
)
_NAMED = re.compile(
    r"shar(?:e|ing)|social|newsletters?|subscri(?:be|ption)|signup|related|recommend(?:ed|ations?)|breadcrumbs?|crumbs"
    r"|cookies?|consent|gdpr|comments?|cmts|disqus|respond|nav|navbar|navigation|menu|sidebar|widgets?|footer|foot"
    r"|adverts?|advertisement|ads?|promo|sponsor(?:ed)?|popup|modal|toolbar|pagination|pager|paywall|taglist|tags|skip"
    r"|masthead|topbar|authorbox|authorbio|bio|copyright|readalso|mostread|trending"
)
_NAMED_PAIRS = re.compile(
    r"author[-_](?:box|bio|card|info)|about[-_]author|tag[-_]list|read[-_](?:also|more|next)|most[-_]read"
    r"|also[-_]like|sign[-_]up|post[-_]meta|entry[-_]meta|article[-_]meta"
)
_NEGATED = re.compile(r"(?:no|has|with|without|is|not)[-_]")
_SMALL_NAMED = re.compile(
    r"byline|meta|dateline|shar(?:e|ing)|sh|tags|breadcrumbs?|cookies?|copyright|advertisement|skip"
)
_SMALL_WORDS = 25
_SENTENCE_WORDS = 15
_PROTECTED_SHARE = 0.3
_LABELS = furniture.RELATED_LABELS + furniture.SUBSCRIPTIONS + furniture.SOLICITATIONS + furniture.COOKIES


def held_lengths(root: "HtmlElement", pieces: frozenset[str]) -> "dict[HtmlElement, int]":
    """For each element the characters of `pieces` in it; elements without any are left out."""
    held: dict[HtmlElement, int] = {}
    for element in root.iter(
        "p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "dd", "dt"
    ):
        text = one_line(element.text_content())
        if text not in pieces or held.get(element):
            continue
        for holder in (element, *element.iterancestors()):
            held[holder] = held.get(holder, 0) + len(text)
    return held


def remove_code(root: "HtmlElement") -> None:
    """Empty what is never shown as text: scripts, styles, controls, navigation."""
    for element in [*root.iter(*_NEVER_TEXT)]:
        element.clear(keep_tail=True)


def remove(root: "HtmlElement", pieces: frozenset[str]) -> None:
    """Empty the furniture in the tree under `root`; what holds much of the main text `pieces` is none."""
    remove_code(root)
    held = held_lengths(root, pieces)
    protected = _PROTECTED_SHARE * held.get(root, 0)
    for element in [*root.iterdescendants()]:
        if _is_furniture(element) and held.get(element, 0) <= protected:
            element.clear(keep_tail=True)
    for element in [*root.iter(*_BOXES)]:
        if element is not root and _is_labelled(element, pieces):
            element.clear(keep_tail=True)


def _is_furniture(element: "HtmlElement") -> bool:
    if not isinstance(element.tag, str):
        return False
    if element.tag in _BOXES:
        return _is_named(element) or _is_closing_footer(element) or _is_hidden(element)
    small = element.tag in ("p", "span", "time") and any(map(_SMALL_NAMED.fullmatch, _names(element)))
    return small or _is_hidden(element)


def _is_hidden(element: "HtmlElement") -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return "hidden" in element.attrib or element.get("aria-hidden") == "true" or "display:none" in style


def _names(element: "HtmlElement") -> list[str]:
    return f"{element.get('class', '')} {element.get('id', '')}".lower().split()


def _is_named(element: "HtmlElement") -> bool:
    """Whether a box's class or id says that it is furniture."""
    if element.get("role") in ("navigation", "banner", "contentinfo", "search", "complementary", "dialog"):
        return True
    for name in _names(element):
        if _NEGATED.match(name):
            continue
        if _NAMED_PAIRS.search(name) or any(map(_NAMED.fullmatch, re.split(r"[-_]+", name))):
            return True
        if _SMALL_NAMED.fullmatch(name) and len(element.text_content().split()) <= _SMALL_WORDS:
            return True
    return False


def _is_closing_footer(element: "HtmlElement") -> bool:
    """Whether this is a footer that holds no list of sources and belongs to no quotation."""
    if element.tag != "footer" or any(up.tag in ("blockquote", "figure") for up in element.iterancestors()):
        return False
    return not any(is_reference_heading(one_line(h.text_content())) for h in element.iter("h2", "h3", "h4", "h5", "h6"))


def _is_labelled(element: "HtmlElement", pieces: frozenset[str]) -> bool:
    """Whether a box begins with a label such as "Related stories" and holds no sentence of content."""
    first = next((text for piece in element.itertext() if (text := one_line(piece))), "")
    label = matcher(_LABELS).match(first)
    if label is None or len(first.split()) > _SENTENCE_WORDS:
        return False
    return not any(
        len(text.split()) >= _SENTENCE_WORDS and text.endswith((".", "!", "?", "”", '"')) and text in pieces
        for paragraph in element.iter("p")
        if (text := one_line(paragraph.text_content()))
    )
