from pathlib import Path

import pytest

from evaluation.errors import BadSet
from evaluation.gate import TOLERANCES, Baseline, Bound, SetBaseline, judge, passed, read_baseline, updated
from evaluation.measures import MEASURES
from evaluation.results import Result
from evaluation.summary import RunInfo, Summary, summarise
from tests.evaluation.making import question, refused, result, said

INFO = RunInfo(set="s", questions_sha256="0", date="2025-11-22T10:00:00+00:00", commit="abc")
PATH = Path("baseline.json")


def summary(*results: Result) -> Summary:
    return summarise(results, INFO)


def answers(right: int, wrong: int, refusals: int = 0) -> list[Result]:
    must = {"must_include": ["600,000"]}
    return [
        *(said("600,000", id=f"r{n}", **must) for n in range(right)),
        *(said("no", id=f"w{n}", **must) for n in range(wrong)),
        *(refused(id=f"x{n}", **must) for n in range(refusals)),
    ]


def known(**figures: tuple[float, float]) -> Baseline:
    bounds = {name.replace("_", " "): Bound(value=value, tolerance=tol) for name, (value, tol) in figures.items()}
    return Baseline(sets={"s": SetBaseline(questions=10, date="2025-11-20", figures=bounds)})


@pytest.mark.parametrize(
    ("value", "tolerance", "outcome"),
    [
        (0.8, 0.0, "ok"),
        (0.9, 0.1, "ok"),  # fell by just its tolerance
        (0.9, 0.09, "FELL"),
        (0.7, 0.0, "better"),
    ],
)
def test_a_figure_may_fall_by_its_tolerance(value: float, tolerance: float, outcome: str) -> None:
    verdicts = judge(summary(*answers(8, 2)), known(score=(value, tolerance)), PATH)
    assert [one.outcome for one in verdicts] == [outcome]
    assert passed(verdicts) is (outcome != "FELL")


def test_a_figure_where_less_is_better_may_not_rise() -> None:
    ten = summary(*answers(7, 0, 3))
    assert judge(ten, known(refused_wrongly=(0.2, 0.05)), PATH)[0].outcome == "FELL"
    assert judge(ten, known(refused_wrongly=(0.4, 0.05)), PATH)[0].outcome == "better"


def test_a_missing_figure_and_a_failed_request_close_the_gate() -> None:
    verdicts = judge(summary(*answers(10, 0)), known(**{"nDCG@10": (0.5, 0.1)}), PATH)
    assert [one.outcome for one in verdicts] == ["MISSING"]
    assert not passed(verdicts)
    failed = result(error="500", question=question("x"))
    verdicts = judge(summary(*answers(9, 0), failed), known(score=(1.0, 0.0)), PATH)
    assert [one.outcome for one in verdicts] == ["ok", "FAILED"]
    assert not passed(verdicts)


def test_another_set_or_size_is_not_compared() -> None:
    with pytest.raises(BadSet, match=r"'s' had 10 questions, this run has 3"):
        judge(summary(*answers(3, 0)), known(score=(1.0, 0.0)), PATH)
    with pytest.raises(BadSet, match=r"knows no set 's', only none; --update adds it"):
        judge(summary(*answers(3, 0)), Baseline(), PATH)


def test_updating_takes_the_figures_and_keeps_tolerances_set_by_hand() -> None:
    before = known(score=(0.5, 0.2), F1=(0.4, 0.1))
    before.sets["other"] = before.sets["s"]
    after = updated(before, summary(*answers(8, 2)))
    assert after.sets["other"] == before.sets["other"]
    now = after.sets["s"]
    assert (now.questions, now.date, now.commit) == (10, "2025-11-22", "abc")
    assert now.figures["score"] == Bound(value=0.8, tolerance=0.2)
    assert now.figures["must_include"] == Bound(value=0.8, tolerance=TOLERANCES["must_include"])
    assert "F1" not in now.figures  # this run has no such figure
    assert passed(judge(summary(*answers(8, 2)), after, PATH))


def test_every_tolerance_is_of_a_measure_that_has_a_better_side() -> None:
    assert {name for name in TOLERANCES} <= {measure.name for measure in MEASURES if measure.better}


def test_a_baseline_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadSet, match="--update` writes it"):
        read_baseline(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text('{"sets": {"s": {}}}')
    with pytest.raises(BadSet, match=r"bad\.json: not a baseline: 'sets\.s\.questions' is missing"):
        read_baseline(tmp_path / "bad.json")
