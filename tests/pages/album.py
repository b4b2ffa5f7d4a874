"""Takes the pictures for `python -m tests.shots`; run by pytest for its server and its stage."""

from __future__ import annotations

import os
import re
from html import escape
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Browser, Page

from mentorship.outbox import mailfolder
from tests.pages import flows, scenes
from tests.pages.keys import hand_over, signed_in
from tests.pages.scenes import Scene
from tests.routes import url
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
LOOKS = [(theme, width) for theme in ("light", "dark") for width in (390, 1280)]
OUT = Path(os.environ.get("SAMEHORIZON_SHOTS", "shots"))
ONLY = os.environ.get("SAMEHORIZON_SHOTS_ONLY", "")
HEIGHT = 800
# file: the page, whose, how wide and how high
README = {
    "home.png": ("home", "mentee", 1280, 860),
    "log.png": ("log", "mentee", 390, 860),
    "brief.png": ("brief", "mentor", 1280, 860),
}
SHEET = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Pages</title>
<style>body{{font:1rem sans-serif;background:#888}}section{{display:flex;gap:1rem;overflow:auto}}
img{{height:32rem;box-shadow:0 0 1rem #0006}}h2{{position:sticky;left:0}}</style>
{sections}</html>
"""


def test_take_those_of_the_readme(browser: Browser, live_server: Any, staged: World) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for file, (name, actor, width, height) in README.items():
        page = opened(browser, live_server.url, staged, actor)
        page.set_viewport_size({"width": width, "height": height})
        page.goto(live_server.url + url(name, staged))
        page.screenshot(path=OUT / file)
        page.context.close()


def test_take_all(browser: Browser, live_server: Any, staged: World) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    every = [*scenes.still(), *flows.with_mistakes(), *flows.with_thanks()]
    taken = {
        f"{scene.name} ({actor})": photographed(browser, live_server.url, staged, scene, actor)
        for scene in every
        if scene.name.startswith(tuple(ONLY.split(",")))
        for actor in eyes(scene)
    }
    if "mail:".startswith(tuple(ONLY.split(","))):
        taken |= mails(browser, live_server.url, staged)
    sections = "".join(_section(name, files) for name, files in taken.items())
    (OUT / "index.html").write_text(SHEET.format(sections=sections), encoding="utf-8")


def eyes(scene: Scene) -> tuple[str, ...]:
    """Everybody to whom the scene looks different."""
    if len(scene.actors) <= 2 or scene.name == "home":
        return scene.actors
    return tuple(actor for actor in ("mentee", "anonymous") if actor in scene.actors)[:1]


def photographed(browser: Browser, base: str, world: World, scene: Scene, actor: str) -> list[str]:
    """One scene in every look; the names of the files."""
    page = opened(browser, base, world, actor)
    with override_settings(**scene.settings):
        page.goto(base + scene.path(world))
        if scene.act:
            scene.act(page, world)
        name = f"{scene.name} {actor}"
        files = [shot(page, name, theme, width) for theme, width in LOOKS]
    page.context.close()
    return files


def opened(browser: Browser, base: str, world: World, actor: str) -> Page:
    context = browser.new_context(reduced_motion="reduce")
    hand_over(signed_in(world.people[actor]), context, base)
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def shot(page: Page, name: str, theme: Any, width: int) -> str:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    file = f"{_slug(name)}--{theme}-{width}.png"
    page.screenshot(path=OUT / file, full_page=True)
    return file


def mails(browser: Browser, base: str, world: World) -> dict[str, list[str]]:
    """The HTML twin of every mail that the stage sent, one of each subject."""
    page = opened(browser, base, world, "anonymous")
    taken: dict[str, list[str]] = {}
    for mail in world.mails:
        name = f"mail: {mailfolder.read(mail).subject}"
        if name not in taken:
            page.goto(base + reverse("outbox_mail_html", args=[mail]))
            taken[name] = [shot(page, name, theme, width) for theme, width in LOOKS]
    return taken


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:80]


def _section(name: str, files: list[str]) -> str:
    pictures = "".join(
        f'<a href="{file}"><img src="{file}" alt="" loading="lazy"></a>' for file in files
    )
    return f"<h2>{escape(name)}</h2><section>{pictures}</section>\n"
