from datetime import date
from pathlib import Path

import pytest

from index.documents import Metadata
from index.errors import UnreadableDocument
from ingest import pipeline
from ingest.blocks import Block
from ingest.readers import pdf
from tests.ingest.pdf_maker import Page, Text, make

FIXTURES = Path(__file__).parents[1] / "fixtures"
ONE = [
    "The delegations met in Geneva on Sunday, and they parted without a joint text in the",
    "evening of that long day. A second round was announced for the following week, again",
    "in Switzerland.",
]
TWO = [
    "Nobody had expected anything else, as one of the diplomats said when he was leaving the",
    "building through the garden.",
]


def blocks(*pages: Page) -> list[Block]:
    return list(pdf.read(make(pages), "a.pdf").blocks)


def texts(*pages: Page) -> list[str]:
    return [block.text for block in blocks(*pages)]


def page(*paragraphs: list[str], y: float = 700) -> Page:
    made = Page()
    for lines in paragraphs:
        y = made.paragraph(60, y, lines) - 8
    return made


def with_furniture(body: Page, number: int, header: str = "Legal Desk - Dossier") -> Page:
    body.texts[:0] = [
        Text(60, 805, header, 8),
        Text(480, 805, "2025-11-25", 8),
        Text(270, 30, f"Page {number} of 3", 8),
    ]
    return body


def test_paragraphs_are_rebuilt_from_lines() -> None:
    assert texts(page(ONE, TWO)) == [" ".join(ONE), " ".join(TWO)]


def test_paragraphs_by_indent_and_by_short_lines() -> None:
    made = Page()
    y = made.paragraph(60, 700, ONE)
    made.paragraph(60, y, TWO)
    assert texts(made) == [" ".join(ONE), " ".join(TWO)]
    full = [*ONE[:2], "in Switzerland, with the same people, who were tired of it by now, as all could see."]
    made = Page()
    y = made.paragraph(60, 700, full)
    made.paragraph(75, y, TWO[:1])
    made.paragraph(60, y - 14, TWO[1:])
    assert texts(made) == [" ".join(full), " ".join(TWO)]


def test_blocks_know_their_page() -> None:
    assert [(block.page, block.text) for block in blocks(page(TWO), page(ONE))] == [
        (1, " ".join(TWO)),
        (2, " ".join(ONE)),
    ]


def test_a_paragraph_goes_on_over_the_page_if_its_sentence_does() -> None:
    (joined,) = blocks(page(ONE[:1], y=120), page(ONE[1:], y=780))
    assert (joined.page, joined.text) == (1, f"{ONE[0]}\f{ONE[1]} {ONE[2]}")
    document = pipeline.from_bytes(make([page(ONE[:1], y=120), page(ONE[1:], y=780)]), "a.pdf")
    assert document.text == " ".join(ONE)


def test_a_paragraph_ends_with_the_page_if_its_sentence_does() -> None:
    assert texts(page(TWO, y=120), page(ONE, y=780)) == [" ".join(TWO), " ".join(ONE)]


def test_a_word_broken_over_the_page_is_joined() -> None:
    first = ["The delegations met in Geneva on Sunday, and they parted without a nego-"]
    (joined,) = blocks(page(first, y=120), page(["tiated text in the evening."], y=780))
    assert joined.text.endswith("without a negotiated\ftext in the evening.")


def test_a_long_paragraph_over_the_page_is_cited_with_the_page_of_each_part() -> None:
    sentence = "The delegations met in Geneva on Sunday, and parted without a joint text in the evening."
    first, second = [sentence] * 6 + [sentence.removesuffix(".")], ["of that day."] + [sentence] * 8
    document = pipeline.from_bytes(make([page(first, y=200), page(second, y=780)]), "a.pdf")
    assert [passage.page for passage in document.passages] == [1, 2]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_running_headers_footers_and_page_numbers_are_removed(count: int) -> None:
    pages = [with_furniture(page(ONE, TWO), number + 1) for number in range(count)]
    assert texts(*pages) == [" ".join(ONE), " ".join(TWO)] * count


def test_headers_of_left_and_right_pages_are_removed() -> None:
    headers = ["Example Institute", "The plan and its sources"]
    pages = [with_furniture(page(TWO), number + 1, headers[number % 2]) for number in range(6)]
    assert set(texts(*pages)) == {" ".join(TWO)}


