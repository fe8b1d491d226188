"""What the routes work with: everything that is opened once for the life of the application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from index.library import Library
from service.answering import Answerer
from service.answers import Answers
from service.http.observing import Metrics
from service.http.working import Workshop
from service.settings import Settings
from service.verification import Entailment


@dataclass(frozen=True, slots=True)
class Service:
    """One running service."""

    settings: Settings
    library: Library
    answerer: Answerer
    answers: Answers
    workshop: Workshop
    metrics: Metrics
    judge: Callable[[], Entailment | None]
    """What verification asks where its rules don't suffice; loaded when it is first needed."""


def _service(request: Request) -> Service:
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


TheService = Annotated[Service, Depends(_service)]
"""A parameter of a route: the running service."""
