"""Bytes to text when nobody says, or somebody says wrongly, how they are encoded."""

import codecs
import re

from index.errors import UnreadableDocument, UnsupportedFormat

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LATIN = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"}
_CODE_PAGES = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "iso8859_5"),
    *("koi8_r", "koi8_u", "cp866", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
)
"""What files without a mark are really written in; over all of Python's encodings short texts are guessed wrongly."""
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_BINARY_SHARE = 0.05
_STRAY_SHARE = 0.02
"""Of bytes that make no sense: text with fewer is read around them."""


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of `data`: by its byte order mark, as UTF-8, as `declared`, or as charset-normalizer finds.

    Raises:
        UnsupportedFormat: `data` is not text.
        UnreadableDocument: it is text in no encoding that can be told.

    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if wide := _wide(data):
        return data.decode(wide, errors="replace")
    if len(_CONTROLS.findall(data)) > _BINARY_SHARE * len(data):
        raise UnsupportedFormat(f"{name}: this is binary data, not text; give a text, Markdown, HTML, PDF or DOCX file")
    return _as_utf8(data) or _as_declared(data, declared) or _as_detected(data, name)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is small (a zero in Western text, 4 in Cyrillic), the rest is not."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    odd, even = (sum(byte < 9 for byte in sample[parity::2]) / half for parity in (1, 0))
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.05 else None


def _as_utf8(data: bytes) -> str | None:
    """The text if it is UTF-8, or UTF-8 with a few stray bytes, as when somebody pasted from Windows."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        stray = len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))
        if stray * 4 > len(_MULTIBYTE.findall(data)):
            return None
        return data.decode("utf-8", errors=_windows_handler())


def _windows_handler() -> str:
    """Name of an error handler that reads stray bytes as windows-1252; registering it again changes nothing."""

    def handler(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end

    codecs.register_error("aide-memoire-windows", handler)
    return "aide-memoire-windows"


def _as_declared(data: bytes, declared: str | None) -> str | None:
    """The text in the declared encoding; what calls itself Latin-1 is windows-1252, as browsers read it."""
    if not declared:
        return None
    label = declared.strip().lower()
    try:
        return data.decode("cp1252" if label in _LATIN else label)
    except (LookupError, UnicodeDecodeError):
        return None


def _as_detected(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=list(_CODE_PAGES)))
    if not matches and len(_HIGH.findall(data)) <= _STRAY_SHARE * len(data):
        return data.decode("utf-8", errors=_windows_handler())
    if not matches:
        raise UnreadableDocument(f"{name}: its text encoding cannot be told; save the file as UTF-8")
    best = matches[0]
    # Central European and Western code pages often decode alike but for a letter; the Western one is the likelier.
    alike = [m for m in matches if m.chaos == best.chaos and m.coherence >= best.coherence]
    western = any("cp1252" in m.could_be_from_charset for m in alike)
    return data.decode("cp1252") if western else str(best)
