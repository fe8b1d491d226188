"""Text → token ids of multilingual-e5-small (the vocabulary of XLM-RoBERTa), by sentencepiece.

Normalisation happens inside: NFKC, control characters removed, runs of white space one space, none at the ends. Token
ids therefore tell less than the text: "ﬁne" and "fine" have the same ids. Markup like "<s>" in a text is text, never a
special token.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
"""Special token ids; the last id of the vocabulary, `<mask>`, never comes out of a text either."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text in tokens, without special ones."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    """Of each token the span of the original text that it stands for, in code points, end exclusive.

    Spans are in order and do not overlap; between them lie only white space and characters that normalisation removes.
    A span does not start with white space. It is empty where its token stands for white space alone, and where
    normalisation makes several characters of one and these fall into several tokens: "x⑽" becomes "x(10)", the tokens
    "x", "(10" and ")", and the last of them has the span of "⑽".
    """


class Tokenizer:
    """Loads a sentencepiece model; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_file=str(path))

    def encode(self, text: str) -> list[int]:
        """Token ids of a text, without special ones; empty for a text without visible characters."""
        ids: list[int] = self._processor.encode(_encodable(text))
        return ids

    def encode_with_offsets(self, text: str) -> Tokens:
        """The same with the span of the text that each token stands for."""
        mapping = self._processor.encode(_encodable(text), return_type="offset_mapping")
        return Tokens(mapping["ids"], [_trimmed(text, start, end) for start, end in mapping["offsets"]])


def model_proto(pieces: "Sequence[bytes]", scores: "Sequence[float]") -> bytes:
    """A sentencepiece model file of a vocabulary in the order of its ids.

    Written by hand: a message of protocol buffers is the concatenation of its fields, so the normaliser, which
    sentencepiece makes itself, is followed by the pieces and the settings of the trainer.
    """
    from sentencepiece import SentencePieceNormalizer

    normaliser: bytes = SentencePieceNormalizer(
        rule_name="nmt_nfkc", add_dummy_prefix=True, remove_extra_whitespaces=True, escape_whitespaces=True
    ).serialized_model_proto()
    trainer = _number(3, 1) + _number(40, UNKNOWN) + _number(41, BEGIN) + _number(42, END) + _number(43, PAD)
    return normaliser + b"".join(_pieces(pieces, scores)) + _field(2, trainer)


def _pieces(pieces: "Sequence[bytes]", scores: "Sequence[float]") -> "Iterator[bytes]":
    normal, unknown, control = 1, 2, 3
    kinds = {BEGIN: control, PAD: control, END: control, UNKNOWN: unknown, len(pieces) - 1: control}
    for index, (piece, score) in enumerate(zip(pieces, scores, strict=True)):
        kind = kinds.get(index, normal)
        yield _field(1, _field(1, piece) + b"\x15" + struct.pack("<f", score) + _number(3, kind))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    head = b""
    while value > 127:
        head += bytes([value & 127 | 128])
        value >>= 7
    return head + bytes([value])


def _encodable(text: str) -> str:
    """The text with half surrogate pairs, which JSON can carry and UTF-8 cannot, as question marks."""
    return text.encode(errors="replace").decode()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    return start, end
