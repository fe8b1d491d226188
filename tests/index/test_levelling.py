import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import levelling
from index.embedder import Vectors


def model(apart: float, noise: float, dimension: int = 64) -> Vectors:
    """Vectors of the pairs by a model whose unrelated texts have about the cosine `apart`."""
    generator = np.random.default_rng(7)
    subjects = generator.normal(size=(len(levelling.PAIRS), dimension - 1))
    own = [subjects + noise * generator.normal(size=subjects.shape) for _ in range(2)]
    unit = levelling.normalised(np.vstack(own).tolist())
    return levelling.lifted(unit, apart)


@pytest.mark.parametrize("apart", [0.0, 0.2, 0.4, 0.6])
def test_unrelated_texts_get_the_cosine_that_the_builtin_embedder_gives_them(apart: float) -> None:
    vectors = model(apart, noise=0.8)
    apart_after, together_after = levelling.means(levelling.lifted(vectors, levelling.lift(vectors)))
    assert apart_after == pytest.approx(levelling.APART, abs=0.05)
    assert together_after == pytest.approx(levelling.TOGETHER, abs=0.1)


def test_a_model_on_that_level_is_left_alone() -> None:
    assert levelling.lift(model(levelling.APART + 0.05, noise=0.8)) == 0
    assert levelling.lift(levelling.normalised([[1.0, 0.0]] * 2 * len(levelling.PAIRS))) == 0


@given(st.floats(0, 0.95), st.integers(0, 2**32 - 1))
def test_a_lift_keeps_the_order_of_cosines_and_the_length_of_vectors(by: float, seed: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(6, 5))
    vectors = levelling.normalised(rows.tolist())
    lifted = levelling.lifted(vectors, by)
    assert lifted.dtype == np.float32
    assert np.allclose(np.linalg.norm(lifted, axis=1), 1, atol=1e-5)
    assert np.allclose(lifted @ lifted.T, by + (1 - by) * (vectors @ vectors.T), atol=1e-5)


@pytest.mark.parametrize("rows", [[[0.0, 0.0]], [[1.0], [1.0, 2.0]], [[float("nan"), 1.0]], [[float("inf"), 1.0]]])
def test_a_vector_without_a_direction_is_refused(rows: list[list[float]]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  numpy words one of them
        levelling.normalised(rows)
