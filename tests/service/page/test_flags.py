"""Flags on statements: set, changed, undone, kept by the service."""

import json
import re

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.service.page.conftest import Contexts
from tests.service.page.driving import ask

QUESTION = "Who led the delegation?"


def flag(page: Page, opener: Locator, verdict: str, note: str = "") -> None:
    """Flag what the opener is for."""
    opener.click()
    dialog = page.get_by_role("dialog", name=re.compile("What is wrong with this"))
    dialog.get_by_role("radio", name=verdict).check()
    dialog.get_by_role("textbox", name="Note").fill(note)
    dialog.get_by_role("button", name="Flag").click()
    expect(dialog).to_be_hidden()


def exported(service: httpx.Client, page: Page) -> list[dict[str, object]]:
    """What the service gives out about the answer on the page."""
    expect(page).to_have_url(re.compile(r"/a/[0-9a-f]+"))
    answer_id = page.evaluate("() => location.pathname.split('/')[2]")
    lines = [json.loads(line) for line in service.get("/v1/feedback.jsonl").text.splitlines()]
    return [line for line in lines if line["answer_id"] == answer_id]


def test_a_flagged_statement_says_so_to_everybody(page: Page, open_context: Contexts, service: httpx.Client) -> None:
    turn = ask(page, QUESTION)
    statement = turn.locator(".row").nth(1)
    flag(page, turn.get_by_role("button", name="Flag statement 2"), "Wrong", "He stayed until the morning.")
    expect(statement.locator(".flagged")).to_contain_text("Wrong")
    expect(statement.locator(".flagged")).to_contain_text("He stayed until the morning.")
    expect(turn.locator(".row").nth(0).locator(".flagged")).to_be_hidden()
    (line,) = exported(service, page)
    assert (line["statement_number"], line["flag"], line["note"]) == (2, "wrong", "He stayed until the morning.")
    assert line["question"] == QUESTION
    other = open_context()
    other.goto(page.url)
    expect(other.locator(".row").nth(1).locator(".flagged")).to_contain_text("He stayed until the morning.")


def test_a_flag_is_changed_removed_and_both_undone(page: Page, service: httpx.Client) -> None:
    turn = ask(page, QUESTION)
    line = turn.locator(".row").first.locator(".flagged")
    flag(page, turn.get_by_role("button", name="Flag statement 1"), "Not supported")
    flag(page, line.get_by_role("button", name="Change"), "Incomplete")
    expect(line).to_contain_text("Incomplete")
    page.locator(".notice").last.get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("Not supported")
    line.get_by_role("button", name="Remove").click()
    expect(line).to_be_hidden()
    assert exported(service, page) == []
    page.locator(".notice", has_text="removed").get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("Not supported")
    assert [one["flag"] for one in exported(service, page)] == ["not_supported"]


def test_a_refusal_can_be_flagged_as_a_whole(page: Page, service: httpx.Client) -> None:
    page.keyboard.type("Is nothing known about Lisbon?")
    page.keyboard.press("Enter")
    turn = page.locator(".turn")
    flag(page, turn.get_by_role("button", name="Flag the answer"), "Wrong", "The draft has it.")
    expect(turn.locator(".answer-foot .flagged")).to_contain_text("The draft has it.")
    assert [one["statement_number"] for one in exported(service, page)] == [0]


def test_a_flag_that_cannot_be_kept_is_told_and_its_note_stays(page: Page) -> None:
    turn = ask(page, QUESTION)
    page.route("**/v1/answers/*/feedback", lambda route: route.abort(), times=1)
    turn.get_by_role("button", name="Flag statement 1").click()
    dialog = page.get_by_role("dialog", name="What is wrong with this statement?")
    dialog.get_by_role("radio", name="Wrong").check()
    dialog.get_by_role("textbox", name="Note").fill("He left earlier.")
    dialog.get_by_role("button", name="Flag").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    expect(dialog.get_by_role("textbox", name="Note")).to_have_value("He left earlier.")
    dialog.get_by_role("button", name="Flag").click()
    expect(dialog).to_be_hidden()
    expect(turn.locator(".row").first.locator(".flagged")).to_contain_text("He left earlier.")


def test_flagging_works_with_the_keyboard_alone(page: Page) -> None:
    turn = ask(page, QUESTION)
    opener = turn.get_by_role("button", name="Flag statement 1")
    opener.focus()
    expect(opener).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Not supported")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(turn.locator(".row").first.locator(".flagged")).to_contain_text("Not supported")


def test_sides_of_a_comparison_are_flagged_by_their_own_numbers(page: Page, service: httpx.Client) -> None:
    turn = ask(page, "Please compare Germany and Poland")
    flag(page, turn.get_by_role("button", name="Flag statement 3"), "Incomplete")
    expect(turn.get_by_role("cell").nth(1).locator(".flagged").last).to_contain_text("Incomplete")
    assert [one["statement"] for one in exported(service, page)] == ["Myśliwce mają stać w Łasku."]


def test_german_flags(open_context: Contexts) -> None:
    page = open_context(locale="de-DE")
    page.goto("/")
    page.locator("#question").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Aussage 1 beanstanden").click()
    dialog = page.get_by_role("dialog", name="Was stimmt an dieser Aussage nicht?")
    expect(dialog.get_by_role("radio")).to_have_count(3)
    dialog.get_by_role("radio", name="Unvollständig").check()
    dialog.get_by_role("button", name="Beanstanden").click()
    expect(page.locator(".flagged").first).to_contain_text("Unvollständig")
