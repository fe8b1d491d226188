"""Tables in plain text: bars, tabs, or columns aligned with spaces."""

import re
from collections import Counter
from collections.abc import Sequence

_RULE = re.compile(r"[-=+|:\s]*")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FEWEST_LINES = 2


def rows(lines: Sequence[str]) -> list[str] | None:
    """The rows of the table that the lines are, its rules left out; None if they are no table.

    Args:
        lines: lines without an empty one between them.
    """
    body = [line for line in lines if not is_rule(line)]
    if len(body) < _FEWEST_LINES:
        return None
    cells = _barred(body) or _aligned(body)
    return [joined(row) for row in cells] if cells else None


def is_rule(line: str) -> bool:
    """Whether a line is drawn: "----  -----", "|---|:-:|", "+===+"."""
    return ("---" in line or "===" in line) and _RULE.fullmatch(line) is not None


def joined(cells: Sequence[str]) -> str:
    """One row as text; a cell that ends in a colon leads over to the next."""
    return " | ".join(cells).strip(" |").replace(": | ", ": ")


def _barred(lines: Sequence[str]) -> list[list[str]] | None:
    """Cells between bars or tabs, if every line has as many of them as the first."""
    for mark in ("|", "\t"):
        cells = [[cell.strip() for cell in line.strip().strip("|").split(mark)] for line in lines]
        if len(cells[0]) > 1 and all(len(row) == len(cells[0]) for row in cells):
            return cells
    return None


def _aligned(lines: Sequence[str]) -> list[list[str]] | None:
    """Cells that begin at the same places; a line with nothing in the first column goes on with the row above it."""
    starts = _column_starts(lines)
    if not starts:
        return None
    table: list[list[str]] = []
    for line in lines:
        cells = [line[start:end].strip() for start, end in zip([0, *starts], [*starts, len(line)], strict=True)]
        if table and not cells[0] and len(table) > 1:
            table[-1] = [f"{above} {cell}".strip() for above, cell in zip(table[-1], cells, strict=True)]
        else:
            table.append(cells)
    return table if len(table) > 1 else None


def _column_starts(lines: Sequence[str]) -> list[int]:
    """Where columns after the first begin: behind a wide gap in half of the lines, behind a space in all."""
    found = Counter(match.end() for line in lines for match in _GAP.finditer(line))
    return sorted(
        start
        for start, times in found.items()
        if times >= max(_FEWEST_LINES, len(lines) / 2) and not any(line[start - 1 : start].strip() for line in lines)
    )
