"""How the features of a candidate are weighed: a linear model fitted on labelled questions (`training/evidence`)."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from service.evidence import FEATURES, Candidate
from service.fitted import weights


def ranked(candidates: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
    """Candidates and scores, best first; a difference of 1 makes one e times as likely to answer as the other."""
    if not candidates:
        return []
    weighed = _weights("alone" if candidates[0].judged is None else "with_reader")
    scores = np.stack([candidate.features for candidate in candidates]) @ weighed
    order = np.argsort(-scores, kind="stable")
    return [(candidates[i], float(scores[i])) for i in order]


@cache
def _weights(table: Literal["alone", "with_reader"]) -> NDArray[np.float32]:
    named = weights("evidence")[table]
    return np.array([named[name] for name in FEATURES], dtype=np.float32)
