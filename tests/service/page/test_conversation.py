import json
import re
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.service.page.conftest import Contexts
from tests.service.page.driving import ask, mark, source

ADDRESS = re.compile(r"/a/[0-9a-f]+$")


def answer_id(page: Page) -> str:
    """The id in the address of the page."""
    expect(page).to_have_url(re.compile(r"/a/[0-9a-f]+"))
    return page.evaluate("() => location.pathname.split('/')[2]")  # type: ignore[no-any-return]


def test_every_answer_has_an_address_that_shows_it_to_others_exactly_as_given(
    page: Page, open_context: Contexts, service: httpx.Client
) -> None:
    turn = ask(page, "Who led the delegation?")
    given = service.get(f"/v1/answers/{answer_id(page)}").json()
    assert given["question"] == "Who led the delegation?"
    other = open_context()
    other.goto(page.url)
    shown = other.locator(".turn")
    expect(shown).to_have_attribute("data-status", "answered")
    expect(shown.locator(".answer-body")).to_have_text(turn.locator(".answer-body").inner_text(), use_inner_text=True)
    expect(shown.get_by_role("heading", name="Who led the delegation?")).to_be_visible()


def test_everybody_sees_as_of_which_day_and_from_which_documents_an_answer_is(
    page: Page, open_context: Contexts
) -> None:
    page.goto("/?as_of=2025-11-30&actor=Poland")
    ask(page, "Who led the delegation?")
    answer = answer_id(page)
    other = open_context()
    other.goto(f"/a/{answer}")
    status = other.locator(".status")
    expect(status).to_contain_text("Quoted word for word, no model")
    expect(status).to_contain_text("only Poland")
    expect(status.locator(".as-of")).to_have_text("as of 30 Nov 2025")


def test_the_address_of_a_source_opens_it(page: Page, open_context: Contexts) -> None:
    mark(ask(page, "Who led the delegation?"), 2).click()
    expect(page).to_have_url(re.compile("#2$"))
    other = open_context()
    other.goto(page.url)
    expect(source(other).locator("mark.quote")).to_have_text("Steve Witkoff flew on to Moscow the same evening.")


def test_a_follow_up_is_sent_with_what_was_said_and_shows_how_it_was_understood(page: Page) -> None:
    ask(page, "Who led the delegation?")
    with page.expect_request("**/v1/ask") as request:
        turn = ask(page, "And then?")
    history = json.loads(request.value.post_data or "")["history"]
    assert [one["role"] for one in history] == ["user", "assistant"]
    assert history[0]["content"] == "Who led the delegation?"
    assert "[1]" in history[1]["content"]
    expect(turn.locator(".understood")).to_have_text("Understood as: And then? (Who led the delegation?)")
    alone = ask(page, "Which of it stands alone?")
    expect(alone.locator(".understood")).to_have_text("Understood by itself, without what went before.")


def test_an_answer_to_a_follow_up_says_under_its_own_address_how_it_was_understood(
    page: Page, open_context: Contexts
) -> None:
    first = ask(page, "Who led the delegation?")
    expect(first.locator(".understood")).to_be_hidden()
    ask(page, "And then?")
    answer_id(page)
    other = open_context()
    other.goto(page.url)
    expect(other.locator(".understood")).to_have_text("Understood as: And then? (Who led the delegation?)")


def test_a_conversation_survives_a_reload(page: Page) -> None:
    ask(page, "Who led the delegation?")
    ask(page, "And then, do they disagree?")
    page.reload()
    turns = page.locator(".turn[data-status='answered']")
    expect(turns).to_have_count(2)
    expect(turns.nth(0)).to_contain_text("Marco Rubio led")
    expect(turns.nth(1).locator(".conflict")).to_be_visible()
    ask(page, "Who else?")
    expect(page.locator(".turn")).to_have_count(3)


def test_back_and_forward_go_from_answer_to_start_and_back(page: Page) -> None:
    ask(page, "Who led the delegation?")
    first = page.url
    page.get_by_role("link", name="Ask").click()
    expect(page.locator("#start")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)
    page.go_back()
    expect(page).to_have_url(first)
    expect(page.locator(".turn")).to_have_attribute("data-status", "answered")


