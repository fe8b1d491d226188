"""How a model is spoken to, as the settings say."""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from prompts import prompt

if TYPE_CHECKING:
    from service.settings import Settings

OPENAI = "https://api.openai.com/v1"
BEARING = ("temperature", "structure", "evidence_tokens", "history_tokens", "answer_tokens")
"""The options that bear on what is written; the others on how long it is waited for, and what it costs."""
PROMPTS = ("answer", "repair", "standalone", "schema")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is served; `key` is in no representation of it."""

    model: str
    url: str = OPENAI
    key: str | None = field(default=None, repr=False)
    connect_seconds: float = 5.0
    silence_seconds: float = 20.0
    """The longest time without a piece, before the first one too."""


@dataclass(frozen=True, slots=True)
class Options:
    """What bears on the answers themselves, on waiting for them, and on what they cost."""

    temperature: float | None = 0.0
    structure: Literal["auto", "schema", "prompt"] = "auto"
    """Whether the form is asked for by strict JSON schema, by the prompt, or by the first that works."""
    evidence_tokens: int = 4000
    history_tokens: int = 1000
    answer_tokens: int = 1200
    seconds: float = 60.0
    """The longest that all calls for one answer take together, waiting and retries among it."""
    retries: int = 2
    breaker_failures: int = 3
    breaker_seconds: float = 30.0
    input_price: float | None = None
    """For a million tokens, in whatever currency the prices are."""
    output_price: float | None = None


def of_settings(settings: "Settings") -> tuple[Endpoint, Options] | None:
    """The model that the settings describe; None when they describe none."""
    if settings.model is None:
        return None
    key = settings.model_key.get_secret_value() if settings.model_key else None
    endpoint = Endpoint(
        settings.model, settings.model_url or OPENAI, key, settings.model_connect_timeout, settings.model_silence
    )
    options = Options(
        temperature=settings.model_temperature,
        structure=settings.model_structure,
        evidence_tokens=settings.model_evidence_tokens,
        history_tokens=settings.model_history_tokens,
        answer_tokens=settings.model_answer_tokens,
        seconds=settings.model_deadline,
        retries=settings.model_retries,
        breaker_failures=settings.model_breaker_failures,
        breaker_seconds=settings.model_breaker_seconds,
        input_price=settings.model_input_price,
        output_price=settings.model_output_price,
    )
    return endpoint, options


def prompt_versions() -> dict[str, str]:
    """The version of every prompt, by name."""
    return {name: prompt(name).version for name in PROMPTS}


def settings_hash(model: str, options: Options) -> str:
    """12 hexadecimal digits that differ when anything does that bears on answers; no key is part of it."""
    bearing = {name: value for name, value in asdict(options).items() if name in BEARING}
    told = {"model": model, "options": bearing, "prompts": prompt_versions()}
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
