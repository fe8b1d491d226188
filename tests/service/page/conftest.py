"""A real browser on a real service."""

from collections.abc import Iterator
from importlib.resources import files

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.service.http.running import running
from tests.service.page.documents import DOCUMENTS
from tests.service.page.scripts import play

PATIENCE = 60_000
"""Milliseconds: two cores may be shared with many others."""


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """For every expectation."""
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service whose documents nobody changes."""
    with running(tmp_path_factory.mktemp("page"), play, *DOCUMENTS) as client:
        client.post("/v1/search", json={"query": "Geneva"})  # the first search loads what the others use
        yield client


class Faults:
    """What the browser complained about: errors of the page's own, and everything that the security policy refused."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def watch(self, page: Page) -> None:
        """Listen to a page."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.found.append(str(error)))

    def _said(self, message: ConsoleMessage) -> None:
        # That a request failed is what some tests are about; how the page takes it is for them to say.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.found.append(message.text)


@pytest.fixture
def open_context(browser: Browser, service: httpx.Client) -> Iterator["Contexts"]:
    contexts = Contexts(browser, str(service.base_url))
    yield contexts
    contexts.close()


class Contexts:
    """Browsers of separate users; at the end none of them may have complained."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self._browser, self._base_url = browser, base_url
        self._opened: list[BrowserContext] = []
        self._faults = Faults()

    def __call__(self, width: int = 1400, height: int = 900, base_url: str | None = None, **options: object) -> Page:
        """A page of a new user, nothing opened in it yet."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            base_url=base_url or self._base_url,
            **{"locale": "en-GB", **options},  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        self._opened.append(context)
        page = context.new_page()
        self._faults.watch(page)
        return page

    def close(self) -> None:
        """Close everything; fails when there were complaints."""
        for context in self._opened:
            context.close()
        assert self._faults.found == []


class Reader:
    """One window for many tests, as new for each of them: opening another takes longer than many a test."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self.faults = Faults()
        self._context = browser.new_context(base_url=base_url, locale="en-GB")
        self._context.set_default_timeout(PATIENCE)
        self._page = self._context.new_page()
        self.faults.watch(self._page)

    def anew(self) -> Page:
        """The page at its start, for a user who was never here."""
        page = self._page
        page.unroute_all(behavior="ignoreErrors")
        page.emulate_media(media="null", color_scheme="null")
        page.set_viewport_size({"width": 1400, "height": 900})
        # Another page of the same site: what ours had under way is over, and writes nothing any more.
        page.goto("/healthz")
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.faults.found.clear()
        page.mouse.move(0, 0)
        page.goto("/")
        return page

    def close(self) -> None:
        """Close the window."""
        self._context.close()


@pytest.fixture(scope="session")
def reader(browser: Browser, service: httpx.Client) -> Iterator[Reader]:
    """The window that most tests share."""
    reader = Reader(browser, str(service.base_url))
    yield reader
    reader.close()


@pytest.fixture
def page(reader: Reader) -> Iterator[Page]:
    """The page, opened at its start; the test fails when the browser complains."""
    yield reader.anew()
    assert reader.faults.found == []


@pytest.fixture
def axe() -> str:
    """The source of axe-core."""
    return (files("axe_playwright_python") / "axe.min.js").read_text()
