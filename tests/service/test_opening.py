from pathlib import Path

import pytest

from index.errors import InvalidInput
from service import opening
from service.settings import Settings


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
