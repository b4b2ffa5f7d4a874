"""Somebody who looks around in the demo reads as whom, and can be somebody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_person

pytestmark = pytest.mark.django_db
LINE, SWITCH = "You look around as Amara Okafor", "Be somebody else"


def said(client: Client, name: str) -> tuple[bool, bool]:
    page = client.get(reverse(name)).text
    return LINE in page, SWITCH in page


def test_a_home_of_the_demo_says_who_one_is(client: Client, settings: Any) -> None:
    settings.EMBEDDED = True
    client.force_login(make_person(name="Amara Okafor", is_demo=True))
    assert {name: said(client, name) for name in ("home", "journal")} == {
        "home": (True, True),
        "journal": (False, True),
    }


def test_being_somebody_else_leads_to_everybody_of_the_demo(client: Client, settings: Any) -> None:
    settings.EMBEDDED = True
    client.force_login(make_person(name="Amara Okafor", is_demo=True, demo_hint="A mentee"))
    told = {"next": reverse("account_login")}
    answer = client.post(reverse("account_logout"), told, follow=True)
    assert answer.redirect_chain == [(reverse("account_login"), 302)]
    assert "Or look around as" in answer.text


@pytest.mark.parametrize(("embedded", "is_demo"), [(True, False), (False, True)])
def test_nobody_else_reads_it(
    client: Client, settings: Any, *, embedded: bool, is_demo: bool
) -> None:
    settings.EMBEDDED = embedded
    client.force_login(make_person(name="Amara Okafor", is_demo=is_demo))
    assert said(client, "home") == (False, False)
