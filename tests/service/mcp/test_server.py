"""The tools and resources, asked by the client of the protocol's own SDK."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent, TextResourceContents

from service import opening
from service.mcp.opened import Opened
from service.mcp.server import Server
from service.settings import Settings
from tests.doubles import KELLOGG, document, library_of

OTHER = document("The council of Bern met on Monday.", title="Bern", published=date(2025, 11, 19), language="en")
QUESTION = "When does Keith Kellogg leave his post?"
TOOLS = ["ask", "search", "check", "list_documents", "get_document"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index of the built-in embedder."""
    folder = tmp_path_factory.mktemp("data")
    fill(folder)
    return folder


def fill(folder: Path) -> None:
    library, publisher = library_of(folder, embedder=opening.builtin(Settings().cache_dir))
    with closing(library):
        library.put(KELLOGG, "kellogg.txt", "1")
        library.put(OTHER, "bern.txt", "1")
        publisher.run_once()


@contextmanager
def opened(folder: Path) -> Iterator[Opened]:
    with closing(Opened(Settings(data_dir=folder))) as made:
        yield made


def talk(opened: Opened, *calls: tuple[str, dict[str, Any]]) -> list[CallToolResult]:
    """The results of tools, called one after another over one connection."""

    async def main(client: Client) -> list[CallToolResult]:
        return [await client.call_tool(name, arguments) for name, arguments in calls]

    return connected(opened, main)


T = TypeVar("T")


def connected(opened: Opened, main: Callable[[Client], Awaitable[T]]) -> T:
    async def run() -> T:
        async with Client(Server(opened, "info")) as client:
            return await main(client)

    return anyio.run(run)


