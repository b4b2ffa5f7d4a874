"""What the crawler looks for is found where it was planted, and not where nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.pages import checks
from tests.pages.checks import Finding
from tests.pages.crowd import RUN_AXE

pytestmark = pytest.mark.browser
GOOD = (
    '<!doctype html><html lang="en"><head><title>Goals · Samehorizon</title></head><body>'
    '<a class="skip" href="#content">Skip</a><header><p>Samehorizon</p></header>'
    '<main id="content"><h1>Goals</h1><p>None yet.</p><button class="button-main">Write</button>'
    "</main></body></html>"
)
# what is planted, instead of what, and what the crawler says of it
PLANTED = [
    ("", ' lang="en"', "no language"),
    ("<title>Goals</title>", "<title>Goals · Samehorizon</title>", "title says little: 'Goals'"),
    ("<h1>A</h1><h1>B</h1>", "<h1>Goals</h1>", "not one h1 but ['A', 'B']"),
    ("<h1> </h1>", "<h1>Goals</h1>", "not one h1 but ['']"),
    ("", 'class="skip" ', "the skip link does not come first, or leads nowhere"),
    ("Due on None", "None yet.", "slipped into the text: 'None'"),
    ("Hello {{ name }}", "None yet.", "slipped into the text: '{{'"),
    ("Fish &amp;amp; chips", "None yet.", "slipped into the text: '&amp;'"),
    ('<a href="#x">x</a>', "None yet.", 'leads nowhere: <a href="#x">x</a>'),
    ('<b id="content">x</b>', "None yet.", "two elements have the id content"),
    ('<a class="button-main">x</a>', "None yet.", "several main buttons: ['x', 'Write']"),
]
WIDE = ("<pre>" + "x" * 400 + "</pre>", "None yet.")
BARRIERS = [
    ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "None yet.", "image-alt"),
    ("<input>", "None yet.", "label"),
    ('<p><font color="#bbb">pale</font></p>', "<p>None yet.</p>", "color-contrast"),
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 320, "height": 600})
    yield page
    page.close()


def wrong_in(page: Page, html: str) -> list[str]:
    page.set_content(html)
    return list(checks.wrong_in(page.evaluate(checks.LOOK)))


def barriers_of(page: Page, html: str) -> set[str]:
    page.set_content(html)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN_AXE, checks.RULES)["violations"]
    assert len(list(checks.barriers({"violations": found}))) == sum(len(f["nodes"]) for f in found)
    return {rule["id"] for rule in found}


def test_nothing_is_wrong_with_a_good_page(page: Page) -> None:
    assert wrong_in(page, GOOD) == []
    assert barriers_of(page, GOOD) == set()
    assert page.evaluate(checks.SIDEWAYS) == []
    assert list(checks.wrong_in_text(GOOD)) == []


@pytest.mark.parametrize(("planted", "instead_of", "said"), PLANTED)
def test_what_is_planted_is_found(page: Page, planted: str, instead_of: str, said: str) -> None:
    assert wrong_in(page, GOOD.replace(instead_of, planted)) == [said]


@pytest.mark.parametrize(("planted", "instead_of", "rule"), BARRIERS)
def test_a_planted_barrier_is_found(page: Page, planted: str, instead_of: str, rule: str) -> None:
    assert barriers_of(page, GOOD.replace(instead_of, planted)) == {rule}


def test_what_is_too_wide_is_found(page: Page) -> None:
    page.set_content(GOOD.replace(WIDE[1], WIDE[0]))
    assert [found[:24] for found in page.evaluate(checks.SIDEWAYS)] == ["scrolls sideways: <pre>x"]


def test_an_inline_style_is_found() -> None:
    assert list(checks.wrong_in_text('<p class="a" style="x">')) == [
        'inline style: <p class="a" style='
    ]


def test_what_is_too_heavy_is_found() -> None:
    seen = {"styles": ["/a.css"], "scripts": ["/a.js"], "has_form": True}
    light, heavy = {"/a.css": 9_000, "/a.js": 1_000}, {"/a.css": 15_000, "/a.js": 16_000}
    assert list(checks.too_heavy(GOOD, seen, light)) == []
    assert len(list(checks.too_heavy(GOOD, seen, heavy))) == 2


def test_a_title_that_two_pages_share_is_found() -> None:
    titles = {"A": {"goal", "goals"}, "B": {"log", "log_from_mail"}, "C": {"goal"}}
    assert list(checks.shared_titles(titles)) == ["goal, goals share the title 'A'"]


def test_findings_are_told_together_once_each() -> None:
    found = [Finding("goal", "no h1", "mentee", "dark 320"), Finding("goal", "no h1", "mentor", "")]
    told = checks.report(found)
    assert told == "1 things are wrong with the pages:\ngoal: no h1  [mentee dark 320, mentor]"
