"""A browser for each person, and the mails that reach them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from mentorship.outbox.delivery import deliver_all
from mentorship.outbox.planner import plan_all

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Walker:
    """A person at their own browser."""

    page: Page
    site: str
    email: str = ""
    acts: int = 0  # what the person had to do: presses and fillings, not looks

    def go(self, path: str) -> None:
        answer = self.page.goto(path if path.startswith("http") else f"{self.site}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def press(self, name: str) -> None:
        self.acts += 1
        self.page.get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        self.acts += 1
        self.page.get_by_role("link", name=name).first.click()

    def fill(self, label: str, text: str) -> None:
        self.acts += 1
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str) -> None:
        """A tile: its label is what people press."""
        self.acts += 1
        self.page.get_by_text(label, exact=True).first.click()

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def does_not_find(self, url: str) -> None:
        answer = self.page.goto(url)
        assert answer is not None
        assert answer.status == 404


@pytest.fixture(scope="session")
def built_files() -> None:
    call_command("build_fonts", verbosity=0)
    call_command("build_assets", verbosity=0)


@pytest.fixture(scope="module")
def chromium_browser(chromium_path: str, built_files: None) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def walker(
    request: pytest.FixtureRequest, chromium_browser: Browser, live_server: Any, settings: Any
) -> Iterator[Callable[[str], Walker]]:
    """Makes people at browsers of their own; `walker("Europe/Berlin")`.

    A walk may begin at night, and nobody in it waits for the morning's post.
    """
    settings.SITE_URL, settings.HEED_QUIET_HOURS = live_server.url, False
    contexts = []

    def make(zone: str) -> Walker:
        context = chromium_browser.new_context(
            java_script_enabled=request.param,
            timezone_id=zone,
            viewport={"width": 1280, "height": 800},
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Walker(context.new_page(), live_server.url)

    yield make
    for context in contexts:
        context.close()


def post_arrives(at: datetime | None = None) -> None:
    """Plan and deliver what is due at an instant, as the worker does."""
    now = at or timezone.now()
    with time_machine.travel(now):
        plan_all(now)
        deliver_all(now)


def last_mail(to: str, words: str = "") -> Any:
    """The newest mail to this address whose subject has these words."""
    found = [m for m in mail.outbox if to in m.to and words.lower() in m.subject.lower()]
    assert found, [(m.to, m.subject) for m in mail.outbox]
    return found[-1]


def code_in(message: Any) -> str:
    found = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", message.body, re.MULTILINE)
    assert found, message.body
    return found[1]


def links_in(message: Any) -> list[str]:
    return re.findall(r"https?://\S+", message.body)
