"""Indexing: what it means to put a document under a name."""

from dataclasses import dataclass, replace
from typing import Literal

from index import names, reading, stored_vectors, versions
from index.catalog import Catalog
from index.documents import Document, Metadata
from index.drafting import Known, draft, searchable
from index.embedder import Embedder
from index.errors import InvalidInput
from index.languages import language_of, normal_code

Outcome = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class _Before:
    """What the catalog had before a document was put."""

    document_id: str | None
    """Of the newest document under the name."""
    version: int | None
    """The newest version of the document to be put."""
    document: Document | None
    """That version."""
    names: frozenset[str]
    """All names that lead to it."""


class Indexer:
    """Puts documents into the catalog; the publisher makes them visible."""

    def __init__(self, catalog: Catalog, embedder: Embedder) -> None:
        self._catalog = catalog
        self._embedder = embedder

    def put(self, document: Document, name: str, content_hash: str) -> Outcome:
        """Index a document as the content of a name, and drop what the name led to before.

        Everything that takes long is done before the one short transaction.

        Raises:
            InvalidInput: the document has no passages.
        """
        if not document.passages:
            raise InvalidInput(f"{name} has no text to index.")
        while True:
            before = self._before(document.document_id, name)
            wanted = _completed(document, name, before)
            if wanted != before.document:
                parts = draft(wanted, self._embedder, self._known(before))
                with self._catalog.writing() as connection:
                    versions.add(connection, parts, name, content_hash)
                return "added" if before.document is None and before.document_id is None else "updated"
            assert before.version is not None  # there is a document, so it has a version
            with self._catalog.writing() as connection:
                kept = versions.point(connection, name, before.version, content_hash)
            if kept:
                return "updated" if before.document_id not in (None, document.document_id) else "unchanged"
            # Another process removed that version since we looked: look again.

    def _before(self, document_id: str, name: str) -> _Before:
        with self._catalog.snapshot() as connection:
            named = names.find(connection, name)
            version = reading.newest_version(connection, document_id)
            return _Before(
                named.document_id if named else None,
                version,
                None if version is None else reading.document_of(connection, version),
                frozenset() if version is None else names.of_version(connection, version),
            )

    def _known(self, before: _Before) -> Known:
        if before.version is None or before.document is None:
            return Known()
        old = before.document
        with self._catalog.snapshot() as connection:
            passages, sentences = stored_vectors.of_version(connection, before.version)
        if not passages:  # swept since we looked
            return Known()
        spans = [(sentence.start, sentence.end) for passage in old.passages for sentence in passage.sentences]
        return Known(
            dict(zip((searchable(old, passage) for passage in old.passages), passages, strict=True)),
            dict(zip(spans, sentences, strict=True)),
        )


def _completed(document: Document, name: str, before: _Before) -> Document:
    """The document with all that is known of it.

    While a text has several names, what one of them does not tell is kept from the others; a language that nobody
    tells is the one that the text shows.
    """
    metadata = document.metadata
    if before.document is not None and before.names - {name}:
        metadata = _merged(metadata, before.document.metadata)
    language = normal_code(metadata.language) or language_of(document.text)
    return replace(document, metadata=replace(metadata, language=language))


def _merged(told: Metadata, kept: Metadata) -> Metadata:
    return Metadata(
        title=told.title or kept.title,
        publisher=told.publisher or kept.publisher,
        author=told.author or kept.author,
        published=told.published or kept.published,
        url=told.url or kept.url,
        language=told.language or kept.language,
        kind=told.kind or kept.kind,
        actors=told.actors or kept.actors,
    )
