"""What was fitted on labelled data (`training/`): models whose weights are files in `weights/`."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Logistic:
    """A logistic model over named signs."""

    bias: float
    threshold: float
    """Probability from which it is taken for a yes."""
    weights: Mapping[str, float]

    def probability(self, known: Mapping[str, float]) -> float:
        """Of a yes, from the values of all its signs."""
        score = self.bias + sum(weight * known[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-score))

    def agrees(self, known: Mapping[str, float]) -> bool:
        """Whether the probability reaches the threshold."""
        return self.probability(known) >= self.threshold


@cache
def weights(name: str) -> Any:
    """The content of a file of weights, by its name without suffix."""
    return json.loads(files("service").joinpath("weights", f"{name}.json").read_text(encoding="utf-8"))


@cache
def logistic(name: str, table: str | None = None) -> Logistic:
    """The model of a file of weights, or of a table in it."""
    found = weights(name)
    return Logistic(**(found if table is None else found[table]))
