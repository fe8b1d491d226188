"""Reading the catalog: documents, passages, sentences, names, and which documents a question may use.

Every function takes a connection, usually one inside `Catalog.snapshot`, and sees ready versions only unless it says
otherwise.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import numpy as np

from index.documents import Document, Metadata, Passage, Role, Sentence
from index.embedder import Vectors
from index.errors import InvalidInput, NotFound
from index.schema import decode_actors

METADATA = "v.title, v.publisher, v.author, v.published, v.url, v.language, v.kind, v.actors"


@dataclass(frozen=True, slots=True)
class Summary:
    """A document without its text, as listed."""

    document_id: str
    sha256: str
    metadata: Metadata
    passages: int


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a listing."""

    documents: tuple[Summary, ...]
    cursor: str | None
    """Where the next part begins; None at the end."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with the document that it belongs to."""

    passage_id: str
    document_id: str
    text: str
    start: int
    end: int
    section: str | None
    page: int | None
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class PassageInContext:
    """A passage between its neighbours: `before + passage.text + after` is one slice of the canonical text."""

    passage: StoredPassage
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PassageSentences:
    """The sentences of one passage."""

    passage_id: str
    document_id: str
    sentences: tuple[Sentence, ...]
    texts: tuple[str, ...]
    vectors: Vectors
    """Shape (number of sentences, dimension); rows of headings and references are zero."""


def metadata_of(columns: Sequence[Any]) -> Metadata:
    """Metadata from the columns `METADATA`."""
    title, publisher, author, published, url, language, kind, actors = columns
    day = date.fromisoformat(published) if published else None
    return Metadata(title, publisher, author, day, url, language, kind, decode_actors(actors))


def page(connection: sqlite3.Connection, limit: int, cursor: str | None) -> Page:
    """Documents, the latest published first, those without a date last.

    Raises:
        InvalidInput: the cursor is not one that an earlier page gave.
    """
    where, parameters = "", []
    if cursor is not None:
        published, mark, document_id = cursor.partition(":")
        if not mark:
            raise InvalidInput(f"{cursor!r} is not a cursor of this listing; use `next` of the page before.")
        where, parameters = "AND (ifnull(v.published, ''), v.document_id) < (?, ?)", [published, document_id]
    rows = connection.execute(
        f"SELECT v.document_id, v.sha256, v.passages, {METADATA} FROM versions v WHERE v.state = 'ready' {where}"
        " ORDER BY ifnull(v.published, '') DESC, v.document_id DESC LIMIT ?",
        (*parameters, limit + 1),
    ).fetchall()
    found = tuple(Summary(row[0], row[1], metadata_of(row[3:]), row[2]) for row in rows[:limit])
    last = found[-1] if len(rows) > limit else None
    return Page(found, f"{last.metadata.published or ''}:{last.document_id}" if last else None)


