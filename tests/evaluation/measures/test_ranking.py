import math
from typing import Any

import pytest

from evaluation.answers import Citation, Passage, Trace
from evaluation.measures.evidence import EVIDENCE
from evaluation.measures.measure import Excluded
from evaluation.measures.ranking import first_with_answer, names, ranked_documents, relevant_name, scored
from evaluation.measures.retrieval import DOCUMENTS, PASSAGES
from tests.evaluation.making import REFUSAL, passages, result

MEASURES = {measure.name: measure for measure in (*DOCUMENTS, *PASSAGES, *EVIDENCE)}


def gain(grade: int, rank: int) -> float:
    return grade / math.log2(rank + 1)


def test_document_measures_by_hand() -> None:
    # ranking by first passage: x, a (grade 2), y, b (grade 1); c (grade 1) is never found
    found = passages(("x", ""), ("a", ""), ("x", ""), ("a", ""), ("y", ""), ("b", ""))
    one = result(search=found, question={"relevant": {"a": 2, "b": 1, "c": 1}})
    ideal = gain(2, 1) + gain(1, 2) + gain(1, 3)
    expected = {
        "nDCG@10": (gain(2, 2) + gain(1, 4)) / ideal,
        "R@5": 2 / 3,
        "R@10": 2 / 3,
        "RR": 1 / 2,
        "AP": (1 / 2 + 2 / 4) / 3,
    }
    for name, value in expected.items():
        assert MEASURES[name].of_question(one) == pytest.approx(value), name


def test_the_order_given_is_scored_even_where_scores_are_tied() -> None:
    tied = [one.model_copy(update={"score": 1.0}) for one in passages(("z", ""), ("a", ""))]
    assert MEASURES["RR"].of_question(result(search=tied, question={"relevant": {"z": 1}})) == 1.0
    assert MEASURES["RR"].of_question(result(search=tied, question={"relevant": {"a": 1}})) == 0.5


def test_nothing_found_scores_nought_and_is_not_excluded() -> None:
    one = result(search=[], question={"relevant": {"a": 1}})
    assert [MEASURES[name].of_question(one) for name in ("nDCG@10", "R@5", "RR", "AP")] == [0.0] * 4


def test_repeated_documents_count_once() -> None:
    assert ranked_documents(passages(("a", ""), ("b", ""), ("a", "")), {}) == ["a", "b"]
    assert scored("R@5", ["a"], {"a": 1, "b": 1}) == 0.5


def test_a_document_is_known_by_its_url_with_and_without_extension_and_by_its_title() -> None:
    passage = Passage(
        passage_id="p", document_id="1f", text="", title="The plan", url="https://e.org/x/a%2Fthe-plan.md?v=1"
    )
    assert names(passage) == ["1f", "The plan", "a/the-plan.md", "the-plan"]
    assert relevant_name(passage, {"the-plan": 1}) == "the-plan"
    assert relevant_name(passage, {"the": 1}) is None
    assert names(Citation(number=1, document_id="1f", quote="", start=0, end=0)) == ["1f"]


def test_passage_measures_by_hand() -> None:
    found = passages(("a", "Nobody knows."), ("b", "It was 308 points."), ("c", "308 again"))
    one = result(search=found, question={"answers": ["308"]})
    assert first_with_answer(one) == 2
    values = {name: MEASURES[f"passage {name}"].of_question(one) for name in ("Success@1", "Success@5", "RR@10")}
    assert values == {"Success@1": 0.0, "Success@5": 1.0, "RR@10": 0.5}


def test_an_answer_beyond_rank_ten_is_not_found() -> None:
    found = passages(*[(f"d{n}", "no") for n in range(10)], ("e", "308"))
    one = result(search=found, question={"answers": ["308"]})
    assert MEASURES["passage RR@10"].of_question(one) == 0.0
    assert MEASURES["passage Success@10"].of_question(one) == 0.0


def test_the_gold_string_must_stand_at_the_gold_paragraph() -> None:
    gold = "The defense gave up just 308 points, ranking sixth in the league, while also leading it."
    found = passages(("a", "In another year it was 308 as well."), ("a", gold))
    assert first_with_answer(result(search=found, question={"answers": ["308"], "paragraph": gold})) == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"error": "500"}, "the request failed"),
        ({}, "not searched: the question needs its history"),
    ],
)
def test_what_was_not_searched_is_excluded(fields: dict[str, Any], reason: str) -> None:
    one = result(question={"relevant": {"a": 1}}, **fields)
    assert MEASURES["nDCG@10"].of_question(one) == Excluded(reason)


def test_questions_without_judgement_are_excluded() -> None:
    assert MEASURES["AP"].of_question(result(search=[])) == Excluded("no relevant documents given")
    assert first_with_answer(result(search=[])) == Excluded("no gold strings given")
    impossible = result(search=[], question={"answers": [""], "answerable": False})
    assert first_with_answer(impossible) == Excluded("unanswerable")


def test_evidence_reads_the_trace_of_the_answer() -> None:
    traced = REFUSAL.model_copy(update={"trace": Trace(passages=passages(("x", ""), ("a", "")))})
    one = result(traced, question={"relevant": {"a": 1, "b": 1}})
    assert MEASURES["evidence R@5"].of_question(one) == 0.5
    without = result(REFUSAL, question={"relevant": {"a": 1}})
    assert MEASURES["evidence R@5"].of_question(without) == Excluded("the service gave no trace")
