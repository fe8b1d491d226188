from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.errors import BackendUnavailable, InvalidInput
from index.library import Library
from service import opening
from service.answering import Event, Question, answer
from service.settings import Settings
from tests.doubles import HashedWords, document, library_of
from tests.index.fake_endpoint import endpoint, error
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


def test_the_embedder_is_the_one_that_the_settings_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    builtin = opening.embedder(Settings(data_dir=tmp_path, cache_dir=tmp_path))
    assert builtin is opening.builtin(tmp_path)
    with endpoint(HashedWords().queries) as served:
        given: dict[str, Any] = {
            "embedder": "openai:fake:latest",
            "embedder_url": served.url,
            "embedder_key": "sk-ours",
        }
        other = opening.embedder(Settings(data_dir=tmp_path, **given))
        assert other.name.startswith("openai:fake:latest/")
    assert served.requests[0]["model"] == "fake:latest"
    assert served.headers[0]["authorization"] == "Bearer sk-ours"


def test_questions_are_answered_with_the_embedder_of_an_endpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    kellogg = document(
        "Keith Kellogg leaves his post in January 2026.", "Steve Witkoff flew on to Moscow.", language="en"
    )
    with endpoint(HashedWords().queries) as served:
        settings = Settings(data_dir=tmp_path, embedder="openai:fake", embedder_url=served.url)
        library, publisher = library_of(tmp_path, embedder=opening.embedder(settings))
        library.put(kellogg, "kellogg", "1")
        publisher.run_once()
        library.close()
        with opening.library(settings, own=False) as library:
            answerer = opening.warm_answerer(settings, library)
            question = Question("When does Keith Kellogg leave his post?", max_statements=1)
            given = answer(answerer, question)
            assert "January 2026" in given.citations[0].quote
            assert given.citations[0].highlight is not None, "the reader, with its own words, has read it"
            served.always = error(500)
            opening.warm_answerer(settings, library)  # a service starts while its endpoint is down
            with pytest.raises(BackendUnavailable, match="status 500"):
                answer(answerer, question)
