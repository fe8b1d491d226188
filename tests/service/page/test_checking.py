"""A draft held against the documents, through the real verification."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.service.page.conftest import Contexts
from tests.service.page.driving import source

TRUE = "Marco Rubio led the American delegation in Geneva on 23 November 2025."
FALSE = "After Geneva the plan was down to 21 points."
UNSAID = "The Portuguese parliament debated the harvest of 1987."
DRAFT = f"{TRUE} {FALSE}\n\n{UNSAID} Is that a surprise?"


@pytest.fixture
def drafting(page: Page) -> Page:
    """The view of a draft, empty."""
    page.get_by_role("link", name="Check", exact=True).click()
    expect(draft(page)).to_be_focused()
    return page


def draft(page: Page) -> Locator:
    """The field."""
    return page.get_by_role("textbox", name="Draft")


def check(page: Page, text: str = DRAFT) -> Locator:
    """Check a draft and return its sentences."""
    draft(page).fill(text)
    page.get_by_role("button", name="Check", exact=True).click()
    sentences = page.locator(".checked")
    expect(sentences.first).to_be_visible()
    return sentences


def test_each_sentence_says_whether_the_documents_bear_it_out(drafting: Page) -> None:
    sentences = check(drafting)
    expect(sentences).to_have_count(4)
    verdicts = [one.get_attribute("data-verdict") for one in sentences.all()]
    assert verdicts == ["supported", "contradicted", "not_found", "no_claim"]
    expect(sentences.nth(0).locator(".note")).to_contain_text("Example Post")
    expect(sentences.nth(2)).to_contain_text("Not found: nothing that was found says this.")
    expect(sentences.nth(2).locator(".mark")).to_have_count(0)
    expect(drafting.locator(".draft-tools .status")).to_contain_text("Held against 5 documents")
    expect(drafting.locator(".checked.begins")).to_have_count(2)


def test_the_words_that_differ_are_shown_on_both_sides(drafting: Page) -> None:
    sentence = check(drafting).nth(1)
    expect(sentence.locator(".differs")).to_have_text("21")
    expect(sentence.locator(".reason")).to_have_text("Contradicted: the draft says “21”, the source “19”.")
    expect(sentence.locator(".note-quote")).to_have_text("“After Geneva the plan was down to 19 points.”")
    expect(sentence.locator(".note-quote mark.short")).to_have_text("19")


def test_a_mark_opens_the_source_at_its_span_and_has_an_address(drafting: Page) -> None:
    sentence = check(drafting).nth(1)
    sentence.locator(".mark").click()
    panel = source(drafting)
    expect(panel.locator("mark.quote").first).to_be_in_viewport()
    expect(panel.locator("mark.short")).to_have_text("19")
    expect(panel).to_contain_text("The quote stands here word for word")
    expect(drafting).to_have_url(re.compile(r"view=check#2$"))
    drafting.keyboard.press("p")
    expect(panel).to_contain_text("1 of 2")
    expect(drafting).to_have_url(re.compile("#1$"))
    drafting.reload()
    expect(panel).to_contain_text("1 of 2")
    expect(drafting.locator(".mark.open")).to_have_text("1")
    drafting.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_mark_previews_its_quote(drafting: Page) -> None:
    check(drafting).nth(0).locator(".mark").hover()
    expect(drafting.get_by_role("tooltip")).to_contain_text("Marco Rubio led the American delegation")


def test_the_conditions_hold_for_drafts(drafting: Page) -> None:
    drafting.goto("/?view=check&as_of=2025-11-22")
    sentences = check(drafting)
    expect(sentences.nth(0)).to_have_attribute("data-verdict", "not_found")
    expect(drafting.locator(".draft-tools .status")).to_have_text("Held against 2 documents · as of 22 Nov 2025")
    drafting.goto("/?view=check&language=en")
    drafting.get_by_role("button", name="Edit the draft").click()
    drafting.get_by_role("button", name="Check", exact=True).click()
    expect(drafting.locator(".draft-tools .status")).to_contain_text("Held against 2 documents · only English")
    expect(sentences.nth(0)).to_have_attribute("data-verdict", "supported")


def test_one_verdict_can_be_looked_at_alone(drafting: Page) -> None:
    sentences = check(drafting)
    only = drafting.get_by_role("button", name="1 contradicted")
    only.click()
    expect(only).to_have_attribute("aria-pressed", "true")
    assert [one.is_visible() for one in sentences.all()] == [False, True, False, False]
    only.click()
    assert all(one.is_visible() for one in sentences.all())


def test_the_draft_and_what_came_of_it_survive_a_reload(drafting: Page) -> None:
    draft(drafting).fill("Half a dra")
    drafting.reload()
    expect(draft(drafting)).to_have_value("Half a dra")
    check(drafting)
    drafting.reload()
    expect(drafting.locator(".checked")).to_have_count(4)
    drafting.get_by_role("button", name="Edit the draft").click()
    expect(draft(drafting)).to_have_value(DRAFT)
    expect(draft(drafting)).to_be_focused()


def test_a_draft_can_be_checked_and_left_with_the_keyboard_alone(drafting: Page) -> None:
    drafting.keyboard.insert_text(DRAFT)
    drafting.keyboard.press("Control+Enter")
    expect(drafting.locator(".checked")).to_have_count(4)
    expect(drafting.get_by_role("button", name="Edit the draft")).to_be_focused()
    drafting.keyboard.press("2")
    expect(source(drafting)).to_contain_text("2 of 2")
    drafting.keyboard.press("Escape")
    expect(source(drafting)).to_be_hidden()
    drafting.keyboard.press("a")
    expect(drafting.locator("#question")).to_be_focused()
    drafting.locator("main").focus()
    drafting.keyboard.press("v")
    expect(drafting.locator(".checked")).to_have_count(4)


def test_the_limit_is_shown_and_a_longer_draft_is_kept_and_not_sent(drafting: Page) -> None:
    length = drafting.locator(".draft-foot .length")
    draft(drafting).fill("🕊️" * 10_000)
    expect(length).to_have_text("20,000 of 20,000 characters")
    draft(drafting).fill("x" * 20_001)
    expect(length).to_have_text("20,001 of 20,000 characters: too long to check")
    sent: list[Route] = []
    drafting.route("**/v1/check", lambda route: sent.append(route))
    draft(drafting).press("Control+Enter")
    expect(draft(drafting)).to_have_value("x" * 20_001)
    expect(drafting.locator("#check .skeleton")).to_have_count(0)
    assert sent == []


def failing(route: Route) -> None:
    """What a service with an error of its own says."""
    route.fulfill(status=500, content_type="application/problem+json", body='{"detail": "Its log has the reason."}')


@pytest.mark.parametrize("down", [True, False], ids=["service down", "500"])
def test_an_error_is_told_loses_nothing_and_can_be_tried_again(drafting: Page, down: bool) -> None:
    drafting.route("**/v1/check", lambda route: route.abort() if down else failing(route), times=1)
    draft(drafting).fill(DRAFT)
    drafting.get_by_role("button", name="Check", exact=True).click()
    alert = drafting.get_by_role("alert")
    expect(alert).to_contain_text("The service cannot be reached." if down else "Its log has the reason.")
    expect(draft(drafting)).to_have_value(DRAFT)
    alert.get_by_role("button", name="Try again").click()
    expect(drafting.locator(".checked")).to_have_count(4)


def test_checking_can_be_stopped(drafting: Page) -> None:
    drafting.route("**/v1/check", lambda route: None, times=1)
    draft(drafting).fill(DRAFT)
    drafting.get_by_role("button", name="Check", exact=True).click()
    expect(drafting.locator("#check .skeleton")).to_be_visible()
    drafting.get_by_role("button", name="Stop").click()
    expect(drafting.get_by_role("alert")).to_contain_text("Stopped.")
    expect(draft(drafting)).to_have_value(DRAFT)


def exported(page: Page, form: str, folder: Path) -> Path:
    """The file that the page gives."""
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=form).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_the_marked_draft_is_exported_as_markdown_and_html(
    drafting: Page, open_context: Contexts, tmp_path: Path
) -> None:
    check(drafting)
    markdown = exported(drafting, "Markdown", tmp_path)
    assert markdown.name == "Checked-draft.md"
    heading, about, first, second, *notes = markdown.read_text().strip().split("\n\n")
    assert heading == "# Checked draft"
    assert re.match(r"\*Held against 5 documents · as of .* · 1 contradicted, 1 not found, 1 supported, 1 no", about)
    assert first == (
        f"{TRUE}[^1] After Geneva the plan was down to **21** points.[^2]"
        " *[Contradicted: the draft says “21”, the source “19”.]*"
    )
    assert second == f"{UNSAID} *[Not found]* Is that a surprise?"
    assert notes[0].startswith("[^1]: Example Post, 24 Nov 2025: The talks in Geneva.")
    other = open_context()
    other.goto(exported(drafting, "HTML", tmp_path).as_uri())
    expect(other.locator(".contradicted em")).to_have_text("21")
    expect(other.locator("p").nth(1)).to_contain_text("the source “19”.")
    expect(other.get_by_role("link", name="[2]")).to_have_attribute("href", "#source-2")


def test_a_draft_is_text_whatever_it_holds(drafting: Page) -> None:
    hostile = '<img src=x onerror="window.owned = 1"> <script>window.owned = 2</script> said Rubio on 23 November 2025.'
    sentences = check(drafting, f"{hostile} He paid \u202e000,1\u202c euros in Geneva.")
    expect(drafting.locator(".draft-read")).to_contain_text('<img src=x onerror="window.owned = 1">')
    expect(drafting.locator(".draft-read")).to_contain_text("He paid \ufffd000,1\ufffd euros")
    expect(sentences.locator("img, script")).to_have_count(0)
    assert drafting.evaluate("() => window.owned ?? null") is None


def test_a_german_reader_is_told_in_german(open_context: Contexts) -> None:
    page = open_context(locale="de-DE")
    page.goto("/?view=check")
    page.get_by_role("textbox", name="Entwurf").fill(DRAFT)
    page.get_by_role("button", name="Prüfen", exact=True).click()
    expect(page.locator(".checked").nth(1).locator(".reason")).to_have_text(
        "Bestritten: im Entwurf „21“, in der Quelle „19“."
    )
    expect(page.locator(".draft-tools .status")).to_contain_text("Gemessen an 5 Dokumenten")
