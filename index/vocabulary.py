"""The vocabulary of the lexical index: in how many passages a term occurs."""

import json
import sqlite3
import threading
from collections.abc import Collection

from index import states

LIMIT = 100_000
"""Terms remembered at most."""


class Vocabulary:
    """Counts terms, and remembers the counts until the catalog changes.

    FTS5 finds a count by going through the passages that have the term; every question has the same common words.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changes = -1
        self._counts: dict[str, int] = {}

    def counts(self, connection: sqlite3.Connection, terms: Collection[str]) -> dict[str, int]:
        """In how many passages each term occurs, those of versions that are not ready included; 0 for unknown terms."""
        changes = states.changes(connection)
        with self._lock:
            if self._changes != changes or len(self._counts) > LIMIT:
                self._changes, self._counts = changes, {}
            remembered = self._counts
        new = [term for term in terms if term not in remembered]
        if new:
            rows = connection.execute(
                "SELECT term, doc FROM vocabulary WHERE term IN (SELECT value FROM json_each(?))", (json.dumps(new),)
            )
            remembered |= dict.fromkeys(new, 0) | dict(rows.fetchall())
        return {term: remembered[term] for term in terms}

    def passages(self, connection: sqlite3.Connection) -> int:
        """How many passages there are, those of versions that are not ready included."""
        (passages,) = connection.execute("SELECT ifnull(sum(passages), 0) FROM versions").fetchone()
        return int(passages)
