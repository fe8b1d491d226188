"""What a user does on the page, and what there is to see."""

from playwright.sync_api import Locator, Page, expect


def ask(page: Page, question: str) -> Locator:
    """Ask, wait until the answer is there, and return the turn."""
    turns = page.locator(".turn")
    before = turns.count()
    page.get_by_role("textbox", name="Question", exact=True).fill(question)
    page.keyboard.press("Enter")
    expect(turns).to_have_count(before + 1)
    turn = turns.nth(before)
    expect(turn).to_have_attribute("data-status", "answered")
    return turn


def mark(turn: Page | Locator, number: int) -> Locator:
    """The mark of a citation; the first one when several statements share it."""
    return turn.locator(f".statement .mark[data-number='{number}']").first


def source(page: Page) -> Locator:
    """The panel with the source."""
    return page.get_by_role("complementary", name="Source")
