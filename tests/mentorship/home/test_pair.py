"""A pair's own page, and what a rest does to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mentorship.models import Agreement

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


def test_an_agreement_counts_as_signed_once_both_have(page: Any, pairing: Any, mentee: Any) -> None:
    agreement = Agreement.objects.of(pairing)
    version = agreement.propose({"hopes": "Courage."}, by=mentee)
    seen = {"typed_name": "Me", "shown_hash": version.content_hash}
    assert "Waiting for you" in page()
    agreement.sign(by=mentee, **seen)
    assert "Waiting for Dela" in page()
    agreement.sign(by=pairing.mentor_person, **seen)
    assert "Waiting for" not in page()


def test_somebody_who_mentors_nobody_finds_their_own_pair(
    client: Client, pairing: Any, mentee: Any
) -> None:
    client.force_login(mentee)
    found = client.get(reverse("pairs"))
    assert [card.pair for card in found.context["cards"]] == [pairing]
    assert "What you offer" not in found.text
