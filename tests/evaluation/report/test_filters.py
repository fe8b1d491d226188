"""The report as a file in a browser: no server behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from evaluation.report.page import report
from evaluation.summary import RunInfo, summarise
from tests.evaluation.making import refused, said

RESULTS = [
    said("600,000", id="a", question="How many?", type="number", lang="en", must_include=["600,000"]),
    said("no", id="b", question="Wie viele?", type="number", lang="de", must_include=["600,000"]),
    refused(id="c", question="Who paid?", type="unanswerable", lang="en", answerable=False),
]


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "report.html"
    info = RunInfo(set="little", questions_sha256="0", date="2025-11-22T10:00:00+00:00")
    path.write_text(report(summarise(RESULTS, info), RESULTS, None), encoding="utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 800}, offline=True)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda request: faults.append(request.url) if request.url.startswith("http") else None)
    opened.goto(path.as_uri())
    yield opened
    context.close()
    assert faults == []


def shown(page: Page) -> list[str]:
    return page.locator(".q:visible .text").all_inner_texts()


def test_the_worst_come_first(page: Page) -> None:
    assert shown(page) == ["Wie viele?", "How many?", "Who paid?"]
    expect(page.locator("output")).to_have_text("3 of 3 questions")


def test_questions_are_filtered_by_type_verdict_language_and_words(page: Page) -> None:
    page.locator("[name=type]").select_option("number")
    assert shown(page) == ["Wie viele?", "How many?"]
    page.locator("[name=verdict]").select_option("right")
    assert shown(page) == ["How many?"]
    page.locator("[name=type]").select_option("unanswerable")
    assert shown(page) == []
    expect(page.locator("output")).to_have_text("0 of 3 questions")
    page.locator("[name=type]").select_option("")
    page.locator("[name=verdict]").select_option("")
    page.locator("[name=language]").select_option("de")
    assert shown(page) == ["Wie viele?"]
    page.locator("[name=language]").select_option("")
    page.locator("[name=text]").fill("PAID")
    assert shown(page) == ["Who paid?"]


def test_a_verdict_of_the_legend_filters_too(page: Page) -> None:
    page.locator(".legend a", has_text="refused rightly").click()
    assert shown(page) == ["Who paid?"]


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    for question in page.locator("details").all():
        question.evaluate("details => details.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
