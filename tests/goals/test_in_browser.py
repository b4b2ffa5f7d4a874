"""Logging in a real Chromium: three interactions, one phone screen, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright

from accounts import links
from accounts.models import Draft
from accounts.private import open_for
from goals.models import Progress
from tests.factories import make_pairing
from tests.goals.factories import make_entry, make_goal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
WORDS = "Asked two users for a test slot."
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    call_command("build_fonts", verbosity=0)
    call_command("build_assets", verbosity=0)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium_path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def open_as(browser: Browser, live_server: Any) -> Iterator[Opener]:
    """A phone of somebody who is signed in, or of nobody in particular."""
    contexts = []

    def opened(path: str, person: Any = None, *, has_script: bool = True) -> Page:
        context = browser.new_context(viewport=PHONE, java_script_enabled=has_script)
        contexts.append(context)
        if person:
            client = Client()
            client.force_login(person)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def type_into_the_box(page: Page) -> None:
    """It has the focus already, so nobody has to tap it first."""
    expect(page.locator("textarea[name=text]")).to_be_focused()
    page.keyboard.type(WORDS)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


@pytest.mark.parametrize("has_script", [True, False])
def test_from_home_it_takes_a_tap_a_few_words_and_a_tap(
    open_as: Opener, pairing: Any, mentee: Any, *, has_script: bool
) -> None:
    page = open_as("/", mentee, has_script=has_script)
    page.get_by_role("link", name="Log", exact=True).first.click()
    type_into_the_box(page)
    save(page)
    expect(page.locator(".banner")).to_contain_text("Dela can read it now")
    assert open_for(Progress.objects.get(), "text", mentee) == WORDS


@pytest.mark.parametrize("has_script", [True, False])
def test_from_a_mail_it_takes_a_few_words_and_a_tap(
    open_as: Opener, pairing: Any, mentee: Any, *, has_script: bool
) -> None:
    token = links.token(mentee, "log", pairing=str(pairing.pk), kind="snag")
    page = open_as(reverse("log_from_mail", args=[token]), has_script=has_script)
    type_into_the_box(page)
    save(page)
    expect(page.locator(".lede")).to_contain_text("Dela can read it now")
    assert Progress.objects.get().kind == "snag"


@pytest.mark.parametrize("has_several", [True, False])
def test_it_all_fits_one_phone_screen(
    open_as: Opener, pairing: Any, mentor: Any, *, has_several: bool
) -> None:
    make_goal(pairing=pairing, title="Release the booking tool " * 9, status="agreed")
    if has_several:
        make_pairing(mentor=mentor)
        make_entry(pairing=pairing, by=mentor)
    page = open_as(f"{reverse('log')}?pairing={pairing.pk}", mentor)
    button = page.get_by_role("button", name="Save", exact=True).bounding_box()
    bar = page.locator(".nav").bounding_box()
    assert button is not None
    assert bar is not None
    assert button["y"] + button["height"] <= bar["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_what_is_typed_is_kept_while_it_is_typed(
    open_as: Opener, pairing: Any, mentee: Any
) -> None:
    page = open_as(reverse("log"), mentee)
    type_into_the_box(page)
    page.get_by_text("Draft kept at").wait_for(timeout=9_000)
    assert Draft.objects.text(by=mentee, place=f"log:{pairing.pk}") == WORDS
    page.reload()
    assert page.locator("textarea").input_value() == WORDS
