import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.service.page.conftest import Contexts
from tests.service.page.driving import ask, mark, source


def test_a_comparison_is_a_table_with_a_column_a_side(page: Page) -> None:
    table = ask(page, "Please compare Germany and Poland").get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["Germany", "Poland"])
    cells = table.get_by_role("cell")
    expect(cells).to_have_count(2)
    expect(cells.nth(0)).to_contain_text("ohne Europa gehe es nicht")
    expect(cells.nth(1)).to_contain_text("nic o Polsce bez Polski")
    expect(cells.nth(1)).to_contain_text("Biuletyn Wschodni")
    expect(cells.nth(1)).to_contain_text("p. 3")


def test_on_a_phone_the_sides_of_a_comparison_stand_below_each_other(open_context: Contexts) -> None:
    page = open_context(360, 740)
    page.goto("/")
    table = ask(page, "Please compare Germany and Poland").get_by_role("table")
    cells = table.get_by_role("cell")
    upper, lower = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
    assert upper is not None
    assert lower is not None
    assert upper["y"] + upper["height"] <= lower["y"]
    expect(cells.nth(1).locator(".side")).to_have_text("Poland")


def test_a_change_over_time_is_a_timeline_in_order_of_publication(page: Page) -> None:
    timeline = ask(page, "How did the plan change?").get_by_role("list", name="In order of publication")
    expect(timeline.get_by_role("listitem")).to_have_count(3)
    assert timeline.locator("time").evaluate_all("all => all.map((one) => one.dateTime)") == [
        "2025-11-20",
        "2025-11-24",
        "2025-12-01",
    ]
    expect(timeline.locator(".statement").nth(1)).to_contain_text("down to 19 points")


def test_a_conflict_shows_both_sides_with_their_sources_and_dates(page: Page) -> None:
    turn = ask(page, "Do they disagree?")
    expect(turn.locator(".status")).to_contain_text("sources disagree")
    conflict = turn.locator(".conflict")
    expect(conflict.get_by_role("heading")).to_have_text("Sources disagreeHow large the army may be")
    sides = conflict.get_by_role("listitem")
    expect(sides).to_have_count(2)
    expect(sides.nth(0)).to_contain_text("600,000")
    expect(sides.nth(0)).to_contain_text("Legal Desk")
    expect(sides.nth(0)).to_contain_text("20 Nov 2025")
    expect(sides.nth(1)).to_contain_text("800.000")
    expect(sides.nth(1)).to_contain_text("1 Dec 2025")
    sides.nth(1).locator(".mark").click()
    expect(source(page)).to_contain_text("Hauptstadtbrief")


def test_words_that_are_not_the_sources_own_stand_beside_the_quote(page: Page) -> None:
    turn = ask(page, "What does the model say?")
    expect(turn.locator(".status")).to_contain_text("Written by large-model-7")
    expect(turn.locator(".status")).to_contain_text("compare its words with the quotes")
    expect(turn.locator(".note-quote")).to_have_text(
        "“Marco Rubio led the American delegation in Geneva on 23 November 2025.”"
    )


def test_a_note_on_how_an_answer_was_made_stands_above_it(page: Page, service: httpx.Client) -> None:
    answer = service.post("/v1/ask", json={"question": "Who led the delegation?"}).json()
    note = {"code": "model_unavailable", "text": "The model did not answer; the documents are quoted <b>instead</b>."}
    page.route("**/v1/answers/*", lambda route: route.fulfill(json=answer | {"notes": [note]}))
    page.goto(f"/a/{answer['answer_id']}")
    expect(page.locator(".answer-note")).to_have_text(note["text"])


