"""The chat page: static files from the package, no build step."""

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope

PAGE = Path(str(files("service") / "page"))
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
"""Told here, because the registry of a machine may say otherwise, and a browser runs no module of another type."""

router = APIRouter(include_in_schema=False)


class Files(StaticFiles):
    """Static files with the types that browsers insist on."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at `path`."""
        response = await super().get_response(path, scope)
        if kind := TYPES.get(Path(path).suffix):
            response.headers["Content-Type"] = kind
        return response


@router.get("/")
@router.get("/a/{answer_id}")
def index() -> FileResponse:
    """The page; under `/a/…` it shows an answer given earlier."""
    return FileResponse(PAGE / "index.html", media_type="text/html")


def install(app: FastAPI) -> None:
    """Serve the page at `/` and its files under `/page/`."""
    app.include_router(router)
    app.mount("/page", Files(directory=PAGE), name="page")
