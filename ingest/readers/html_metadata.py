"""Metadata of a page: what its JSON-LD says of the article, then its meta tags, then what trafilatura makes of both."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.documents import Metadata
from ingest.metadata import KINDS, lenient, merge

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TYPES = {
    "analysisnewsarticle": "analysis",
    "opinionnewsarticle": "analysis",
    "backgroundnewsarticle": "background",
    "newsarticle": "news",
    "reportagenewsarticle": "news",
}
_TAGS = ("article:tag", "keywords", "news_keywords")


def extract(text: str, tree: "HtmlElement") -> Metadata:
    """What a page declares about itself; nothing is guessed from its text."""
    from trafilatura.metadata import extract_metadata

    # not "extensive": that would take the year of a copyright line for the date of publication
    found = extract_metadata(text, extensive=False)
    nodes = list(_linked_data(tree))
    articles = [node for node in nodes if "headline" in node or "datePublished" in node]
    tags = _meta(tree)
    declared = {
        "author": ", ".join(name for name in tags.get("author", []) if "://" not in name),
        "language": tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or next(iter(tags.get("og:locale", [])), None),
        "kind": _kind(articles, tags),
        "actors": _actors(articles, tags),
    }
    guessed = {
        "title": found.title,
        "publisher": found.sitename,
        "author": (found.author or "").replace("; ", ", "),
        "published": found.date,
        "url": found.url,
    }
    return merge(*(lenient(_article(node, nodes)) for node in articles), lenient(declared), lenient(guessed))


def _article(node: dict[str, Any], nodes: list[dict[str, Any]]) -> dict[str, object]:
    """The fields of an article in JSON-LD."""
    return {
        "title": node.get("headline"),
        "publisher": next(iter(_names(node.get("publisher"), nodes)), None),
        "author": ", ".join(_names(node.get("author"), nodes)),
        "published": str(node.get("datePublished", ""))[:10],
        "url": node.get("url"),
        "language": node.get("inLanguage"),
    }


def _names(value: object, nodes: list[dict[str, Any]]) -> list[str]:
    """The names of people or organisations, which may be given as text, as objects or by reference."""
    found = []
    for thing in value if isinstance(value, list) else [value]:
        if isinstance(thing, dict) and "name" not in thing and "@id" in thing:
            thing = next((node for node in nodes if node.get("@id") == thing["@id"] and "name" in node), thing)
        name = thing.get("name") if isinstance(thing, dict) else thing
        if _is_text(name):
            found.append(str(name))
    return found


def _meta(tree: "HtmlElement") -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        if name and (content := element.get("content")):
            tags.setdefault(name, []).append(content)
    return tags


def _linked_data(tree: "HtmlElement") -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD that is at the top, in a list or in a graph."""
    for script in tree.iter("script"):
        if str(script.get("type")).lower() != "application/ld+json":
            continue
        try:
            found = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = found if isinstance(found, list) else [found]
        for node in nodes:
            if isinstance(node, dict):
                graph = node.get("@graph")
                yield from (
                    item for item in [node, *(graph if isinstance(graph, list) else [])] if isinstance(item, dict)
                )


def _kind(articles: list[dict[str, Any]], tags: dict[str, list[str]]) -> str | None:
    sections = [*(node.get("articleSection") for node in articles), *tags.get("article:section", [])]
    types = [kind for node in articles for kind in _listed(node.get("@type"))]
    named = [kind for section in sections if _is_text(section) and (kind := str(section).lower()) in KINDS]
    return next(iter([*named, *(_TYPES[kind.lower()] for kind in types if kind.lower() in _TYPES)]), None)


def _actors(articles: list[dict[str, Any]], tags: dict[str, list[str]]) -> list[str] | None:
    """Who an article is about: what it mentions, else those of its key words that are written like names."""
    mentioned = [
        name
        for node in articles
        for key in ("about", "mentions")
        for thing in (node[key] if isinstance(node.get(key), list) else [node.get(key)])
        if isinstance(thing, dict)
        for name in _names(thing, [])
    ]
    words = [word for node in articles for word in _listed(node.get("keywords"))]
    words += [word for tag in _TAGS for content in tags.get(tag, []) for word in content.split(",")]
    return mentioned or [word.strip() for word in words if word.strip()[:1].isupper()] or None


def _listed(value: object) -> list[str]:
    """A text with commas, or a list of texts, as a list."""
    if _is_text(value):
        return [part.strip() for part in str(value).split(",")]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
