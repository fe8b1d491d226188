import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.report import plots

SHARE = st.floats(0, 1)


def numbers(image: str) -> list[float]:
    """All coordinates of a plot; reading them fails unless the image is well-formed."""
    return [
        float(value)
        for element in ET.fromstring(image).iter()
        for name, value in element.attrib.items()
        if name in ("x", "y", "x1", "x2", "y1", "y2", "width", "height")
    ]


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=9).filter(str.isprintable), SHARE, SHARE, SHARE, st.integers(1, 99))
    )
)
def test_bars_stay_inside(rows: list[tuple[str, float, float, float, int]]) -> None:
    assert all(0 <= one <= max(plots.WIDTH, 80 + 30 * len(rows)) for one in numbers(plots.bars(rows)))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=11))
def test_columns_stay_inside(counts: list[int]) -> None:
    image = plots.columns([(str(n), count) for n, count in enumerate(counts)], "title", "rank")
    assert all(0 <= one <= plots.WIDTH for one in numbers(image))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30), st.lists(st.floats(0, 1e6), min_size=1, max_size=30))
def test_latencies_of_any_size_are_drawn(asked: list[float], searched: list[float]) -> None:
    image = plots.cumulative([("ask", asked), ("search", searched)], "Latency")
    assert all(0 <= one <= plots.WIDTH for one in numbers(image))


@given(st.lists(SHARE, min_size=1, max_size=30), SHARE)
def test_the_curve_stays_inside(heights: list[float], mark: float) -> None:
    points = [(n / len(heights), height) for n, height in enumerate(heights, 1)]
    assert all(0 <= one <= plots.WIDTH for one in numbers(plots.curve(points, mark, "title", ("x", "y"))))


def test_what_is_written_into_a_plot_is_escaped() -> None:
    assert "<b>" not in plots.bars([("<b>", 0.5, 0.4, 0.6, 3)])


def test_a_bar_is_as_long_as_its_value() -> None:
    half, whole = (
        float(next(one for one in ET.fromstring(plots.bars([("a", v, v, v, 1)])).iter("rect")).attrib["width"])
        for v in (0.5, 1.0)
    )
    assert half == pytest.approx(whole / 2, abs=0.2)
