"""Measures whose figure belongs to the whole set: refusals, the curve, latency, conflicts, length."""

import math

import numpy as np
import pytest

from evaluation.measures import conflicts, coverage_curve, latency, length, refusal
from evaluation.measures.measure import REFUSED, Excluded, Measure
from evaluation.results import Result
from evaluation.summary import as_rows, values
from tests.evaluation.making import REFUSAL, answer, citation, refused, result, said


def figure(results: list[Result], measure: Measure) -> float:
    numbered = [one.model_copy(update={"question": one.question.model_copy(update={"id": str(n)})})
                for n, one in enumerate(results)]  # fmt: skip
    return measure.combine(as_rows(list(values(numbered, measure)[0].values())))


def test_refusal_by_hand() -> None:
    # 3 refused, 2 of them rightly; 4 unanswerable
    results = [refused(answerable=False), refused(answerable=False), refused(), said("x", answerable=False),
               said("y", answerable=False), said("z"), said("w")]  # fmt: skip
    assert figure(results, refusal.PRECISION) == pytest.approx(2 / 3)
    assert figure(results, refusal.RECALL) == pytest.approx(2 / 4)
    assert figure(results, refusal.F1) == pytest.approx(2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4))
    assert figure(results, refusal.WRONGLY) == pytest.approx(1 / 3)


def test_refusal_is_undefined_without_refusals_or_unanswerable_questions() -> None:
    assert math.isnan(figure([said("x")], refusal.PRECISION))
    assert math.isnan(figure([refused()], refusal.RECALL))
    assert math.isnan(figure([refused()], refusal.F1))
    assert figure([said("x", answerable=False)], refusal.F1) == 0.0


def test_the_curve_by_hand() -> None:
    # surest first: right, wrong, right; a refusal comes last
    rows = np.array([[0.9, 1, 1], [0.5, 1, 1], [0.7, 0, 1], [0.99, 0, 0]])
    heights = [1, 1 / 2, 2 / 3, 2 / 4]
    shares, found = zip(*coverage_curve.curve(rows), strict=True)
    assert shares == (0.25, 0.5, 0.75, 1.0)
    assert found == pytest.approx(tuple(heights))
    assert coverage_curve.area(rows) == pytest.approx(sum(heights) / 4)


def test_equally_sure_answers_share_their_mean_whatever_their_order() -> None:
    rows = np.array([[0.5, 1, 1], [0.5, 0, 1]])
    assert coverage_curve.area(rows) == coverage_curve.area(rows[::-1]) == 0.5


def test_sureness_is_the_confidence_or_the_best_passage() -> None:
    given = said("600,000", must_include=["600,000"])
    assert given.ask
    sure = given.model_copy(update={"ask": given.ask.model_copy(update={"confidence": 0.8})})
    assert coverage_curve.AREA.of_question(sure) == (0.8, 1.0, 1.0)
    assert coverage_curve.AREA.of_question(given) == Excluded("neither confidence nor trace given")
    wrong = REFUSAL.model_copy(update={"confidence": 0.1})
    assert coverage_curve.AREA.of_question(result(wrong, question={"answerable": False})) == (0.1, 0.0, 0.0)


def test_percentiles_by_linear_interpolation() -> None:
    rows = np.array([[10.0], [20.0], [30.0], [40.0], [1000.0]])
    assert latency.percentile(50)(rows) == 30
    assert latency.percentile(95)(rows) == pytest.approx(40 + 0.8 * 960)
    assert latency.ask(result(error="500")) == Excluded("not asked, or the request failed")


def test_conflicts_by_hand() -> None:
    clash = {"topic": "t", "claims": [{"text": "a", "citations": [1]}, {"text": "b", "citations": [1]}]}
    shows = answer([("s", [1])], [citation(1, "x")], conflicts=[clash])
    results = [result(shows, question={"type": "conflict"}), said("x", type="conflict"), refused(type="conflict"),
               result(shows), said("y")]  # fmt: skip
    assert figure(results, conflicts.RECALL) == pytest.approx(1 / 3)
    assert figure(results, conflicts.PRECISION) == pytest.approx(1 / 2)
    assert conflicts.RECALL.of_question(said("y")) == Excluded("no conflict expected")


def test_length_is_that_of_the_answer_without_markers() -> None:
    one = result(answer([("Two words", [1]), ("three more words", [2, 1])], [citation(1, "x"), citation(2, "y")]))
    assert [measure.of_question(one) for measure in length.LENGTH] == [5.0, 2.0, 2.0]
    assert length.LENGTH[0].of_question(refused()) == REFUSED
