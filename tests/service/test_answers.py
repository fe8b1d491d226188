from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import NotFound
from service.answers import Answers


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
