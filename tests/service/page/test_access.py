"""For everybody, on every screen: axe-core, widths, languages, motion, paper."""

import json
import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.service.page.conftest import Contexts
from tests.service.page.driving import ask, mark, source
from tests.service.page.test_checking import DRAFT

RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
VIEWS = ["start", "lookup", "compare", "change", "disagree", "model", "table", "nothing", "error", "source", "preview"]
VIEWS += ["documents", "reading", "narrowing", "shortcuts", "editing", "flagging", "draft", "checked"]

ASKED = {
    "lookup",
    "compare",
    "change",
    "disagree",
    "model",
    "table",
    "source",
    "preview",
    "reading",
    "editing",
    "flagging",
}


def show(page: Page, view: str) -> None:
    """Bring a view of the page to the screen."""
    if view in ("documents", "draft", "checked"):
        page.goto("/?view=documents" if view == "documents" else "/?view=check")
    if view in ASKED:
        turn = ask(page, f"Tell me: {view}?")
        if view in ("source", "reading"):
            mark(turn, 1).click()
            expect(source(page)).to_contain_text("The quote stands here word for word")
        if view == "reading":
            page.get_by_role("link", name="Whole document").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("The talks in Geneva")
        if view == "preview":
            mark(turn, 1).hover()
            expect(page.get_by_role("tooltip")).to_be_visible()
        if view == "editing":
            turn.get_by_role("button", name="Edit the question").click()
        if view == "flagging":
            turn.get_by_role("button", name="Flag statement 2").click()
            expect(page.get_by_role("dialog")).to_be_visible()
    elif view in ("nothing", "error"):
        page.keyboard.type("Is there nothing?" if view == "nothing" else "Is it broken?")
        page.keyboard.press("Enter")
        expect(page.locator(".turn[data-status]")).to_be_visible()
    elif view == "narrowing":
        page.locator("#narrow").click()
        expect(page.get_by_role("dialog")).to_contain_text("5 of 5 documents")
    elif view == "shortcuts":
        expect(page.locator(".starter").first).to_be_visible()
        page.locator("main").focus()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
    elif view in ("draft", "checked"):
        page.get_by_role("textbox", name="Draft").fill(DRAFT)
        if view == "checked":
            page.keyboard.press("Control+Enter")
            expect(page.locator(".checked")).to_have_count(4)
    elif view == "documents":
        expect(page.locator(".document-rows tbody tr")).to_have_count(5)
    else:
        expect(page.locator(".starter").first).to_be_visible()


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds, shortened to what one needs to mend it."""
    # All that passes would be described, too, and sent over: that takes longer than the checks.
    found = page.evaluate("(rules) => axe.run(document, rules).then((found) => found.violations)", RULES)
    return [
        {"rule": one["id"], "nodes": [(node["html"][:200], node["failureSummary"]) for node in one["nodes"][:3]]}
        for one in found
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_fits_every_screen_and_passes_axe_in_light_and_dark(page: Page, axe: str, view: str) -> None:
    show(page, view)
    page.evaluate(axe)
    found = {}
    for width in (2000, 1400, 1000, 700, 390, 360):
        page.set_viewport_size({"width": width, "height": 900})
        wider = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0, width
        if width not in (1400, 390):
            continue
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            if faults := violations(page):
                found[f"{width} {scheme}"] = faults
    assert json.dumps(found, indent=1) == "{}"


def test_the_language_of_the_browser_is_spoken_and_can_be_changed(open_context: Contexts) -> None:
    page = open_context(locale="de-DE")
    page.goto("/")
    expect(page.get_by_role("heading", name="Was sagen die Dokumente?")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    field = page.get_by_role("textbox", name="Frage", exact=True)
    field.fill("Wer war es?")
    field.press("Enter")
    status = page.locator(".turn .status")
    expect(status).to_contain_text("Wort für Wort zitiert, ohne Modell")
    expect(page.locator(".note").first).to_contain_text("24. Nov. 2025")
    page.get_by_role("button", name="English").click()
    expect(status).to_contain_text("Quoted word for word, no model")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_role("button", name="Deutsch")).to_be_visible()


def test_german_views_show_no_english(open_context: Contexts) -> None:
    page = open_context(locale="de-DE")
    page.goto("/?view=documents")
    expect(page.get_by_role("columnheader")).to_have_text(["Titel", "Herausgeber", "Datum", "Art", "Sprache"])
    expect(page.locator(".document-rows tbody tr").first).to_contain_text("Erklärung")
    expect(page.locator(".document-rows tbody tr").first).to_contain_text("Deutsch")
    page.locator("#documents").get_by_role("button", name="Eingrenzen").click()
    expect(page.get_by_role("dialog", name="Welche Dokumente verwendet werden dürfen")).to_contain_text(
        "5 von 5 Dokumenten"
    )


def test_the_theme_follows_the_system_until_one_is_chosen(open_context: Contexts) -> None:
    page = open_context(color_scheme="dark")
    page.goto("/")

    def paper() -> str:
        return page.evaluate("() => getComputedStyle(document.body).backgroundColor")  # type: ignore[no-any-return]

    assert paper() == "rgb(23, 24, 27)"
    page.get_by_role("button", name="Theme: as the system has it").click()
    assert paper() == "rgb(252, 252, 250)"
    page.reload()
    assert paper() == "rgb(252, 252, 250)"
    page.get_by_role("button", name="Theme: light").click()
    assert paper() == "rgb(23, 24, 27)"


def test_polish_and_ukrainian_have_their_letters(open_context: Contexts) -> None:
    page = open_context()
    fonts: list[str] = []
    page.on("response", lambda response: fonts.append(response.url) if "woff2" in response.url else None)
    page.goto("/")
    ask(page, "Is it about Kyiv?")
    ask(page, "Please compare Germany and Poland")
    page.evaluate("() => document.fonts.ready.then(() => null)")
    assert any("cyrillic-400" in url for url in fonts)
    assert any("latin-ext-400" in url for url in fonts)


def test_who_wants_less_motion_gets_none(open_context: Contexts) -> None:
    page = open_context(reduced_motion="reduce")
    page.goto("/")
    moving = "() => document.getAnimations().length"
    page.route("**/v1/ask", lambda route: None)
    page.keyboard.type("Who led it?")
    page.keyboard.press("Enter")
    expect(page.locator(".skeleton")).to_be_visible()
    assert page.evaluate(moving) == 0


def test_screen_readers_are_told_what_happens(page: Page) -> None:
    live = page.locator("#live")
    turn = ask(page, "Who led the delegation?")
    expect(live).to_have_text("Answer: 2 statements, 2 sources.")
    mark(turn, 2).click()
    expect(live).to_have_text("Source shown: The talks in Geneva, Example Post, 24 Nov 2025")
    names = [landmark.get_attribute("aria-label") for landmark in page.locator("nav, aside").all()]
    assert names == ["Main", "Source"]
    expect(mark(turn, 2)).to_have_attribute("aria-label", "Source 2: Example Post, 24 Nov 2025")


def test_the_focus_is_always_visible(page: Page) -> None:
    ask(page, "Who led the delegation?")
    page.locator("body").press("Home")
    page.evaluate("() => document.activeElement.blur()")
    for step in range(14):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            assert step > 8  # past the last element, which is where the browser's own controls come
            break
        shown = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle !== 'none' || document.activeElement.id === 'question'; }"
        )
        assert shown, page.evaluate("() => document.activeElement.outerHTML")


def test_on_paper_there_are_the_answer_and_its_sources_and_nothing_to_press(page: Page) -> None:
    turn = ask(page, "Who led the delegation?")
    page.emulate_media(media="print")
    expect(turn.locator(".statement").first).to_be_visible()
    expect(turn.locator(".note").first).to_be_visible()
    for control in (page.locator("#composer"), page.locator(".bar"), turn.locator(".tools"), turn.locator(".edit")):
        expect(control).to_be_hidden()
    assert page.pdf()[:5] == b"%PDF-"


def test_on_paper_there_is_the_checked_draft_with_what_was_quoted(page: Page) -> None:
    show(page, "checked")
    page.emulate_media(media="print")
    expect(page.locator(".checked .statement").nth(1)).to_contain_text("21 points")
    expect(page.locator(".checked .note").nth(1)).to_be_visible()
    expect(page.locator(".checked .reason").nth(0)).to_contain_text("Contradicted")
    for control in (page.locator(".bar"), page.locator(".draft-form"), page.get_by_role("button", name="Export")):
        expect(control).to_be_hidden()


def test_the_first_paint_takes_less_than_100_kb(open_context: Contexts) -> None:
    page = open_context()
    page.goto("/")
    expect(page.locator(".starter").first).to_be_visible()
    sizes: dict[str, int] = page.evaluate(
        "() => Object.fromEntries(['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))"
        ".map((entry) => [entry.name.replace(location.origin, ''), entry.transferSize]))"
    )
    painted = [name for name in sizes if re.search(r"^/$|\.css$|start\.js$|\.woff2$", name)]
    assert len(painted) == 12
    assert sum(sizes[name] for name in painted) < 80_000
    assert sum(size for name, size in sizes.items() if not name.startswith("/v1/")) < 130_000


def test_loading_moves_nothing(page: Page, open_context: Contexts) -> None:
    ask(page, "Do they disagree?")
    other = open_context()
    other.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())"
        " window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    for address in (page.url, "/", "/?view=documents"):
        other.goto(address)
        expect(_last(other, address)).to_be_visible()
        other.wait_for_timeout(200)
        assert other.evaluate("() => window.shift") < 0.1, address


def _last(page: Page, address: str) -> Locator:
    if "/a/" in address:
        return page.locator(".conflict")
    return page.locator(".document-rows" if "documents" in address else ".starter").first
