"""A browser, what pages load, and a stage with everybody on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, sync_playwright

from tests.pages.keys import add_passkey
from tests.pages.stage import build_stage
from tests.world import World


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    call_command("build_fonts")
    call_command("build_assets")


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium_path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def staged(browser: Browser, live_server: Any, settings: Any, tmp_path: Path) -> World:
    """The stage of an installation whose mails land in a folder."""
    settings.SHOW_OUTBOX, settings.MAIL_FOLDER = True, tmp_path
    world = build_stage(tmp_path)
    world.keep(key=add_passkey(browser, live_server.url, world.keyed))
    return world
