"""DOCX: the body in document order, its headings, lists and tables; headers and footers are not part of it.

python-docx opens the package and knows the styles; the body is walked here, because its own walk leaves out what
stands in content controls, tracked insertions and text boxes, and footnotes.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from index.documents import Metadata
from index.errors import UnreadableDocument
from ingest.blocks import Block, Reading
from ingest.characters import one_line, superscript
from ingest.headings import looks_like_heading
from ingest.metadata import lenient
from ingest.readers.docx_numbering import Numbering

if TYPE_CHECKING:
    from docx.document import Document as Docx

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = re.compile(r"/(?:footnotes|endnotes)$")
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_BOLD_LEVEL = 5
_LARGEST = 500_000_000
"""Bytes of the unpacked file; more is a zip bomb."""
_TEMPLATE_DATE = date(2013, 12, 23)
"""Of the template of python-docx, in every file that it makes without setting a date."""


def read(data: bytes, name: str) -> Reading:
    """The blocks of a DOCX file, and the metadata of its properties.

    Raises:
        UnreadableDocument: it is damaged, not a Word document, or too large when unpacked.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _LARGEST:
                raise UnreadableDocument(f"{name}: this DOCX is too large when unpacked; split it into several files")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, NotImplementedError):
        raise UnreadableDocument(f"{name}: this DOCX is damaged and cannot be opened; save it anew as .docx") from None
    blocks = [*_Body(document).blocks(document.element.body), *_notes(document)]
    return Reading(tuple(block for block in blocks if block.text), _metadata(document))


class _Body:
    """Walks the body; counts the numbered lists."""

    def __init__(self, document: "Docx") -> None:
        self._styles = {style.style_id: style for style in document.styles if hasattr(style, "style_id")}
        self._numbering = Numbering(document)

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The blocks of the paragraphs and tables under an element."""
        for element in parent:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.blocks(element)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        style = self._style_names(paragraph)
        if any(name.startswith("toc") for name in style):
            return
        lines = [line for part in _text(paragraph).split("\n") if (line := one_line(part))]
        level = next((int(match[1]) for name in style if (match := _HEADING.fullmatch(name))), None)
        if level is None and "title" in style:
            level = 1
        mark = self._numbering.mark(paragraph, self._styles)
        if level is not None and lines:
            yield Block(f"{mark or ''} {' '.join(lines)}".strip(), "heading", level)
        elif len(lines) == 1 and mark is None and _is_bold(paragraph) and looks_like_heading(lines[0]):
            yield Block(lines[0], "heading", _BOLD_LEVEL)
        elif mark is not None or any(name.startswith("list") for name in style):
            yield Block(f"{mark or ''} {' '.join(lines)}".strip() if lines else "", "item")
        else:
            yield from (Block(line) for line in lines)
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not any(up.tag == _FALLBACK for up in box.iterancestors()):
                yield from self.blocks(box)

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table]
        single = all(len(row.findall(f"{_W}tc")) <= 1 for row in rows)
        for row in rows:
            cells = [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]
            if single:
                for cell in cells:
                    yield from self.blocks(cell)  # a frame around text
            else:
                texts = (" ".join(block.text for block in self.blocks(cell)) for cell in cells)
                yield Block(" | ".join(texts).strip(" |"), "row")

    def _style_names(self, paragraph: Any) -> list[str]:
        """The names of a paragraph's style and of those that it is based on, lower case."""
        found = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = self._styles.get(found.get(f"{_W}val")) if found is not None else None
        names: list[str] = []
        while style is not None and len(names) < 10:
            names.append((style.name or "").lower())
            style = style.base_style
        return names


def _text(paragraph: Any) -> str:
    """The text of a paragraph as it is shown, its line breaks as such; deleted and hidden text is left out."""
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        match child.tag.removeprefix(_W) if isinstance(child.tag, str) else "":
            case "t":
                yield child.text or ""
            case "tab" | "ptab":
                yield " "
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "-"
            case "footnoteReference" | "endnoteReference":
                yield superscript(child.get(f"{_W}id", ""))
            case "r":
                yield _run(child)
            case "pPr" | "del" | "moveFrom" | "instrText" | "delText" | "txbxContent" | "pict" | "drawing":
                continue
            case _:
                if child.tag != _FALLBACK:
                    yield from _pieces(child)


def _run(run: Any) -> str:
    properties = run.find(f"{_W}rPr")
    text = "".join(_pieces(run))
    if properties is None:
        return text
    if _is_on(properties, "vanish"):
        return ""
    raised = properties.find(f"{_W}vertAlign")
    if raised is not None and raised.get(f"{_W}val") == "superscript" and text.strip().isdigit():
        return superscript(text)
    return text


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "none")


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(f"{_W}r") if "".join(_pieces(run)).strip()]
    return bool(runs) and all(
        (properties := run.find(f"{_W}rPr")) is not None and _is_on(properties, "b") for run in runs
    )


def _notes(document: "Docx") -> Iterator[Block]:
    """Footnotes and endnotes, after the text, with their numbers."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.is_external or not _NOTES.search(relation.reltype):
            continue
        for note in etree.fromstring(relation.target_part.blob):
            text = one_line(" ".join(_text(paragraph) for paragraph in note.iter(f"{_W}p")))
            if text and note.get(f"{_W}type") in (None, "normal"):
                yield Block(f"{superscript(note.get(f'{_W}id', ''))} {text}", "reference")


def _metadata(document: "Docx") -> Metadata:
    properties = document.core_properties
    created = properties.created.date() if properties.created else None
    return lenient(
        {
            "title": properties.title,
            "author": properties.author if properties.author != "python-docx" else None,
            "published": created.isoformat() if created and created != _TEMPLATE_DATE else None,
            "language": properties.language,
        }
    )
