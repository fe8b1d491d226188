import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.service.http.running import running
from tests.service.page.conftest import Contexts
from tests.service.page.documents import DOCUMENTS, GENEVA
from tests.service.page.driving import ask, source
from tests.service.page.scripts import play


@pytest.fixture
def own(tmp_path: Path) -> Iterator[httpx.Client]:
    """A service whose documents may be removed."""
    with running(tmp_path / "data", play, *DOCUMENTS) as client:
        yield client


@pytest.fixture
def losing(open_context: Contexts, own: httpx.Client) -> Page:
    """The view of its documents."""
    return viewed(open_context, own)


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service to whose documents others may be added."""
    with running(tmp_path_factory.mktemp("growing"), play, *DOCUMENTS, max_upload=100_000) as client:
        yield client


@pytest.fixture
def documents(open_context: Contexts, growing: httpx.Client) -> Iterator[Page]:
    """The view of its documents; what was added is gone afterwards."""
    yield viewed(open_context, growing)
    first = {one.document_id for one in DOCUMENTS}
    for listed in growing.get("/v1/documents").json()["documents"]:
        if listed["document_id"] not in first:
            growing.delete(f"/v1/documents/{listed['document_id']}")


def viewed(open_context: Contexts, service: httpx.Client) -> Page:
    """The view of the documents of a service."""
    page = open_context(base_url=str(service.base_url))
    page.goto("/?view=documents")
    expect(page.locator(".document-rows tbody tr")).to_have_count(5)
    return page


def test_the_documents_are_listed_latest_first_with_what_is_known_of_them(page: Page) -> None:
    page.get_by_role("link", name="Documents").click()
    rows = page.locator(".document-rows tbody tr")
    expect(rows).to_have_count(5)
    expect(rows.first.get_by_role("cell")).to_have_text(
        ["Berlin zum Plan", "Hauptstadtbrief", "1 Dec 2025", "statement", "German", ""]
    )
    expect(rows.last).to_contain_text("undated")


def test_a_search_finds_titles_publishers_actors_and_words_of_the_text(page: Page) -> None:
    page.goto("/?view=documents")
    field = page.get_by_role("searchbox", name="Search titles, publishers, actors and text")
    field.fill("rubio")
    expect(page.locator(".document-rows tbody tr")).to_have_count(1)
    expect(page.get_by_text("1 document by title, publisher or actor")).to_be_visible()
    passage = page.locator(".passage-list .found", has_text="Marco Rubio led")
    expect(passage.locator("mark.term")).to_have_text("Rubio")
    expect(page).to_have_url(re.compile("search=rubio"))
    passage.click()
    expect(source(page).locator("mark.quote")).to_contain_text("Marco Rubio led")
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("rubio")
    expect(page.locator(".document-rows tbody tr")).to_have_count(1)


def test_a_document_is_read_with_the_passages_that_answers_cited(page: Page) -> None:
    ask(page, "Who led the delegation?")
    ask(page, "And how deep down?")
    ask(page, "Really, how deep down?")
    page.goto(f"/?read={GENEVA.document_id}")
    expect(page.get_by_role("heading", name="The talks in Geneva", level=1)).to_be_visible()
    expect(page.locator(".facts .part")).to_contain_text(["Example Post", "24 Nov 2025", "news", "English"])
    cited = page.locator(".cited-most li")
    expect(cited).to_have_count(3)
    expect(cited.first).to_contain_text("After Geneva the plan was down to 19 points.")
    expect(cited.first).to_contain_text("2 times")
    expect(page.locator(".document-text mark.other")).to_have_count(3)
    cited.first.get_by_role("button").click()
    expect(page.locator(".document-text mark.quote")).to_be_in_viewport()


def test_a_document_that_is_not_there_is_told(page: Page) -> None:
    page.goto("/?read=0123456789abcdef")
    expect(page.get_by_role("alert")).to_contain_text("There is no document at this address.")
    page.get_by_role("link", name="All documents").click()
    expect(page.locator(".document-rows tbody tr")).to_have_count(5)


def test_files_are_added_and_found_and_a_bad_one_says_why(documents: Page, tmp_path: Path) -> None:
    good, bad, large = tmp_path / "note.md", tmp_path / "picture.png", tmp_path / "large.txt"
    good.write_text("---\ntitle: A note on Vilnius\npublished: 2026-01-02\n---\n\nThe ministers met in Vilnius.\n")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    large.write_text("word " * 40_000)
    with documents.expect_file_chooser() as chooser:
        documents.get_by_role("button", name="Add documents").click()
    chooser.value.set_files([good, bad, large])
    uploads = documents.locator(".uploads li")
    expect(uploads.nth(0)).to_contain_text("added, 1 passage")
    expect(uploads.nth(1).get_by_role("alert")).to_contain_text("picture.png")
    expect(uploads.nth(2).get_by_role("alert")).not_to_be_empty()
    expect(documents.locator(".document-rows tbody tr").first).to_contain_text("A note on Vilnius")
    uploads.nth(0).get_by_role("link", name="A note on Vilnius").click()
    expect(documents.locator(".reading .document-text")).to_contain_text("The ministers met in Vilnius.")


def test_a_file_that_is_known_already_is_called_so(documents: Page, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The ministers met in Vilnius.\n")
    for said in ("added, 1 passage", "known already, unchanged"):
        documents.locator("#files").set_input_files(note)
        expect(documents.locator(".uploads li").first).to_contain_text(said)


def test_a_file_can_be_dropped(documents: Page) -> None:
    transfer = documents.evaluate_handle(
        "() => { const data = new DataTransfer();"
        " data.items.add(new File(['They met in Riga.'], 'riga.txt')); return data; }"
    )
    documents.dispatch_event(".dropzone", "drop", {"dataTransfer": transfer})
    expect(documents.locator(".uploads li")).to_contain_text("added, 1 passage")


def test_an_upload_that_breaks_off_can_be_tried_again(documents: Page, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The ministers met in Vilnius.\n")
    documents.route("**/v1/documents", lambda route: route.abort(), times=1)
    documents.locator("#files").set_input_files(note)
    upload = documents.locator(".uploads li")
    expect(upload.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    upload.get_by_role("button", name="Try again").click()
    expect(upload).to_contain_text("added, 1 passage")


def test_a_document_that_is_removed_can_be_kept_after_all(documents: Page, growing: httpx.Client) -> None:
    documents.get_by_role("button", name="Remove The talks in Geneva").click()
    rows = documents.locator(".document-rows tbody tr")
    expect(rows).to_have_count(4)
    documents.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(5)
    documents.reload()
    expect(rows).to_have_count(5)
    assert growing.get(f"/v1/documents/{GENEVA.document_id}").status_code == 200


def test_leaving_the_page_finishes_a_removal(losing: Page, own: httpx.Client) -> None:
    losing.get_by_role("button", name="Remove The talks in Geneva").click()
    losing.goto("about:blank")
    until = time.monotonic() + 10
    while own.get(f"/v1/documents/{GENEVA.document_id}").status_code != 404:
        assert time.monotonic() < until, "it is still there"
        time.sleep(0.05)


def test_a_removal_takes_place_when_the_time_to_undo_is_over(open_context: Contexts, own: httpx.Client) -> None:
    page = open_context(base_url=str(own.base_url))
    page.clock.install()
    page.goto("/?view=documents")
    page.get_by_role("button", name="Remove The talks in Geneva").click()
    with page.expect_response(re.compile("/v1/documents/")) as response:
        page.clock.run_for(9_000)
    assert response.value.status == 204
    expect(page.locator(".document-rows tbody tr")).to_have_count(4)
    expect(page.locator(".notice")).to_have_count(0)


def test_a_removal_that_fails_is_told_and_the_document_comes_back(
    open_context: Contexts, growing: httpx.Client
) -> None:
    page = open_context(base_url=str(growing.base_url))
    page.clock.install()
    page.goto("/?view=documents")
    page.route(
        "**/v1/documents/*", lambda route: route.fulfill(status=503, json={"detail": "Another process is busy."})
    )
    page.get_by_role("button", name="Remove The talks in Geneva").click()
    page.clock.run_for(9_000)
    expect(page.locator(".notice.wrong")).to_contain_text("The talks in Geneva could not be removed.")
    expect(page.locator(".document-rows tbody tr")).to_have_count(5)


def test_an_answer_whose_document_was_removed_still_shows_what_was_quoted(losing: Page, own: httpx.Client) -> None:
    losing.get_by_role("link", name="Ask", exact=True).click()
    turn = ask(losing, "Who led the delegation?")
    assert own.delete(f"/v1/documents/{GENEVA.document_id}").status_code == 204
    turn.locator(".mark").first.click()
    panel = source(losing)
    expect(panel.get_by_role("alert")).to_contain_text("This document has been removed since.")
    expect(panel.locator("mark.quote")).to_contain_text("Marco Rubio led the American delegation")


def test_a_list_that_cannot_be_fetched_is_told_and_fetched_again(page: Page) -> None:
    page.route("**/v1/documents?*", lambda route: route.abort(), times=1)
    page.goto("/?view=documents")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".document-rows tbody tr")).to_have_count(5)
