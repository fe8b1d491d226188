"""Names: the places that documents came from."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A place that a document came from."""

    name: str
    document_id: str
    content_hash: str
    """Of what was put last under it; empty if it has to be put again."""


_NAMES = (
    "SELECT n.name, v.document_id, n.content_hash FROM names n JOIN versions v ON v.version = ifnull(n.next, n.current)"
)


def beginning_with(connection: sqlite3.Connection, prefix: str) -> list[Name]:
    """The names that begin with `prefix`, each with the newest document under it, which may be pending."""
    rows = connection.execute(
        f"{_NAMES} WHERE substr(n.name, 1, length(:prefix)) = :prefix ORDER BY n.name", {"prefix": prefix}
    )
    return [Name(*row) for row in rows]


def find(connection: sqlite3.Connection, name: str) -> Name | None:
    """A name with the newest document under it."""
    row = connection.execute(f"{_NAMES} WHERE n.name = ?", (name,)).fetchone()
    return Name(*row) if row else None


def of_version(connection: sqlite3.Connection, version: int) -> frozenset[str]:
    """The names that lead to a version, now or next."""
    rows = connection.execute(
        "SELECT name FROM names WHERE current = :version UNION SELECT name FROM names WHERE next = :version",
        {"version": version},
    )
    return frozenset(name for (name,) in rows)


def of_documents(connection: sqlite3.Connection, document_ids: Sequence[str]) -> dict[str, list[str]]:
    """The names of documents that are ready, in order, by the document's id."""
    rows = connection.execute(
        "SELECT v.document_id, n.name FROM versions v JOIN names n ON n.current = v.version"
        " WHERE v.state = 'ready' AND v.document_id IN (SELECT value FROM json_each(?)) ORDER BY n.name",
        (json.dumps(document_ids),),
    )
    found: dict[str, list[str]] = {}
    for document_id, name in rows:
        found.setdefault(document_id, []).append(name)
    return found


def waits(connection: sqlite3.Connection, name: str) -> bool:
    """Whether what was put last under a name is not visible yet."""
    row = connection.execute("SELECT next FROM names WHERE name = ?", (name,)).fetchone()
    return row is not None and row[0] is not None
