"""The product in LlamaIndex's types: passages as nodes, and its retriever as a `BaseRetriever`.

Importing this module imports LlamaIndex, which takes seconds; nothing that only searches does so.
"""

import asyncio
from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode
from llama_index.core.vector_stores.utils import node_to_metadata_dict

from index.filters import Filters
from index.reading import StoredPassage
from index.retriever import Retriever


def node(passage: StoredPassage) -> TextNode:
    """A passage as a node: its id, its text, its span in the document, and flat metadata.

    Every key is always there, because Chroma keeps the old value of a key that is not written; what is not known is an
    empty string or 0. Dates are integers (20251122), because Chroma compares numbers only.
    """
    metadata = passage.metadata
    return TextNode(
        id_=passage.passage_id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document_id)},
        metadata={
            "document_id": passage.document_id,
            "start": passage.start,
            "end": passage.end,
            "section": passage.section or "",
            "page": passage.page or 0,
            "title": metadata.title or "",
            "publisher": metadata.publisher or "",
            "author": metadata.author or "",
            "published": int(metadata.published.strftime("%Y%m%d")) if metadata.published else 0,
            "url": metadata.url or "",
            "language": metadata.language or "",
            "kind": metadata.kind or "",
            "actors": "; ".join(metadata.actors),
        },
        # LlamaIndex would otherwise put all of this into every text that it embeds or sends to a model.
        excluded_embed_metadata_keys=["document_id", "start", "end", "page", "published", "url", "language", "kind"],
        excluded_llm_metadata_keys=["document_id", "start", "end"],
    )


def chroma_metadata(passage: StoredPassage) -> dict[str, Any]:
    """A passage's metadata as `ChromaVectorStore` writes and reads it."""
    return node_to_metadata_dict(node(passage), remove_text=True, flat_metadata=True)


class LibraryRetriever(BaseRetriever):
    """Retrieval over an index of this product, for any LlamaIndex application."""

    def __init__(self, retriever: Retriever, top_k: int = 10, filters: Filters | None = None) -> None:
        super().__init__()
        self._retriever = retriever
        self._top_k = top_k
        self._filters = filters or Filters()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._retriever.search(query_bundle.query_str, self._top_k, self._filters)
        return [NodeWithScore(node=node(hit.passage), score=hit.score) for hit in hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)
