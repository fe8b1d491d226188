"""What is known about a document: from a sidecar, from front matter, from the properties of a file.

A sidecar and front matter are written for us: a value that cannot be used is an error that names file, field and
remedy, because a document without its date would silently be missing from every answer about a period. What a format
carries along (HTML meta tags, PDF and DOCX properties) was written for others: there such a value is passed over.
Unknown fields are ignored everywhere.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from index.documents import Metadata
from index.errors import InvalidInput
from index.languages import normal_code
from ingest.characters import one_line

SIDECAR_SUFFIX = ".meta.yaml"
KINDS = ("proposal", "statement", "news", "analysis", "background")

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\n(.*?)(?:\n)?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_MOST_BRACKETS = 1000
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:.*)?")


def sidecar(text: str, name: str) -> Metadata:
    """The metadata in a sidecar's text; `name` is the sidecar's.

    Raises:
        InvalidInput: it is not YAML, not a mapping, or a field has a value that cannot be used.
    """
    return from_fields(_mapping(text, name), name)


def front_matter(text: str, name: str) -> tuple[Metadata, str]:
    """The metadata at the top of a Markdown or text file, between lines of three hyphens, and the text behind it.

    What stands there but is no mapping of fields, such as a paragraph between two rules, is left in the text.

    Raises:
        InvalidInput: as for `sidecar`.
    """
    match = _FRONT_MATTER.match(text)
    if match is None or not re.match(r"\s*(?:#.*\n\s*)*[\w-]+[ \t]*:", match[1]):
        return Metadata(), text
    found = {**_mapping(match[1], name, first_line=2)}
    if str(found.get("published")).lower() in ("true", "false"):
        del found["published"]  # a switch of static site generators
    metadata = from_fields(found, name)
    common = lenient({"published": found.get("date"), "language": found.get("lang")})
    return merge(metadata, common), text[match.end() :]


def from_fields(found: Mapping[str, object], where: str) -> Metadata:
    """Metadata of the known ones among the fields.

    Raises:
        InvalidInput: a known field has a value that cannot be used; `where` names the file in the message.
    """
    values = {}
    for field, convert in _CONVERTERS.items():
        value = found.get(field)
        if value is None or value in ("", "null", "~"):
            continue
        try:
            values[field] = convert(value)
        except ValueError as error:
            raise InvalidInput(f"{where}: {field}: {error}") from None
    return Metadata(**values)


def lenient(found: Mapping[str, object]) -> Metadata:
    """Metadata of the known fields whose values can be used."""
    metadata = Metadata()
    for field, value in found.items():
        try:
            metadata = merge(metadata, from_fields({field: value}, ""))
        except InvalidInput:
            continue
    return metadata


def merge(first: Metadata, *others: Metadata) -> Metadata:
    """The fields of `first`, and where it has none those of the next that has."""
    for other in others:
        missing = [field.name for field in fields(Metadata) if not getattr(first, field.name)]
        first = replace(first, **{name: getattr(other, name) for name in missing})
    return first


def _mapping(text: str, name: str, first_line: int = 1) -> Mapping[str, object]:
    import yaml

    nested = f'{name}: this YAML is nested too deeply; write lines like "title: …"'
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise InvalidInput(nested)  # the parser takes seconds for them
    try:
        # the base loader leaves every scalar a string: "no" stays a language and a date is read by our rules
        found = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + first_line}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise InvalidInput(f'{name}{place}: this is not valid YAML ({problem}); write lines like "title: …"') from None
    except RecursionError:
        raise InvalidInput(nested) from None
    if found is None or found == "":
        return {}
    if not isinstance(found, dict):
        raise InvalidInput(f'{name}: metadata must be fields, one a line, such as "title: …"; it is a {_sort(found)}')
    return {str(key): value for key, value in found.items()}


def _sort(value: object) -> str:
    return "list" if isinstance(value, list) else "mapping" if isinstance(value, dict) else "plain text"


def _text(value: object) -> str | None:
    if isinstance(value, list | dict):
        raise ValueError(f"must be text, but is a {_sort(value)}; write it on one line")
    return one_line(str(value)) or None


def _author(value: object) -> str | None:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return _text(", ".join(value))
    return _text(value)


def _date(value: object) -> date:
    match = _DATE.fullmatch(str(_text(value)))
    try:
        return date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise ValueError(f"{value!r} is not a date; write it as YYYY-MM-DD, such as 2025-11-22") from None


def _language(value: object) -> str:
    text = str(_text(value))
    code = normal_code(text)
    if code is None:
        raise ValueError(f"{text!r} is not a language code; write its two letters (ISO 639-1), such as en or de")
    return code


def _kind(value: object) -> str:
    text = str(_text(value)).lower()
    if text not in KINDS:
        raise ValueError(f"{text!r} is no kind of document; use one of {', '.join(KINDS)}")
    return text


def _actors(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or any(isinstance(actor, list | dict) for actor in value):
        raise ValueError("must be a list of names, such as [Germany, Friedrich Merz]")
    return tuple(dict.fromkeys(name for actor in value if (name := one_line(str(actor)))))


_CONVERTERS: Mapping[str, Callable[[object], Any]] = {
    "title": _text,
    "publisher": _text,
    "author": _author,
    "published": _date,
    "url": _text,
    "language": _language,
    "kind": _kind,
    "actors": _actors,
}
