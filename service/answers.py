"""Answers as they were given, kept byte for byte in a SQLite file of their own.

An answer outlives the documents that it cites: it says what was said at the time.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from index.errors import NotFound

SCHEMA = """CREATE TABLE IF NOT EXISTS answers (
    answer_id TEXT PRIMARY KEY,
    made_at   TEXT NOT NULL,
    body      BLOB NOT NULL
) STRICT"""


class Answers:
    """The answers given so far. Safe to call from several threads and processes; a stored answer never changes."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, or make it."""
        self._path = path
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(SCHEMA)
            connection.commit()

    def put(self, answer_id: str, body: bytes) -> None:
        """Keep the response `body` of an answer; it is on disk when this returns."""
        with closing(self._connect()) as connection:
            made_at = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute("INSERT INTO answers VALUES (?, ?, ?)", (answer_id, made_at, body))
            connection.commit()

    def get(self, answer_id: str) -> bytes:
        """The response body of an answer. Raises NotFound."""
        with closing(self._connect()) as connection:
            row = connection.execute("SELECT body FROM answers WHERE answer_id = ?", (answer_id,)).fetchone()
        if row is None:
            raise NotFound(f"No answer has the id {answer_id!r}.")
        body = row[0]
        assert isinstance(body, bytes)
        return body

    def _connect(self) -> sqlite3.Connection:
        # A connection a call: opening one costs about 0.1 ms, and none is ever shared between threads.
        return sqlite3.connect(self._path, timeout=30)
