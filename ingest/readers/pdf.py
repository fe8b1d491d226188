"""PDF: text with page numbers by PDFium, laid out again as paragraphs, headings, lists and tables."""

import ctypes
import re
import threading
from datetime import date
from typing import TYPE_CHECKING

from index.documents import Metadata
from index.errors import UnreadableDocument
from ingest.blocks import Block, Reading
from ingest.lines import Joiner
from ingest.metadata import lenient
from ingest.readers import pdf_furniture, pdf_page, pdf_paragraphs, pdf_tables

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from ingest.readers.pdf_page import Page

_PDFIUM = threading.Lock()
"""PDFium is not safe to call from two threads."""
_UNMAPPED_SHARE = 0.3
_NO_TITLE = re.compile(
    r"untitled|\(?anonymous\)?|unspecified|(?:microsoft )?(?:word|powerpoint|excel)\b.*|(?:document|slide|page)\s?\d*"
    r"|.*\.(?:docx?|pdf|odt|rtf|indd|qxd|tex|dvi|html?|pages|pptx?)",
    re.IGNORECASE,
)


def read(data: bytes, name: str) -> Reading:
    """The blocks of a PDF, each with its page, and the metadata of its properties.

    Raises:
        UnreadableDocument: it is damaged, encrypted, or has no text.
    """
    with _PDFIUM:
        pages, metadata = _load(data, name)
    runs = sum(len(page.runs) for page in pages)
    if not runs:
        raise UnreadableDocument(
            f"{name}: this PDF has no text (pages: {len(pages)}), it was probably scanned; run it through OCR first,"
            " for example with ocrmypdf"
        )
    characters = sum(len(run.text) for page in pages for run in page.runs)
    if sum(page.unmapped for page in pages) > _UNMAPPED_SHARE * characters:
        raise UnreadableDocument(
            f"{name}: the fonts of this PDF do not say which letters they show; run it through OCR, for example with"
            " ocrmypdf --force-ocr"
        )
    return Reading(tuple(_blocks(pages)), metadata)


def _load(data: bytes, name: str) -> tuple[list["Page"], Metadata]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument(f"{name}: this PDF is encrypted; save it without a password") from None
        raise UnreadableDocument(f"{name}: this PDF is damaged and cannot be opened; download it anew") from None
    try:
        pages = [pdf_page.load(document[index], index + 1) for index in range(len(document))]
        return pages, _metadata(document)
    except PdfiumError as error:
        raise UnreadableDocument(f"{name}: a page of this PDF is damaged ({error}); download it anew") from None
    finally:
        document.close()


def _blocks(pages: list["Page"]) -> list[Block]:
    body = pdf_paragraphs.body_size(line for page in pages for line in pdf_paragraphs.lines_of(page.runs, page.number))
    joiner = Joiner(run.text for page in pages for run in page.runs)
    lines: list[pdf_paragraphs.Line] = []
    header: tuple[str, ...] | None = None
    for page, runs in zip(pages, pdf_furniture.without_furniture(pages, body), strict=True):
        tables = pdf_tables.find(page, runs, joiner.join)
        for item in _in_order(page.number, runs, tables):
            if isinstance(item, pdf_tables.Table):
                repeated = bool(lines and lines[-1].row) and item.rows[0] == header
                header = item.rows[0] if not repeated else header
                rows = item.rows[1:] if repeated else item.rows
                lines.extend(
                    pdf_paragraphs.Line(item.runs[:1], page.number, " | ".join(row).strip(" |")) for row in rows
                )
            else:
                lines.append(item)
    return pdf_paragraphs.blocks(lines, joiner)


def _in_order(
    page: int, runs: tuple[pdf_page.Run, ...], tables: list[pdf_tables.Table]
) -> list[pdf_paragraphs.Line | pdf_tables.Table]:
    """Lines and tables in the order in which the content stream begins them."""
    owner = {id(run): index for index, table in enumerate(tables) for run in table.runs}
    items: list[pdf_paragraphs.Line | pdf_tables.Table] = []
    loose: list[pdf_page.Run] = []
    begun: set[int] = set()
    for run in runs:
        table = owner.get(id(run))
        if table is None:
            loose.append(run)
        elif table not in begun:
            begun.add(table)
            items.extend(pdf_paragraphs.lines_of(loose, page))
            loose = []
            items.append(tables[table])
    return [*items, *pdf_paragraphs.lines_of(loose, page)]


def _metadata(document: "PdfDocument") -> Metadata:
    found = {
        key: value.replace("\x00", "").strip() for key, value in document.get_metadata_dict(skip_empty=True).items()
    }
    title, author = found.get("Title"), found.get("Author")
    return lenient(
        {
            "title": title if title and not _NO_TITLE.fullmatch(title) else None,
            "author": author if author and not _NO_TITLE.fullmatch(author) else None,
            "published": _date(found.get("CreationDate", "")),
            "language": _language(document),
        }
    )


def _date(text: str) -> str | None:
    """The day of a PDF date such as "D:20251125080000+01'00'", in ISO form."""
    match = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", text)
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _language(document: "PdfDocument") -> str | None:
    """The language in the document's catalog."""
    from pypdfium2 import raw

    length = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    buffer = ctypes.create_string_buffer(max(length * 2, 2))
    raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length * 2].decode("utf-16-le", errors="replace").strip("\x00") or None
