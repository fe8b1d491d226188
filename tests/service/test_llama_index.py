"""Our index in LlamaIndex: the query engine, the retriever, and the example that uses both."""

import asyncio
import runpy
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from llama_index.core.base.response.schema import Response
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine, RouterQueryEngine
from llama_index.core.schema import MetadataMode
from llama_index.core.selectors import LLMSingleSelector
from llama_index.core.tools import QueryEngineTool

from index.errors import IndexMismatch
from index.filters import Filters
from service import opening
from service.llama_index import open_index
from service.settings import Settings
from tests.doubles import KELLOGG, library_of

QUESTION = "When does Keith Kellogg leave his post?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index of the built-in embedder."""
    folder = tmp_path_factory.mktemp("data")
    library, publisher = library_of(folder, embedder=opening.builtin(Settings().cache_dir))
    with closing(library):
        library.put(KELLOGG, "kellogg.txt", "1")
        publisher.run_once()
    return folder


def test_source_nodes_carry_the_spans_that_the_markers_mean(folder: Path) -> None:
    with open_index(folder) as index:
        response = index.as_query_engine(max_statements=1).query(QUESTION)
    assert isinstance(response, Response)
    (source,) = response.source_nodes
    about = source.node.metadata
    assert str(response) == f"{about['quote']} [1]"
    assert KELLOGG.text[about["start"] : about["end"]] == about["quote"] == source.text
    assert source.node.ref_doc_id == about["document_id"] == KELLOGG.document_id
    assert (about["title"], about["publisher"], about["published"], about["url"], about["page"]) == (
        "Kellogg goes", "Example Post", "2025-11-20", "https://example.org/kellogg", None,
    )  # fmt: skip
    assert source.score is not None
    assert response.metadata is not None
    assert (response.metadata["status"], response.metadata["mode"]) == ("answered", "extractive")
    shown = source.node.get_content(MetadataMode.LLM)
    assert "Example Post" in shown
    assert KELLOGG.document_id not in shown


def test_a_refusal_has_no_sources_and_says_why(folder: Path) -> None:
    with open_index(folder) as index:
        engine = index.as_query_engine(Filters(as_of=date(2025, 11, 19)))
        response = asyncio.run(engine.aquery(QUESTION))
    assert isinstance(response, Response)
    assert response.source_nodes == []
    assert response.metadata is not None
    assert response.metadata["status"] == "insufficient_evidence"
    assert response.metadata["reason"] in str(response)


def test_the_engine_is_a_tool_among_others(folder: Path) -> None:
    with open_index(folder) as index:
        tool = QueryEngineTool.from_defaults(
            index.as_query_engine(max_statements=1), name="dossier", description="All."
        )
        assert "January 2026" in tool(QUESTION).content
        router = RouterQueryEngine(LLMSingleSelector.from_defaults(MockLLM()), [tool], llm=MockLLM())
        assert router is not None


def test_the_retriever_serves_an_engine_of_another(folder: Path) -> None:
    with open_index(folder) as index:
        retriever = index.as_retriever(similarity_top_k=1)
        found = asyncio.run(retriever.aretrieve(QUESTION))
        response = RetrieverQueryEngine.from_args(retriever, llm=MockLLM()).query(QUESTION)
        none = index.as_retriever(filters=Filters(publishers=("Nobody",))).retrieve(QUESTION)
    (source,) = response.source_nodes
    assert source.node.node_id == found[0].node.node_id == KELLOGG.passages[0].passage_id
    about = source.node.metadata
    assert KELLOGG.text[about["start"] : about["end"]] == source.text
    assert none == []


def test_an_index_of_another_embedder_is_refused(tmp_path: Path) -> None:
    library, _ = library_of(tmp_path)
    library.close()
    with pytest.raises(IndexMismatch, match="ingest the documents again"), open_index(tmp_path):
        pass


def test_the_example_runs(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    example = Path(__file__).parents[2] / "examples" / "llama_index_app.py"
    monkeypatch.setattr(sys, "argv", [str(example), QUESTION, "--data-dir", str(folder)])
    runpy.run_path(str(example), run_name="__main__")
    told = capsys.readouterr().out
    assert told.startswith("Keith Kellogg leaves his post in January 2026. [1]")
    assert "[1] Kellogg goes, Example Post, 2025-11-20" in told
    assert f"document {KELLOGG.document_id}, characters 0 to 46" in told
    assert "Kellogg goes: 'Keith Kellogg leaves" in told
