"""`POST /v1/verify` and `POST /v1/check`: a statement against quotes, a draft against the documents."""

import time

from fastapi import APIRouter

from service.checking import check_draft
from service.http import rendering, requests, schemas
from service.http.service import Service, TheService
from service.sources import LibrarySources
from service.verification import Verdict, verify

router = APIRouter(tags=["verification"])


@router.post("/v1/verify", summary="Is a statement supported by quotes?")
async def verify_statement(body: requests.VerifyRequest, service: TheService) -> schemas.Verdict:
    """The check that every statement of an answer passes, and what is wrong where it fails."""
    verdict = await service.workshop.run(_verify, service, body)
    return schemas.Verdict(supported=verdict.supported, outcome=verdict.outcome, why=verdict.why)


def _verify(service: Service, body: requests.VerifyRequest) -> Verdict:
    return verify(body.statement, body.quotes, entailment=service.judge())


@router.post("/v1/check", summary="Is a draft supported by the documents?")
async def check(body: requests.CheckRequest, service: TheService) -> schemas.CheckedDraft:
    """What the documents support, what they contradict and with which words, and what they do not say."""
    return await service.workshop.run(_check, service, body)


def _check(service: Service, body: requests.CheckRequest) -> schemas.CheckedDraft:
    started = time.perf_counter()
    sources, filters = LibrarySources(service.library), rendering.filters(body)
    checked = check_draft(body.text, sources, filters, entailment=service.judge())
    service.metrics.stage("check", (time.perf_counter() - started) * 1000)
    return rendering.checked(checked)
