"""Every component in a real browser: no barrier, no sideways scroll, nothing too small to touch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 390, 1280)
LEAST_TARGET = 44
TOUCHED = "button, input, select, textarea, summary, nav a, .button, .card-link, .row-link"
SMALL = """([touched, least]) => [...document.querySelectorAll(touched)]
  .filter(e => e.type !== 'hidden' && e.checkVisibility())
  .filter(e => !e.closest('.tile, .tick, .visually-hidden'))
  .map(e => [e, e.matches('.card-link, .row-link') ? e.closest('.card, li') : e])
  .filter(([e, box]) => box.getBoundingClientRect().height < least - 0.5)
  .map(([e]) => e.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium_path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(params=[(w, t) for w in WIDTHS for t in ("light", "dark")], ids=str)
def guide(request: Any, browser: Browser, live_server: Any) -> Iterator[Page]:
    width, theme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/style-guide/?errors=1")
    yield page
    context.close()


def test_the_style_guide_has_no_barrier(guide: Page) -> None:
    found = Axe().run(guide, options={"runOnly": RULES}).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []


def test_the_style_guide_never_scrolls_sideways(guide: Page) -> None:
    scrolled, seen = guide.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert scrolled == seen


def test_everything_to_touch_is_large_enough(guide: Page) -> None:
    assert guide.evaluate(SMALL, [TOUCHED, LEAST_TARGET]) == []


def test_the_error_summary_has_the_focus(guide: Page) -> None:
    assert guide.evaluate("document.activeElement.className") == "error-summary"
