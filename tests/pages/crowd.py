"""Drives one browser as many people: a session each, kept open from page to page."""

from __future__ import annotations

import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, Request, Response
from playwright.sync_api import Error as PlaywrightError

from tests.pages import checks
from tests.pages.checks import Finding
from tests.pages.keys import hand_over, signed_in
from tests.pages.plan import WIDTHS, Visit

RUN_AXE = "rules => axe.run({runOnly: rules, resultTypes: ['violations']})"
PATIENCE = 15_000  # milliseconds


class Crowd:
    """Visits scenes and keeps what is wrong; without script, what is wrong with the HTML alone."""

    def __init__(self, browser: Browser, base: str, world: Any, *, has_script: bool = True) -> None:
        self.browser, self.base, self.world, self.has_script = browser, base, world, has_script
        self.pages: dict[str, Page] = {}
        self.clients: dict[str, Client] = {}
        self.sizes: dict[str, int] = {}
        self.titles: dict[str, set[str]] = defaultdict(set)
        self.links: dict[str, dict[str, str]] = defaultdict(dict)
        self.heard: list[str] = []
        self.findings: list[Finding] = []

    def visit(self, visit: Visit) -> None:
        with override_settings(**visit.scene.settings), self._page(visit) as page:
            try:
                self._look(page, *visit.looks[0])
                answer = page.goto(self.base + visit.scene.path(self.world))
                if visit.scene.act:
                    visit.scene.act(page, self.world)
                self._examine(visit, page, answer)
            except PlaywrightError as error:
                self._keep(visit, f"could not be visited: {error.message[:300]}")

    def _look(self, page: Page, theme: Any, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")

    def _examine(self, visit: Visit, page: Page, answer: Response | None) -> None:
        status, path = answer.status if answer else 0, urlsplit(page.url).path
        meant = visit.scene.status, urlsplit(visit.scene.path(self.world)).path
        if not visit.scene.act and (status, path) != meant:
            self._keep(visit, f"answers {status}, and leads to {path}")
            return
        html, seen = page.content(), page.evaluate(checks.LOOK)
        self._keep_all(visit, checks.wrong_in_text(html))
        is_guide = visit.scene.route == "style_guide"
        self._keep_all(visit, checks.wrong_in(seen, many_mains=is_guide))
        self._weigh(visit, html, seen)
        if not visit.scene.act and status == 200:
            self.titles[seen["title"]].add(visit.scene.route)
        self.links[visit.actor] |= dict.fromkeys(seen["links"], visit.scene.name)
        if self.has_script:
            self._examine_looks(visit, page)
        self._examine_widths(visit, page)
        self._keep_all(visit, self.heard)

    def _examine_looks(self, visit: Visit, page: Page) -> None:
        shift = page.evaluate(checks.SHIFT)
        if shift > checks.MOST_SHIFT:
            self._keep(visit, f"the layout shifts by {shift:.3f} while it loads")
        page.evaluate(AXE_SCRIPT)
        for theme, width in visit.looks:
            self._look(page, theme, width)
            found = page.evaluate(RUN_AXE, checks.RULES)
            self._keep_all(visit, checks.barriers(found), f"{theme} {width}")

    def _examine_widths(self, visit: Visit, page: Page) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            self._keep_all(visit, page.evaluate(checks.SIDEWAYS), str(width))

    def _weigh(self, visit: Visit, html: str, seen: dict[str, Any]) -> None:
        for url in {*seen["styles"], *seen["scripts"]} - self.sizes.keys():
            with urllib.request.urlopen(self.base + url) as asset:
                self.sizes[url] = checks.zipped(asset.read())
        if visit.scene.route != "style_guide":
            self._keep_all(visit, checks.too_heavy(html, seen, self.sizes))

    def follow_links(self) -> None:
        """Every link that somebody was shown leads somewhere for them."""
        for actor, links in self.links.items():
            for link, page in links.items():
                if self._client(actor).get(link).status_code >= 400:
                    self.findings.append(Finding(page, f"a link leads nowhere: {link}", actor, ""))

    @contextmanager
    def _page(self, visit: Visit) -> Iterator[Page]:
        """The actor's own tab; a fresh one where something is going to be done."""
        self.heard.clear()
        actor, is_fresh = visit.actor, visit.scene.act is not None
        if is_fresh:
            page = self._open(actor)
            yield page
            page.context.close()
            return
        if actor not in self.pages:
            self.pages[actor] = self._open(actor)
        yield self.pages[actor]

    def _open(self, actor: str) -> Page:
        context = self.browser.new_context(java_script_enabled=self.has_script)
        hand_over(self._client(actor, is_fresh=True), context, self.base)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._hear_console)
        page.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))
        page.on("request", self._hear_request)
        page.on("requestfailed", self._hear_failure)
        page.on("response", self._hear_response)
        return page

    def _client(self, actor: str, *, is_fresh: bool = False) -> Client:
        if is_fresh or actor not in self.clients:
            self.clients[actor] = signed_in(self.world.people[actor])
        return self.clients[actor]

    def _hear_console(self, message: Any) -> None:
        # What the address itself answers is told by its status.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.heard.append(f"console: {message.text[:200]}")

    def _hear_request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.heard.append(f"asks somebody else: {request.url}")

    def _hear_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # as happens to what is under way when one leaves
            self.heard.append(f"request failed: {request.url}")

    def _hear_response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.heard.append(f"{response.status} for {response.url}")

    def _keep(self, visit: Visit, what: str, look: str = "") -> None:
        script = "" if self.has_script else "without script"
        self.findings.append(Finding(visit.scene.name, what, visit.actor, look or script))

    def _keep_all(self, visit: Visit, found: Any, look: str = "") -> None:
        for what in list(found):
            self._keep(visit, what, look)
