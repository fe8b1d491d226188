"""An `Embedder` as an embedding model of LlamaIndex, so that our index opens in its applications.

Imports LlamaIndex, which takes seconds: import this module where it is needed, not at the top of another.
"""

import asyncio

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from index.embedder import Embedder, Vectors


class LlamaIndexEmbedding(BaseEmbedding):
    """Embeds LlamaIndex's queries as questions and its texts as passages.

    The asynchronous methods run in a thread and leave the event loop free.
    """

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, embed_batch_size: int = 64) -> None:
        super().__init__(model_name=embedder.name, embed_batch_size=embed_batch_size)
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        """The name that LlamaIndex stores."""
        return "AideMemoireEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return _lists(self._embedder.queries([query]))[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return _lists(self._embedder.passages(texts))

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)


def _lists(vectors: Vectors) -> list[list[float]]:
    lists: list[list[float]] = vectors.tolist()
    return lists
