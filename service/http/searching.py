"""`POST /v1/search`: passages for a query, best first."""

import time

from fastapi import APIRouter

from service.http import rendering, requests, schemas
from service.http.service import Service, TheService

router = APIRouter(tags=["documents"])


@router.post("/v1/search", summary="Search for passages")
async def search(body: requests.SearchRequest, service: TheService) -> schemas.SearchResponse:
    """The passages that fit a query best, by meaning and by words."""
    return await service.workshop.run(_search, service, body)


def _search(service: Service, body: requests.SearchRequest) -> schemas.SearchResponse:
    started = time.perf_counter()
    hits = service.library.search(body.query, body.top_k, rendering.filters(body))
    milliseconds = (time.perf_counter() - started) * 1000
    service.metrics.stage("search", milliseconds)
    return schemas.SearchResponse(
        passages=[rendering.hit(one) for one in hits], timings_ms={"retrieve": milliseconds, "total": milliseconds}
    )