def text(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def structured(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, text(result)
    assert isinstance(result.structured_content, dict)
    return result.structured_content


def test_tools_tell_what_they_are_for_and_what_they_give(folder: Path) -> None:
    async def main(client: Client) -> Any:
        assert client.instructions is not None
        assert "insufficient_evidence" in client.instructions
        return (await client.list_tools()).tools

    with opened(folder) as index:
        tools = connected(index, main)
    assert [tool.name for tool in tools] == TOOLS
    for tool in tools:
        assert len(tool.description or "") > 80
        assert tool.output_schema is not None
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        for name, schema in tool.input_schema["properties"].items():
            assert schema.get("description"), f"{tool.name}.{name}"
    assert "citations" in tools[0].output_schema["properties"]


def test_an_answer_cites_spans_of_documents_and_is_kept(folder: Path) -> None:
    with opened(folder) as index:
        asked, read = talk(
            index,
            ("ask", {"question": QUESTION, "max_statements": 1, "filters": {"publishers": ["Example Post"]}}),
            ("get_document", {"document_id": KELLOGG.document_id}),
        )
    answer = structured(asked)
    assert (answer["status"], answer["question"]) == ("answered", QUESTION)
    (citation,) = answer["citations"]
    assert structured(read)["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert "January 2026" in citation["quote"]
    assert f"{citation['quote']} [1]" in text(asked)
    assert f"(document {KELLOGG.document_id})" in text(asked)
    kept = json.loads(opening.answers(Settings(data_dir=folder)).get(answer["answer_id"]))
    assert kept == answer


def test_a_refusal_is_an_answer_and_no_error(folder: Path) -> None:
    with opened(folder) as index:
        (asked,) = talk(index, ("ask", {"question": QUESTION, "as_of": "2025-11-19"}))
    answer = structured(asked)
    assert answer["status"] == "insufficient_evidence"
    assert answer["reason"] in text(asked)


def test_search_check_and_documents(folder: Path) -> None:
    with opened(folder) as index:
        found, none, checked, first, second, part = talk(
            index,
            ("search", {"query": "Who flew to Moscow?", "top_k": 1}),
            ("search", {"query": "Moscow", "filters": {"publishers": ["Nobody"]}}),
            ("check", {"text": "Keith Kellogg leaves his post in March 2026."}),
            ("list_documents", {"limit": 1}),
            ("list_documents", {"limit": 1, "cursor": "…"}),
            ("get_document", {"document_id": KELLOGG.document_id, "start": 6, "length": 7}),
        )
    (passage,) = structured(found)["passages"]
    assert KELLOGG.text[passage["start"] : passage["end"]] == passage["text"]
    assert passage["text"] in text(found)
    assert structured(none)["passages"] == []
    assert "fewer filters" in text(none)
    (sentence,) = structured(checked)["sentences"]
    assert sentence["verdict"] == "contradicted"
    assert text(checked).startswith("contradicted: Keith Kellogg")
    page = structured(first)
    assert [one["document_id"] for one in page["documents"]] == [KELLOGG.document_id]
    assert f"cursor '{page['next']}'" in text(first)
    assert second.is_error
    assert (structured(part)["text"], structured(part)["end"]) == ("Kellogg", 13)
    assert structured(part)["characters"] == len(KELLOGG.text)
    assert "go on with start=13" in text(part)


def test_every_page_of_documents_is_reached_by_its_cursor(folder: Path) -> None:
    with opened(folder) as index:
        (first,) = talk(index, ("list_documents", {"limit": 1}))
        (second,) = talk(index, ("list_documents", {"limit": 1, "cursor": structured(first)["next"]}))
    assert [one["document_id"] for one in structured(second)["documents"]] == [OTHER.document_id]
    assert "next" not in structured(second)


def test_documents_are_resources(folder: Path) -> None:
    async def main(client: Client) -> None:
        listed = (await client.list_resources()).resources
        assert [(one.title, one.description) for one in listed] == [
            ("Kellogg goes", "Example Post, 2025-11-20"),
            ("Bern", "2025-11-19"),
        ]
        (template,) = (await client.list_resource_templates()).resource_templates
        assert template.uri_template == "aide-memoire://documents/{document_id}"
        (content,) = (await client.read_resource(listed[0].uri)).contents
        assert isinstance(content, TextResourceContents)
        assert (content.text, content.mime_type) == (KELLOGG.text, "text/plain")
        with pytest.raises(MCPError, match=r"no document 'nope'.*list_documents"):
            await client.read_resource("aide-memoire://documents/nope")

    with opened(folder) as index:
        connected(index, main)


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("ask", {"question": " "}, "question: must not be empty"),
        ("ask", {"question": "x" * 2001}, "question: .*2000"),
        ("ask", {"question": "Who?", "as_of": "soon"}, "as_of: a date is written YYYY-MM-DD"),
        ("ask", {"question": "Who?", "filters": {"publisher": "x"}}, "publisher"),
        ("ask", {}, "question"),
        ("search", {"query": "x", "top_k": 101}, "top_k"),
        ("check", {"text": "x" * 20_001}, "text: .*20000"),
        ("get_document", {"document_id": "nope"}, "no document 'nope'.*list_documents tells"),
        ("get_document", {"document_id": KELLOGG.document_id, "start": 1000}, "has 139 characters; start at"),
        ("list_documents", {"cursor": "x"}, "cursor"),
    ],
)
def test_what_cannot_be_done_is_told_to_the_assistant(
    folder: Path, tool: str, arguments: dict[str, Any], told: str
) -> None:
    with opened(folder) as index:
        (result,) = talk(index, (tool, arguments))
    assert result.is_error
    assert re.search(told, text(result), re.DOTALL), text(result)


def test_an_index_that_cannot_be_used_is_told_until_it_can(tmp_path: Path) -> None:
    empty, other = tmp_path / "empty", tmp_path / "other"
    library, _ = library_of(other)  # with another embedder
    library.close()
    with opened(other) as index:
        (mismatch,) = talk(index, ("ask", {"question": QUESTION}))
        assert mismatch.is_error
        assert "was made with the embedder hashed-words" in text(mismatch)
    with opened(empty) as index:
        (nothing,) = talk(index, ("ask", {"question": QUESTION}))
        assert nothing.is_error
        assert f"aide-memoire ingest PATH --data-dir {empty}" in text(nothing)
        index.warm()
        fill(empty)
        (asked,) = talk(index, ("ask", {"question": QUESTION}))
        assert structured(asked)["status"] == "answered"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port: int = bound.getsockname()[1]
    return port


@contextmanager
def over_http(folder: Path) -> Iterator[str]:
    """The URL of a server."""
    port, log = free_port(), folder / "mcp.log"
    line = [sys.executable, "-m", "aide_memoire", "mcp", "--http", "--data-dir", str(folder), "--port", str(port)]
    with log.open("wb") as output, subprocess.Popen(line, stdout=output, stderr=output) as process:
        try:
            until = time.monotonic() + 120
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    assert time.monotonic() < until, log.read_text()
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            process.terminate()
            process.wait(30)


@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_both_transports_serve_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch, transport: str) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    async def main(server: Any) -> None:
        async with Client(server) as client:
            assert [tool.name for tool in (await client.list_tools()).tools] == TOOLS
            answer = structured(await client.call_tool("ask", {"question": QUESTION, "max_statements": 1}))
            assert "January 2026" in answer["answer"]
            assert len((await client.list_resources()).resources) == 2
            assert (await client.call_tool("get_document", {"document_id": "nope"})).is_error

    if transport == "stdio":
        arguments = ["-m", "aide_memoire", "mcp", "--data-dir", str(folder)]
        parameters = StdioServerParameters(command=sys.executable, args=arguments, cwd=Path.cwd(), env=dict(os.environ))
        anyio.run(main, stdio_client(parameters))
        return
    with over_http(folder) as url:
        anyio.run(main, url)


def test_nothing_but_the_protocol_is_written_to_standard_output(folder: Path) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call"}
        | {"params": {"name": "ask", "arguments": {"question": QUESTION}}},
        {"jsonrpc": "2.0", "id": 3, "method": "tools/call"}
        | {"params": {"name": "get_document", "arguments": {"document_id": "nope"}}},
    ]
    line = [sys.executable, "-m", "aide_memoire", "mcp", "--data-dir", str(folder)]
    environment = os.environ | {"AIDE_MEMOIRE_LOG_LEVEL": "debug"}
    with subprocess.Popen(
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for message in messages:
            process.stdin.write(json.dumps(message) + "\n")
            process.stdin.flush()
        answered = [json.loads(process.stdout.readline()) for _ in range(3)]
        rest, logged = process.communicate(timeout=120)
    assert process.returncode == 0, logged
    assert rest == ""
    assert sorted(one["id"] for one in answered) == [1, 2, 3]
    assert all(one["jsonrpc"] == "2.0" for one in answered)
    assert all(json.loads(event)["level"] for event in logged.splitlines())