def test_a_quoted_table_keeps_its_form(page: Page) -> None:
    statement = ask(page, "Show the table").locator(".statement")
    expect(statement.locator("td")).to_have_text(
        ["Point", "Subject", "6", re.compile("army"), "9", re.compile("fighter jets")]
    )
    expect(statement.locator("mark.short")).to_have_text("army")
    expect(statement.locator(".mark")).to_have_text("1")


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_mark_previews_its_quote_with_title_publisher_and_date(page: Page, way: str) -> None:
    turn = ask(page, "Who led the delegation?")
    preview = page.get_by_role("tooltip")
    if way == "hover":
        mark(turn, 2).hover()
    else:
        mark(turn, 1).focus()
        for _ in ("flag", "note", "mark"):
            page.keyboard.press("Tab")
        expect(mark(turn, 2)).to_be_focused()
    expect(preview).to_contain_text("Steve Witkoff flew on to Moscow the same evening.")
    expect(preview).to_contain_text("The talks in Geneva")
    expect(preview).to_contain_text("Example Post, 24 Nov 2025")
    expect(mark(turn, 2)).to_have_attribute("aria-describedby", "preview")
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()


def test_one_steps_from_source_to_source(page: Page) -> None:
    turn = ask(page, "Please compare Germany and Poland")
    mark(turn, 1).click()
    panel = source(page)
    expect(panel).to_contain_text("1 of 3")
    expect(panel.get_by_role("button", name="Previous source")).to_have_attribute("aria-disabled", "true")
    panel.get_by_role("button", name="Next source").click()
    expect(panel).to_contain_text("2 of 3")
    expect(panel.locator("mark.quote")).to_have_text("Premier powiedział w Warszawie, że nic o Polsce bez Polski.")
    expect(panel.locator("mark.other")).to_have_text("Myśliwce mają stać w Łasku.")
    expect(mark(turn, 2)).to_have_class(re.compile("open"))
    page.keyboard.press("n")
    expect(panel).to_contain_text("3 of 3")
    expect(panel).to_contain_text("p. 3")
    expect(page).to_have_url(re.compile("#3$"))
    page.keyboard.press("p")
    expect(panel).to_contain_text("2 of 3")


def test_opening_a_source_moves_no_statement(page: Page) -> None:
    turn = ask(page, "Who led the delegation?")
    boxes = [statement.bounding_box() for statement in turn.locator(".statement").all()]
    mark(turn, 1).click()
    expect(source(page)).to_be_visible()
    assert [statement.bounding_box() for statement in turn.locator(".statement").all()] == boxes


def test_a_document_that_cannot_be_fetched_shows_the_quote_and_can_be_fetched_again(page: Page) -> None:
    page.route("**/v1/documents/*", lambda route: route.abort(), times=1)
    mark(ask(page, "Who led the delegation?"), 2).click()
    panel = source(page)
    expect(panel.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    expect(panel.locator("mark.quote")).to_have_text("Steve Witkoff flew on to Moscow the same evening.")
    panel.get_by_role("button", name="Try again").click()
    expect(panel).to_contain_text("The quote stands here word for word")


def test_a_quote_that_is_not_where_it_is_said_to_be_is_called_so(page: Page) -> None:
    def shifted(route):  # type: ignore[no-untyped-def]
        told = route.fetch().json()
        route.fulfill(json=told | {"text": "Something else. " + told["text"]})

    page.route("**/v1/documents/*", shifted)
    mark(ask(page, "Who led the delegation?"), 1).click()
    expect(source(page)).to_contain_text("The quote is not found at this place")


def test_the_way_to_an_answer_can_be_looked_at(page: Page) -> None:
    turn = ask(page, "Who led the delegation?")
    turn.get_by_text("How this was found").click()
    working = turn.locator(".working")
    expect(working).to_contain_text("Rubio led it in Paris. — other name")
    expect(working).to_contain_text("0.03 s")
    working.get_by_role("button", name="The talks in Geneva").first.click()
    expect(source(page)).to_contain_text("1 of 6")


def test_the_shortcuts_work_are_listed_and_can_be_switched_off(page: Page) -> None:
    ask(page, "Who led the delegation?")
    page.locator("main").focus()
    page.keyboard.press("2")
    expect(source(page)).to_contain_text("2 of 2")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Copy the answer with footnotes")
    dialog.get_by_role("checkbox", name="Single keys are shortcuts").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("main").focus()
    page.keyboard.press("2")
    expect(source(page)).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#question")).not_to_be_focused()


def test_what_follows_the_statements_in_fixed_words_is_shown(page: Page) -> None:
    asked = ask(page, "Who compared Germany, Poland and silent France?")
    expect(asked.locator(".remark")).to_have_text("Of France the documents say nothing on this.")
