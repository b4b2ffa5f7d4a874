"""Two paces apart once are a card; the second time running they come before everything."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checkins.models import Prep
from tests.checkins.factories import make_check_in

pytestmark = pytest.mark.django_db
AGAIN = "First: for the second time, you wish for different paces"


def room(pairing: Any, *gaps: tuple[int | None, int | None]) -> str:
    """The page of the last of these check-ins, each prepared with the paces of the two."""
    for number, paces in enumerate(gaps):
        at = timezone.now() + dt.timedelta(days=14 * (number + 1 - len(gaps)), hours=1)
        check_in = make_check_in(pairing=pairing, starts_at=at)
        for person, pace in zip(pairing.people, paces, strict=True):
            Prep.objects.keep(check_in, by=person, pulse=3, pace=pace)
    client = Client()
    client.force_login(pairing.mentee_person)
    return client.get(reverse("check_in", args=[check_in.pk])).content.decode()


@pytest.mark.parametrize(
    ("before", "card", "again"),
    [((-1, 1), True, True), ((0, 1), True, False), ((None, 1), True, False)],
)
def test_two_wide_gaps_running_come_first(
    pairing: Any, before: tuple[int | None, int | None], *, card: bool, again: bool
) -> None:
    page = room(pairing, before, (-2, 1))
    assert ("You wish for different paces" in page or AGAIN in page, AGAIN in page) == (card, again)


def test_paces_that_have_met_again_say_nothing(pairing: Any) -> None:
    assert "different paces" not in room(pairing, (-2, 2), (0, 0))


def test_a_first_check_in_has_no_time_before(pairing: Any) -> None:
    page = room(pairing, (-2, 1))
    assert ("You wish for different paces" in page, AGAIN in page) == (True, False)
