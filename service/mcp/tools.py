"""What the tools do: arguments in, a result out that has the objects of the HTTP API and reads well as text."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent
from pydantic import BaseModel, Field, ValidationError

from index.errors import AideMemoireError, InvalidInput, NotFound
from service import opening
from service.checking import check_draft
from service.http import rendering, requests, schemas
from service.mcp import texts
from service.mcp.opened import Opened
from service.sources import LibrarySources

PART = 20_000
"""Characters of a document that `get_document` gives at once, unless asked for more."""
MOST = 100_000

Filters = Annotated[
    requests.Filters | None,
    Field(
        description="Use only documents that meet all of these: published_from and published_to (YYYY-MM-DD), and "
        "lists of publishers, kinds (proposal, statement, news, analysis, background), actors, languages (en, de, …) "
        "and document_ids."
    ),
]
AsOf = Annotated[
    str | None, Field(description="A day, YYYY-MM-DD: answer as of then, from nothing published after it.")
]


class DocumentPart(schemas.DocumentSummary):
    """A document with a part of its text."""

    text: str = Field(description="The characters `start` to `end` of the document.")
    start: int
    end: int
    characters: int = Field(description="Of the whole document; there is more when this is larger than `end`.")


class Tools:
    """The tools over one index. Every method runs on a thread of its own."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Callable[..., Any]]:
        """The tools, by whose names and docstrings an assistant chooses."""
        return [self.ask, self.search, self.check, self.list_documents, self.get_document]

    def ask(
        self,
        question: Annotated[
            str, Field(description="One question in full words, in any language; 1 to 2,000 characters.")
        ],
        history: Annotated[
            list[requests.Turn] | None,
            Field(description="The conversation so far, when the question refers to it."),
        ] = None,
        as_of: AsOf = None,
        filters: Filters = None,
        max_statements: Annotated[int | None, Field(ge=1, le=12, description="At most so many statements.")] = None,
    ) -> Annotated[CallToolResult, schemas.Answer]:
        """Answer a question from the indexed documents, each statement with the exact words that support it.

        Use this first for any question about what the documents say. Statements carry markers like [1], and each
        number is a citation: document, quote and the span of the quote in the document's text. `conflicts` tells where
        sources give different values. The status `insufficient_evidence` means that the documents do not answer;
        `reason` says what was looked for and what comes nearest: say so, rather than fill the gap. Quote the
        citations when you use an answer.
        """
        with _told():
            asked = requests.AskRequest.model_validate(
                {"question": question, "history": [turn.model_dump() for turn in history or []], "filters": filters}
                | {"as_of": as_of, "max_statements": max_statements}
            )
            answer = self._opened.ask(asked)
        return _result(answer, texts.answer(answer))

    def search(
        self,
        query: Annotated[str, Field(description="A question or keywords, in any language.")],
        top_k: Annotated[int, Field(ge=1, le=100, description="How many passages at most.")] = 10,
        as_of: AsOf = None,
        filters: Filters = None,
    ) -> Annotated[CallToolResult, schemas.SearchResponse]:
        """Find the passages that fit a query best, by meaning and by words, best first.

        Use this to read around a subject, or when `ask` finds no answer. A passage's text is
        `document.text[start:end]`; `get_document` gives what stands around it.
        """
        with _told():
            body = requests.SearchRequest.model_validate(
                {"query": query, "top_k": top_k, "filters": filters, "as_of": as_of}
            )
            started = time.perf_counter()
            hits = self._opened.filled.search(body.query, body.top_k, rendering.filters(body))
        spent = round((time.perf_counter() - started) * 1000, 1)
        passages = [rendering.hit(one) for one in hits]
        found = schemas.SearchResponse(passages=passages, timings_ms={"retrieve": spent, "total": spent})
        return _result(found, texts.passages(passages))

    def check(
        self,
        text: Annotated[str, Field(description="A draft of up to 20,000 characters.")],
        as_of: AsOf = None,
        filters: Filters = None,
    ) -> Annotated[CallToolResult, schemas.CheckedDraft]:
        """Check a draft sentence by sentence against the documents.

        Use this on what you have written from the documents before you hand it over. Each sentence is `supported`,
        `contradicted` (`why` names the words that differ), `not_found` in the documents, or makes `no_claim`.
        """
        with _told():
            body = requests.CheckRequest.model_validate({"text": text, "filters": filters, "as_of": as_of})
            sources, entailment = LibrarySources(self._opened.filled), opening.entailment(self._opened.settings)
            checked = rendering.checked(
                check_draft(body.text, sources, rendering.filters(body), entailment=entailment)
            )
        return _result(checked, texts.draft(checked))

    def list_documents(
        self,
        limit: Annotated[int, Field(ge=1, le=1000, description="Documents on a page.")] = 100,
        cursor: Annotated[str | None, Field(description="`next` of the page before.")] = None,
    ) -> Annotated[CallToolResult, schemas.DocumentList]:
        """List the indexed documents, the latest published first: id, title, publisher, date, language, kind.

        When there are more, `next` is the cursor of the following page.
        """
        with _told():
            library = self._opened.library
            page = library.documents(limit, cursor)
            names = library.names_of([one.document_id for one in page.documents])
        listed = rendering.documents(page, names)
        return _result(listed, texts.documents(listed))

    def get_document(
        self,
        document_id: Annotated[str, Field(description="As citations, passages and list_documents give it.")],
        start: Annotated[int, Field(ge=0, description="The first character to give.")] = 0,
        length: Annotated[int, Field(ge=1, le=MOST, description="How many characters to give.")] = PART,
    ) -> Annotated[CallToolResult, DocumentPart]:
        """Read a document's text, from any character on; the spans of citations count its characters.

        A long document comes in parts: go on with `start` at the `end` of the part before.
        """
        with _told():
            library = self._opened.library
            document = rendering.document(library.document(document_id), library.names_of([document_id]))
            if start > len(document.text):
                raise InvalidInput(
                    f"The document {document_id} has {len(document.text)} characters; start at one of them."
                )
        end = min(start + length, len(document.text))
        about = document.model_dump() | {"text": document.text[start:end]}
        part = DocumentPart(**about, start=start, end=end, characters=len(document.text))
        return _result(part, texts.document(part.model_dump()))


@contextmanager
def _told() -> Iterator[None]:
    """Let errors that are meant for the caller reach it in words."""
    try:
        yield
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise ToolError("; ".join(faults).replace("Value error, ", "")) from None
    except NotFound as error:
        raise ToolError(f"{error} list_documents tells which there are.") from error
    except AideMemoireError as error:
        raise ToolError(str(error)) from error


def _result(structured: BaseModel, text: str) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text=text)],
        structured_content=structured.model_dump(
            mode="json", exclude_unset=isinstance(structured, schemas.DocumentList)
        ),
    )
