import io
import zipfile

import pytest
from docx import Document

from index.errors import UnreadableDocument, UnsupportedFormat
from ingest import readers
from tests.ingest.pdf_maker import Page, Text, make

PDF = make([Page([Text(60, 700, "Words in a PDF.")])])
HTML = b"<!DOCTYPE html>\n<html><body><p>Words in a page.</p></body></html>"


def a_docx() -> bytes:
    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph("Words in Word.")
    document.save(buffer)
    return buffer.getvalue()


def package(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.docx", "a.html", "a.PDF", "a", "a.xyz"])
def test_a_pdf_is_read_whatever_it_is_called(name: str) -> None:
    assert readers.read(PDF, name).blocks[0].text == "Words in a PDF."


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.pdf", "a.md"])
def test_a_docx_is_read_whatever_it_is_called(name: str) -> None:
    assert readers.read(a_docx(), name).blocks[0].text == "Words in Word."


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("a.aspx", "utf-8"),
        *((f"a.{end}", code) for end in ("html", "txt", "md", "pdf") for code in ("utf-8", "utf-16")),
    ],
)
def test_html_is_read_whatever_it_is_called(name: str, encoding: str) -> None:
    assert readers.read(HTML.decode().encode(encoding), name).blocks[0].text == "Words in a page."


def test_text_called_html_or_pdf_is_read_as_text() -> None:
    for name in ("a.html", "a.pdf", "a.docx"):
        assert [block.text for block in readers.read(b"One line.\n\nAnother < line.", name).blocks] == [
            "One line.", "Another < line.",
        ]  # fmt: skip


def test_markdown_with_a_tag_in_it_stays_markdown() -> None:
    assert readers.read(b"# Title\n\n<div>html in *it*</div>\n", "a.md").blocks[0].text == "Title"


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.doc", "an old or encrypted Office file; save it as .docx, without a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.docx", "an old or encrypted Office file"),
        (b"{\\rtf1 text}", "a.txt", "an RTF file; save it as .docx"),
        (b"\x89PNG\r\n", "a.pdf", "an image; run it through OCR first"),
        (b"\x1f\x8b\x08", "a.txt", "a compressed file; unpack it first"),
        (package("xl/workbook.xml"), "a.docx", "a spreadsheet; export it"),
        (package("ppt/presentation.xml"), "a.docx", "a presentation; export it"),
        (package("META-INF/container.xml"), "a.docx", "an EPUB book; convert it"),
        (package("content.xml"), "a.docx", "an OpenDocument file; save it as .docx"),
        (package("a.txt"), "a.docx", "an archive; unpack it first"),
        (b"plain words", "a.xyz", "files of this kind are not read; give one that ends in .docx"),
        (b"plain words", "a", "files of this kind are not read"),
        (bytes(range(256)) * 4, "a.txt", "this is binary data, not text"),
    ],
)
def test_what_cannot_be_read_is_told_precisely(data: bytes, name: str, message: str) -> None:
    with pytest.raises(UnsupportedFormat, match=f"^{name}: .*{message.replace('.', '[.]')}"):
        readers.read(data, name)


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_error(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.txt: (?:this file is empty|there is no text in this file)"):
        readers.read(data, "a.txt")


def test_a_damaged_file_of_a_known_kind_is_an_error() -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.pdf: this is no PDF file, or a damaged one"):
        readers.read(bytes(range(256)) * 4, "a.pdf")
    with pytest.raises(UnreadableDocument, match=r"^a\.docx: this file is damaged"):
        readers.read(a_docx()[:3000], "a.docx")


def test_a_fault_of_a_library_is_an_error_that_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes, name: str) -> None:
        raise AttributeError("'NoneType' object has no attribute 'text'")

    monkeypatch.setattr("ingest.readers.markdown.read", fail)
    with pytest.raises(UnreadableDocument, match=r"^a\.md: this file cannot be read \(AttributeError: 'NoneType'"):
        readers.read(b"Text.", "a.md")


def test_which_names_are_supported() -> None:
    assert all(readers.is_supported(name) for name in ("a.txt", "b/c.MD", "d.e.html", "x.docx", "y.pdf"))
    assert not any(readers.is_supported(name) for name in ("a", "a.yaml", "a.txt.bak", ".txt"))
