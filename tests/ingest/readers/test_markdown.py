from ingest.blocks import Block
from ingest.readers import markdown


def blocks(source: str) -> list[Block]:
    return list(markdown.read(source.encode(), "a.md").blocks)


def texts(source: str) -> list[str]:
    return [block.text for block in blocks(source)]


def test_markup_is_gone_and_the_text_of_links_stays() -> None:
    source = 'It *was* **said** by `Axios` in [a report](https://example.org "t") &amp; <b>more</b> ~~not~~ \\*so\\*.'
    assert texts(source) == ["It was said by Axios in a report & more not *so*."]


def test_headings_have_levels() -> None:
    assert blocks("# One\n\nTwo\n---\n\n### Three #") == [
        Block("One", "heading", 1), Block("Two", "heading", 2), Block("Three", "heading", 3),
    ]  # fmt: skip


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_not() -> None:
    assert [block.role for block in blocks("**What is known**\n\nText.\n\n**It failed.**")] == [
        "heading",
        "prose",
        "prose",
    ]


def test_lists_keep_their_numbers_and_nesting_order() -> None:
    source = "3. three\n4. four\n   - nested\n     more\n\n   second paragraph\n\n- bullet"
    assert [(block.text, block.role) for block in blocks(source)] == [
        ("3. three", "item"), ("4. four", "item"), ("nested more", "item"), ("second paragraph", "item"),
        ("bullet", "item"),
    ]  # fmt: skip


def test_tables_are_rows() -> None:
    source = "| | Canada | Japan |\n|---|:-:|--:|\n| Leader | *Carney* | Takaichi |\n| Note | a \\| b | |\n"
    assert [(block.text, block.role) for block in blocks(source)] == [
        ("Canada | Japan", "row"), ("Leader | Carney | Takaichi", "row"), ("Note | a | b", "row"),
    ]  # fmt: skip


def test_lines_wrapped_by_hand_are_joined() -> None:
    assert texts("the US-\nled force and the\nallies") == ["the US-led force and the allies"]


def test_a_hard_break_is_a_space() -> None:
    assert texts("one  \ntwo<br>three") == ["one two three"]


def test_quotations_and_code_stay() -> None:
    assert texts("> We will not\n> accept it.\n\n```\na = 1\n\nb = [^1]\n```") == [
        "We will not accept it.",
        "a = 1",
        "b = [^1]",
    ]


def test_footnotes_stay() -> None:
    assert texts("The cap holds.[^1]\n\n[^1]: https://example.org/axios") == [
        "The cap holds.[1]",
        "[1] https://example.org/axios",
    ]


def test_images_rules_and_comments_leave_nothing() -> None:
    assert texts("![alt](x.png)\n\n---\n\n<!-- note to self -->\n\nText") == ["Text"]


def test_raw_html_leaves_its_text() -> None:
    assert texts('<div class="x">\n<p>One.</p>\n</div>\n\nTwo.') == ["One.", "Two."]


def test_front_matter_is_metadata() -> None:
    reading = markdown.read(b"---\ntitle: T\nactors: [A]\n---\n\nText.", "a.md")
    assert (reading.metadata.title, reading.metadata.actors) == ("T", ("A",))
    assert [block.text for block in reading.blocks] == ["Text."]
