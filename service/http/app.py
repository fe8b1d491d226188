"""The HTTP application, built from the settings: nothing is opened before it starts or left open after it stops."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from functools import partial
from importlib.metadata import version

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

from index.library import Library
from service import opening
from service.answering import Answerer
from service.http import (
    answers,
    asking,
    docs,
    documents,
    feedback,
    health,
    openapi,
    page,
    passages,
    problems,
    schemas,
    searching,
    verifying,
)
from service.http.chat import routes
from service.http.limits import Limited, SameSite
from service.http.observing import Metrics, Observed
from service.http.service import Service
from service.http.working import Workshop
from service.settings import Settings
from service.verification import Entailment

DESCRIPTION = "Answers over source documents, each statement with the exact span that supports it."

FAULTS: dict[int | str, dict[str, object]] = {
    404: {"model": schemas.Problem, "description": "There is nothing with this id."},
    413: {"model": schemas.Problem, "description": "The request is too large."},
    422: {"model": schemas.Problem, "description": "The request cannot be used; `errors` says which fields."},
    503: {"model": schemas.Problem, "description": "Not now; `detail` says why."},
}
"""What every route may answer instead, for the OpenAPI document."""

Open = Callable[[Settings], AbstractContextManager[Library]]
Build = Callable[[Settings, Library], Answerer]
Judge = Callable[[Settings], Entailment | None]


def create_app(
    settings: Settings,
    open_library: Open = opening.library,
    build: Build = opening.warm_answerer,
    judge: Judge = opening.entailment,
) -> FastAPI:
    """The application that these settings describe.

    Args:
        settings: how it is set up.
        open_library: opens the index, when the application starts.
        build: makes the answerer of the open index, as the settings say.
        judge: makes what verification asks where its rules don't suffice.
    """
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opened = open_library(settings)
        library = await run_in_threadpool(opened.__enter__)
        workshop = Workshop(settings.concurrent_requests, settings.waiting_requests)
        try:
            metrics.watch(library)
            stored = opening.answers(settings)
            answerer = await run_in_threadpool(build, settings, library)
            app.state.service = Service(
                settings, library, answerer, stored, workshop, metrics, partial(judge, settings)
            )
            yield
        finally:
            await run_in_threadpool(workshop.close)
            await run_in_threadpool(opened.__exit__, None, None, None)

    app = FastAPI(
        title="Aide-Mémoire",
        summary=DESCRIPTION,
        version=version("aide-memoire"),
        lifespan=lifespan,
        responses=FAULTS,
        docs_url=None,
        redoc_url=None,
    )
    for concept in (asking, searching, documents, passages, answers, feedback, verifying, routes, health):
        app.include_router(concept.router)
    openapi.install(app)
    docs.install(app)
    page.install(app)
    problems.install(app)
    app.add_middleware(Limited, uploads=settings.max_upload)
    app.add_middleware(SameSite)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Observed, metrics=metrics)
    return app
