from ingest.readers import text


def roles(source: str) -> list[tuple[str, str]]:
    return [(block.role, block.text) for block in text.read(source.encode(), "a.txt").blocks]


PARAGRAPH = "The delegations met in Geneva on Sunday, and they parted without a joint text that evening."


def test_paragraphs_by_empty_lines() -> None:
    assert roles(f"{PARAGRAPH}\n\n{PARAGRAPH}") == [("prose", PARAGRAPH)] * 2


def test_paragraphs_by_lines_where_there_are_no_empty_ones() -> None:
    assert roles(f"{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}") == [("prose", PARAGRAPH)] * 3


def test_wrapped_lines_are_one_paragraph() -> None:
    source = """\
The delegations met in Geneva on Sunday, and they parted
without a joint text. A second round was announced for the
following week, again in Switzerland, with the same nego-
tiators.

21. November was the day on which the plan became known;
it had been made in October, in Miami, by two envoys, on
21. October according to one report, and nobody had told
the allies.
"""
    first, second = roles(source)
    assert first[1].endswith("again in Switzerland, with the same negotiators.")
    assert second[1].startswith("21. November was")
    assert "on 21. October according" in second[1]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    source = """\
The delegations met in Geneva on Sunday, and they parted in the evening
without a joint text.
A second round was announced for the following week, again in
Switzerland, with the same negotiators, who were tired of it
by then, as everybody could see who was there on that long Sunday.
"""
    assert [role for role, _ in roles(source)] == ["prose", "prose"]


def test_an_address_that_sticks_out_does_not_change_the_width() -> None:
    address = "https://example.org/" + "x" * 80
    source = f"The delegations met in Geneva on Sunday, and they\nparted without a text.\n\n- A page,\n  {address}\n"
    assert roles(source) == [
        ("prose", "The delegations met in Geneva on Sunday, and they parted without a text."),
        ("item", f"A page, {address}"),
    ]


def test_headings_by_shape() -> None:
    found = roles(
        f"The Geneva talks\n\nBy Desk staff\n\n{PARAGRAPH}\n\nWhat is known\n\n{PARAGRAPH}\n\nWhy now?\n\n{PARAGRAPH}"
    )
    assert [text_ for role, text_ in found if role == "heading"] == ["The Geneva talks", "What is known", "Why now?"]


def test_headings_underlined_and_marked() -> None:
    source = f"Title\n=====\n\nPart\n----\n{PARAGRAPH}\n\n## Marked\n{PARAGRAPH}"
    blocks = text.read(source.encode(), "a.txt").blocks
    assert [(block.text, block.level) for block in blocks if block.role == "heading"] == [
        ("Title", 1), ("Part", 2), ("Marked", 2),
    ]  # fmt: skip


def test_short_lines_that_are_no_headings() -> None:
    assert all(role != "heading" for role, _ in roles(f"{PARAGRAPH}\n\nIt failed.\n\n{PARAGRAPH}"))
    assert all(role != "heading" for role, _ in roles(f"{PARAGRAPH}\n\nThese were there:\n\n{PARAGRAPH}"))
    names = "Merz\n\nMacron\n\nStarmer\n\nTusk\n\nMeloni"
    assert all(role != "heading" for role, _ in roles(f"{PARAGRAPH}\n\n{names}\n\n{PARAGRAPH}"))


def test_numbered_headings_and_numbered_items() -> None:
    source = f"1. Background\n\n{PARAGRAPH}\n\n2. Points\n\n1. Sovereignty is confirmed.\n2. NATO does not expand.\n"
    assert roles(source) == [
        ("heading", "1. Background"),
        ("prose", PARAGRAPH),
        ("heading", "2. Points"),
        ("item", "1. Sovereignty is confirmed."),
        ("item", "2. NATO does not expand."),
    ]


def test_bullets_lose_their_marks_and_keep_their_lines() -> None:
    source = "- one item that is\n  wrapped\n* two\n• three\n(a) four"
    assert roles(source) == [
        ("item", "one item that is wrapped"),
        ("item", "two"),
        ("item", "three"),
        ("item", "(a) four"),
    ]


def test_a_long_numbered_paragraph_is_prose() -> None:
    long = "1. " + "word " * 60 + "end."
    assert roles(f"{PARAGRAPH}\n\n{long}")[1][0] == "prose"


def test_tables_with_bars_tabs_and_columns() -> None:
    assert roles("| a | b |\n|---|---|\n| c | d |") == [("row", "a | b"), ("row", "c | d")]
    assert roles("a\tb\nc\td") == [("row", "a | b"), ("row", "c | d")]
    aligned = """\
  Actor          Date            Verdict
  -------------  --------------  -------------------
  Rubio          23 Nov          not aware of an
                                 alternative
  Official (WP)  24-25 Nov       edits useful
"""
    assert roles(aligned) == [
        ("row", "Actor | Date | Verdict"),
        ("row", "Rubio | 23 Nov | not aware of an alternative"),
        ("row", "Official (WP) | 24-25 Nov | edits useful"),
    ]


def test_the_head_of_a_memo() -> None:
    assert roles("FROM:     Berlin\nTO:       Capitals\nSUBJECT:  The plan") == [
        ("row", "FROM: Berlin"), ("row", "TO: Capitals"), ("row", "SUBJECT: The plan"),
    ]  # fmt: skip


def test_form_feeds_and_windows_line_ends() -> None:
    assert roles(f"{PARAGRAPH}\r\n\r\n{PARAGRAPH}\f{PARAGRAPH}\r") == [("prose", PARAGRAPH)] * 3


def test_front_matter() -> None:
    reading = text.read(b"---\ntitle: T\n---\nText.", "a.txt")
    assert (reading.metadata.title, reading.blocks[0].text) == ("T", "Text.")
