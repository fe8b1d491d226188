"""From a file, an upload or a text to a document: read, clean, fix the canonical text, cut. Pure apart from reading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from index.documents import Document, Metadata, Role, Sentence, cut, document_id
from index.errors import UnreadableDocument
from ingest import cleaner, passages, readers, sentences
from ingest.blocks import PAGE_BREAK, Block, Reading
from ingest.characters import one_line
from ingest.encoding import decode
from ingest.headings import is_reference_heading
from ingest.metadata import SIDECAR_SUFFIX, merge, sidecar
from ingest.readers import text as text_reader

RECIPE = "1"
"""Version of reading, cleaning and cutting; part of every content hash, so a change here re-indexes all files."""

_TIGHT = frozenset({("item", "item"), ("row", "row"), ("reference", "reference")})


@dataclass(frozen=True, slots=True)
class Source:
    """A file with its sidecar, read once, so that hash and document are of the same content."""

    path: Path
    data: bytes
    sidecar: bytes | None

    @classmethod
    def read(cls, path: Path) -> "Source":
        """The file at a path.

        Raises:
            OSError: the file system says no.
        """
        beside = _beside(path)
        return cls(path, path.read_bytes(), beside.read_bytes() if beside.is_file() else None)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the file, its sidecar and the recipe: equal as long as the document would be the same."""
        parts = (RECIPE.encode(), self.data, b"none" if self.sidecar is None else b"sidecar " + self.sidecar)
        return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()

    def document(self) -> Document:
        """The document in the file; metadata of the sidecar goes before its own.

        Raises:
            InvalidInput: the file cannot be read, or a field of its metadata cannot be used.
        """
        given = Metadata()
        if self.sidecar is not None:
            name = str(_beside(self.path))
            given = sidecar(decode(self.sidecar, name), name)
        return from_bytes(self.data, str(self.path), given)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + SIDECAR_SUFFIX)


def from_bytes(data: bytes, name: str, given: Metadata | None = None) -> Document:
    """The document in the bytes of a file or upload called `name`; `given` metadata goes before its own.

    Raises:
        InvalidInput: the bytes cannot be read, or a field of their metadata cannot be used.
    """
    return _document(readers.read(data, name), given or Metadata(), name)


def from_text(text: str, given: Metadata | None = None, name: str = "text") -> Document:
    """The document of a plain text.

    Raises:
        UnreadableDocument: there is nothing in it but white space.
    """
    blocks = text_reader.blocks(text_reader.normal_breaks(text))
    return _document(Reading(blocks), given or Metadata(), name)


def _document(reading: Reading, given: Metadata, name: str) -> Document:
    blocks = _with_references(_tidied(cleaner.clean(_tidied(reading.blocks))))
    if not blocks:
        raise UnreadableDocument(f"{name}: there is no text in this document; give one with text")
    heading = next((block.text for block in blocks[:1] if block.role == "heading"), None)
    metadata = merge(given, reading.metadata, Metadata(title=heading))
    text = "".join(separator + block.text for separator, block in _separated(blocks)).replace(PAGE_BREAK, " ")
    return cut(text, metadata, passages.pack(text, document_id(text), [*_paragraphs(text, blocks)]))


def _tidied(blocks: Sequence[Block]) -> list[Block]:
    """The blocks in canonical characters, each on one line; blocks without text are left out."""
    tidied = []
    for block in blocks:
        text = one_line(block.text)
        begun = text.lstrip(PAGE_BREAK + " ")
        page = block.page + text[: len(text) - len(begun)].count(PAGE_BREAK) if block.page is not None else None
        if begun:
            tidied.append(replace(block, text=begun.rstrip(PAGE_BREAK + " "), page=page))
    return tidied


def _with_references(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the role "reference" where they stand under a heading like "Sources"."""
    found: list[Block] = []
    depth: int | None = None
    for block in blocks:
        if block.role == "heading":
            if depth is None or block.level <= depth:
                depth = block.level if is_reference_heading(block.text) else None
            found.append(block)
        else:
            found.append(replace(block, role="reference") if depth is not None else block)
    return found


def _separated(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Each block with what stands before it: an empty line, or between items and between rows a line break."""
    yield "", blocks[0]
    for before, block in pairwise(blocks):
        yield "\n" if (before.role, block.role) in _TIGHT else "\n\n", block


def _paragraphs(text: str, blocks: Sequence[Block]) -> Iterator[passages.Paragraph]:
    """The blocks as spans of the canonical text."""
    start = 0
    section: str | None = None
    for separator, block in _separated(blocks):
        start += len(separator)
        if block.role == "heading":
            section = block.text.replace(PAGE_BREAK, " ")
        spans = _split(text[start : start + len(block.text)], block.role)
        yield passages.Paragraph(
            tuple(Sentence(start + first, start + last, block.role) for first, last in spans),
            tuple(_page(block, first) for first, _ in spans),
            passages.count_words(block.text),
            section,
            heading=block.role == "heading",
            leads_in=block.text.endswith(":"),
        )
        start += len(block.text)


def _page(block: Block, offset: int) -> int | None:
    """The page of a place in a block."""
    return block.page + block.text.count(PAGE_BREAK, 0, offset) if block.page is not None else None


def _split(text: str, role: Role) -> list[sentences.Span]:
    return sentences.whole(text) if role in ("heading", "row") else sentences.split(text)
