import pytest

from evaluation.compare import compare
from evaluation.results import Result
from evaluation.tables import comparison
from tests.evaluation.making import question, refused, result, said

MUST = {"must_include": ["600,000", "Geneva"]}


def run(*texts: str | None, kind: str = "lookup") -> list[Result]:
    """Answers to the same questions, None for a refusal."""
    return [
        refused(id=str(n), type=kind, **MUST) if text is None else said(text, id=str(n), type=kind, **MUST)
        for n, text in enumerate(texts)
    ]


def test_pairs_questions_and_names_what_got_better_and_worse() -> None:
    before = run("600,000", "Geneva, 600,000", "600,000", None)
    after = run("Geneva, 600 000", None, "600,000", "nothing")
    found = compare(before, after)
    score = next(row for row in found.rows if row.name == "score")
    assert (score.first, score.second, score.n) == (0.5, 0.375, 4)
    assert score.difference.value == -0.125
    assert [(one.first.question.id, one.before, one.after) for one in found.better] == [("0", 0.5, 1.0)]
    assert [(one.first.question.id, one.before, one.after) for one in found.worse] == [("1", 1.0, 0.0)]


def test_the_largest_changes_come_first() -> None:
    found = compare(run("600,000", None, None), run("600,000 Geneva", "600,000 Geneva", "Geneva"))
    assert [one.first.question.id for one in found.better] in (["1", "0", "2"], ["1", "2", "0"])


def test_only_questions_with_both_values_are_in_a_row() -> None:
    found = compare(run("a b c", None), run("a b", "a"))
    words = next(row for row in found.rows if row.name == "words")
    assert (words.first, words.second, words.n) == (3.0, 2.0, 1)


def test_what_cannot_be_paired_is_named() -> None:
    failed = result(error="500", question=question("1", **MUST))
    first = [*run("600,000"), said("x", id="8"), failed]
    second = [*run("600,000", "Geneva"), said("x", id="9")]
    found = compare(first, second)
    assert (found.paired, found.only_first, found.only_second, found.failed) == (1, ["8"], ["9"], ["1"])


def test_types_are_compared_one_by_one() -> None:
    first = [said("600,000", id="a", type="number", **MUST), said("x", id="b", type="list", **MUST)]
    second = [said("600,000 Geneva", id="a", type="number", **MUST), said("x", id="b", type="list", **MUST)]
    rows = {row.name: row.difference.value for row in compare(first, second).by_type}
    assert rows == {"list": 0.0, "number": 0.5}


def test_the_table_shows_both_values_and_the_questions() -> None:
    text = comparison(compare(run("600,000", None), run("Geneva 600,000", None)), "small", "large")
    score = next(line for line in text.split("\n") if line.startswith("score  "))
    assert score.split()[:4] == ["score", "0.250", "0.500", "+0.250"]
    assert "questions that got better: 1\n  0 0.50 → 1.00  What of q?" in text
    assert "questions that got worse: 0" in text


def test_two_runs_without_a_common_question_have_no_rows() -> None:
    assert compare(run("x"), [said("x", id="z")]).rows == []


@pytest.mark.parametrize("same", [run("600,000", None, "Geneva, 600,000")])
def test_the_same_run_twice_differs_in_nothing(same: list[Result]) -> None:
    found = compare(same, same)
    assert all(row.difference.value == 0 and row.difference.p == 1 for row in found.rows)
    assert (found.better, found.worse) == ([], [])
