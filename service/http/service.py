"""What the routes work with: everything that is opened once for the life of the application."""

from asyncio import Future
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from index.library import Library
from index.retriever import Hit
from service.answering import Answerer
from service.answers import Answers
from service.http.observing import Metrics
from service.http.working import Workshop
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """One running service."""

    settings: Settings
    library: Library
    answerer: Answerer
    answers: Answers
    workshop: Workshop
    metrics: Metrics
    warm: Future[list[Hit]]
    """The first search, which loads the embedder; done when later ones are fast."""


def _service(request: Request) -> Service:
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


TheService = Annotated[Service, Depends(_service)]
"""A parameter of a route: the running service."""
