"""What a request to add a document holds: a file with metadata beside it, or a text with metadata around it."""

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from index.errors import InvalidInput
from service.http import requests

M = TypeVar("M", bound=requests.DocumentMetadata)

BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "allOf": [
                        {
                            "type": "object",
                            "required": ["file"],
                            "properties": {"file": {"type": "string", "format": "binary"}},
                        },
                        {"$ref": "#/components/schemas/DocumentMetadata"},
                    ]
                }
            },
            "application/json": {"schema": {"$ref": "#/components/schemas/DocumentRequest"}},
        },
    }
}
"""For the OpenAPI document: FastAPI cannot tell of a body that has one of two types."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent; its name tells the format."""

    filename: str
    data: bytes
    metadata: requests.DocumentMetadata


async def received(request: Request) -> Upload | requests.DocumentRequest:
    """The upload or text in the body of a request.

    Raises:
        RequestValidationError: JSON, or a field of it or of the form, is wrong.
        HTTPException: the body is of another type, or is no form.
        InvalidInput: there is not exactly one file, or it has no name.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        async with request.form(max_files=2) as form:
            return await _upload(form)
    if kind == "application/json":
        return _validated(requests.DocumentRequest, await run_in_threadpool(_json, await request.body()))
    raise HTTPException(
        415, f"Send a file as multipart/form-data or a text as application/json, not {kind or 'a body of no type'}"
    )


async def _upload(form: FormData) -> Upload:
    files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
    if len(files) != 1:
        raise InvalidInput(f"An upload has one file; this one has {len(files) or 'none'}.")
    (file,) = files
    # Some clients send a path; a name is what comes after its last separator, of whatever system.
    filename = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    if not filename:
        raise InvalidInput("The file has no name; its ending would tell its format, as in report.pdf.")
    fields: dict[str, Any] = {}
    for name, value in form.multi_items():
        # An empty field of a form is one that was not filled in.
        if isinstance(value, str) and value:
            fields.setdefault(name, []).append(value)
    single = {name: values if name == "actors" or len(values) > 1 else values[0] for name, values in fields.items()}
    return Upload(filename, await file.read(), _validated(requests.DocumentMetadata, single))


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except json.JSONDecodeError as error:
        raise RequestValidationError(
            [{"type": "json_invalid", "loc": ("body", error.pos), "msg": "", "ctx": {"error": error.msg}}]
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise HTTPException(400, f"The body is no JSON: {error}") from error


def _validated(model: type[M], fields: Any) -> M:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from error