def test_the_page_number_of_a_single_page_is_removed_and_its_header_stays() -> None:
    assert texts(with_furniture(page(TWO), 1)) == ["Legal Desk - Dossier 2025-11-25", " ".join(TWO)]


def test_lines_at_the_top_that_differ_stay() -> None:
    pages = [page([f"Point {number}"], ONE, y=800 - 30) for number in (1, 2, 3)]
    assert [text for text in texts(*pages) if text.startswith("Point")] == ["Point 1", "Point 2", "Point 3"]


def test_a_title_at_the_top_that_is_also_the_running_header_stays() -> None:
    pages = [with_furniture(page(TWO), number, "The plan") for number in (1, 2)]
    pages[0].texts.append(Text(60, 760, "The plan", 18, "bold"))
    assert [block.text for block in blocks(*pages) if block.role == "heading"] == ["The plan"]


def test_headings_by_size_weight_and_slant() -> None:
    made = Page()
    made.texts = [
        Text(60, 760, "The plan and its", 20),
        Text(60, 736, "sources", 20),
        Text(60, 700, "Army", 14, "bold"),
    ]
    y = made.paragraph(60, 680, ONE)
    made.texts.append(Text(60, y - 10, "In short", 10, "bold"))
    y = made.paragraph(60, y - 26, TWO)
    made.texts.append(Text(60, y - 10, "Donetsk", 10, "italic"))
    made.paragraph(60, y - 26, ONE)
    found = [(block.text, block.level) for block in blocks(made) if block.role == "heading"]
    assert found == [("The plan and its sources", 1), ("Army", 2), ("In short", 3), ("Donetsk", 3)]


def test_small_type_in_mass_does_not_make_headings_of_the_text() -> None:
    made = page(ONE, TWO)
    made.paragraph(
        60, 560, ["A note in small type that goes on and on without any end in sight"] * 12, size=7, leading=9
    )
    assert not [block for block in blocks(made) if block.role == "heading"]


def test_lists() -> None:
    made = page(TWO)
    y = made.paragraph(
        60, 640, ["\u2022 one item that is so long that it has to be set in two lines, as here it is done"]
    )
    y = made.paragraph(72, y, ["and done"])
    made.paragraph(60, y, ["\u2022 two", "1. three", "2. four"])
    assert [(block.role, block.text) for block in blocks(made)][1:] == [
        ("item", "one item that is so long that it has to be set in two lines, as here it is done and done"),
        ("item", "two"),
        ("item", "1. three"),
        ("item", "2. four"),
    ]


def ruled() -> Page:
    made = page(TWO)
    made.grid([60, 110, 400, 450], [600, 580, 546, 526])
    made.texts += [
        *(Text(64, 586, "No.", 9, "bold"), Text(114, 586, "Clause", 9, "bold"), Text(404, 586, "Grade", 9, "bold")),
        *(Text(64, 566, "1", 9), Text(114, 566, "Russia, Ukraine and Europe sign an agree-", 9)),
        *(Text(114, 554, "ment on non-aggression.", 9), Text(404, 566, "A", 9)),
        *(Text(64, 532, "2", 9), Text(114, 532, "NATO does not expand.", 9), Text(404, 532, "B", 9)),
    ]
    made.paragraph(60, 490, ONE)
    return made


def test_a_table_with_lines_keeps_its_rows_together() -> None:
    assert [(block.role, block.text) for block in blocks(ruled())] == [
        ("prose", " ".join(TWO)),
        ("row", "No. | Clause | Grade"),
        ("row", "1 | Russia, Ukraine and Europe sign an agreement on non-aggression. | A"),
        ("row", "2 | NATO does not expand. | B"),
        ("prose", " ".join(ONE)),
    ]


def test_the_head_of_a_table_is_not_repeated_on_the_next_page() -> None:
    def part(rows: list[str]) -> Page:
        made = Page()
        made.grid([60, 110, 400], [700, 680, *(680 - 20 * (n + 1) for n in range(len(rows)))])
        made.texts += [Text(64, 686, "No."), Text(114, 686, "Clause")]
        for n, row in enumerate(rows):
            made.texts += [Text(64, 666 - 20 * n, str(n)), Text(114, 666 - 20 * n, row)]
        return made

    assert texts(part(["one", "two"]), part(["three"])) == ["No. | Clause", "0 | one", "1 | two", "0 | three"]


