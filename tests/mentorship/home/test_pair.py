"""A pair's own page, and what a rest does to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, pairing: Any, mentee: Any) -> Any:
    client.force_login(mentee)
    return lambda: client.get(reverse("pair", args=[pairing.pk])).text


def test_resting_comes_after_all_that_matters(page: Any, pairing: Any) -> None:
    found = page()
    assert found.index('id="partner"') < found.index(reverse("pause_pair", args=[pairing.pk]))


def test_while_they_rest_going_on_is_the_one_main_act(page: Any, pairing: Any, mentee: Any) -> None:
    pairing.pause(by=mentee)
    found = page()
    assert found.count("button-main") == 1
    assert found.index(reverse("resume_pair", args=[pairing.pk])) < found.index('id="partner"')
    assert reverse("pause_pair", args=[pairing.pk]) not in found
