import re

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.service.page.conftest import Contexts
from tests.service.page.driving import ask, mark, source
from tests.service.page.scripts import WAIT

QUESTION = "Who led the American delegation?"


def test_the_field_is_ready_and_an_answer_has_numbered_citations(page: Page) -> None:
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    turn = page.locator(".turn")
    expect(turn.get_by_role("heading", name=QUESTION)).to_be_visible()
    statements = turn.locator(".statement")
    expect(statements).to_have_count(2)
    expect(statements.first).to_contain_text("Marco Rubio led the American delegation in Geneva on 23 November 2025.")
    expect(statements.locator(".mark")).to_have_text(["1", "2"])
    expect(statements.first.locator("mark")).to_have_text("Marco Rubio")


def test_each_statement_says_beside_it_who_said_it_when_and_in_which_context(page: Page) -> None:
    note = ask(page, QUESTION).locator(".row").first.locator(".note")
    expect(note.locator(".publisher")).to_have_text("Example Post")
    expect(note).to_contain_text("24 Nov 2025")
    expect(note).to_contain_text("The talks in Geneva")
    expect(note.locator(".note-context")).to_contain_text("[…] He called it a good day")


def test_the_status_says_whose_words_these_are_how_many_documents_and_as_of_which_day(page: Page) -> None:
    status = ask(page, QUESTION).locator(".status")
    expect(status).to_contain_text("Quoted word for word, no model")
    expect(status).to_contain_text("1 document")
    expect(status).to_contain_text(re.compile(r"as of \d+ \w+ \d{4}"))


def test_a_citation_opens_its_document_at_the_highlighted_span(page: Page) -> None:
    mark(ask(page, QUESTION), 2).click()
    panel = source(page)
    expect(panel.get_by_role("heading")).to_have_text("2The talks in Geneva")
    expect(panel).to_contain_text("Example Post")
    expect(panel).to_contain_text("24 Nov 2025")
    expect(panel.get_by_role("link", name="Original")).to_have_attribute("href", "https://example.org/geneva")
    expect(panel.locator("mark.quote")).to_have_text("Steve Witkoff flew on to Moscow the same evening.")
    expect(panel).to_contain_text("Nobody told Brussels")
    expect(panel).to_contain_text("The quote stands here word for word")


def test_a_span_far_down_is_scrolled_into_view_with_its_short_answer(page: Page) -> None:
    mark(ask(page, "How deep down is it?"), 1).click()
    quote = source(page).locator("mark.quote")
    expect(quote.first).to_be_in_viewport()
    assert quote.all_inner_texts() == ["After Geneva the plan was down to ", "19", " points."]
    expect(source(page).locator("mark.short")).to_have_text("19")


def test_offsets_count_code_points_where_characters_take_two_units(page: Page) -> None:
    turn = ask(page, "Is there an emoji?")
    expect(turn.locator(".statement mark.short")).to_have_text("left")
    mark(turn, 1).click()
    expect(source(page)).to_contain_text("The quote stands here word for word")
    assert "".join(source(page).locator("mark.quote").all_inner_texts()) == "He called it a good day 🕊️ and left."


def test_everything_can_be_done_with_the_keyboard_alone(page: Page) -> None:
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_attribute("data-status", "answered")
    first = mark(page, 1)
    for _ in range(12):
        page.keyboard.press("Tab")
        if first.evaluate("element => element === document.activeElement"):
            break
    else:
        page.keyboard.press("Shift+Tab")
    first.focus()
    page.keyboard.press("Enter")
    expect(source(page).locator("mark.quote")).to_have_text(["Marco Rubio", re.compile("led the American")])
    expect(page.locator("#source-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(source(page)).to_be_hidden()
    expect(first).to_be_focused()


def test_on_a_phone_the_source_covers_the_page_and_back_closes_it(open_context: Contexts) -> None:
    page = open_context(390, 844, has_touch=True, is_mobile=True)
    page.goto("/")
    mark(ask(page, QUESTION), 1).tap()
    box = source(page).bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"]) == (0, 0, 390)
    page.go_back()
    expect(source(page)).to_be_hidden()
    expect(page.locator(".turn")).to_be_visible()


def test_a_refusal_says_why_what_was_looked_for_and_what_comes_nearest(page: Page) -> None:
    page.keyboard.type("Is nothing known about Lisbon?")
    page.keyboard.press("Enter")
    turn = page.locator(".turn")
    expect(turn).to_have_attribute("data-status", "insufficient_evidence")
    expect(turn).to_contain_text("The indexed documents do not answer this question.")
    expect(turn).to_contain_text("Nothing found mentions Lisbon.")
    expect(turn.locator(".looked-for")).to_have_text("Looked for: lisbon")
    expect(turn.locator(".mark")).to_have_count(0)
    turn.locator(".found").first.click()
    expect(source(page)).to_contain_text("The American draft has 28 points.")


def test_an_error_of_the_service_is_told_and_trying_again_works(page: Page, service: httpx.Client) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=500, content_type="application/problem+json", body='{"detail": "Its log has the reason."}')

    page.route("**/v1/ask", fail, times=1)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    failure = page.get_by_role("alert")
    expect(failure).to_contain_text("Something went wrong in the service.")
    expect(failure).to_contain_text("Its log has the reason.")
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    failure.get_by_role("button", name="Try again").click()
    expect(page.locator(".statement")).to_have_count(2)
    expect(page.locator(".turn")).to_have_count(1)


def test_a_real_failure_before_the_first_event_is_told_too(page: Page) -> None:
    page.keyboard.type("Is it broken?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Something went wrong in the service.")


@pytest.mark.parametrize("kind", ["connectionrefused", "internetdisconnected"])
def test_a_service_that_is_down_is_told_and_nothing_typed_is_lost(page: Page, kind: str) -> None:
    page.route("**/v1/ask", lambda route: route.abort(kind), times=1)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.keyboard.type("What I typed meanwhile")
    expect(page.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    expect(page.locator("#question")).to_have_value("What I typed meanwhile")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".statement")).to_have_count(2)
    expect(page.locator("#question")).to_have_value("What I typed meanwhile")


