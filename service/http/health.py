"""`/healthz`, `/readyz`, `/metrics`: for whoever runs the service."""

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from index.errors import BackendUnavailable, Busy
from service.http.service import TheService

router = APIRouter(tags=["operation"])


@router.get("/healthz", summary="Is the process alive?")
async def healthz() -> dict[str, str]:
    """Answers as long as the event loop turns, whatever else is broken."""
    return {"status": "alive"}


@router.get("/readyz", summary="Can it answer?")
def readyz(service: TheService) -> dict[str, str | int]:
    """Whether index and Chroma are usable; a problem that says why when they are not."""
    status = service.library.status()
    if status.problem is not None:
        raise BackendUnavailable(status.problem)
    if status.owner and not status.store_ready:
        raise Busy("The index is being opened.")
    return {"status": "ready", "documents": status.documents, "passages": status.passages}


@router.get("/metrics", summary="Prometheus metrics", response_class=Response)
def metrics(service: TheService) -> Response:
    """Requests, stages of answers, documents and passages, in Prometheus' text format."""
    return Response(generate_latest(service.metrics.registry), media_type=CONTENT_TYPE_LATEST)
