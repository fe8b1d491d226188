"""`GET /v1/passages/{passage_id}`: one passage with the text around it."""

from fastapi import APIRouter

from service.http import rendering, schemas
from service.http.service import TheService

router = APIRouter(tags=["documents"])


@router.get("/v1/passages/{passage_id}", summary="A passage in context")
def passage(passage_id: str, service: TheService) -> schemas.Passage:
    """A passage between the two next to it: `before + text + after` is one slice of the document."""
    return rendering.passage(service.library.passage(passage_id))