def document(connection: sqlite3.Connection, document_id: str) -> Document:
    """A document with its passages and sentences.

    Raises:
        NotFound: there is none with this id.
    """
    row = connection.execute(
        "SELECT version FROM versions WHERE document_id = ? AND state = 'ready'", (document_id,)
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no document {document_id!r}.")
    return document_of(connection, row[0])


def document_of(connection: sqlite3.Connection, version: int) -> Document:
    """The document of a version in any state."""
    document_id, text, sha256, *columns = connection.execute(
        f"SELECT v.document_id, t.text, v.sha256, {METADATA} FROM versions v JOIN texts t USING (version)"
        " WHERE v.version = ?",
        (version,),
    ).fetchone()
    return Document(document_id, text, sha256, metadata_of(columns), cut_of(connection, version))


def newest_version(connection: sqlite3.Connection, document_id: str) -> int | None:
    """The pending version of a document if there is one, else the ready one."""
    row = connection.execute(
        "SELECT max(version) FROM versions WHERE document_id = ? AND state <> 'gone'", (document_id,)
    ).fetchone()
    return cast("int | None", row[0])


def text(connection: sqlite3.Connection, document_id: str) -> str:
    """The canonical text of a document.

    Raises:
        NotFound: there is none with this id.
    """
    row = connection.execute(
        "SELECT text FROM versions JOIN texts USING (version) WHERE document_id = ? AND state = 'ready'",
        (document_id,),
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no document {document_id!r}.")
    return str(row[0])


def cut_of(connection: sqlite3.Connection, version: int) -> tuple[Passage, ...]:
    """The passages of a version in any state."""
    sentences: dict[int, list[Sentence]] = {}
    for key, start, end, role in connection.execute(
        'SELECT s.passage, s.start, s."end", s.role FROM passages p JOIN sentences s ON s.passage = p.key'
        " WHERE p.version = ? ORDER BY s.passage, s.position",
        (version,),
    ):
        sentences.setdefault(key, []).append(Sentence(start, end, cast("Role", role)))
    rows = connection.execute(
        'SELECT key, passage_id, start, "end", section, page FROM passages WHERE version = ? ORDER BY position',
        (version,),
    )
    return tuple(
        Passage(passage_id, start, end, tuple(sentences.get(key, ())), section, number)
        for key, passage_id, start, end, section, number in rows
    )


def stored_passages(
    connection: sqlite3.Connection, keys: Sequence[int], *, every_state: bool = False
) -> dict[int, StoredPassage]:
    """The ready ones of these passages, or all of them, by key."""
    state = "" if every_state else "AND v.state = 'ready'"
    rows = connection.execute(
        f'SELECT p.key, p.passage_id, v.document_id, p.text, p.start, p."end", p.section, p.page, {METADATA}'
        f" FROM passages p JOIN versions v USING (version) WHERE p.key IN (SELECT value FROM json_each(?)) {state}",
        (json.dumps(keys),),
    )
    return {key: _stored_passage(columns) for key, *columns in rows}


def _stored_passage(columns: Sequence[Any]) -> StoredPassage:
    passage_id, document_id, text, start, end, section, number, *metadata = columns
    return StoredPassage(passage_id, document_id, text, start, end, section, number, metadata_of(metadata))


def keys_of(connection: sqlite3.Connection, passage_ids: Iterable[str]) -> dict[str, int]:
    """The keys of the ready ones of these passages."""
    return dict(
        connection.execute(
            "SELECT p.passage_id, p.key FROM passages p JOIN versions v USING (version)"
            " WHERE v.state = 'ready' AND p.passage_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passage_ids)),),
        ).fetchall()
    )


def keys_in(connection: sqlite3.Connection, version: int) -> dict[int, str]:
    """The passages of a version in any state, in order: key to passage id."""
    rows = connection.execute("SELECT key, passage_id FROM passages WHERE version = ? ORDER BY position", (version,))
    return dict(rows.fetchall())


def ready_keys(connection: sqlite3.Connection) -> dict[str, int]:
    """The keys of all passages, by passage id."""
    rows = connection.execute(
        "SELECT p.passage_id, p.key FROM passages p JOIN versions v USING (version) WHERE v.state = 'ready'"
    )
    return dict(rows.fetchall())


def passage_in_context(connection: sqlite3.Connection, passage_id: str) -> PassageInContext:
    """A passage with the texts of the passages before and after it.

    Raises:
        NotFound: there is none with this id.
    """
    found = stored_passages(connection, list(keys_of(connection, [passage_id]).values()))
    if not found:
        raise NotFound(f"There is no passage {passage_id!r}.")
    ((key, passage),) = found.items()
    # Cut here and not in SQL, where a text ends at a NUL character.
    text, start, end = connection.execute(
        'SELECT t.text, b.start, a."end" FROM passages p JOIN texts t USING (version)'
        " LEFT JOIN passages b ON b.version = p.version AND b.position = p.position - 1"
        " LEFT JOIN passages a ON a.version = p.version AND a.position = p.position + 1 WHERE p.key = ?",
        (key,),
    ).fetchone()
    return PassageInContext(passage, text[start or 0 : passage.start], text[passage.end : end])


def sentences(connection: sqlite3.Connection, passage_ids: Sequence[str]) -> list[PassageSentences]:
    """The sentences of passages, in the order asked for; passages that are not ready are left out."""
    keys = keys_of(connection, passage_ids)
    passages = stored_passages(connection, list(keys.values()))
    rows: dict[int, list[tuple[Sentence, bytes]]] = {key: [] for key in passages}
    for key, start, end, role, vector in connection.execute(
        'SELECT passage, start, "end", role, vector FROM sentences'
        " WHERE passage IN (SELECT value FROM json_each(?)) ORDER BY passage, position",
        (json.dumps(list(passages)),),
    ):
        rows[key].append((Sentence(start, end, cast("Role", role)), vector))
    return [
        _passage_sentences(passages[keys[identifier]], rows[keys[identifier]])
        for identifier in passage_ids
        if identifier in keys
    ]


def _passage_sentences(passage: StoredPassage, rows: Sequence[tuple[Sentence, bytes]]) -> PassageSentences:
    return PassageSentences(
        passage.passage_id,
        passage.document_id,
        tuple(sentence for sentence, _ in rows),
        tuple(passage.text[s.start - passage.start : s.end - passage.start] for s, _ in rows),
        np.stack([np.frombuffer(vector, np.float16) for _, vector in rows]).astype(np.float32),
    )


def languages(connection: sqlite3.Connection) -> set[str | None]:
    """The languages of the documents."""
    rows = connection.execute("SELECT DISTINCT language FROM versions WHERE state = 'ready'")
    return {language for (language,) in rows}


def languages_of(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, str | None]:
    """The language of each passage's document."""
    return dict(
        connection.execute(
            "SELECT p.key, v.language FROM passages p JOIN versions v USING (version)"
            " WHERE p.key IN (SELECT value FROM json_each(?))",
            (json.dumps(keys),),
        ).fetchall()
    )
