"""The address of a feed is made from what the site is called, not from what a request says."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.doors import PASSWORD, SIGN_IN, make_account

pytestmark = pytest.mark.django_db


def test_a_forged_host_does_not_reach_the_address(
    client: Client, outsider: Any, settings: Any
) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://mentoring.example.org", ["*"]
    client.force_login(outsider)
    page = client.post(reverse("calendar_page"), {"act": "new"}, headers={"host": "evil.example"})
    address = page.context["address"]
    assert address.startswith("https://mentoring.example.org/calendar/")
    assert "evil.example" not in page.content.decode()


def test_signing_out_everywhere_ends_the_address(client: Client, outsider: Any) -> None:
    client.force_login(outsider)
    address = client.post(reverse("calendar_page")).context["address"]
    path = address[address.index("/calendar/") :]
    assert client.get(path).status_code == 200
    client.post(reverse("sign_out_everywhere"))
    assert client.get(path).status_code == 404
    outsider.refresh_from_db()
    client.force_login(outsider)
    assert client.get(reverse("calendar_page")).context["feed"] is None
    again = client.post(reverse("calendar_page")).context["address"]
    assert client.get(again[again.index("/calendar/") :]).status_code == 200


def test_signing_out_everywhere_else_ends_the_address_too(client: Client) -> None:
    person = make_account(email="amara@example.org")
    phone = Client()
    for browser in (client, phone):
        browser.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    address = client.post(reverse("calendar_page")).context["address"]
    client.post(reverse("usersessions_list"))
    assert client.get(address[address.index("/calendar/") :]).status_code == 404
    assert client.get(reverse("calendar_page")).context["feed"] is None


def test_the_page_says_what_ends_the_address(client: Client, outsider: Any) -> None:
    client.force_login(outsider)
    assert "It also ends when you sign out everywhere." in client.get(reverse("calendar_page")).text
