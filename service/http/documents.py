"""`/v1/documents`: list, read, add and delete documents."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from service.http import rendering, schemas
from service.http.service import TheService

router = APIRouter(tags=["documents"])

PAGE = 100
"""Documents on a page unless the caller asks for more or fewer."""


@router.get("/v1/documents", summary="List the documents", response_model_exclude_unset=True)
def documents(
    service: TheService,
    limit: Annotated[int, Query(ge=1, le=1000)] = PAGE,
    cursor: Annotated[str | None, Query(max_length=200, description="`next` of the page before.")] = None,
) -> schemas.DocumentList:
    """A page of the documents, the latest published first."""
    page = service.library.documents(limit, cursor)
    return rendering.documents(page, service.library.names_of([one.document_id for one in page.documents]))


@router.get("/v1/documents/{document_id}", summary="A document with its text")
def document(document_id: str, service: TheService) -> schemas.Document:
    """One document; the offsets of every citation and passage count the code points of its text."""
    return rendering.document(service.library.document(document_id), service.library.names_of([document_id]))


@router.delete("/v1/documents/{document_id}", status_code=204, summary="Delete a document")
def delete(document_id: str, service: TheService) -> Response:
    """Delete a document under all its names; no later answer uses it."""
    service.library.remove(document_id)
    return Response(status_code=204)
