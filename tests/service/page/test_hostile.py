"""A document that wants more than to be read: everything it holds is text, and changes nothing."""

from collections.abc import Iterator
from datetime import date

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from index.documents import Document
from index.library import Library
from service.answering import Answered, Event, Question
from tests.doubles import document
from tests.service.http.running import running
from tests.service.page import scripts
from tests.service.page.conftest import Reader
from tests.service.page.documents import GENEVA
from tests.service.page.driving import ask, mark, source

SCRIPT = '<script>window.owned = 1</script><img src=x onerror="window.owned = 2"><svg onload="window.owned = 3">'
LEFT = "The delegation left the city on the same evening, and nobody told the press why that was so."
CLOSING = "</p></article><style>*{display:none}</style>"
MARKUP = f"The minister agreed. {SCRIPT} &lt;b&gt; [link](javascript:alert(1)) **bold** {CLOSING}"
MET = "Marco Rubio met Steve Witkoff in Geneva on 23 November 2025."
TURNED = f"He paid \u202e000,1\u202c euros and said \u2066yes\u2069. {MET}"
HOSTILE = document(
    MARKUP,
    TURNED,
    "x" * 1_000_000,
    "The end of it.",
    title=f"{SCRIPT} \u202e{'T' * 5000}",
    publisher=f"{SCRIPT} Publisher {'P' * 500}",
    author="javascript:window.owned = 4",
    published=date(2025, 11, 22),
    url="javascript:window.owned=5",
    language="en",
    kind=SCRIPT,
    actors=(SCRIPT, "A" * 2000),
)


def play(question: Question, library: Library) -> Iterator[Event]:
    """Cites the hostile document in every form."""
    said = [
        scripts.Said(HOSTILE, quote, about="<b>A</b>" if "compare" in question.text else None)
        for quote in quotes(HOSTILE)
    ]
    if "compare" in question.text:
        said.append(scripts.Said(GENEVA, "Nobody told Brussels before the text was public.", about="B" * 400))
    citations, statements = scripts.composed(said)
    yield Answered(scripts.answer(question, statements, citations, question.text))


def quotes(source: Document) -> list[str]:
    """Its first, second and last passage."""
    return [source.slice(source.passages[at]) for at in (0, 1, 3)]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(tmp_path_factory.mktemp("hostile"), play, HOSTILE, GENEVA) as client:
        yield client


@pytest.fixture(scope="module")
def reader(browser: Browser, hostile: httpx.Client) -> Iterator[Reader]:
    reader = Reader(browser, str(hostile.base_url))
    yield reader
    reader.close()


@pytest.fixture
def page(reader: Reader) -> Iterator[Page]:
    page = reader.anew()
    yield page
    page.wait_for_timeout(200)  # for a handler of an error that would come late
    assert page.evaluate("() => window.owned ?? null") is None
    overflow = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    assert reader.faults.found == []


def test_its_words_are_shown_as_they_are(page: Page) -> None:
    turn = ask(page, f"Is it true? {SCRIPT}")
    expect(turn.get_by_role("heading", level=2)).to_contain_text(SCRIPT)
    expect(turn.locator(".statement").first).to_contain_text(MARKUP)
    expect(turn.locator("img, script, svg[onload], style")).to_have_count(0)
    expect(turn.locator(".note").first).to_contain_text(SCRIPT)


def test_characters_that_turn_the_direction_are_shown_as_such(page: Page) -> None:
    statement = ask(page, "What was paid?").locator(".statement").nth(1)
    expect(statement).to_contain_text("He paid \ufffd000,1\ufffd euros and said \ufffdyes\ufffd.")


def test_its_source_opens_at_the_span_without_a_link_to_its_address(page: Page) -> None:
    turn = ask(page, "What was paid?")
    mark(turn, 2).click()
    panel = source(page)
    expect(panel.locator("mark.quote")).to_contain_text("He paid")
    expect(panel).to_contain_text("The quote stands here word for word")
    expect(panel.get_by_role("link", name="Original")).to_have_count(0)
    expect(page.locator("a[href^='javascript' i]")).to_have_count(0)
    height = page.locator("#source-title").evaluate("element => element.getBoundingClientRect().height")
    assert height < 100


def test_a_line_of_a_megabyte_is_opened_piece_by_piece(page: Page) -> None:
    mark(ask(page, "What was paid?"), 3).click()
    panel = source(page)
    expect(panel.locator("mark.quote")).to_have_text("The end of it.")
    expect(panel.locator("mark.quote")).to_be_in_viewport()
    before = len(panel.inner_text())
    assert before < 200_000
    panel.get_by_role("button", name="Earlier text").click()
    assert len(panel.inner_text()) > before


def test_previews_tables_and_copies_take_it_as_text(page: Page) -> None:
    turn = ask(page, "Please compare them")
    expect(turn.get_by_role("columnheader").first).to_have_text("<b>A</b>")
    mark(turn, 1).hover()
    expect(page.get_by_role("tooltip")).to_contain_text(SCRIPT)
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="HTML").click()
    exported = download.value.path().read_text()
    assert "<script" not in exported
    assert "&lt;script&gt;" in exported
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Markdown").click()
    assert "<script" not in download.value.path().read_text().replace("\\<", "")


def test_the_documents_and_the_conditions_take_it_as_text(page: Page) -> None:
    page.get_by_role("link", name="Documents").click()
    row = page.locator(".document-rows tbody tr", has_text="Publisher PPP")
    expect(row).to_contain_text(SCRIPT)
    page.locator("#documents").get_by_role("button", name="Narrow").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name="AAAA").check()
    dialog.get_by_role("button", name="Done").click()
    expect(page.locator(".document-rows tbody tr")).to_have_count(1)
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(SCRIPT)
    expect(page.locator(".reading .document-text")).to_contain_text(MARKUP)
    expect(page.locator(".reading").get_by_role("link")).to_have_count(0)


def test_a_draft_that_it_bears_on_and_a_flag_take_it_as_text(page: Page) -> None:
    page.goto("/?view=check")
    page.get_by_role("textbox", name="Draft").fill(f"{MET} {LEFT}\n\n{SCRIPT}")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".checked .note").first).to_contain_text(SCRIPT)
    expect(page.locator(".draft-read")).to_contain_text(SCRIPT)
    page.locator(".checked .mark").first.click()
    expect(source(page)).to_contain_text("The quote stands here word for word")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="HTML").click()
    assert "<script" not in download.value.path().read_text()
    page.goto("/")
    turn = ask(page, "What was paid?")
    turn.get_by_role("button", name="Flag statement 1").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(SCRIPT)
    dialog.get_by_role("radio", name="Wrong").check()
    dialog.get_by_role("textbox", name="Note").fill(SCRIPT)
    dialog.get_by_role("button", name="Flag").click()
    expect(turn.locator(".flagged").first).to_contain_text(SCRIPT)
