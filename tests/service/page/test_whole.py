"""From a file on the user's disk to the highlighted words of the answer: the whole product, nothing scripted."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from socket import create_server

import pytest
import uvicorn
from playwright.sync_api import Page, expect

from service.http.app import create_app
from service.settings import Settings
from tests.service.page.conftest import Contexts
from tests.service.page.driving import ask, mark, source

CORPUS = Path(__file__).parents[3] / "corpus"
FILES = [
    "lg-full-clause-table-us-28-points.pdf",
    "nt-us-draft-points-20-and-24-to-28-amnesty-elections-peace-council.md",
    "b-nordic-baltic-brief.docx",
    "b-rome-helsinki-joint-call.html",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service as everybody gets it, without documents."""
    folder = tmp_path_factory.mktemp("whole")
    app = create_app(Settings(data_dir=folder / "data", cache_dir=folder / "cache"))
    with create_server(("127.0.0.1", 0)) as bound:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=5))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_files_are_added_asked_about_and_cited_to_the_word(open_context: Contexts, address: str) -> None:
    page = open_context(base_url=address)
    page.goto("/")
    expect(page.get_by_text("No documents are indexed yet.")).to_be_visible()
    page.get_by_role("link", name="Documents").click()
    page.locator("#files").set_input_files([CORPUS / name for name in FILES])
    expect(page.locator(".uploads li", has_text=re.compile("added, [1-9]"))).to_have_count(4, timeout=120_000)
    expect(page.locator(".document-rows tbody tr")).to_have_count(4)
    page.get_by_role("link", name="Ask", exact=True).click()
    turn = ask(page, "Within how many days would Ukraine have to hold elections under the US draft?")
    expect(turn.locator(".statement").first).to_contain_text("100 days")
    every_citation_stands_where_it_says(page)


def every_citation_stands_where_it_says(page: Page) -> None:
    """Opens the sources of the last answer one after the other."""
    turn, panel = page.locator(".turn").last, source(page)
    mark(turn, 1).click()
    count = len(set(turn.locator(".statement .mark").all_inner_texts()))
    for number in range(1, count + 1):
        expect(panel).to_contain_text(f"{number} of {count}")
        expect(panel).to_contain_text("The quote stands here word for word")
        expect(panel.locator("mark.quote").first).to_be_in_viewport()
        page.keyboard.press("n")
