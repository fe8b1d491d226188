"""The index in LlamaIndex: our collection in its vector store, our retriever in its applications."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from llama_index.core import VectorStoreIndex
from llama_index.core.base.response.schema import Response
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import MetadataMode, TextNode
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
from llama_index.vector_stores.chroma import ChromaVectorStore

from index.documents import Document
from index.filters import Filters
from index.library import Library
from index.llama_index import LibraryRetriever
from index.llama_index_embedding import LlamaIndexEmbedding
from tests.doubles import HashedWords, document

GENEVA = document(
    "Rubio led the delegation. He came from Washington.",
    "Witkoff flew to Moscow.",
    title="Geneva talks",
    publisher="Press Monitor",
    published=date(2025, 11, 23),
    actors=("Marco Rubio", "United States"),
)
BERLIN = document("Merz spoke in Berlin about the delegation.", published=date(2025, 12, 14))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    with closing(Library.open(folder, HashedWords())) as library:
        library.put(GENEVA, "a", "1")
        library.put(BERLIN, "b", "1")
        library.wait_until_ready()
    return folder


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[VectorStoreIndex]:
    import chromadb

    client: Any = chromadb.PersistentClient(str(folder / "chroma"))
    store = ChromaVectorStore(chroma_collection=client.get_collection("passages", embedding_function=None))
    yield VectorStoreIndex.from_vector_store(store, embed_model=LlamaIndexEmbedding(HashedWords()))
    client.close()


def assert_is_passage(node: object, one: Document, position: int) -> None:
    assert isinstance(node, TextNode)
    passage = one.passages[position]
    assert node.node_id == passage.passage_id
    assert node.ref_doc_id == node.metadata["document_id"] == one.document_id
    assert (node.metadata["start"], node.metadata["end"]) == (passage.start, passage.end)
    assert node.text == one.text[node.start_char_idx : node.end_char_idx] == one.slice(passage)


def test_our_collection_opens_in_its_vector_store(index: VectorStoreIndex) -> None:
    (best, *_) = index.as_retriever(similarity_top_k=2).retrieve("Rubio led the delegation")
    assert_is_passage(best.node, GENEVA, 0)
    assert best.node.metadata["title"] == "Geneva talks"
    assert best.node.metadata["actors"] == "Marco Rubio; United States"


def test_its_filters_work_on_our_metadata(index: VectorStoreIndex) -> None:
    later = MetadataFilters(filters=[MetadataFilter(key="published", value=20251201, operator=FilterOperator.GTE)])
    found = index.as_retriever(similarity_top_k=9, filters=later).retrieve("delegation")
    assert [one.node.ref_doc_id for one in found] == [BERLIN.document_id]


def test_our_retriever_gives_nodes(folder: Path) -> None:
    with closing(Library.open(folder, HashedWords(), own=False)) as library:
        found = LibraryRetriever(library.retriever, top_k=2).retrieve("Rubio led the delegation")
        assert_is_passage(found[0].node, GENEVA, 0)
        assert len(found) == 2
        assert found[0].score >= found[1].score  # type: ignore[operator]
        filters = Filters(published_from=date(2025, 12, 1))
        found = LibraryRetriever(library.retriever, filters=filters).retrieve("delegation")
        assert [one.node.ref_doc_id for one in found] == [BERLIN.document_id]


def test_our_retriever_works_in_its_query_engine(folder: Path) -> None:
    with closing(Library.open(folder, HashedWords(), own=False)) as library:
        retriever = LibraryRetriever(library.retriever, top_k=1)
        engine = RetrieverQueryEngine.from_args(retriever, llm=MockLLM())
        response = engine.query("Who led the delegation?")
    assert isinstance(response, Response)
    assert_is_passage(response.source_nodes[0].node, GENEVA, 0)


def test_a_model_is_shown_what_it_can_use(folder: Path) -> None:
    with closing(Library.open(folder, HashedWords(), own=False)) as library:
        (found,) = LibraryRetriever(library.retriever, top_k=1).retrieve("Rubio led the delegation")
    shown = found.node.get_content(MetadataMode.LLM)
    assert "Geneva talks" in shown
    assert GENEVA.document_id not in shown
