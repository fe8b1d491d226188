"""The reader as a judge of statements: a statement in the place of the question, quotes in that of the passage."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.sentences import split
from service.reader.reader import Reader
from service.reader.windows import Span, Window


@dataclass(frozen=True)
class ReaderEntailment:
    """What the reader makes of statements; it was trained on both questions and statements."""

    reader: Reader

    def support(self, statement: str, quotes: Sequence[str]) -> float:
        """Logit of any sentence of the quotes bearing the statement out; about -12 to 8."""
        (reading,) = self.reader.read(statement, [_window(quotes)])
        most = max(reading.scores)
        return most + math.log(sum(math.exp(score - most) for score in reading.scores))


def _window(quotes: Sequence[str]) -> Window:
    text, spans = "", list[Span]()
    for quote in quotes:
        spans += [(len(text) + start, len(text) + end) for start, end in split(quote)]
        text += quote + " "
    return Window(text, tuple(spans) or ((0, len(text)),))
