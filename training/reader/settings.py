"""The settings of the training, from `settings.toml`."""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Data:
    """Where the questions are and which are kept for validation."""

    folder: Path
    work: Path
    seed: int
    held_out_articles: tuple[str, ...]
    held_out_share: float


@dataclass(frozen=True)
class Samples:
    """Shares of built negatives."""

    deleted: float
    hard: float
    swapped: float
    lower_question: float


@dataclass(frozen=True)
class DossierSamples:
    """What the second stage reads; the meaning of each is told in `settings.toml`."""

    names: tuple[str, ...]
    beside: int
    variants: int
    whole: float
    kept: float
    without_gold: float
    lower_question: float
    public: float
    orders: int
    answers: int


@dataclass(frozen=True)
class Limits:
    """What is read at once, in tokens without special ones."""

    passage_tokens: int
    sentences: int
    question_tokens: int
    title_tokens: int
    title_share: float


@dataclass(frozen=True)
class Model:
    """The start of the encoder."""

    start: str
    layers: int


@dataclass(frozen=True)
class Training:
    """How long and how fast; the meaning of each is told in `settings.toml`."""

    processes: int
    batch_tokens: int
    rate: float
    head_rate: float
    weight_decay: float
    warm_up: int
    steps: int
    decay_from: float
    clip: float
    dropout: float
    checkpoint_minutes: float


@dataclass(frozen=True)
class Settings:
    """Everything that the result depends on."""

    data: Data
    samples: Samples
    dossiers: DossierSamples
    window: Limits
    model: Model
    training: Training
    second: Training
    """The second stage, on dossiers."""


def load(path: Path = FOLDER / "settings.toml") -> Settings:
    """The settings in a file; paths in it count from the root of the repository."""
    tables = tomllib.loads(path.read_text())
    data = tables["data"]
    paths = {"folder": ROOT / data["folder"], "work": ROOT / data["work"]}
    dossiers = tables["dossiers"]
    articles = tuple(data["held_out_articles"])
    return Settings(
        Data(**{**data, **paths, "held_out_articles": articles}),
        Samples(**tables["samples"]),
        DossierSamples(**{**dossiers, "names": tuple(dossiers["names"])}),
        Limits(**tables["window"]),
        Model(**tables["model"]),
        Training(**tables["training"]),
        Training(**{**tables["training"], **tables["second"]}),
    )


def load_given() -> Settings:
    """The settings in the file that is the program's first argument, `settings.toml` without one."""
    return load(Path(sys.argv[1])) if len(sys.argv) > 1 else load()
