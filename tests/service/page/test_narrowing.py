import json
import re

from playwright.sync_api import Locator, Page, expect

from tests.service.page.driving import ask


def narrowing(page: Page) -> Locator:
    """The dialog, opened."""
    page.locator("#narrow").click()
    dialog = page.get_by_role("dialog", name="Which documents may be used")
    expect(dialog).to_contain_text("5 of 5 documents")
    return dialog


def test_every_condition_has_its_count_and_counts_follow_the_other_conditions(page: Page) -> None:
    dialog = narrowing(page)
    statement = dialog.get_by_role("checkbox", name=re.compile("^statement"))
    expect(statement.locator("..")).to_have_text("statement3")
    expect(dialog.get_by_role("checkbox", name=re.compile(r"^German\b")).locator("..")).to_have_text("German1")
    statement.check()
    expect(dialog).to_contain_text("3 of 5 documents")
    expect(dialog.get_by_role("checkbox", name=re.compile("^English")).locator("..")).to_have_text("English0")
    expect(dialog.get_by_role("checkbox", name=re.compile("^news")).locator("..")).to_have_text("news1")
    dialog.get_by_label("As of").fill("2025-11-30")
    expect(dialog).to_contain_text("1 of 5 documents")
    dialog.get_by_role("button", name="Clear all").click()
    expect(dialog).to_contain_text("5 of 5 documents")


def test_a_value_keeps_the_focus_when_it_is_chosen(page: Page) -> None:
    dialog = narrowing(page)
    box = dialog.get_by_role("checkbox", name=re.compile("^analysis|^statement"))
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()


def test_conditions_are_kept_in_the_address_sent_with_the_question_and_shown(page: Page) -> None:
    dialog = narrowing(page)
    dialog.get_by_label("As of").fill("2025-11-30")
    dialog.get_by_label("From").fill("2025-11-01")
    dialog.get_by_role("checkbox", name=re.compile("^Polish")).check()
    dialog.get_by_role("checkbox", name=re.compile("^Poland")).check()
    dialog.get_by_role("checkbox", name=re.compile("^Warszawa")).check()
    dialog.get_by_role("button", name="Done").click()
    expect(page.locator("#narrow")).to_be_focused()
    expect(page.locator("#chips .chip")).to_have_text(
        ["as of 30 Nov 2025", "from 1 Nov 2025", "Polish", "Poland", "Warszawa i myśliwce"]
    )
    with page.expect_request("**/v1/ask") as request:
        turn = ask(page, "Who led the delegation?")
    sent = json.loads(request.value.post_data or "")
    assert sent["as_of"] == "2025-11-30"
    assert sent["filters"].pop("document_ids")[0]
    assert sent["filters"] == {"published_from": "2025-11-01", "actors": ["Poland"], "languages": ["pl"]}
    expect(turn.locator(".status")).to_contain_text("as of 30 Nov 2025")
    expect(page).to_have_url(re.compile(r"/a/[0-9a-f]+\?as_of=2025-11-30&from=2025-11-01&actor=Poland&language=pl&in="))
    page.reload()
    expect(page.locator("#chips .chip")).to_have_count(5)


def test_a_condition_is_taken_away_with_its_chip(page: Page) -> None:
    page.goto("/?as_of=2025-11-30&kind=news")
    page.get_by_role("button", name="Remove the condition as of 30 Nov 2025").click()
    expect(page.locator("#chips .chip")).to_have_text(["news"])
    expect(page).to_have_url(re.compile(r"/\?kind=news$"))


def test_the_date_of_an_earlier_answer_stays_when_the_next_question_has_another(page: Page) -> None:
    page.goto("/?as_of=2025-11-30")
    first = ask(page, "Who led the delegation?")
    page.get_by_role("button", name="Remove the condition as of 30 Nov 2025").click()
    ask(page, "And then?")
    expect(first.locator(".status")).to_contain_text("as of 30 Nov 2025")
    expect(page.locator(".turn").last.locator(".status")).not_to_contain_text("30 Nov 2025")


def test_what_the_address_holds_amiss_is_left_out(page: Page) -> None:
    page.goto("/?as_of=yesterday&from=2025&kind=")
    expect(page.locator("#chips .chip")).to_have_count(0)
    expect(ask(page, "Who led the delegation?")).to_be_visible()


def test_conditions_hold_for_the_documents_too(page: Page) -> None:
    page.goto("/?view=documents&language=en")
    expect(page.locator(".document-rows tbody tr")).to_have_count(2)
    expect(page.get_by_text("2 of 5 documents")).to_be_visible()
    page.get_by_role("button", name="Remove the condition English").click()
    expect(page.locator(".document-rows tbody tr")).to_have_count(5)
