"""Routes of the contract that this version does not serve yet; they check their input and say so."""

from fastapi import APIRouter

from index.errors import NotAvailable
from service.http import requests

router = APIRouter(tags=["verification"])


@router.post("/v1/verify", summary="Is a statement supported by quotes?", status_code=501)
async def verify(body: requests.VerifyRequest) -> None:
    """Not available yet."""
    raise NotAvailable("Verification of single statements is not available in this version.")


@router.post("/v1/check", summary="Is a draft supported by the documents?", status_code=501)
async def check(body: requests.CheckRequest) -> None:
    """Not available yet."""
    raise NotAvailable("The check of drafts is not available in this version.")
