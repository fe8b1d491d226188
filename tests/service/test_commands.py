import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.errors import InvalidInput
from index.library import Library
from service import opening
from service.answering import Event, Question
from service.answers import Answers
from service.commands import ask
from tests.service.http.running import Scripted, hashed_library
from tests.service.http.scripts import GENEVA, two_statements


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """The questions that reach a scripted answerer, over an index with one document."""
    questions: list[Question] = []

    def script(question: Question, library: Library) -> Iterator[Event]:
        questions.append(question)
        return two_statements(question, library)

    monkeypatch.setattr(opening, "library", lambda settings, own: hashed_library(settings))
    monkeypatch.setattr(opening, "answerer", lambda settings, library: Scripted(library, script))
    return questions


def run(*arguments: str) -> str:
    result = CliRunner().invoke(ask, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_an_answer_is_printed_with_its_citations_below(tmp_path: Path, asked: list[Question]) -> None:
    lines = run("Who led it?", "--data-dir", str(tmp_path)).splitlines()
    assert lines[0].startswith("Marco Rubio led the American delegation in Geneva. [1]")
    assert "[1] Geneva talks, Example Post, 2025-11-23" in lines
    assert "    “Nobody told Brussels.”" in lines


def test_the_answer_object_is_that_of_the_api_and_is_kept(tmp_path: Path, asked: list[Question]) -> None:
    printed = run("Who led it?", "--data-dir", str(tmp_path), "--json")
    answer = json.loads(printed)
    assert answer["citations"][0]["document_id"] == GENEVA.document_id
    assert Answers(tmp_path / "answers.sqlite").get(answer["answer_id"]).decode() == printed.strip()


def test_as_of_limits_what_may_be_used(tmp_path: Path, asked: list[Question]) -> None:
    run("Who led it?", "--data-dir", str(tmp_path), "--as-of", "2025-11-24")
    assert str(asked[0].filters.as_of) == "2025-11-24"


@pytest.mark.parametrize("question", ["", "  ", "x" * 2001])
def test_a_question_of_no_or_too_many_characters_is_refused(tmp_path: Path, question: str) -> None:
    with pytest.raises(InvalidInput, match=f"this one has {len(question)}"):
        run(question, "--data-dir", str(tmp_path))
