"""`GET /docs`: Swagger UI over the OpenAPI document, from files of this machine."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from service.http.observing import HEADERS

ASSETS = "/docs/assets"


def install(app: FastAPI) -> None:
    """Serve the documentation at `/docs` and its files below it."""
    app.mount(ASSETS, StaticFiles(directory=Path(str(files("fastapi_offline") / "static"))), name="docs")

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        page = get_swagger_ui_html(
            openapi_url="/openapi.json",
            title=f"{app.title} API",
            swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{ASSETS}/favicon.png",
        )
        page.headers["Content-Security-Policy"] = _policy(bytes(page.body).decode())
        return page


def _policy(html: str) -> str:
    """Our policy, and leave for the one script that the page itself holds; Swagger UI needs inline styles, too."""
    (script,) = re.findall("<script>(.*?)</script>", html, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return "; ".join(
        (HEADERS["Content-Security-Policy"], f"script-src 'self' 'sha256-{digest}'", "style-src 'self' 'unsafe-inline'")
    )
