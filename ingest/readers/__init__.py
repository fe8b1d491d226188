"""Readers: a file's bytes to blocks and metadata, by what the file is and not only by what it is called."""

import io
import re
import zipfile
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from index.errors import UnreadableDocument, UnsupportedFormat
from ingest.blocks import Reading
from ingest.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable

ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
"""The reader (a module of this package) for each ending of a file name."""

_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What the libraries behind the readers raise on files that are damaged in ways that they do not foresee."""

_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAG = re.compile(r"<(?:!doctype|/?[a-zA-Z])[^<>]*>")
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file; save it as .docx, without a password"),
    (b"{\\rtf", "an RTF file; save it as .docx"),
    (b"\x89PNG", "an image; run it through OCR first"),
    (b"\xff\xd8\xff", "an image; run it through OCR first"),
    (b"GIF8", "an image; run it through OCR first"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"BZh", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "an archive; unpack it first"),
    (b"Rar!", "an archive; unpack it first"),
    (b"%!PS", "a PostScript file; convert it to PDF"),
)
_PACKAGES = {
    "xl/": "a spreadsheet; export it as PDF, HTML or text",
    "ppt/": "a presentation; export it as PDF",
    "META-INF/container.xml": "an EPUB book; convert it to HTML or PDF",
    "content.xml": "an OpenDocument file; save it as .docx or PDF",
}


def is_supported(name: str) -> bool:
    """Whether a file of this name is of a kind that is read, going by its ending."""
    return PurePath(name).suffix.lower() in ENDINGS


def read(data: bytes, name: str) -> Reading:
    """The blocks and metadata of a file.

    Args:
        data: its content.
        name: its name or path; the ending tells the format unless the content shows another one.

    Raises:
        UnsupportedFormat: it is of a kind that cannot be read.
        UnreadableDocument: it is of a known kind, but damaged, encrypted or empty.
        InvalidInput: its front matter has a value that cannot be used.
    """
    reader: Callable[[bytes, str], Reading] = import_module(f"ingest.readers.{_format(data, name)}").read
    try:
        reading = reader(data, name)
    except _FAULTS as error:
        raise UnreadableDocument(
            f"{name}: this file cannot be read ({type(error).__name__}: {error}); save it anew or in another format"
        ) from error
    if not reading.blocks:
        raise UnreadableDocument(f"{name}: there is no text in this file; remove it, or give one with text")
    return reading


def _format(data: bytes, name: str) -> str:
    """The reader for a file: by its content where that is unmistakable, else by its ending."""
    if not data.strip():
        raise UnreadableDocument(f"{name}: this file is empty; remove it, or give one with text")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packaged(data, name)
    for mark, kind in _OTHERS:
        if data.startswith(mark):
            raise UnsupportedFormat(f"{name}: this is {kind}")
    named = ENDINGS.get(PurePath(name).suffix.lower())
    if named in ("pdf", "docx"):
        return _misnamed(data, name, named)
    if named is None:
        if not _HTML.match(data[:4096].decode("latin-1")):
            kinds = ", ".join(sorted(ENDINGS))
            raise UnsupportedFormat(f"{name}: files of this kind are not read; give one that ends in {kinds}")
        return "html"
    if named != "html":
        return "html" if _HTML.match(decode(data, name)[:4096]) else named
    return "html" if _TAG.search(decode(data, name)) else "text"


def _packaged(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.namelist()
    except zipfile.BadZipFile:
        raise UnreadableDocument(
            f"{name}: this file is damaged and cannot be opened; save or download it anew"
        ) from None
    if any(member.startswith("word/") for member in members):
        return "docx"
    for member, kind in _PACKAGES.items():
        if any(found.startswith(member) for found in members):
            raise UnsupportedFormat(f"{name}: this is {kind}")
    raise UnsupportedFormat(f"{name}: this is an archive; unpack it first")


def _misnamed(data: bytes, name: str, named: str) -> str:
    """The reader for what is called a PDF or DOCX file and is none: HTML or plain text, or an error."""
    try:
        text = decode(data, name)
    except UnsupportedFormat:
        kind = named.upper()
        raise UnreadableDocument(
            f"{name}: this is no {kind} file, or a damaged one; save or download it anew"
        ) from None
    return "html" if _HTML.match(text[:4096]) else "text"
