"""What the reader reads at once: a question, a title and neighbouring sentences of a passage, in tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from index.e5.tokenizer import BEGIN, END, Tokens

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """A passage to read."""

    text: str
    sentences: tuple[Span, ...]
    """Start and end of each, code points into `text`, in order and apart."""
    title: str | None = None
    """Of its document: tells the reader what "he" and "the plan" are."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at once, in tokens; the model was trained on windows of about this size."""

    passage: int
    question: int
    title: int


def assemble(
    question: Sequence[int], title: Sequence[int], passage: Sequence[int], begin: int = BEGIN, end: int = END
) -> tuple[list[int], int]:
    """Token ids of a window with the special ones between its parts, and the place of the passage's first token."""
    head = [begin, *question, end, *title, *([end] if title else [])]
    return [*head, *passage, end], len(head)


def token_owners(passage: Tokens, sentences: Sequence[Span]) -> list[int]:
    """By token the sentence that it begins in, -1 between sentences."""
    owners, current = [], 0
    for start, _ in passage.offsets:
        while current + 1 < len(sentences) and start >= sentences[current + 1][0]:
            current += 1
        inside = bool(sentences) and sentences[current][0] <= start < sentences[current][1]
        owners.append(current if inside else -1)
    return owners


def chunks(owners: Sequence[int], limit: int) -> Iterator[list[int]]:
    """The tokens of a passage as runs of at most `limit`, cut at ends of sentences and of about equal length.

    A sentence longer than the limit is cut into several runs; tokens between sentences are left out.
    """
    pieces = list(_pieces(owners, limit))
    total = sum(map(len, pieces))
    share = total / max(1, ceil(total / limit))
    run: list[int] = []
    for piece in pieces:
        if run and (len(run) >= share or len(run) + len(piece) > limit):
            yield run
            run = []
        run = run + piece
    if run:
        yield run


def _pieces(owners: Sequence[int], limit: int) -> Iterator[list[int]]:
    """The tokens of each sentence, at most `limit` at a time."""
    piece: list[int] = []
    for place, owner in enumerate(owners):
        if owner < 0:
            continue
        if piece and (owner != owners[piece[-1]] or len(piece) == limit):
            yield piece
            piece = []
        piece.append(place)
    if piece:
        yield piece
