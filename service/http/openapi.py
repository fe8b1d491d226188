"""`GET /openapi.json`: FastAPI's description of the routes, and what it cannot know."""

from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from service.http import requests, schemas
from service.http.chat import errors as chat_errors
from service.http.chat import schemas as chat_schemas

REFERENCE = "#/components/schemas/{model}"
PROBLEM = "application/problem+json"
BEHIND_REFERENCES: list[tuple[type[Any], Any]] = [
    (schemas.Problem, "serialization"),
    (schemas.Document, "serialization"),
    (requests.DocumentMetadata, "validation"),
    (requests.DocumentRequest, "validation"),
    (schemas.Retrieval, "serialization"),
    (schemas.StatementEvent, "serialization"),
    (chat_schemas.ChatError, "serialization"),
]
"""Models that no route names in a way that FastAPI understands, though the description refers to them."""


def install(app: FastAPI) -> None:
    """Complete the description of the application; to be called when all its routes are there."""
    described = app.openapi

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None:
            _complete(described())
        return described()

    app.openapi = complete  # type: ignore[method-assign]


def _complete(description: dict[str, Any]) -> None:
    _, definitions = models_json_schema(BEHIND_REFERENCES, ref_template=REFERENCE)
    known = description["components"]["schemas"]
    description["components"]["schemas"] = {**definitions["$defs"], **known}
    for path, operations in description["paths"].items():
        told = _fault("ChatError", "application/json") if chat_errors.speaks(path) else _fault("Problem", PROBLEM)
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if status >= "400":
                    response["content"] = told


def _fault(model: str, content_type: str) -> dict[str, Any]:
    return {content_type: {"schema": {"$ref": REFERENCE.format(model=model)}}}
