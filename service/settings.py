"""Every setting, from the environment: `AIDE_MEMOIRE_<NAME>`. Documented one by one in docs/settings.md.

Nothing reads the environment but `load`, which the commands call; everything else is handed a `Settings`.
"""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ByteSize, Field, HttpUrl, SecretStr, TypeAdapter, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import InvalidInput

PREFIX = "AIDE_MEMOIRE_"

SHARED = {
    "embedder_url": "OPENAI_BASE_URL",
    "embedder_key": "OPENAI_API_KEY",
    "model_url": "OPENAI_BASE_URL",
    "model_key": "OPENAI_API_KEY",
}
"""Settings that, while they are not set themselves, are those of a variable that other programs know, too."""


def _http_url(value: str) -> str:
    """The URL as given, without a trailing slash, once it has proved to be one."""
    TypeAdapter(HttpUrl).validate_python(value)
    return value.rstrip("/")


def _endpoint_url(value: str) -> str:
    """The same for a server that is sent a key: a URL is shown in messages, so it must hold no password."""
    if "@" in value:
        raise ValueError("leave user and password out of the URL; a key has a setting of its own")
    return _http_url(value)


def _sendable(key: SecretStr) -> SecretStr:
    """The key without space around it, once an HTTP header has proved able to carry it."""
    value = key.get_secret_value().strip()
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ValueError("a key has printable ASCII characters only, and no spaces")
    return SecretStr(value)


Key = Annotated[SecretStr, AfterValidator(_sendable)]


class Settings(BaseSettings):
    """How one process is set up; immutable."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    data_dir: Path = Path("data")
    """Catalog, answers and embedded vectors live here; made when missing."""
    corpus: Path | None = None
    """A folder that `serve` indexes once, at its first start, when the index is empty."""
    chroma_url: Annotated[str, AfterValidator(_http_url)] | None = None
    """A Chroma server that holds the vectors; without it they are in `data_dir`."""
    cache_dir: Path = Field(default_factory=lambda: _user_cache() / "aide-memoire")
    """Where the embedder is kept once it is built: 80 MB, shared by all data directories."""

    embedder: str = Field(default="builtin", pattern=r"^(builtin|openai:\S+)$")
    """What turns texts into vectors: `builtin`, or `openai:` and a model of an OpenAI-compatible endpoint."""
    embedder_url: Annotated[str, AfterValidator(_endpoint_url)] | None = None
    """The base URL of that endpoint; None is the one of OpenAI."""
    embedder_key: Key | None = None
    """Its key; None where it needs none."""
    embedder_timeout: float = Field(default=30.0, gt=0)
    """Seconds that one request to the endpoint may take; `index.openai_embedder` repeats it a few times."""

    model: str | None = None
    """The language model that writes answers, as its server calls it; without one answers are extractive."""
    model_url: Annotated[str, AfterValidator(_endpoint_url)] | None = None
    """The base URL of the OpenAI-compatible server that has it; None is the one of OpenAI."""
    model_key: Key | None = None
    """Its key; None where it needs none."""
    model_temperature: float = Field(default=0.0, ge=0, le=2)
    """How freely words are chosen; left out for models that do not take it."""
    model_structure: Literal["auto", "schema", "prompt"] = "auto"
    """How the form of answers is asked for: by strict JSON schema, by the prompt, or by the first that works."""
    model_evidence_tokens: int = Field(default=4000, ge=200)
    """How much evidence a model is shown, in tokens."""
    model_history_tokens: int = Field(default=1000, ge=50)
    """How much of a conversation it is shown, the latest part, in tokens."""
    model_answer_tokens: int = Field(default=1200, ge=50)
    """How much it may write at a time, in tokens."""
    model_connect_timeout: float = Field(default=5.0, gt=0)
    """Seconds to connect to its server."""
    model_silence: float = Field(default=20.0, gt=0)
    """Seconds without any sign of the model, before its first word too, after which a call has failed."""
    model_deadline: float = Field(default=60.0, gt=0)
    """Seconds that all calls for one answer take together at most; what is there by then is the answer."""
    model_retries: int = Field(default=2, ge=0, le=10)
    """Tries after the first one, where a fault may pass."""
    model_breaker_failures: int = Field(default=3, ge=1)
    """Failed calls in a row after which the server is left alone."""
    model_breaker_seconds: float = Field(default=30.0, gt=0)
    """For how long; answers are extractive meanwhile."""
    model_input_price: float | None = Field(default=None, ge=0)
    """Of a million tokens read, in any currency; answers then tell their cost."""
    model_output_price: float | None = Field(default=None, ge=0)
    """Of a million tokens written."""

    host: str = "127.0.0.1"
    """The address that `serve` listens on."""
    port: int = Field(default=8000, ge=0, le=65535)
    """The port that `serve` listens on; 0 is any free one."""
    max_upload: ByteSize = Field(default=ByteSize(32 * 1024**2), gt=0)
    """The largest body of a request that adds a document."""
    concurrent_requests: int = Field(default=4, ge=1)
    """Questions, searches and uploads worked on at the same time."""
    waiting_requests: int = Field(default=64, ge=0)
    """Those that may wait for their turn; more are turned away with 503."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least important event that is logged."""


def _user_cache() -> Path:
    """The folder for caches of the user, by the XDG base directory specification."""
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()


def load(**given: Any) -> Settings:
    """The settings of the environment; values in `given` win over it, None among them counts as not given.

    Raises InvalidInput, naming the variable, when a variable is unknown or its value cannot be used.
    """
    refuse_unknown(os.environ)
    given = {name: value for name, value in given.items() if value is not None}
    shared: dict[str, Any] = {name: value for name, value in _shared(os.environ).items() if name not in given}
    try:
        return Settings(**shared, **given)
    except ValidationError as error:
        raise InvalidInput(_told(error, given, shared)) from error


def _shared(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings that a variable of other programs tells, because ours of the name does not.

    A key goes with its URL: the one for a server that others use is not sent to a server of our own.
    """
    own = {name.upper().removeprefix(PREFIX).lower() for name, value in environment.items() if value}
    return {
        name: environment[variable]
        for name, variable in SHARED.items()
        if environment.get(variable) and own.isdisjoint({name, name.replace("_key", "_url")})
    }


def refuse_unknown(environment: Mapping[str, str]) -> None:
    """Raise InvalidInput for a variable with our prefix that is no setting: most likely a slip of the pen."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    for name in sorted(environment):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            nearest = get_close_matches(name.upper(), known, n=1, cutoff=0)
            raise InvalidInput(f"{name} is not a setting; did you mean {nearest[0]}? All are in docs/settings.md.")


def _told(error: ValidationError, given: Mapping[str, Any], shared: Mapping[str, Any]) -> str:
    """One line a setting: the name it was given by, the value and what is wrong with it."""
    lines = []
    for problem in error.errors():
        name = str(problem["loc"][0])
        variable = SHARED[name] if name in shared else PREFIX + name.upper()
        source = f"--{name.replace('_', '-')}" if name in given else variable
        lines.append(f"{source}={_shown(name, problem['input'])}: {problem['msg']}")
    return "; ".join(lines)


def _shown(name: str, value: object) -> object:
    """A value as messages may show it: nothing of a key, or of a URL with a password in it."""
    return "***" if name.endswith("_key") or "@" in str(value) else value
