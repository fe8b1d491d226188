import pytest

from evaluation.measures import answer_strings, must_include
from evaluation.measures.measure import Excluded, Value
from evaluation.measures.score import SCORE, verdict
from evaluation.measures.squad import EXACT, F1, prediction
from evaluation.results import Result
from tests.evaluation.making import REFUSAL, answer, citation, refused, result, said

MUST = {"must_include": ["600,000", ["no limit", "no cap"]]}


@pytest.mark.parametrize(
    ("one", "value", "judged"),
    [
        (said("One caps it at 600 000, the other has no cap.", **MUST), 1.0, "right"),
        (said("One caps it at 600 000.", **MUST), 0.5, "partly right"),
        (said("One caps it at 800,000.", **MUST), 0.0, "wrong"),
        (refused(**MUST), 0.0, "refused wrongly"),
        (refused(answerable=False), 1.0, "refused rightly"),
        (said("On 3 May.", answerable=False, must_include=["3 May"]), 0.0, "answered wrongly"),
        (said("It gave up 308 points.", answers=["307", "308"]), 1.0, "right"),
        (said("It gave up 308 points.", answers=["307"]), 0.0, "wrong"),
        (said("Anything."), Excluded("neither must_include nor answers are given"), "not scored"),
        (result(error="500"), Excluded("the request failed"), "failed"),
        (result(search=[]), Excluded("only searched, not asked"), "not scored"),
    ],
)
def test_score_and_verdict(one: Result, value: Value, judged: str) -> None:
    assert SCORE.of_question(one) == value
    assert verdict(one) == judged


def test_must_include_counts_refusals_as_nought_and_leaves_unanswerable_questions_out() -> None:
    assert must_include.COVERAGE.of_question(said("600,000", **MUST)) == 0.5
    assert must_include.FULL.of_question(said("600,000", **MUST)) == 0.0
    assert must_include.FULL.of_question(said("600,000 and no limit", **MUST)) == 1.0
    assert must_include.COVERAGE.of_question(refused(**MUST)) == 0.0
    assert must_include.COVERAGE.of_question(refused(answerable=False, **MUST)) == Excluded("unanswerable")
    assert must_include.COVERAGE.of_question(said("x")) == Excluded("no must_include given")


def test_gold_strings_in_the_answer_and_in_its_first_statement() -> None:
    two = answer([("Nobody knows.", [1]), ("It was 308.", [1])], [citation(1, "x")])
    one = result(two, question={"answers": ["308"]})
    assert answer_strings.ANSWER.of_question(one) == 1.0
    assert answer_strings.FIRST.of_question(one) == 0.0
    assert answer_strings.ANSWER.of_question(refused(answers=["308"])) == 0.0
    assert answer_strings.ANSWER.of_question(said("x", answers=[""], answerable=False)) == Excluded("unanswerable")


def test_the_prediction_is_the_highlight_of_the_first_citation() -> None:
    marked = citation(1, "It gave up 308 points.", start=100, end=122, highlight={"start": 111, "end": 114})
    one = result(answer([("It gave up 308 points.", [1])], [marked]), question={"answers": ["308"]})
    assert prediction(one) == "308"
    assert EXACT.of_question(one) == 1.0
    plain = said("It gave up 308 points.", answers=["308", "gave up 308 points"])
    assert prediction(plain) == "It gave up 308 points."
    assert F1.of_question(plain) == pytest.approx(2 * 4 / 9)  # against the better of the two golds


def test_refusing_an_impossible_question_is_an_exact_match() -> None:
    assert EXACT.of_question(refused(answers=[""], answerable=False)) == 1.0
    assert F1.of_question(said("308", answers=[""], answerable=False)) == 0.0
    assert EXACT.of_question(result(REFUSAL)) == Excluded("no gold strings given")
