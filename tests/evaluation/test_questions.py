import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.errors import BadSet
from evaluation.questions import Question, choose, read_questions


def write(folder: Path, *lines: str | dict[str, Any]) -> Path:
    path = folder / "set.jsonl"
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), encoding="utf-8")
    return path


def test_reads_what_is_given_and_keeps_what_it_does_not_know(tmp_path: Path) -> None:
    path = write(
        tmp_path, {"id": 7, "question": "Who?", "as_of": None, "fact_ids": ["A01"]}, "", {"id": "8", "question": "Why?"}
    )
    first, second = read_questions(path)
    assert (first.id, first.answerable, first.type, first.as_of) == ("7", True, "lookup", None)
    assert first.model_extra == {"fact_ids": ["A01"]}
    assert second.id == "8"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "b", "question": ', "not a JSON object"),
        ("[1]", "not a JSON object but list"),
        ({"id": "b"}, "'question' is missing"),
        ({"question": "Who?"}, "'id' is missing"),
        ({"id": "a", "question": "Again?"}, "id 'a' was already used in line 1"),
        ({"id": "b", "question": "Who?", "type": "riddle"}, "unknown type 'riddle'; the types are lookup"),
        (
            {"id": "b", "question": "Who?", "must_includes": ["x"]},
            "unknown field 'must_includes'; is 'must_include' meant?",
        ),
        ({"id": "b", "question": "Who?", "must_include": ["x", ""]}, "an item is empty"),
        ({"id": "b", "question": "Who?", "must_include": [[]]}, "an item is empty"),
        ({"id": "b", "question": "Who?", "as_of": "22.11.2025"}, "'as_of'"),
        ({"id": "b", "question": "Who?", "split": "train"}, "'split'"),
        ({"id": "b", "question": "Who?", "answerable": "perhaps"}, "'answerable'"),
        ({"id": "b", "question": "x" * 2001}, "'question'"),
    ],
)
def test_says_file_line_and_problem(tmp_path: Path, line: str | dict[str, Any], message: str) -> None:
    path = write(tmp_path, {"id": "a", "question": "Who?"}, line)
    with pytest.raises(BadSet) as caught:
        read_questions(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert message in str(caught.value)


def test_an_empty_set_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    with pytest.raises(BadSet, match="holds no question"):
        read_questions(write(tmp_path, ""))
    with pytest.raises(BadSet, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")


def test_grades_join_docs_and_relevant_without_grade_nought() -> None:
    question = Question.model_validate(
        {"id": "a", "question": "Who?", "docs": ["one", "two"], "relevant": {"two": 3, "three": 0}}
    )
    assert question.grades == {"one": 1, "two": 3}


def test_a_conflict_is_expected_by_type_unless_said_otherwise() -> None:
    base = {"id": "a", "question": "Who?"}
    assert Question.model_validate(base | {"type": "conflict"}).expects_conflict
    assert not Question.model_validate(base | {"type": "conflict", "conflict": False}).expects_conflict
    assert Question.model_validate(base | {"type": "number", "conflict": True}).expects_conflict


def test_a_sample_is_the_same_in_every_run_and_in_order() -> None:
    questions = [Question(id=str(n), question="Who?", split="dev" if n % 2 else "test") for n in range(40)]
    assert choose(questions, None, None) == questions
    assert [q.split for q in choose(questions, "dev", None)] == ["dev"] * 20
    sample = choose(questions, "test", 5)
    assert sample == choose(questions, "test", 5)
    assert [q.id for q in sample] == sorted((q.id for q in sample), key=int)
    assert len(sample) == 5
    assert all(q.split == "test" for q in sample)
