import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import NotFound
from service.answers import Answers, Flag


def test_an_answer_comes_back_byte_for_byte(tmp_path: Path) -> None:
    body = '{"answer":"Größe  \\u00fc 🙂"}'.encode()
    Answers(tmp_path / "answers.sqlite").put("a", body)
    assert Answers(tmp_path / "answers.sqlite").get("a") == body


def test_an_unknown_answer_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="'a'"):
        Answers(tmp_path / "answers.sqlite").get("a")


def test_answers_are_kept_from_many_threads_and_two_processes_worth_of_stores(tmp_path: Path) -> None:
    stores = [Answers(tmp_path / "answers.sqlite"), Answers(tmp_path / "answers.sqlite")]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: stores[number % 2].put(str(number), str(number).encode()), range(200)))
    assert [stores[0].get(str(number)) for number in range(200)] == [str(number).encode() for number in range(200)]


def test_a_flag_is_kept_replaced_and_taken_away(tmp_path: Path) -> None:
    Answers(tmp_path / "answers.sqlite").put("a", b"{}")
    stored, new = Answers(tmp_path / "answers.sqlite").flag("a", Flag(2, "wrong", "He left a day later."))
    assert new
    assert Answers(tmp_path / "answers.sqlite").flags("a") == [stored]
    again, new = Answers(tmp_path / "answers.sqlite").flag("a", Flag(2, "incomplete"))
    assert not new
    assert Answers(tmp_path / "answers.sqlite").flags("a") == [again]
    Answers(tmp_path / "answers.sqlite").unflag("a", 2)
    assert Answers(tmp_path / "answers.sqlite").flags("a") == []
    with pytest.raises(NotFound, match="not flagged"):
        Answers(tmp_path / "answers.sqlite").unflag("a", 2)


def test_flags_come_with_the_answer_and_with_its_request_where_that_was_kept(tmp_path: Path) -> None:
    answers = Answers(tmp_path / "answers.sqlite")
    answers.put("a", b"first", b"asked")
    answers.put("b", b"second")
    answers.flag("b", Flag(1, "wrong"))
    answers.flag("a", Flag(0, "incomplete"))
    assert [(one.answer_id, one.flag.statement, one.body, one.request) for one in answers.flagged()] == [
        ("b", 1, b"second", None),
        ("a", 0, b"first", b"asked"),
    ]


def test_a_file_of_the_first_version_goes_on_being_used(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE answers (answer_id TEXT PRIMARY KEY, made_at TEXT NOT NULL, body BLOB NOT NULL) STRICT"
        )
        connection.execute("INSERT INTO answers VALUES ('a', '2026-01-01T00:00:00+00:00', X'7B7D')")
    answers = Answers(path)
    answers.flag("a", Flag(0, "wrong"))
    assert answers.get("a") == b"{}"
    assert [one.request for one in answers.flagged()] == [None]
