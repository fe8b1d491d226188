import re
from pathlib import Path

import pytest

from index.errors import InvalidInput
from service import settings

DOCUMENTED = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.environ", {"HOME": "/home/somebody"})


def test_defaults_need_no_environment() -> None:
    assert settings.load().data_dir == Path("data")
    assert settings.load().cache_dir == Path("/home/somebody/.cache/aide-memoire")


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDE_MEMOIRE_PORT", "9000")
    monkeypatch.setenv("AIDE_MEMOIRE_MAX_UPLOAD", "2MiB")
    monkeypatch.setenv("AIDE_MEMOIRE_CHROMA_URL", "http://chroma:8000/")
    monkeypatch.setenv("AIDE_MEMOIRE_CORPUS", "")
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    loaded = settings.load()
    assert (loaded.port, loaded.max_upload, loaded.chroma_url) == (9000, 2 * 1024**2, "http://chroma:8000")
    assert loaded.corpus is None
    assert loaded.cache_dir == Path("/cache/aide-memoire")


def test_an_endpoint_is_the_one_of_other_programs_unless_ours_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:11434/v1/")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-shared")
    loaded = settings.load()
    assert loaded.embedder_url == "http://localhost:11434/v1"
    assert loaded.embedder_key is not None
    assert loaded.embedder_key.get_secret_value() == "sk-shared"
    assert "sk-shared" not in repr(loaded)
    monkeypatch.setenv("AIDE_MEMOIRE_EMBEDDER_URL", "http://localhost:9/v1")
    monkeypatch.setenv("AIDE_MEMOIRE_EMBEDDER_KEY", "")
    assert settings.load().embedder_url == "http://localhost:9/v1"
    assert settings.load().embedder_key is None, "a key is sent to no other server"
    assert settings.load().model_key == loaded.model_key == loaded.embedder_key
    monkeypatch.delenv("AIDE_MEMOIRE_EMBEDDER_URL")
    monkeypatch.setenv("OPENAI_BASE_URL", "localhost")
    with pytest.raises(InvalidInput, match=r"^OPENAI_BASE_URL=localhost: "):
        settings.load()


def test_what_is_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDE_MEMOIRE_PORT", "9000")
    assert settings.load(port=9001).port == 9001
    assert settings.load(port=None).port == 9000


@pytest.mark.parametrize(
    ("variable", "meant"),
    [("AIDE_MEMOIRE_DATADIR", "AIDE_MEMOIRE_DATA_DIR"), ("aide_memoire_chroma_uri", "AIDE_MEMOIRE_CHROMA_URL")],
)
def test_a_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch, variable: str, meant: str) -> None:
    monkeypatch.setenv(variable, "x")
    with pytest.raises(InvalidInput, match=f"{variable} is not a setting; did you mean {meant}?"):
        settings.load()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("AIDE_MEMOIRE_PORT", "eighty"),
        ("AIDE_MEMOIRE_PORT", "70000"),
        ("AIDE_MEMOIRE_CHROMA_URL", "localhost"),
        ("AIDE_MEMOIRE_LOG_LEVEL", "loud"),
        ("AIDE_MEMOIRE_MAX_UPLOAD", "-1"),
        ("AIDE_MEMOIRE_EMBEDDER", "text-embedding-3-small"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(InvalidInput, match=f"^{variable}={value}: "):
        settings.load()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("OPENAI_API_KEY", "sk-secret with a space"),
        ("AIDE_MEMOIRE_MODEL_KEY", "sk-secret\x00"),
        ("AIDE_MEMOIRE_EMBEDDER_KEY", "sk-secret-ключ"),
        ("OPENAI_BASE_URL", "https://user:sk-secret@example.org/v1"),
    ],
)
def test_a_secret_that_cannot_be_used_is_not_told(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setattr("os.environ", {"HOME": "/home/somebody", variable: value})
    with pytest.raises(InvalidInput, match=f"^{variable}=") as caught:
        settings.load()
    assert "secret" not in str(caught.value)


def test_the_settings_do_not_tell_their_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", " sk-secret\n")
    monkeypatch.setenv("AIDE_MEMOIRE_MODEL", "gpt-5-mini")
    loaded = settings.load()
    assert loaded.model_key is not None
    assert loaded.model_key.get_secret_value() == "sk-secret"
    assert "secret" not in f"{loaded} {loaded!r} {loaded.model_dump()} {loaded.model_dump_json()}"


def test_an_option_that_cannot_be_used_is_named_as_an_option() -> None:
    with pytest.raises(InvalidInput, match=r"^--port=70000: "):
        settings.load(port=70000)


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(AIDE_MEMOIRE_\w+)` \| (?:`([^`]+)`|none) \|", DOCUMENTED.read_text(), re.MULTILINE))
    assert {name.removeprefix(settings.PREFIX).lower() for name in rows} == set(settings.Settings.model_fields)
    told = {name: value for name, value in rows.items() if value and name != "AIDE_MEMOIRE_CACHE_DIR"}
    documented = settings.Settings.model_validate(
        {name.removeprefix(settings.PREFIX).lower(): value for name, value in told.items()}
    )
    assert documented == settings.Settings()
    untold = {name for name in rows if not rows[name]}
    assert all(getattr(documented, name.removeprefix(settings.PREFIX).lower()) is None for name in untold)
