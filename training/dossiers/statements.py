"""Labelled statements with quotes, one by one or in groups about the same quotes (`README.md` tells both forms)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Statement:
    """A statement with quotes, and whether they support it."""

    text: str
    quotes: tuple[str, ...]
    supported: bool
    kind: str
    """How it is worded, or what is wrong with it."""
    by: tuple[int, ...] = ()
    """Indexes of the quotes that it rests on, where that is told."""


def read(file: Path) -> Iterator[Statement]:
    """The statements of a file in either form, in order."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        quotes = tuple(row["quotes"])
        if "statement" in row:
            kind = row["note"].split(":")[0].split()[0] if row["supported"] else row["outcome"]
            yield Statement(row["statement"], quotes, row["supported"], kind)
        for true in row.get("true", ()):
            yield Statement(true["text"], quotes, True, true["kind"], tuple(true["by"]))
        for false in row.get("false", ()):
            yield Statement(false["text"], quotes, False, false["kind"])
