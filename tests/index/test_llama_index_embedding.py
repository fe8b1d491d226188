import asyncio

import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding

from index.llama_index_embedding import LlamaIndexEmbedding
from tests.doubles import HashedWords

TEXTS = ["The talks began.", "They lasted nine hours.", "Both sides spoke of progress."]


@pytest.fixture
def words() -> HashedWords:
    return HashedWords()


@pytest.fixture
def embedding(words: HashedWords) -> BaseEmbedding:
    return LlamaIndexEmbedding(words)


def test_a_query_is_embedded_as_a_question(embedding: BaseEmbedding, words: HashedWords) -> None:
    expected = words.queries(["talks"])[0].tolist()
    assert embedding.get_query_embedding("talks") == expected
    assert asyncio.run(embedding.aget_query_embedding("talks")) == expected
    assert words.embedded == []


def test_a_text_is_embedded_as_a_passage(embedding: BaseEmbedding, words: HashedWords) -> None:
    expected = words.queries([TEXTS[0]])[0].tolist()
    assert embedding.get_text_embedding(TEXTS[0]) == expected
    assert asyncio.run(embedding.aget_text_embedding(TEXTS[0])) == expected
    assert words.embedded == [TEXTS[0]] * 2


def test_texts_are_embedded_in_one_call_and_in_order(embedding: BaseEmbedding, words: HashedWords) -> None:
    expected = words.queries(TEXTS).tolist()
    assert embedding.get_text_embedding_batch(TEXTS) == expected
    assert asyncio.run(embedding.aget_text_embedding_batch(TEXTS)) == expected
    assert words.embedded == TEXTS * 2


def test_it_tells_its_model(embedding: BaseEmbedding) -> None:
    assert embedding.model_name == "hashed-words"
    assert embedding.class_name() == "AideMemoireEmbedding"
