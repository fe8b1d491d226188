"""Tables of a PDF page: grids of drawn lines, and columns that only their places show."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.readers.pdf_page import Page, Rule, Run

_TOUCH = 2.0
"""Points by which lines that meet may miss each other."""
_MOST_RULES = 2000
"""A page with more lines is a drawing."""
_WIDE_GAP = 1.5
_MOST_CELL_LINES = 6
_FEWEST_ROWS = 3
_ALIGNED = 3.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows of cells, and the runs that it is made of."""

    rows: tuple[tuple[str, ...], ...]
    runs: tuple[Run, ...]


Join = Callable[[Sequence[str]], str]
"""Joins the lines of a cell."""


def find(page: Page, runs: Sequence[Run], join: Join) -> list[Table]:
    """The tables among the runs of a page."""
    tables = [table for grid in _grids(page.rules) if (table := _ruled(grid, runs, join))]
    taken = {id(run) for table in tables for run in table.runs}
    return tables + _aligned([run for run in runs if id(run) not in taken], join)


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: tuple[float, ...]
    """Of the vertical lines, from left to right."""
    ys: tuple[float, ...]
    """Of the horizontal lines, from top to bottom."""


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """The grids that the lines form: groups of lines that meet, with two rows and two columns at least."""
    if len(rules) > _MOST_RULES:
        return []
    groups: list[list[Rule]] = []
    for rule in rules:
        met = [group for group in groups if any(_meet(rule, other) for other in group)]
        groups = [group for group in groups if group not in met]
        groups.append([rule, *(other for group in met for other in group)])
    grids = []
    for group in groups:
        xs = _distinct([rule.x0 for rule in group if not rule.horizontal])
        ys = _distinct([rule.y0 for rule in group if rule.horizontal])
        if len(xs) > 2 and len(ys) > 2:
            grids.append(_Grid(xs, ys[::-1]))
    return grids


def _meet(one: Rule, other: Rule) -> bool:
    return (
        one.x0 <= other.x1 + _TOUCH
        and other.x0 <= one.x1 + _TOUCH
        and one.y0 <= other.y1 + _TOUCH
        and other.y0 <= one.y1 + _TOUCH
    )


def _distinct(values: Sequence[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _TOUCH:
            kept.append(value)
    return tuple(kept)


def _ruled(grid: _Grid, runs: Sequence[Run], join: Join) -> Table | None:
    """The table in a grid, if two of its columns hold text."""
    cells: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        if not (grid.xs[0] - _TOUCH <= run.x0 < grid.xs[-1] and grid.ys[-1] <= run.y <= grid.ys[0]):
            continue
        row = next(index for index in range(len(grid.ys) - 1) if run.y >= grid.ys[index + 1])
        column = min(max(bisect_right(grid.xs, run.x0 + _TOUCH) - 1, 0), len(grid.xs) - 2)
        cells.setdefault((row, column), []).append(run)
    if len({column for _, column in cells}) < 2:
        return None
    rows = []
    for row in range(len(grid.ys) - 1):
        texts = [join(_lines(cells.get((row, column), []))) for column in range(len(grid.xs) - 1)]
        if any(texts):
            rows.append(tuple(texts))
    return Table(tuple(rows), tuple(run for cell in cells.values() for run in cell))


def _lines(runs: Sequence[Run]) -> list[str]:
    """The lines of a cell, from top to bottom, each from left to right."""
    lines: list[tuple[float, list[Run]]] = []
    for run in sorted(runs, key=lambda run: -run.y):
        if lines and abs(lines[-1][0] - run.y) < 0.3 * run.size:
            lines[-1][1].append(run)
        else:
            lines.append((run.y, [run]))
    return [" ".join(run.text for run in sorted(line, key=lambda run: run.x0)) for _, line in lines]


def _aligned(runs: Sequence[Run], join: Join) -> list[Table]:
    """Tables without lines: rows, one after the other, whose cells begin or end at the same places."""
    tables = []
    rows: list[list[list[Run]]] = []
    for row in [*_rows(runs), []]:
        if rows and (len(row) != len(rows[-1]) or not _same_columns(rows[-1], row)):
            if len(rows) >= _FEWEST_ROWS:
                texts = tuple(tuple(join(_lines(cell)) for cell in cells) for cells in rows)
                tables.append(Table(texts, tuple(run for cells in rows for cell in cells for run in cell)))
            rows = []
        if len(row) > 1:
            rows.append(row)
    return tables


def _rows(runs: Sequence[Run]) -> list[list[list[Run]]]:
    """Runs in rows of cells: a run that begins right of the last one, no lower than the row's first line, is a cell."""
    rows: list[list[list[Run]]] = []
    for run in runs:
        row = rows[-1] if rows else []
        last = row[-1] if row else []
        right = max((other.x1 for other in last), default=0.0)
        if last and run.x0 > right + _WIDE_GAP * run.size and abs(run.y - row[0][0].y) < 0.3 * run.size:
            row.append([run])
        elif last and len(row) > 1 and _goes_on_below(last, run):
            last.append(run)
        else:
            rows.append([[run]])
    return rows


def _goes_on_below(cell: Sequence[Run], run: Run) -> bool:
    """Whether a run is the next line of the cell."""
    below = cell[-1].y - run.y
    return len(cell) < _MOST_CELL_LINES and abs(cell[0].x0 - run.x0) < _ALIGNED and 0 < below < 1.6 * run.size


def _same_columns(row: Sequence[Sequence[Run]], other: Sequence[Sequence[Run]]) -> bool:
    return all(
        abs(one[0].x0 - two[0].x0) < _ALIGNED or abs(one[0].x1 - two[0].x1) < _ALIGNED
        for one, two in zip(row, other, strict=True)
    )
