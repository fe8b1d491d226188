"""The tables of the catalog, and the check that a catalog on disk can be used.

A document is stored in *versions*: a version has one text, one cut and one set of metadata, and never changes except
in its state (`pending` → `ready` → `gone`). Replacing a document is therefore one transaction that turns the new
version ready and the old one gone. A *name* is a place that a document came from; it points to the version that
readers see under it and, while a replacement waits for its vectors, to the version that comes next.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexMismatch

SCHEMA_VERSION = 1

TABLES = """
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;

CREATE TABLE versions (
    version     INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'gone')),
    sha256      TEXT NOT NULL,
    title       TEXT,
    publisher   TEXT,
    author      TEXT,
    published   TEXT,
    url         TEXT,
    language    TEXT,
    kind        TEXT,
    actors      TEXT NOT NULL,
    passages    INTEGER NOT NULL
);
CREATE UNIQUE INDEX one_version_in_a_state ON versions (document_id, state) WHERE state <> 'gone';
CREATE INDEX languages_of_ready_versions ON versions (language) WHERE state = 'ready';
CREATE INDEX unfinished_versions ON versions (state, version) WHERE state <> 'ready';

-- Apart from their versions, so that listing and filtering do not read them.
CREATE TABLE texts (
    version INTEGER PRIMARY KEY REFERENCES versions ON DELETE CASCADE,
    text    TEXT NOT NULL
);

CREATE TABLE names (
    name         TEXT PRIMARY KEY,
    current      INTEGER REFERENCES versions,
    next         INTEGER REFERENCES versions,
    content_hash TEXT NOT NULL,
    CHECK (current IS NOT NULL OR next IS NOT NULL)
) WITHOUT ROWID;
CREATE INDEX names_by_current ON names (current);
CREATE INDEX names_by_next ON names (next);

CREATE TABLE passages (
    key        INTEGER PRIMARY KEY AUTOINCREMENT,
    version    INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    passage_id TEXT NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    section    TEXT,
    page       INTEGER,
    text       TEXT NOT NULL,
    UNIQUE (version, position)
);
CREATE INDEX passages_by_id ON passages (passage_id);

CREATE TABLE passage_vectors (
    passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    vector  BLOB NOT NULL
);

CREATE TABLE sentences (
    passage  INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    role     TEXT NOT NULL,
    vector   BLOB NOT NULL,
    PRIMARY KEY (passage, position)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE lexical USING fts5 (stems, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (lexical, row);
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the vectors of a catalog were made with; vectors of two recipes must never be mixed."""

    embedder: str
    dimension: int


def connect(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode, so that every transaction is begun in so many words.

    It may be closed by another thread than the one that uses it.
    """
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # With a write-ahead log a commit without its own fsync cannot damage the file; a power cut may lose the last
        # documents, which the next ingestion adds again.
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    connection.create_function("casefold", 1, _casefold, deterministic=True)
    return connection


def prepare(path: Path, recipe: Recipe) -> None:
    """Create the catalog if there is none; else check that it was made with this recipe.

    Raises:
        IndexMismatch: the file is no catalog, has another schema, or its vectors are another embedder's.
    """
    remedy = (
        f"Move the folder {path.parent} away, or choose another data directory, and ingest the documents again; "
        "what was uploaded has to be uploaded again."
    )
    try:
        with closing(connect(path)) as connection:
            settings = _settings(connection, recipe)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise IndexMismatch(f"{path} is not a catalog of this program: {error}. {remedy}") from error
    if settings.get("schema") != SCHEMA_VERSION:
        raise IndexMismatch(
            f"The index in {path.parent} has schema {settings.get('schema')}, this program uses {SCHEMA_VERSION}. "
            + remedy
        )
    if (settings["embedder"], settings["dimension"]) != (recipe.embedder, recipe.dimension):
        raise IndexMismatch(
            f"The index in {path.parent} was made with the embedder {settings['embedder']} "
            f"({settings['dimension']} dimensions), this program uses {recipe.embedder} "
            f"({recipe.dimension} dimensions). If AIDE_MEMOIRE_EMBEDDER was changed, change it back. Else: {remedy}"
        )


def recorded(path: Path) -> Recipe | None:
    """What the catalog in this file was made with; None when there is none, or none that can be read."""
    if not path.exists():
        return None
    try:
        with closing(connect(path)) as connection:
            settings = dict(connection.execute("SELECT name, value FROM settings"))
        return Recipe(str(settings["embedder"]), int(settings["dimension"]))
    except (sqlite3.DatabaseError, KeyError):
        return None


def _settings(connection: sqlite3.Connection, recipe: Recipe) -> dict[str, str | int]:
    """The settings of the catalog, which is created if the file is empty."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if not tables:
        _create(connection, recipe)
    connection.execute("COMMIT")
    if tables and "settings" not in tables:
        return {}
    return dict(connection.execute("SELECT name, value FROM settings"))


def _create(connection: sqlite3.Connection, recipe: Recipe) -> None:
    for statement in TABLES.split(";\n"):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO settings VALUES ('schema', ?), ('embedder', ?), ('dimension', ?), ('changes', 0), ('store', ''),"
        " ('catalog_id', lower(hex(randomblob(4))))",
        (SCHEMA_VERSION, recipe.embedder, recipe.dimension),
    )


def _casefold(value: str | None) -> str | None:
    """SQLite's own `lower` knows ASCII only."""
    return None if value is None else value.casefold()


def encode_actors(actors: tuple[str, ...]) -> str:
    """Actors as stored in a column."""
    return json.dumps(actors, ensure_ascii=False)


def decode_actors(column: str) -> tuple[str, ...]:
    """Actors from a column."""
    return tuple(json.loads(column))
