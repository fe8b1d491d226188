import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.characters import one_line, plain, superscript


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ef\ufb01ciency, o\ufb03ce, \ufb02ow", "efficiency, office, flow"),
        ("nego\u00adtiation", "negotiation"),
        ("a\x00b\x07c\x1bd", "abcd"),
        ("600\u00a0000 and 600\u202f000", "600 000 and 600 000"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("\ufeffBOM", "BOM"),
        ("right\u202e-to-left", "right-to-left"),
        ("a\u2028b\x85c\r", "a\nb\nc\n"),
        ("half a \ud800 pair", "half a pair"),
        ("a\ufffeb\U0001ffffc", "abc"),
        ("6½ m² № Ⅳ", "6½ m² № Ⅳ"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ],
)
def test_characters_become_canonical(raw: str, expected: str) -> None:
    assert plain(raw) == expected


def test_one_line_keeps_page_breaks() -> None:
    assert one_line(" one\ntwo \f three\n\n") == "one two\fthree"


def test_superscripts_stay_apart_from_numbers() -> None:
    assert "600,000" + superscript("12") == "600,000¹²"


@settings(deadline=None)
@given(st.text(st.characters() | st.characters(categories=["Cs"])))
def test_plain_text_can_be_encoded_and_is_normal(text: str) -> None:
    found = plain(text)
    assert unicodedata.is_normalized("NFC", found)
    assert found.encode().decode() == found
    assert plain(found) == found
