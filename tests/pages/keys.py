"""Sessions and keys: what makes a browser somebody's."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext

from tests.world import PASSWORD

OWN_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def signed_in(person: Any) -> Client:
    """Somebody who has just told their password; a visitor when there is nobody."""
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    if person is not None:
        client.force_login(person)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def hand_over(client: Client, context: BrowserContext, base: str) -> None:
    """The client's session, to a browser."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie:
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])


def add_passkey(browser: Browser, base: str, person: Any) -> Authenticator:
    """Add a passkey by the page, with a device that the browser plays."""
    context = browser.new_context()
    hand_over(signed_in(person), context, base)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": OWN_KEY})
    page.goto(base + reverse("mfa_add_webauthn"))
    page.fill("main [name=name]", "Blue key")
    with page.expect_navigation():
        page.click("main .button-main")
    context.close()
    return Authenticator.objects.get(user=person, type=Authenticator.Type.WEBAUTHN)
