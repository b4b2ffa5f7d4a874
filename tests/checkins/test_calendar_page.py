"""The address of a feed is made from what the site is called, not from what a request says."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

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