def test_earlier_conversations_are_offered_and_can_be_forgotten(page: Page) -> None:
    ask(page, "Who led the delegation?")
    page.get_by_role("link", name="Ask").click()
    earlier = page.get_by_role("region", name="Earlier conversations")
    earlier.get_by_role("link", name="Who led the delegation?").click()
    expect(page.locator(".turn")).to_have_attribute("data-status", "answered")
    page.get_by_role("link", name="Ask").click()
    earlier.get_by_role("button", name="Forget").click()
    expect(earlier.get_by_role("link")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(earlier.get_by_role("link")).to_have_count(1)
    earlier.get_by_role("button", name="Forget").click()
    page.reload()
    expect(page.get_by_role("heading", name="Questions these documents answer")).to_be_visible()
    expect(earlier).to_have_count(0)


def test_the_last_question_is_edited_in_place(page: Page) -> None:
    ask(page, "Who led the delegation?")
    before = page.url
    page.get_by_role("button", name="Edit the question").click()
    field = page.get_by_role("textbox", name="Edit the question")
    expect(field).to_have_value("Who led the delegation?")
    field.fill("Do they disagree?")
    field.press("Enter")
    expect(page.locator(".turn[data-status='answered'] .conflict")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(1)
    assert page.url != before
    page.reload()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".conflict")).to_be_visible()


def test_editing_an_earlier_question_begins_a_new_conversation_and_keeps_the_old_one(page: Page) -> None:
    ask(page, "Who led the delegation?")
    ask(page, "And then?")
    old = page.url
    page.get_by_role("button", name="Edit the question").first.click()
    page.get_by_role("textbox", name="Edit the question").fill("Do they disagree?")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".conflict")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(1)
    page.goto(old)
    expect(page.locator(".turn[data-status='answered']")).to_have_count(2)
    expect(page.locator(".turn").first).to_contain_text("Marco Rubio led")


def test_editing_can_be_given_up(page: Page) -> None:
    ask(page, "Who led the delegation?")
    page.get_by_role("button", name="Edit the question").click()
    page.get_by_role("textbox", name="Edit the question").press("Escape")
    expect(page.get_by_role("heading", name="Who led the delegation?")).to_be_visible()
    expect(page.get_by_role("button", name="Edit the question")).to_be_focused()


def test_an_answer_the_service_no_longer_has_is_told(page: Page) -> None:
    page.goto("/a/0123456789abcdef")
    expect(page.get_by_role("alert")).to_contain_text("The service does not have this answer.")


def test_a_question_that_was_under_way_when_the_page_was_left_can_be_asked_again(page: Page) -> None:
    page.route("**/v1/ask", lambda route: None, times=1)
    page.keyboard.type("Who led the delegation?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_attribute("aria-busy", "true")
    page.reload()
    expect(page.get_by_role("heading", name="Who led the delegation?")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("This question was not answered")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".turn")).to_have_attribute("data-status", "answered")


def test_an_answer_is_copied_as_text_with_footnotes_and_as_markdown(open_context: Contexts) -> None:
    page = open_context(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/")
    ask(page, "Who led the delegation?")

    def copied(form: str) -> str:
        page.get_by_role("button", name="Copy", exact=True).click()
        page.get_by_role("menuitem", name=form).click()
        page.locator(".notice", has_text="Copied").get_by_role("button", name="Dismiss").click()
        expect(page.locator(".notice")).to_have_count(0)
        return page.evaluate("() => navigator.clipboard.readText()")  # type: ignore[no-any-return]

    rubio = "Marco Rubio led the American delegation in Geneva on 23 November 2025."
    witkoff = "Steve Witkoff flew on to Moscow the same evening."
    assert copied("As text") == f"{rubio}[1]\n\n{witkoff}[2]"
    footnotes = copied("With footnotes")
    assert footnotes.startswith(
        f"{rubio}¹\n\n{witkoff}²\n\n¹ Example Post, 24 Nov 2025: The talks in Geneva. “{rubio}”"
    )
    assert footnotes.endswith("https://example.org/geneva")
    markdown = copied("As Markdown")
    assert markdown.startswith(f"{rubio}[^1]\n\n{witkoff}[^2]\n\n[^1]: Example Post, 24 Nov 2025: ")


def test_the_menu_of_forms_is_worked_by_the_keyboard(page: Page) -> None:
    ask(page, "Who led the delegation?")
    button = page.get_by_role("button", name="Copy", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="As text")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="As Markdown")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_conversation_is_exported_as_markdown_and_html(page: Page, tmp_path: Path, open_context: Contexts) -> None:
    ask(page, "Who led the delegation?")
    ask(page, "Do they disagree?")

    def exported(form: str) -> Path:
        page.get_by_role("button", name="Export").click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=form).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path

    markdown = exported("Markdown")
    assert markdown.name == "Who-led-the-delegation.md"
    text = markdown.read_text()
    assert "## Who led the delegation?" in text
    assert "[^3]: Legal Desk, 20 Nov 2025: The American draft." in text
    assert "Sources disagree: How large the army may be" in text
    html = exported("HTML")
    assert html.name == "Who-led-the-delegation.html"
    other = open_context()
    other.goto(html.as_uri())
    expect(other.get_by_role("heading", name="Do they disagree?")).to_be_visible()
    expect(other.get_by_role("link", name="[1]").first).to_have_attribute("href", "#source-1-1")
    expect(other.locator("#source-1-1")).to_contain_text("Marco Rubio led")
