"""Answers as they were given, byte for byte, in a SQLite file of their own; what was asked, and what users flagged.

An answer outlives the documents that it cites: it says what was said at the time.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from index.errors import NotFound

SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    answer_id TEXT PRIMARY KEY,
    made_at   TEXT NOT NULL,
    body      BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS requests (
    answer_id TEXT PRIMARY KEY REFERENCES answers,
    body      BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS flags (
    answer_id  TEXT NOT NULL REFERENCES answers,
    statement  INTEGER NOT NULL,
    flag       TEXT NOT NULL,
    note       TEXT NOT NULL,
    flagged_at TEXT NOT NULL,
    PRIMARY KEY (answer_id, statement)
) STRICT;
"""

Verdict = Literal["not_supported", "wrong", "incomplete"]


@dataclass(frozen=True, slots=True)
class Flag:
    """What a user found wrong with a statement of an answer."""

    statement: int
    """Its number, from 1; 0 is the answer as a whole."""
    flag: Verdict
    note: str = ""
    flagged_at: str = ""
    """ISO 8601 in UTC; set when it is stored."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag with the response that it is about, and the request that this answered; None where that was not kept."""

    answer_id: str
    flag: Flag
    body: bytes
    request: bytes | None


class Answers:
    """The answers given so far. Safe to call from several threads and processes; a stored answer never changes."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, or make it."""
        self._path = path
        with self._connected() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(SCHEMA)
        # While one connection is open, closing another does not write the log back: storing takes 0.7 ms, and not 1.7.
        self._held = sqlite3.connect(path, check_same_thread=False)
        self._held.execute("SELECT 1 FROM answers LIMIT 1").fetchall()

    def put(self, answer_id: str, body: bytes, request: bytes | None = None) -> None:
        """Keep the response `body` of an answer and the request for it; both are on disk when this returns."""
        with self._connected() as connection:
            connection.execute("INSERT INTO answers VALUES (?, ?, ?)", (answer_id, now(), body))
            if request is not None:
                connection.execute("INSERT INTO requests VALUES (?, ?)", (answer_id, request))

    def get(self, answer_id: str) -> bytes:
        """The response body of an answer. Raises NotFound."""
        with self._connected() as connection:
            row = connection.execute("SELECT body FROM answers WHERE answer_id = ?", (answer_id,)).fetchone()
        if row is None:
            raise NotFound(f"No answer has the id {answer_id!r}.")
        body = row[0]
        assert isinstance(body, bytes)
        return body

    def flag(self, answer_id: str, flag: Flag) -> tuple[Flag, bool]:
        """Flag a statement, in place of an earlier flag on it; what was stored, and whether there was none before."""
        stored = Flag(flag.statement, flag.flag, flag.note, now())
        key = (answer_id, flag.statement)
        with self._connected() as connection:
            # The write lock is taken first, so that nobody comes between looking and storing.
            connection.execute("BEGIN IMMEDIATE")
            known = "SELECT 1 FROM flags WHERE (answer_id, statement) = (?, ?)"
            new = connection.execute(known, key).fetchone() is None
            row = (*key, stored.flag, stored.note, stored.flagged_at)
            connection.execute("INSERT OR REPLACE INTO flags VALUES (?, ?, ?, ?, ?)", row)
        return stored, new

    def unflag(self, answer_id: str, statement: int) -> None:
        """Take a flag away. Raises NotFound."""
        with self._connected() as connection:
            gone = connection.execute(
                "DELETE FROM flags WHERE (answer_id, statement) = (?, ?)", (answer_id, statement)
            ).rowcount
        if not gone:
            raise NotFound(f"Statement {statement} of the answer {answer_id!r} is not flagged.")

    def flags(self, answer_id: str) -> list[Flag]:
        """The flags of an answer, by number of the statement."""
        wanted = "SELECT statement, flag, note, flagged_at FROM flags WHERE answer_id = ? ORDER BY statement"
        with self._connected() as connection:
            return [Flag(*row) for row in connection.execute(wanted, (answer_id,))]

    def flagged(self) -> Iterator[Flagged]:
        """All flags with what they are about, oldest first, as they stand when this begins."""
        wanted = (
            "SELECT answer_id, statement, flag, note, flagged_at, answers.body, requests.body FROM flags"
            " JOIN answers USING (answer_id) LEFT JOIN requests USING (answer_id)"
            " ORDER BY flagged_at, flags.rowid"
        )
        with self._connected() as connection:
            for answer_id, statement, flag, note, flagged_at, body, request in connection.execute(wanted):
                yield Flagged(answer_id, Flag(statement, flag, note, flagged_at), body, request)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A transaction on a connection of its own: opening one costs about 0.1 ms, and no two threads share one."""
        # One thread after the other may read what `flagged` yields.
        opened = sqlite3.connect(self._path, timeout=30, check_same_thread=False)
        with closing(opened) as connection, connection:
            yield connection


def now() -> str:
    """The time in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
