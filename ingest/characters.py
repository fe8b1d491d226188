"""Characters: what a canonical text is written in.

Composed (NFC), without control and format characters, every space a plain one, ligatures spelled out. Nothing that a
reader sees is changed: no compatibility folding, so "6½", "m²" and "№" stay as they are.
"""

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SUPERSCRIPTS = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_JOINERS = "\u200c\u200d"  # they change how Persian, Indic scripts and emoji read
_DROPPED_CATEGORIES = {"Cc", "Cf", "Cs"}
_BREAKS = "\n\f\r\v\x85\u2028\u2029"
_ODD = re.compile(r"[^\n !-~]")


def plain(text: str) -> str:
    """`text` in canonical characters; line and page breaks stay, every other run of spaces becomes one."""
    text = _ODD.sub(lambda match: _plain_character(match[0]), text)
    text = re.sub(r" +", " ", text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """`plain(text)` on one line, without space around it; page breaks stay."""
    return "\f".join(" ".join(part.split()) for part in plain(text).split("\f")).strip()


def superscript(text: str) -> str:
    """A raised note number or exponent, so that it does not run into what stands before it: "600,000¹", "m²"."""
    return text.translate(_SUPERSCRIPTS)


def _plain_character(character: str) -> str:
    if character in _LIGATURES:
        return _LIGATURES[character]
    if character in _BREAKS:
        return "\f" if character == "\f" else "\n"
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    if character in _JOINERS:
        return character
    dropped = unicodedata.category(character) in _DROPPED_CATEGORIES or ord(character) & 0xFFFE == 0xFFFE
    return "" if dropped else character