def test_a_table_without_lines_keeps_its_rows_together() -> None:
    made = page(TWO)
    for n, (who, when, what) in enumerate(
        [("Actor", "Date", "Verdict"), ("Rubio", "23 Nov", "unaware"), ("Orb", "24 Nov", "for")]
    ):
        made.texts += [Text(60, 600 - 16 * n, who), Text(200, 600 - 16 * n, when), Text(300, 600 - 16 * n, what)]
    assert [(block.role, block.text) for block in blocks(made)][1:] == [
        ("row", "Actor | Date | Verdict"), ("row", "Rubio | 23 Nov | unaware"), ("row", "Orb | 24 Nov | for"),
    ]  # fmt: skip


def test_a_box_around_text_is_no_table() -> None:
    made = page(TWO)
    made.grid([55, 550], [720, 650])
    assert texts(made) == [" ".join(TWO)]


def test_two_columns_are_read_one_after_the_other() -> None:
    column = [
        "The delegations met in Geneva",
        "on Sunday, and they parted",
        "without a joint text in the",
        "evening of that day, which",
    ] * 3
    made = Page()
    made.paragraph(60, 700, column)
    made.paragraph(320, 700, ["was long. Nobody had expected", "anything else at all from it."])
    (text,) = texts(made)
    assert text == " ".join([*column, "was long. Nobody had expected anything else at all from it."])


def test_words_broken_at_line_ends_and_ligatures() -> None:
    assert texts(page(["The of\ufb01ce of the chancel-", "lery con\ufb01rmed it."])) == [
        "The office of the chancellery confirmed it."
    ]


def test_a_raised_note_number_does_not_run_into_a_number() -> None:
    made = Page([Text(60, 700, "The cap is 600,000"), Text(144.5, 704, "1", 6), Text(150, 700, "for the army.")])
    assert texts(made) == ["The cap is 600,000¹ for the army."]


def test_a_watermark_across_the_page_is_not_text() -> None:
    made = page(TWO)
    made.texts.append(Text(200, 300, "DRAFT", 60, angle=45))
    assert texts(made) == [" ".join(TWO)]


def test_a_page_on_its_side_is_read() -> None:
    made = Page(rotated=True)
    y = made.paragraph(60, 500, ONE)
    made.paragraph(60, y - 10, TWO)
    assert texts(made) == [" ".join(ONE), " ".join(TWO)]


def test_properties_are_metadata() -> None:
    data = make([page(TWO)], Title="The plan", Author="Legal Desk", CreationDate="D:20251125080000+01'00'")
    expected = Metadata("The plan", author="Legal Desk", published=date(2025, 11, 25), language="en")
    assert pdf.read(data, "a.pdf").metadata == expected


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - draft3.doc", "plan.indd", "(anonymous)", "Document1"])
def test_a_title_made_by_a_program_is_none(title: str) -> None:
    assert pdf.read(make([page(TWO)], Title=title, CreationDate="D:2025"), "a.pdf").metadata == Metadata(language="en")


def test_a_scan_is_a_precise_error() -> None:
    with pytest.raises(
        UnreadableDocument, match=r"^a\.pdf: this PDF has no text \(pages: 2\), it was probably scanned; .*OCR"
    ):
        pdf.read(make([Page(), Page()]), "a.pdf")


def test_an_encrypted_pdf_is_a_precise_error() -> None:
    data = (FIXTURES / "encrypted.pdf").read_bytes()
    with pytest.raises(UnreadableDocument, match=r"^a\.pdf: this PDF is encrypted; save it without a password"):
        pdf.read(data, "a.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"x" * 500, make([page(TWO)])[:400]])
def test_a_damaged_pdf_is_a_precise_error(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.pdf: this PDF (?:is damaged|has no text)"):
        pdf.read(data, "a.pdf")


def test_a_pdf_of_a_typesetter() -> None:
    """Made with reportlab: an embedded font with ligatures, justified and hyphenated, a table over two pages."""
    document = pipeline.from_bytes((FIXTURES / "typeset.pdf").read_bytes(), "typeset.pdf")
    assert document.text == (FIXTURES / "typeset.txt").read_text().rstrip("\n")
    assert document.metadata.title == "The clause table"
    assert {passage.page for passage in document.passages} == {1, 2}
