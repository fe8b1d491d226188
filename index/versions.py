"""Writing to the catalog: versions of documents, the names they came from, and their way from pending to gone.

Every function takes a connection inside a transaction of `Catalog.writing` and keeps these invariants:
a version is `ready` exactly when some name has it as its current one, `pending` when some name has it as its next one
and none as its current one, and `gone` otherwise; a document has at most one ready and one pending version.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.documents import Document
from index.embedder import Vectors
from index.schema import encode_actors


@dataclass(frozen=True, slots=True)
class Draft:
    """All parts of a version, computed before the transaction that stores them."""

    document: Document
    stems: Sequence[str]
    """What the lexical index holds of each passage."""
    passage_vectors: Vectors
    """One row for each passage."""
    sentence_vectors: Vectors
    """One row for each sentence, in order of the text."""


def add(connection: sqlite3.Connection, draft: Draft, name: str, content_hash: str) -> int:
    """Store a draft as the pending version that comes next under `name`; the version's number."""
    document_id = draft.document.document_id
    superseded = _versions(connection, document_id, "pending")
    # Before the insertion, because a document has at most one pending version.
    _set_state(connection, superseded, "gone")
    version = _insert(connection, draft)
    for old in superseded:
        connection.execute("UPDATE names SET next = ? WHERE next = ?", (version, old))
    for old in _versions(connection, document_id, "ready"):
        connection.execute("UPDATE names SET next = ? WHERE current = ? AND next IS NULL", (version, old))
    point(connection, name, version, content_hash)
    return version


def point(connection: sqlite3.Connection, name: str, version: int, content_hash: str) -> bool:
    """Let a name lead to a version that is stored already; False if that version is gone meanwhile."""
    row = connection.execute("SELECT state FROM versions WHERE version = ?", (version,)).fetchone()
    if row is None or row[0] == "gone":
        return False
    before = connection.execute("SELECT current, next FROM names WHERE name = ?", (name,)).fetchone() or (None, None)
    current, following = (version, None) if row[0] == "ready" else (before[0], version)
    connection.execute(
        "INSERT INTO names VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE"
        " SET current = excluded.current, next = excluded.next, content_hash = excluded.content_hash",
        (name, current, following, content_hash),
    )
    _retire(connection, before)
    return True


def forget(connection: sqlite3.Connection, name: str) -> bool:
    """Drop a name, and with it every version that no other name leads to; False if there is no such name."""
    row = connection.execute("DELETE FROM names WHERE name = ? RETURNING current, next", (name,)).fetchone()
    if row is None:
        return False
    _retire(connection, row)
    return True


def remove(connection: sqlite3.Connection, document_id: str) -> bool:
    """Drop a document under all its names; False if there is none with this id.

    A name for which the removed version was only the next one keeps its current one, and its content counts as
    unknown, so that the next ingestion looks at it again.
    """
    ready = _versions(connection, document_id, "ready")
    pending = _versions(connection, document_id, "pending")
    for version in (*ready, *pending):
        parameters = {"version": version}
        connection.execute(
            "DELETE FROM names WHERE ifnull(current, :version) = :version AND ifnull(next, :version) = :version",
            parameters,
        )
        connection.execute("UPDATE names SET next = NULL, content_hash = '' WHERE next = :version", parameters)
        connection.execute("UPDATE names SET current = NULL WHERE current = :version", parameters)
    # A name that had both versions of this document lost them one after the other.
    _set_state(connection, (*ready, *pending), "gone")
    return bool(ready or pending)


def publish(connection: sqlite3.Connection, versions: Iterable[int]) -> int:
    """Turn those of the versions that are still pending ready, and what they replace gone; how many turned."""
    published = 0
    for version in versions:
        row = connection.execute(
            "SELECT document_id FROM versions WHERE version = ? AND state = 'pending'", (version,)
        ).fetchone()
        if row is None:
            continue
        published += 1
        for old in _versions(connection, row[0], "ready"):
            _set_state(connection, [old], "gone")
            connection.execute("UPDATE names SET current = ? WHERE current = ?", (version, old))
        _set_state(connection, [version], "ready")
        replaced = connection.execute("SELECT current FROM names WHERE next = ?", (version,)).fetchall()
        connection.execute("UPDATE names SET current = next, next = NULL WHERE next = ?", (version,))
        _retire(connection, (old for (old,) in replaced))
    return published


def erase(connection: sqlite3.Connection, versions: Iterable[int]) -> None:
    """Delete all rows of versions that are gone."""
    for version in versions:
        parameters = (version,)
        connection.execute(
            "DELETE FROM lexical WHERE rowid IN (SELECT key FROM passages WHERE version = ?)", parameters
        )
        connection.execute("DELETE FROM versions WHERE version = ? AND state = 'gone'", parameters)


def _versions(connection: sqlite3.Connection, document_id: str, state: str) -> list[int]:
    rows = connection.execute("SELECT version FROM versions WHERE document_id = ? AND state = ?", (document_id, state))
    return [version for (version,) in rows]


def _retire(connection: sqlite3.Connection, candidates: Iterable[int | None]) -> None:
    """Those of the versions that no name leads to any more are gone."""
    for version in candidates:
        named = connection.execute(
            "SELECT 1 FROM names WHERE current = :version UNION ALL SELECT 1 FROM names WHERE next = :version LIMIT 1",
            {"version": version},
        )
        if version is not None and named.fetchone() is None:
            _set_state(connection, [version], "gone")


def _set_state(connection: sqlite3.Connection, versions: Iterable[int], state: str) -> None:
    for version in versions:
        connection.execute("UPDATE versions SET state = ? WHERE version = ?", (state, version))
    # Readers that keep something in memory compare this number.
    connection.execute("UPDATE settings SET value = value + 1 WHERE name = 'changes'")


def _insert(connection: sqlite3.Connection, draft: Draft) -> int:
    document, metadata = draft.document, draft.document.metadata
    published = metadata.published.isoformat() if metadata.published else None
    (version,) = connection.execute(
        "INSERT INTO versions (document_id, state, sha256, title, publisher, author, published, url,"
        " language, kind, actors, passages) VALUES (?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " RETURNING version",
        (document.document_id, document.sha256, metadata.title, metadata.publisher,
         metadata.author, published, metadata.url, metadata.language, metadata.kind,
         encode_actors(metadata.actors), len(document.passages)),
    ).fetchone()  # fmt: skip
    connection.execute("INSERT INTO texts VALUES (?, ?)", (version, document.text))
    sentence_rows = iter(draft.sentence_vectors.astype(np.float16))
    for position, passage in enumerate(document.passages):
        (key,) = connection.execute(
            'INSERT INTO passages (version, position, passage_id, start, "end", section, page, text)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING key",
            (version, position, passage.passage_id, passage.start, passage.end, passage.section, passage.page,
             document.slice(passage)),
        ).fetchone()  # fmt: skip
        vector = np.ascontiguousarray(draft.passage_vectors[position], dtype=np.float32)
        connection.execute("INSERT INTO passage_vectors VALUES (?, ?)", (key, vector.tobytes()))
        connection.execute("INSERT INTO lexical (rowid, stems) VALUES (?, ?)", (key, draft.stems[position]))
        connection.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?)",
            [
                (key, index, sentence.start, sentence.end, sentence.role, next(sentence_rows).tobytes())
                for index, sentence in enumerate(passage.sentences)
            ],
        )
    return int(version)
