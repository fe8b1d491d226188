import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.shared import Pt

from index.documents import Metadata
from index.errors import UnreadableDocument
from ingest.blocks import Block
from ingest.readers import docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def blocks(document: Any) -> list[Block]:
    return list(docx.read(saved(document), "a.docx").blocks)


def append(document: Any, xml: str) -> None:
    """Add XML to the end of the body, before its section properties."""
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def test_headings_lists_and_tables_in_document_order() -> None:
    document = Document()
    document.add_heading("The plan", 0)
    document.add_heading("Points", 2)
    document.add_paragraph("Introduction.")
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Point", "Clause", "1", "Sovereignty\nis confirmed."], strict=True):
        cell.text = text
    document.add_paragraph("bullet", style="List Bullet")
    document.add_paragraph("")
    document.add_paragraph("End.")
    assert [(block.role, block.level, block.text) for block in blocks(document)] == [
        ("heading", 1, "The plan"),
        ("heading", 2, "Points"),
        ("prose", 0, "Introduction."),
        ("item", 0, "1. first"),
        ("item", 0, "2. second"),
        ("row", 0, "Point | Clause"),
        ("row", 0, "1 | Sovereignty is confirmed."),
        ("item", 0, "bullet"),
        ("prose", 0, "End."),
    ]


def test_header_and_footer_are_left_out() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Legal Desk"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Text.")
    assert [block.text for block in blocks(document)] == ["Text."]


def test_what_python_docx_leaves_out_is_read() -> None:
    document = Document()
    append(document, f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    append(
        document,
        f'<w:p {W}><w:r><w:t xml:space="preserve">Kept </w:t></w:r>'
        f'<w:ins w:id="1"><w:r><w:t>inserted</w:t></w:r></w:ins>'
        f'<w:del w:id="2"><w:r><w:delText> deleted</w:delText></w:r></w:del>'
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>",
    )
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    append(document, f"<w:p {W}><w:r><w:pict>{box}</w:pict></w:r></w:p>")
    assert [block.text for block in blocks(document)] == ["In a control.", "Kept inserted.", "In a box."]


def test_links_tabs_breaks_and_raised_numbers() -> None:
    document = Document()
    paragraph = document.add_paragraph("The cap is 600,000")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run("\tfor the\u00adarmy.\nNext line.")
    append(document, f'<w:p {W}><w:hyperlink w:anchor="x"><w:r><w:t>A link</w:t></w:r></w:hyperlink></w:p>')
    assert [block.text for block in blocks(document)] == ["The cap is 600,000¹ for thearmy.", "Next line.", "A link"]


def test_a_bold_line_is_a_heading() -> None:
    document = Document()
    document.add_paragraph().add_run("What is known").bold = True
    document.add_paragraph().add_run("It failed.").bold = True
    run = document.add_paragraph().add_run("Large")
    run.font.size = Pt(20)
    assert [block.role for block in blocks(document)] == ["heading", "prose", "prose"]


def test_merged_cells_are_read_once_and_a_frame_is_no_table() -> None:
    document = Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(0, 2).text = "c"
    table.cell(1, 0).text = "d"
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "A paragraph in a frame."
    assert [(block.role, block.text) for block in blocks(document)] == [
        ("row", "wide | c"), ("row", "d"), ("prose", "A paragraph in a frame."),
    ]  # fmt: skip


def test_lists_within_lists_are_numbered_as_shown() -> None:
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="90">'
            '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
            '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%3)"/></w:lvl>'
            "</w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f'<w:num {W} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    for depth, text in [(0, "three"), (1, "a"), (1, "b"), (2, "roman"), (0, "four"), (1, "again")]:
        place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="91"/></w:numPr>'
        append(document, f"<w:p {W}><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    assert [block.text for block in blocks(document)] == [
        "3. three", "3.a) a", "3.b) b", "(I) roman", "4. four", "4.a) again",
    ]  # fmt: skip


def test_the_table_of_contents_is_left_out() -> None:
    document = Document()
    document.styles.add_style("TOC 1", 1)
    document.add_paragraph("Points ... 3", style="TOC 1")
    document.add_paragraph("Text.")
    assert [block.text for block in blocks(document)] == ["Text."]


def test_footnotes_stand_at_the_end_as_references() -> None:
    document = Document()
    append(document, f'<w:p {W}><w:r><w:t>The cap holds.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Axios, 2025.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    source, target = io.BytesIO(saved(document)), io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
            new.writestr(name, data)
        new.writestr("word/footnotes.xml", notes)
    found = docx.read(target.getvalue(), "a.docx").blocks
    assert [(block.role, block.text) for block in found] == [
        ("prose", "The cap holds.²"),
        ("reference", "² Axios, 2025."),
    ]


def test_properties_are_metadata() -> None:
    document = Document()
    document.add_paragraph("Text.")
    properties = document.core_properties
    properties.title, properties.author, properties.language = "The plan", "Legal Desk", "en-GB"
    properties.created = datetime(2025, 11, 22, 9, tzinfo=UTC)
    expected = Metadata("The plan", author="Legal Desk", published=date(2025, 11, 22), language="en")
    assert docx.read(saved(document), "a.docx").metadata == expected


def test_the_properties_of_the_template_say_nothing() -> None:
    document = Document()
    document.add_paragraph("Text.")
    assert docx.read(saved(document), "a.docx").metadata == Metadata()


@pytest.mark.parametrize("data", [b"PK\x03\x04 nothing", saved(Document())[:2000]])
def test_a_damaged_file_is_a_precise_error(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.docx: this DOCX is damaged"):
        docx.read(data, "a.docx")


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_LARGEST", 1000)
    with pytest.raises(UnreadableDocument, match=r"^a\.docx: this DOCX is too large when unpacked"):
        docx.read(saved(Document()), "a.docx")
