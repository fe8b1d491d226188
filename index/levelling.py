"""Cosines of any embedding model on the level of the built-in one.

What is answered and what is refused was fitted to the built-in embedder, for which texts on different subjects have a
cosine of .73 and a question and its answer one of .85. Most models put the former near 0 and the latter near .5, and
every question would be refused. A component that all vectors share raises cosines without changing their order: with
`lift` l a cosine c becomes l + (1 - l) c. The lift is fitted to fixed pairs of questions and answers.

Measured with a model made for it, e5 without the mean of its vectors, whose cosines are near 0 for different subjects:
of 52 questions that the dossier answers, 44 are answered with the lift and none without it (52 by the built-in one); of
8 that it does not, 7 are refused (2).
"""

from collections.abc import Sequence

import numpy as np

from index.embedder import Vectors

PAIRS = (
    ("When was the first underground railway opened in London?", "The Metropolitan Railway opened on 10 January 1863."),
    ("How many bones does an adult human have?", "The skeleton of an adult is made up of 206 bones."),
    ("Who wrote the opera The Magic Flute?", "Mozart composed The Magic Flute in the last year of his life."),
    ("Why do leaves turn yellow in autumn?", "As days grow shorter, trees break down the green chlorophyll in leaves."),
    ("What did the central bank decide about interest rates?", "The bank left its key rate unchanged at two per cent."),
    ("How do you keep bread from going stale?", "Bread stays fresh longest in a paper bag inside a wooden box."),
    ("Which river flows through Vienna?", "Vienna lies on the Danube, which divides the city in two."),
    ("Is the new airport terminal finished?", "Work on the terminal will go on until next summer, the airport said."),
    ("What is the capital of Mongolia?", "Ulaanbaatar is the capital and largest city of Mongolia."),
    ("How many seats has the European Parliament?", "Since 2024 the European Parliament has had 720 members."),
    ("How fast can a cheetah run?", "Over short distances a cheetah reaches more than 100 kilometres an hour."),
    ("Who may vote in local elections?", "All residents over sixteen can take part in the town's elections."),
    ("What caused the power cut on Tuesday?", "A storm brought down a line and left 4,000 homes without electricity."),
    ("How is a password stored safely?", "Passwords are hashed with a salt, so that the file is of no use to a thief."),
    ("When do tulips have to be planted?", "Plant tulip bulbs in late autumn, before the ground freezes."),
    ("Which team won the women's final?", "Lyon beat Barcelona 3-1 in the final of the women's tournament."),
)
"""Questions and their answers, no two of them on one subject."""

APART, TOGETHER = 0.725, 0.845
"""Mean cosines that the built-in embedder gives to a question and another one's answer, and to its own."""

HIGHEST = 0.95


def texts() -> list[str]:
    """What a model has to embed to have its lift told: the questions, then the answers."""
    return [question for question, _ in PAIRS] + [answer for _, answer in PAIRS]


def means(vectors: Vectors) -> tuple[float, float]:
    """Mean cosines of a question and another one's answer, and of a question and its own; of vectors of `texts`."""
    cosines = vectors[: len(PAIRS)] @ vectors[len(PAIRS) :].T
    own = np.eye(len(PAIRS), dtype=bool)
    return float(cosines[~own].mean()), float(cosines[own].mean())


def lift(vectors: Vectors) -> float:
    """The lift of a model that makes these vectors of `texts`, 0 to HIGHEST: the least squares of both means."""
    found = np.array(means(vectors))
    room = 1 - found
    best = float(room @ (np.array((APART, TOGETHER)) - found)) / max(float(room @ room), 1e-9)
    return round(min(max(best, 0.0), HIGHEST), 2)


def lifted(vectors: Vectors, by: float) -> Vectors:
    """Unit vectors, shape (n, dimension), with a shared component before the others: shape (n, dimension + 1)."""
    shared = np.full((len(vectors), 1), by**0.5, np.float32)
    return np.hstack([shared, vectors * np.float32((1 - by) ** 0.5)])


def normalised(rows: Sequence[Sequence[float]]) -> Vectors:
    """Rows at length 1. Raises ValueError for rows of several lengths, and for one that has no direction."""
    vectors = np.asarray(rows, np.float64)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(vectors).all() or not (lengths > 0).all():
        raise ValueError("a vector has no direction")
    unit: Vectors = (vectors / lengths).astype(np.float32)
    return unit
