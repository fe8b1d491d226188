"""Metadata of a page: meta tags by trafilatura; language, kind and actors, which it has no notion of, from JSON-LD."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.documents import Metadata
from ingest.metadata import KINDS, lenient

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
    articles = [node for node in _linked_data(tree) if "headline" in node or "datePublished" in node]
    tags = _meta(tree)
    return lenient(
        {
            "title": found.title,
            "publisher": found.sitename,
            "author": (found.author or "").replace("; ", ", "),
            "published": found.date,
            "url": found.url,
            "language": next((node["inLanguage"] for node in articles if _is_text(node.get("inLanguage"))), None)
            or tree.get("lang")
            or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
            or next(iter(tags.get("og:locale", [])), None),
            "kind": _kind(articles, tags),
            "actors": _actors(articles, tags),
        }
    )


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
        thing["name"]
        for node in articles
        for key in ("about", "mentions")
        for thing in (node[key] if isinstance(node.get(key), list) else [node.get(key)])
        if isinstance(thing, dict) and _is_text(thing.get("name"))
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
