"""Every page, as everybody who may see it: no barrier, no noise, nothing too wide or too heavy."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import get_resolver
from playwright.sync_api import Browser

from tests.pages import checks, flows, scenes
from tests.pages.checks import Finding
from tests.pages.crowd import Crowd
from tests.pages.plan import THEMES, WIDTHS, asked, visits
from tests.pages.scenes import Scene
from tests.world import ACTORS, World

in_browser = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Of allauth: pages that its forms lead to (see flows), and what is no page.
REACHED_OTHERWISE = {
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "mfa_authenticate",
}
NO_PAGE = {"mfa_download_recovery_codes", "mfa_login_webauthn"}


def everything() -> list[Scene]:
    return [*scenes.still(), *flows.with_mistakes(), *flows.with_thanks()]


@pytest.mark.browser
def test_every_page_of_allauth_has_a_scene() -> None:
    names = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith(("account_", "mfa_", "usersessions_"))
    }
    assert names - {scene.route for scene in everything()} == REACHED_OTHERWISE | NO_PAGE


@pytest.mark.browser
def test_the_selection_leaves_nothing_out() -> None:
    chosen = visits(everything())
    assert {visit.scene.name for visit in chosen} == {scene.name for scene in everything()}
    assert {visit.actor for visit in chosen} >= ACTORS.keys() - scenes.NO_SESSION
    looks = {(visit.scene.name, theme) for visit in chosen for theme, _width in visit.looks}
    assert len(looks) == len(THEMES) * len({visit.scene.name for visit in chosen})
    assert {width for visit in chosen for _theme, width in visit.looks} == set(WIDTHS)


class Test:
    pytestmark = in_browser

    def test_every_page_is_in_order(
        self, browser: Browser, live_server: Any, staged: World
    ) -> None:
        crowd = walk(Crowd(browser, live_server.url, staged), everything())
        crowd.follow_links()
        titles = [Finding("title", what, "", "") for what in checks.shared_titles(crowd.titles)]
        told(crowd.findings + titles)

    def test_every_page_works_without_script(
        self, browser: Browser, live_server: Any, staged: World
    ) -> None:
        crowd = Crowd(browser, live_server.url, staged, has_script=False)
        told(walk(crowd, everything()).findings)


def walk(crowd: Crowd, every: list[Scene]) -> Crowd:
    for visit in visits(every, asked()):
        crowd.visit(visit)
    return crowd


def told(findings: list[Finding]) -> None:
    if findings:
        pytest.fail(checks.report(findings), pytrace=False)
