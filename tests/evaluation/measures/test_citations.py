import pytest

from evaluation.measures import citation_support, citation_validity, gold_citations
from evaluation.measures.contract import CONTRACT, problems
from evaluation.measures.measure import REFUSED, Excluded
from tests.evaluation.making import REFUSAL, answer, citation, refused, result

A, B, C = (citation(n, quote, document) for n, (quote, document) in enumerate((("x", "a"), ("y", "b"), ("z", "c")), 1))


def test_a_citation_is_valid_only_if_the_document_holds_the_quote_there() -> None:
    two = answer([("s", [1, 2])], [A, B])
    assert citation_validity.VALIDITY.of_question(result(two, sources={1: "x", 2: "Y"})) == 0.5
    assert citation_validity.VALIDITY.of_question(result(two, sources={1: "x", 2: None})) == 0.5
    assert citation_validity.VALIDITY.of_question(result(two)) == 1.0
    assert citation_validity.VALIDITY.of_question(refused()) == REFUSED


def test_alce_by_hand() -> None:
    # 1st statement: one citation, supported. 2nd: three citations, supported together; 1 alone, 2 and 3 only jointly
    # with another. 3rd: not supported. 4th: no citation.
    statements = [("s1", [1]), ("s2", [1, 2, 3]), ("s3", [2]), ("s4", [])]
    checks = [
        (0, [1], True),
        (1, [1, 2, 3], True), (1, [1], True), (1, [2], False), (1, [3], False),
        (1, [2, 3], True), (1, [1, 3], True), (1, [1, 2], False),
        (2, [2], False),
    ]  # fmt: skip
    one = result(answer(statements, [A, B, C]), checks)
    assert citation_support.RECALL.of_question(one) == 2 / 4
    # needed: s1's, and of s2's 1 (supports alone) and 3 (the others do not without it), but not 2: 3 of 5
    assert citation_support.PRECISION.of_question(one) == 3 / 5


def test_a_citation_given_twice_counts_once() -> None:
    one = result(answer([("s", [1, 1])], [A]), [(0, [1], True)])
    assert citation_support.RECALL.of_question(one) == 1.0
    assert citation_support.PRECISION.of_question(one) == 1.0


def test_gold_citations_by_hand() -> None:
    one = result(answer([("s", [1, 2, 3])], [A, B, C]), question={"relevant": {"a": 2, "c": 1, "d": 1}})
    assert gold_citations.PRECISION.of_question(one) == pytest.approx(2 / 3)
    assert gold_citations.RECALL.of_question(one) == pytest.approx(2 / 3)
    twice = result(answer([("s", [1, 2])], [A, citation(2, "y", "a")]), question={"relevant": {"a": 1, "b": 1}})
    assert gold_citations.PRECISION.of_question(twice) == 1.0
    assert gold_citations.RECALL.of_question(twice) == 0.5
    assert gold_citations.RECALL.of_question(result(twice.ask)) == Excluded("no relevant documents given")


def test_a_good_answer_and_a_good_refusal_break_nothing() -> None:
    good = result(answer([("s", [1]), ("t", [2, 1])], [A, B]))
    assert problems(good) == []
    assert CONTRACT.of_question(good) == 1.0
    assert problems(refused(answerable=False)) == []


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (answer([]), "answered without a statement"),
        (answer([("s", [])], []), "a statement without a citation"),
        (answer([("s", [2])], [B]), "citations are not numbered 1, 2, 3 …"),
        (answer([("s", [1])], [A, B]), "statements and citations do not refer to each other one to one"),
        (answer([("s", [1, 2])], [A]), "statements and citations do not refer to each other one to one"),
        (answer([("s", [2]), ("t", [1])], [A, B]), "citations are not numbered in order of first use"),
        (answer([("s", [1])], [A], answer="s [1][3]"), "a marker in the answer has no citation"),
        (REFUSAL.model_copy(update={"reason": None}), "a refusal without a text or a reason"),
        (REFUSAL.model_copy(update={"citations": answer([], [A]).citations}), "a refusal with statements or citations"),
    ],
)
def test_each_breach_of_the_contract_is_named(ask: object, problem: str) -> None:
    assert problem in problems(result(ask))  # type: ignore[arg-type]


def test_citations_of_a_conflict_count_as_used() -> None:
    conflict = {"topic": "how many", "claims": [{"text": "19", "citations": [1]}, {"text": "22", "citations": [2]}]}
    assert problems(result(answer([("s", [1])], [A, B], conflicts=[conflict]))) == []


@pytest.mark.parametrize(
    ("limits", "breaks"),
    [
        ({"as_of": "2025-11-21"}, True),
        ({"as_of": "2025-11-22"}, False),
        ({"filters": {"published_to": "2025-11-21"}}, True),
        ({"filters": {"published_from": "2025-11-23"}}, True),
        ({"filters": {"publishers": ["Legal Desk"]}}, True),
        ({"filters": {"publishers": ["Research Desk"], "document_ids": ["a"]}}, False),
        ({"filters": {"document_ids": ["b"]}}, True),
    ],
)
def test_documents_that_the_question_excludes_must_not_be_quoted(limits: dict[str, object], breaks: bool) -> None:
    dated = citation(1, "x", "a", published="2025-11-22", publisher="Research Desk")
    found = problems(result(answer([("s", [1])], [dated]), question=limits))
    assert found == (["citation 1 quotes a document that filters or as_of exclude"] if breaks else [])


def test_what_the_service_does_not_verify_is_excluded() -> None:
    one = result(answer([("s", [1])], [A]))
    assert citation_support.RECALL.of_question(one) == citation_support.UNCHECKED
    assert citation_support.PRECISION.of_question(one) == citation_support.UNCHECKED
    assert citation_support.RECALL.of_question(result(answer([("s", [])]))) == 0.0
