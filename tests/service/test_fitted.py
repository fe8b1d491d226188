import math

import pytest

from service import refusal
from service.evidence import FEATURES
from service.fitted import Logistic, logistic, weights
from service.verification import weighing

MODEL = Logistic(bias=-1.0, threshold=0.5, weights={"for": 2.0, "against": -1.0})


@pytest.mark.parametrize(
    ("known", "score", "agrees"),
    [
        ({"for": 1.0, "against": 0.0}, 1.0, True),
        ({"for": 1.0, "against": 1.0}, 0.0, True),
        ({"for": 0.0, "against": 1.0}, -2.0, False),
    ],
)
def test_signs_are_weighed_against_a_threshold(known: dict[str, float], score: float, agrees: bool) -> None:
    assert MODEL.probability(known) == pytest.approx(1 / (1 + math.exp(-score)))
    assert MODEL.agrees(known) is agrees


@pytest.mark.parametrize("table", ["alone", "with_reader"])
def test_what_is_shipped_weighs_every_sign_and_feature(table: str) -> None:
    assert set(weights("evidence")[table]) == set(FEATURES)
    assert set(logistic("refusal", table).weights) == set(refusal.SIGNS)
    assert set(logistic("verification").weights) == set(weighing.SIGNS)
