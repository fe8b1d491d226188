import numpy as np
import pytest

from index.e5.weights import Weights
from index.e5.word_table import WordTable


def test_rows_are_those_of_the_weights_in_the_order_asked_for(words: WordTable, weights: Weights) -> None:
    ids = [2, 250_036, 0, 35_378, 2]
    expected = weights.matrix("emb.word", 384)[ids]
    assert np.array_equal(words.rows(ids), expected)
    assert len(words) == 250_037


def test_no_ids_give_no_rows(words: WordTable) -> None:
    assert words.rows([]).shape == (0, 384)


def test_an_id_outside_of_the_table_is_an_error(words: WordTable) -> None:
    with pytest.raises(IndexError):
        words.rows([250_037])
