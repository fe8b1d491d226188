"""An index of this product in an application of LlamaIndex: its retriever, and its answers as a query engine.

    from service.llama_index import open_index

    with open_index("data") as index:
        response = index.as_query_engine().query("How large may Ukraine's armed forces be under the plan?")
        print(response, [source.node.metadata for source in response.source_nodes])

Importing this module imports LlamaIndex, which takes seconds.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from index.filters import Filters
from index.library import Library
from index.llama_index import LibraryRetriever
from service import opening, settings
from service.answer import Answer, Citation, Turn
from service.answering import Answerer, Question, answer

Mode = Literal["auto", "extractive", "generative"]


class AideMemoireQueryEngine(BaseQueryEngine):
    """Answers whose statements end with markers like [1]; the marker [n] is `source_nodes[n - 1]`.

    A source node is the quote that a statement rests on, and its metadata has `document_id`, `start`, `end` and `quote`
    (`text[start:end] == quote` of the document's canonical text, in code points), `title`, `publisher`, `published`
    (ISO date), `url` and `page`; what is not known is None. The response's metadata has `status`, `reason`, `mode`,
    `model`, `standalone_question`, `conflicts` and `notes`. Where the documents do not answer, the response says so
    and has no source nodes.

    Args:
        answerer: what answers.
        filters: which documents may be used.
        mode: how to answer; `auto` has a model write the answer if one is configured.
        max_statements: of an answer.
        history: the conversation before the questions.
    """

    def __init__(
        self,
        answerer: Answerer,
        filters: Filters | None = None,
        mode: Mode = "auto",
        max_statements: int | None = None,
        history: Sequence[Turn] = (),
    ) -> None:
        super().__init__(CallbackManager([]))
        self._answerer = answerer
        self._filters = filters or Filters()
        self._mode: Mode = mode
        self._max_statements = max_statements
        self._history = tuple(history)

    def _query(self, query_bundle: QueryBundle) -> Response:
        asked = Question(query_bundle.query_str, self._history, self._filters, self._mode, self._max_statements)
        return response(answer(self._answerer, asked))

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def response(given: Answer) -> Response:
    """An answer as LlamaIndex's response."""
    scores = {passage.passage_id: passage.score for passage in given.trace.passages}
    nodes = [NodeWithScore(node=source(one), score=scores.get(one.passage_id)) for one in given.citations]
    conflicts = [
        {
            "topic": one.topic,
            "claims": [{"text": claim.text, "citations": list(claim.citations)} for claim in one.claims],
        }
        for one in given.conflicts
    ]
    metadata = {name: getattr(given, name) for name in ("status", "reason", "mode", "model", "standalone_question")}
    metadata |= {"conflicts": conflicts, "notes": [note.text for note in given.notes]}
    text = given.text if given.reason is None else f"{given.text} {given.reason}"
    return Response(text, nodes, metadata)


def source(cited: Citation) -> TextNode:
    """A citation as a node, its text the quote."""
    metadata: dict[str, Any] = {
        "number": cited.number,
        "document_id": cited.document_id,
        "passage_id": cited.passage_id,
        "start": cited.span.start,
        "end": cited.span.end,
        "quote": cited.quote,
        "title": cited.metadata.title,
        "publisher": cited.metadata.publisher,
        "published": cited.metadata.published.isoformat() if cited.metadata.published else None,
        "url": cited.metadata.url,
        "page": cited.page,
    }
    unread = ["number", "document_id", "passage_id", "start", "end", "quote"]
    return TextNode(
        id_=f"{cited.passage_id}:{cited.span.start}-{cited.span.end}",
        text=cited.quote,
        start_char_idx=cited.span.start,
        end_char_idx=cited.span.end,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=cited.document_id)},
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=unread,
    )


class AideMemoireIndex:
    """An open index, with the two methods by which applications of LlamaIndex use one."""

    def __init__(self, library: Library, configured: settings.Settings) -> None:
        self.library = library
        self._settings = configured
        self._answerer: Answerer | None = None

    def as_retriever(self, similarity_top_k: int = 10, filters: Filters | None = None) -> LibraryRetriever:
        """Our retrieval; its nodes are passages with their spans, and `published` in their metadata is 20251122."""
        return LibraryRetriever(self.library.retriever, similarity_top_k, filters)

    def as_query_engine(
        self,
        filters: Filters | None = None,
        mode: Mode = "auto",
        max_statements: int | None = None,
        history: Sequence[Turn] = (),
    ) -> AideMemoireQueryEngine:
        """Our answers; see `AideMemoireQueryEngine`."""
        if self._answerer is None:
            self._answerer = opening.answerer(self._settings, self.library)
        return AideMemoireQueryEngine(self._answerer, filters, mode, max_statements, history)


@contextmanager
def open_index(data_dir: str | Path | None = None, **given: Any) -> Iterator[AideMemoireIndex]:
    """The index in a folder, for reading; other settings are those of the environment, or given by their names.

    Raises what `service.opening.library` raises.
    """
    configured = settings.load(data_dir=None if data_dir is None else Path(data_dir), **given)
    with opening.library(configured, own=False) as library:
        yield AideMemoireIndex(library, configured)
