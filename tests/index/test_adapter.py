"""The adapter of query vectors, with the built-in embedder and with one that it was not fitted for."""

from pathlib import Path

import numpy as np
import pytest

from index.adapter import aims
from index.e5.embedder import E5Embedder
from tests.doubles import HashedWords


def test_a_question_moves_towards_what_answers_it_in_other_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    embedder = E5Embedder(tmp_path_factory.getbasetemp() / "cache")
    question = "Why did the minister step down?"
    answers = "He resigned because the audit had found false invoices."
    repeats = "The minister spoke for ten minutes about the budget."
    vectors = embedder.queries([question])
    sentences = embedder.passages([answers, repeats])
    (aim,) = aims(vectors, embedder.name)
    plain = float(vectors[0] @ sentences[0]) - float(vectors[0] @ sentences[1])
    assert plain < 0
    assert aim.affinity(sentences[0]) > aim.affinity(sentences[1])


def test_directions_have_length_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    embedder = E5Embedder(tmp_path_factory.getbasetemp() / "cache")
    vectors = embedder.queries(["Who wrote it?", "Wie viele Soldaten?"])
    for vector, aim in zip(vectors, aims(vectors, embedder.name), strict=True):
        assert np.isclose(np.linalg.norm(aim.vector), 1, atol=1e-5)
        assert np.isclose(np.linalg.norm(aim.blended(vector)), 1, atol=1e-5)


def test_of_another_embedder_the_questions_own_vector_is_kept(tmp_path: Path) -> None:
    vectors = HashedWords().queries(["the toll on ships"])
    (aim,) = aims(vectors, HashedWords().name)
    assert np.array_equal(aim.vector, vectors[0])
    assert np.allclose(aim.blended(vectors[0]), vectors[0], atol=1e-6)
