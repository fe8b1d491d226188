"""Figures as text: for the terminal and for docs/results.md."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from evaluation.compare import Comparison, Row
from evaluation.gate import Verdict
from evaluation.summary import Summary

if TYPE_CHECKING:
    from evaluation.reader import Report


class Figure(Protocol):
    """A figure with its 95 % interval over n questions, whoever worked it out."""

    @property
    def value(self) -> float: ...  # noqa: D102
    @property
    def low(self) -> float: ...  # noqa: D102
    @property
    def high(self) -> float: ...  # noqa: D102
    @property
    def n(self) -> int: ...  # noqa: D102
    @property
    def unit(self) -> str: ...  # noqa: D102


def shown(value: float | None, unit: str) -> str:
    """Return a value as people write it: 0.871, 42 ms, 3.1."""
    if value is None:
        return "–"
    return f"{value:.0f} ms" if unit == "ms" else f"{value:.1f}" if unit == "count" else f"{value:.3f}"


def interval(figure: Figure) -> str:
    """Return the 95 % interval."""
    return f"{shown(figure.low, figure.unit).removesuffix(' ms')}–{shown(figure.high, figure.unit)}"


def aligned(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> str:
    """Return a table for the terminal: the first column to the left, the others to the right."""
    table = [list(heads), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                  for column, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in table
    ]  # fmt: skip
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def markdown(rows: Iterable[Sequence[str]], heads: Sequence[str]) -> str:
    """Return a table in Markdown."""
    lines = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def figure_rows(figures: Mapping[str, Figure]) -> list[list[str]]:
    """Name, value, interval and number of questions of every figure."""
    return [[name, shown(one.value, one.unit), interval(one), str(one.n)] for name, one in figures.items()]


def outline(summary: Summary) -> str:
    """Return the run in a few lines: how many questions, what became of them, what was left out."""
    counts = ", ".join(f"{count} {name}" for name, count in sorted(summary.verdicts.items(), key=lambda v: -v[1]))
    lines = [f"{summary.run.set}: {summary.questions} questions in {summary.run.seconds:.0f} s: {counts}"]
    lines += [f"left out, {reason}: {_listed(ids)}" for reason, ids in summary.run.left_out.items()]
    lines += [f"failed: {number}: {error}" for number, error in list(summary.failed.items())[:5]]
    if len(summary.failed) > 5:
        lines.append(f"and {len(summary.failed) - 5} more failed; all are named in summary.json")
    return "\n".join(lines)


def comparison(result: Comparison, first: str, second: str) -> str:
    """Return a comparison for the terminal."""
    heads = ["", first, second, "difference", "95 % interval", "p", "n"]
    parts = [aligned(_compared(result.rows), heads), aligned(_compared(result.by_type), ["score by type", *heads[1:]])]
    for title, changes in (("better", result.better), ("worse", result.worse)):
        parts.append(f"questions that got {title}: {len(changes)}")
        parts += [
            f"  {change.first.question.id} {change.before:.2f} → {change.after:.2f}  {change.first.question.question}"
            for change in changes
        ]
    for title, ids in (
        (f"only in {first}", result.only_first), (f"only in {second}", result.only_second), ("failed", result.failed)
    ):  # fmt: skip
        if ids:
            parts.append(f"not compared, {title}: {_listed(ids)}")
    return "\n\n".join(parts[:2]) + "\n\n" + "\n".join(parts[2:])


def gate(verdicts: Sequence[Verdict]) -> str:
    """Return the gate's table for the terminal."""
    rows = [
        [f"{one.set}: {one.name}", shown(one.baseline, "share"), shown(one.value, "share"),
         f"{one.value - one.baseline:+.3f}" if one.value is not None and one.baseline is not None else "–",
         f"{one.tolerance:.3f}", one.outcome]
        for one in verdicts
    ]  # fmt: skip
    return aligned(rows, ["figure", "baseline", "now", "change", "tolerance", "outcome"])


def reader(report: "Report") -> str:
    """Return what is said of the reader alone: figures, what was left out, the worst mistakes."""
    asked = f"{report.answerable} answerable and {report.unanswerable} unanswerable questions"
    lines = [aligned(figure_rows(report.figures), ["figure", "value", "95 % interval", "n"]), f"{report.set}: {asked}"]
    lines += [f"left out, {reason}: {_listed(ids)}" for reason, ids in report.left_out.items()]
    lines.append(f"\nmistakes: {report.mistakes}" + (", by how sure the reader was:" if report.worst else ""))
    for one in report.worst:
        expected = " / ".join(one.expected) or "nothing: the passage does not answer"
        lines.append(f"  {one.score:.1f}  {one.question}  ({one.id})")
        lines += [f"       {what:9} {text}" for what, text in (
            ("expected", expected), ("marked", one.marked or "–"), ("sentence", " ".join(one.sentence.split())),
        )]  # fmt: skip
    return "\n".join(lines)


def _compared(rows: Iterable[Row]) -> list[list[str]]:
    return [
        [row.name, shown(row.first, row.unit), shown(row.second, row.unit), f"{row.difference.value:+.3f}",
         f"{row.difference.low:+.3f} to {row.difference.high:+.3f}", f"{row.difference.p:.3f} {row.difference.test}",
         str(row.n)]
        for row in rows
    ]  # fmt: skip


def _listed(ids: Sequence[str]) -> str:
    return f"{len(ids)} ({', '.join(ids[:8])}{', …' if len(ids) > 8 else ''})"
