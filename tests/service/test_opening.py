from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import InvalidInput
from index.library import Library
from service import opening
from service.answering import Event, Question
from service.settings import Settings
from tests.service.http.running import Scripted, hashed_library
from tests.service.http.scripts import refusal


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path, below: str) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    with (
        pytest.raises(InvalidInput, match=r"file.*--data-dir"),
        opening.library(Settings(data_dir=file / below), own=False),
    ):
        pass


def test_the_data_folder_is_made(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "deeper" / "still", cache_dir=tmp_path)
    with opening.library(settings, own=False) as library:
        assert library.status().documents == 0
    assert [path.name for path in settings.data_dir.iterdir() if path.suffix == ".sqlite"] == ["catalog.sqlite"]


def test_a_warm_answerer_has_answered_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def script(question: Question, library: Library) -> Iterator[Event]:
        asked.append(question.text)
        return refusal(question, library)

    settings = Settings(data_dir=tmp_path)
    monkeypatch.setattr(opening, "answerer", lambda settings, library: Scripted(library, script))
    with hashed_library(settings) as library:
        opening.warm_answerer(settings, library)
    assert asked == [opening.WARMING]
