"""Four plots as small SVG images; colours come from the report's style sheet, so that they follow light and dark."""

from collections.abc import Callable, Sequence
from math import log10

from markupsafe import Markup

WIDTH, LEFT, TOP, BOTTOM = 480, 44, 12, 40
RIGHT = WIDTH - 14


def bars(rows: Sequence[tuple[str, float, float, float, int]]) -> Markup:
    """Draw horizontal bars with intervals; rows: (label, value, low, high, n), values 0..1."""
    left, step = 126, 30
    height = TOP + step * len(rows) + 26
    scale = _Scale(left, RIGHT - 88)
    parts = [_axis_x(scale.x, height - 26, [0, 0.25, 0.5, 0.75, 1])]
    for place, (label, value, low, high, n) in enumerate(rows):
        y = TOP + step * place
        parts.append(
            Markup(
                '<text class="label" x="{}" y="{}" text-anchor="end">{}</text>'
                '<rect class="bar" x="{}" y="{}" width="{:.1f}" height="16"/>'
                '<line class="whisker" x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}"/>'
                '<text class="value" x="{}" y="{}">{:.2f} <tspan class="small">n {}</tspan></text>'
            ).format(
                left - 8, y + 14, label, left, y + 1, scale.x(value) - left,
                scale.x(low), scale.x(high), y + 9, y + 9, RIGHT - 80, y + 14, value, n,
            )
        )  # fmt: skip
    return _svg(height, parts, "Score by question type, with 95 % intervals")


def columns(counts: Sequence[tuple[str, int]], title: str, axis: str) -> Markup:
    """Draw vertical columns with their counts; counts: (label, count)."""
    height = 220
    floor = height - BOTTOM
    most = max((count for _, count in counts), default=0) or 1
    step = (RIGHT - LEFT) / max(1, len(counts))
    parts = []
    for place, (label, count) in enumerate(counts):
        x, tall = LEFT + step * place, (floor - TOP - 16) * count / most
        parts.append(
            Markup(
                '<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
                '<text class="value" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>'
                '<text class="label" x="{:.1f}" y="{}" text-anchor="middle">{}</text>'
            ).format(
                x + step * 0.12, floor - tall, step * 0.76, tall,
                x + step / 2, floor - tall - 4, count or "", x + step / 2, floor + 16, label,
            )
        )  # fmt: skip
    parts.append(_caption(axis, height))
    return _svg(height, parts, title)


def curve(points: Sequence[tuple[float, float]], mark: float, title: str, axes: tuple[str, str]) -> Markup:
    """Draw a curve in the unit square and mark one place on its x axis; points: (x, y), 0..1, by x."""
    height = 240
    floor = height - BOTTOM
    scale = _Scale(LEFT, RIGHT)

    def y(value: float) -> float:
        return floor - (floor - TOP) * value

    path = " ".join(f"{scale.x(px):.1f},{y(py):.1f}" for px, py in points)
    parts = [_axis_x(scale.x, floor, [0, 0.25, 0.5, 0.75, 1]), *(_grid_y(y(v), v) for v in (0, 0.25, 0.5, 0.75, 1))]
    parts.append(Markup('<polyline class="curve" points="{}"/>').format(path))
    parts.append(
        Markup(
            '<line class="mark" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/>'
            '<text class="small" x="{3:.1f}" y="{4}" text-anchor="{5}">answered now: {6:.0%}</text>'
        ).format(
            scale.x(mark), TOP, floor, scale.x(mark) + (-6 if mark > 0.5 else 6), floor - 8,
            "end" if mark > 0.5 else "start", mark,
        )
    )  # fmt: skip
    parts.append(_caption(axes[0], height))
    return _svg(height, parts, f"{title}: {axes[1]} over {axes[0]}")


def cumulative(series: Sequence[tuple[str, Sequence[float]]], title: str) -> Markup:
    """Draw the share of requests that are as fast, over milliseconds on a logarithmic axis; series: (name, values)."""
    height = 240
    floor = height - BOTTOM
    everything = [max(value, 0.1) for _, values in series for value in values]
    first = 10 ** int(log10(min(everything)) - (min(everything) < 1))
    ticks = [first * 10**power for power in range(8) if first * 10 ** (power - 1) < max(everything)]
    span = log10(ticks[-1] / ticks[0]) or 1.0
    scale = _Scale(LEFT, RIGHT)

    def x(milliseconds: float) -> float:
        return scale.x(log10(max(milliseconds, 0.1) / ticks[0]) / span)

    def y(share: float) -> float:
        return floor - (floor - TOP) * share

    parts = [_axis_x(x, floor, ticks), *(_grid_y(y(v), v) for v in (0, 0.5, 0.9, 1))]
    for place, (name, values) in enumerate(series):
        ordered = sorted(values)
        path = " ".join(f"{x(v):.1f},{y(n / len(ordered)):.1f}" for n, v in enumerate(ordered, 1))
        parts.append(
            Markup(
                '<polyline class="curve c{0}" points="{1}"/><text class="label t{0}" x="{2}" y="{3}">{4}</text>'
            ).format(place, path, LEFT + 8, TOP + 14 + 18 * place, name)
        )
    parts.append(_caption("milliseconds, logarithmic", height))
    return _svg(height, parts, title)


class _Scale:
    """Maps 0..1 to places between two x coordinates."""

    def __init__(self, left: float, right: float) -> None:
        self._left, self._width = left, right - left

    def x(self, value: float) -> float:
        return self._left + self._width * min(max(value, 0.0), 1.0)


def _axis_x(x: Callable[[float], float], floor: float, ticks: Sequence[float]) -> Markup:
    return Markup("").join(
        Markup(
            '<line class="grid" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/>'
            '<text class="small" x="{0:.1f}" y="{3}" text-anchor="{5}">{4:g}</text>'
        ).format(x(tick), TOP, floor, floor + 16, tick, "end" if x(tick) > RIGHT - 12 else "middle")
        for tick in ticks
    )


def _grid_y(y: float, value: float) -> Markup:
    return Markup(
        '<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>'
        '<text class="small" x="{}" y="{:.1f}" text-anchor="end">{:g}</text>'
    ).format(LEFT, RIGHT, y, y, LEFT - 6, y + 4, value)


def _caption(text: str, height: float) -> Markup:
    return Markup('<text class="small" x="{}" y="{}" text-anchor="middle">{}</text>').format(
        (LEFT + RIGHT) / 2, height - 6, text
    )


def _svg(height: float, parts: Sequence[Markup], title: str) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, height, title, Markup("").join(parts)
    )
