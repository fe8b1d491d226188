import pytest

from index.errors import UnsupportedFormat
from ingest.encoding import decode

TEXTS = {
    "en": "The “minerals deal” – a bad proposal – could be molded into something more reasonable. It’s Kyiv’s call…",
    "de": "Merz erklärte, über „Grenzen“ dürfe nicht hinweg entschieden werden. Die Größe der Armee bleibe offen.",
    "fr": "Le président a déclaré que l’Europe devait être consultée à propos des garanties de sécurité. Où va-t-on ?",
    "pl": "Premier powiedział, że plan wymaga dalszych prac. Źródła zbliżone do rządu mówią o „twardych” rozmowach.",
    "uk": "Президент заявив, що Україна не зрадить національних інтересів. Переговори в Женеві почалися в неділю.",
    "ru": "Президент заявил, что план может стать основой для урегулирования. Переговоры начались в воскресенье.",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *((language, encoding) for language in TEXTS for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
        *((language, encoding) for language in TEXTS for encoding in ("utf-16-le", "utf-16-be")),
        *(("en", "cp1252"), ("de", "cp1252"), ("fr", "cp1252"), ("pl", "cp1250"), ("uk", "cp1251"), ("uk", "koi8_u")),
        *(("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "cp866")),
    ],
)
def test_text_without_declaration_is_decoded(language: str, encoding: str) -> None:
    data = TEXTS[language].encode(encoding, errors="ignore")
    assert decode(data, "a.txt") == data.decode(encoding)


@pytest.mark.parametrize("text", ["“Never,” he said.", "Voilà l’idée : rien.", "Größe"])
def test_a_short_windows_text_is_decoded(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.txt") == text


def test_a_stray_windows_byte_in_utf8_is_read_as_such() -> None:
    data = "Zelensky’s speech – “dignity” – and it".encode() + "’s".encode("cp1252") + b" over"
    assert decode(data, "a.txt") == "Zelensky’s speech – “dignity” – and it’s over"


def test_what_is_declared_is_tried_before_guessing() -> None:
    assert decode("ŁĄKA".encode("iso8859_2"), "a.html", "iso-8859-2") == "ŁĄKA"
    assert decode("“x”".encode("cp1252"), "a.html", "iso-8859-1") == "“x”"
    assert decode("Größe".encode("cp1252"), "a.html", "no-such-code") == "Größe"


def test_a_wrong_declaration_does_not_break_utf8() -> None:
    assert decode("Größe".encode(), "a.html", "iso-8859-1") == "Größe"


def test_binary_data_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match=r"^a\.txt: this is binary data"):
        decode(bytes(range(256)) * 20, "a.txt")
