"""The state of the catalog: what is ready, what is under way, and whether something has changed."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is indexed, and how much is under way."""

    documents: int
    passages: int
    pending: int
    gone: int


def changes(connection: sqlite3.Connection) -> int:
    """A number that grows whenever a version changes its state."""
    return int(connection.execute("SELECT value FROM settings WHERE name = 'changes'").fetchone()[0])


def setting(connection: sqlite3.Connection, name: str) -> str:
    """A setting of the catalog."""
    return str(connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()[0])


def set_setting(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Change a setting of the catalog, inside a transaction of `Catalog.writing`."""
    connection.execute("UPDATE settings SET value = ? WHERE name = ?", (value, name))


def counts(connection: sqlite3.Connection) -> Counts:
    """Documents and passages that are ready, versions that are pending, versions still to be swept."""
    rows = connection.execute("SELECT state, count(*), sum(passages) FROM versions GROUP BY state")
    found = {state: (versions, passages) for state, versions, passages in rows}
    ready = found.get("ready", (0, 0))
    return Counts(ready[0], ready[1], found.get("pending", (0, 0))[0], found.get("gone", (0, 0))[0])


def unfinished(connection: sqlite3.Connection, state: str) -> list[tuple[int, int]]:
    """Versions that are `pending` or `gone`, oldest first, each with its number of passages."""
    return connection.execute(
        "SELECT version, passages FROM versions WHERE state = ? AND state <> 'ready' ORDER BY version", (state,)
    ).fetchall()
