"""`/v1/documents`: list, read, add and delete documents."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from index.errors import BackendUnavailable
from index.indexing import Outcome
from index.library import Library
from ingest import pipeline
from service.http import rendering, requests, schemas, uploads
from service.http.service import TheService

router = APIRouter(tags=["documents"])

PAGE = 100
"""Documents on a page unless the caller asks for more or fewer."""

VISIBLE_WITHIN = 60.0
"""Seconds that an upload waits for its document to be found by questions."""


@router.get("/v1/documents", summary="List the documents", response_model_exclude_unset=True)
def documents(
    service: TheService,
    limit: Annotated[int, Query(ge=1, le=1000)] = PAGE,
    cursor: Annotated[str | None, Query(max_length=200, description="`next` of the page before.")] = None,
) -> schemas.DocumentList:
    """A page of the documents, the latest published first."""
    page = service.library.documents(limit, cursor)
    return rendering.documents(page, service.library.names_of([one.document_id for one in page.documents]))


@router.post(
    "/v1/documents",
    status_code=201,
    summary="Add a document",
    openapi_extra=uploads.BODY,
    responses={
        200: {"model": schemas.Document, "description": "It was there already, and nothing has changed."},
        415: {"model": schemas.Problem, "description": "A file of a kind that cannot be read."},
    },
)
async def add(request: Request, response: Response, service: TheService) -> schemas.Document:
    """Add one file, or a text; it is found by questions as soon as this returns.

    The file replaces one of the same name that was uploaded before. Metadata given here goes before the file's own.
    """
    given = await uploads.received(request)
    added, outcome = await service.workshop.run(_add, service.library, given)
    response.headers["Location"] = f"/v1/documents/{added.document_id}"
    if outcome == "unchanged":
        response.status_code = 200
    return added


@router.get("/v1/documents/{document_id}", summary="A document with its text")
def document(document_id: str, service: TheService) -> schemas.Document:
    """One document; the offsets of every citation and passage count the code points of its text."""
    return rendering.document(service.library.document(document_id), service.library.names_of([document_id]))


@router.delete("/v1/documents/{document_id}", status_code=204, summary="Delete a document")
def delete(document_id: str, service: TheService) -> Response:
    """Delete a document under all its names; no later answer uses it."""
    service.library.remove(document_id)
    return Response(status_code=204)


def _add(library: Library, given: uploads.Upload | requests.DocumentRequest) -> tuple[schemas.Document, Outcome]:
    """Index what was sent, and wait until it is visible."""
    if isinstance(given, uploads.Upload):
        document = pipeline.from_bytes(given.data, given.filename, rendering.metadata(given.metadata))
        name = f"upload:{given.filename}"
    else:
        document = pipeline.from_text(given.text, rendering.metadata(given))
        name = f"text:{document.document_id}"
    # An upload is read each time; only the names of files need a hash that tells whether they must be.
    outcome = library.put(document, name, document.sha256)
    try:
        library.wait_until_ready(VISIBLE_WITHIN, name)
    except BackendUnavailable as error:
        raise BackendUnavailable(f"The document is stored, and is found once this is over: {error}") from error
    stored = library.document(document.document_id)
    return rendering.document(stored, library.names_of([stored.document_id])), outcome