def test_a_stream_that_is_cut_off_keeps_what_came_and_says_that_it_is_incomplete(page: Page) -> None:
    page.keyboard.type("Will it be cut?")
    page.keyboard.press("Enter")
    turn = page.locator(".turn")
    expect(turn.get_by_role("alert")).to_contain_text("Something went wrong in the service.")
    expect(turn.locator(".statement")).to_have_count(1)
    expect(turn.locator(".status")).to_have_text("Incomplete")


def test_a_connection_that_ends_without_an_answer_is_told(page: Page) -> None:
    begun = 'event: retrieval\ndata: {"passages": []}\n\n'
    page.route("**/v1/ask", lambda route: route.fulfill(status=200, content_type="text/event-stream", body=begun))
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The connection broke off before the answer was whole.")


def test_statements_stream_in_and_the_answer_can_be_stopped(page: Page) -> None:
    WAIT.clear()
    page.keyboard.type("Who is it? Please wait.")
    page.keyboard.press("Enter")
    turn = page.locator(".turn")
    expect(turn.locator(".statement")).to_have_count(1)
    expect(turn.locator(".status")).to_contain_text("Reading 6 passages of 1 document …")
    expect(turn).to_have_attribute("aria-busy", "true")
    mark(turn, 1).click()
    expect(source(page).locator("mark.quote").first).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(turn.get_by_role("alert")).to_contain_text("Stopped.")
    expect(turn.locator(".statement")).to_have_count(1)
    WAIT.set()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_statements_that_arrive_move_nothing(page: Page) -> None:
    page.evaluate(
        "() => { window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())"
        " window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true }); }"
    )
    WAIT.clear()
    page.keyboard.type("Do they disagree? Please wait.")
    page.keyboard.press("Enter")
    expect(page.locator(".statement")).to_have_count(1)
    page.wait_for_timeout(700)  # a shift soon after a key would be forgiven
    page.evaluate("() => { window.shift = 0; }")
    WAIT.set()
    expect(page.locator(".conflict")).to_be_visible()
    page.wait_for_timeout(200)
    assert page.evaluate("() => window.shift") < 0.01


def test_a_question_that_takes_long_is_said_to_and_can_be_stopped_and_tried_again(open_context: Contexts) -> None:
    page = open_context()
    page.clock.install()
    page.goto("/")
    page.route("**/v1/ask", lambda route: None, times=1)
    page.locator("#question").fill(QUESTION)
    page.keyboard.press("Enter")
    status = page.locator(".turn .status")
    expect(status).to_contain_text("Searching the documents …")
    page.clock.run_for(9_000)
    expect(status).to_contain_text("This takes longer than usual.")
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".statement")).to_have_count(2)


def test_a_question_that_is_too_long_is_kept_and_not_sent(page: Page) -> None:
    field = page.locator("#question")
    field.fill("x" * 2001)
    expect(page.locator("#length")).to_have_text("2001 of 2000 characters: too long to ask")
    page.keyboard.press("Enter")
    expect(field).to_have_value("x" * 2001)
    expect(page.locator(".turn")).to_have_count(0)
    field.fill("x" * 2000)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_attribute("data-status", "answered")


def test_what_was_typed_survives_a_reload(page: Page) -> None:
    page.keyboard.type("Half a ques")
    page.reload()
    expect(page.locator("#question")).to_have_value("Half a ques")


def test_a_plain_form_asks_too(open_context: Contexts) -> None:
    page = open_context()
    page.goto("/?question=Who+led+it%3F&as_of=2025-11-30")
    turn = page.locator(".turn")
    expect(turn).to_have_attribute("data-status", "answered")
    expect(turn.get_by_role("heading", name="Who led it?")).to_be_visible()
    expect(turn.locator(".status")).to_contain_text("as of 30 Nov 2025")
