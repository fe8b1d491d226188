"""`GET /v1/answers/{answer_id}`: an answer given earlier."""

from fastapi import APIRouter
from fastapi.responses import Response

from service.http import schemas
from service.http.service import TheService

router = APIRouter(tags=["answers"])


@router.get(
    "/v1/answers/{answer_id}",
    response_model=schemas.Answer | schemas.TracedAnswer,
    summary="An answer given earlier",
)
def answer(answer_id: str, service: TheService) -> Response:
    """The answer exactly as it was returned, even when documents that it cites have been deleted since."""
    return Response(service.answers.get(answer_id), media_type="application/json")
