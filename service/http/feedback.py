"""What users flag: the flags of an answer, and all of them as an evaluation set."""

import json
from collections.abc import Iterator
from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from index.errors import InvalidInput
from service import feedback
from service.answers import Flag
from service.http import requests, schemas
from service.http.service import TheService

router = APIRouter(tags=["feedback"])


@router.get("/v1/answers/{answer_id}/feedback", summary="What was flagged in an answer")
def flags(answer_id: str, service: TheService) -> schemas.Flags:
    """The flags of an answer, by number of the statement."""
    service.answers.get(answer_id)
    return schemas.Flags(flags=[_rendered(one) for one in service.answers.flags(answer_id)])


@router.post(
    "/v1/answers/{answer_id}/feedback",
    status_code=201,
    summary="Flag a statement of an answer",
    responses={200: {"model": schemas.Flag, "description": "It replaces an earlier flag on the same statement."}},
)
def flag(answer_id: str, body: requests.FlagRequest, response: Response, service: TheService) -> schemas.Flag:
    """Say what is wrong with a statement, or with the answer as a whole; a second flag on it replaces the first."""
    statements = len(json.loads(service.answers.get(answer_id))["statements"])
    if body.statement > statements:
        raise InvalidInput(f"The answer has {statements} statements; there is none with the number {body.statement}.")
    stored, new = service.answers.flag(answer_id, Flag(body.statement, body.flag, body.note.strip()))
    response.status_code = 201 if new else 200
    return _rendered(stored)


@router.delete(
    "/v1/answers/{answer_id}/feedback/{statement}", status_code=204, summary="Take the flag from a statement"
)
def unflag(answer_id: str, statement: int, service: TheService) -> Response:
    """Take a flag away; the answer is as if it had never been flagged."""
    service.answers.unflag(answer_id, statement)
    return Response(status_code=204)


@router.get(
    "/v1/feedback.jsonl",
    summary="All flags as an evaluation set",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/jsonl": {"schema": {"type": "string"}}}}},
)
def exported(service: TheService) -> StreamingResponse:
    """One JSON object a line, a line a flag, oldest first, in the format of `aide-memoire evaluate`.

    Beside `id`, `question`, `type`, `answerable`, `history`, `as_of` and `filters` each has `answer_id`,
    `statement_number`, `statement`, `citations`, `flag`, `note`, `time`, `mode` and `model`.
    """
    headers = {"Content-Disposition": 'attachment; filename="feedback.jsonl"'}
    return StreamingResponse(_lines(service), media_type="application/jsonl", headers=headers)


def _lines(service: TheService) -> Iterator[str]:
    for flagged in service.answers.flagged():
        yield json.dumps(feedback.question(flagged), ensure_ascii=False) + "\n"


def _rendered(one: Flag) -> schemas.Flag:
    return schemas.Flag(
        statement=one.statement, flag=one.flag, note=one.note, time=datetime.fromisoformat(one.flagged_at)
    )
