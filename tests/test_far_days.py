"""Years in which no calendar can count are refused by the form that asks for a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.days import FIRST, LAST, DayField
from accounts.models import Leave
from tests.checkins.factories import make_check_in

pytestmark = pytest.mark.django_db
FAR = ("0001-01-01", "1999-12-31", "2200-01-01", "9999-12-31")


@pytest.mark.parametrize("day", FAR)
def test_a_day_of_another_age_is_a_slip_of_the_hand(day: str) -> None:
    field = DayField()
    with pytest.raises(Exception, match="closer to today"):
        field.clean(day)
    assert [field.clean(str(near)) for near in (FIRST, LAST)] == [FIRST, LAST]


@pytest.mark.parametrize("day", FAR)
def test_nobody_is_away_in_another_age(client: Client, outsider: Any, day: str) -> None:
    client.force_login(outsider)
    posted = client.post(reverse("away"), {"starts_on": day, "ends_on": day})
    assert posted.status_code == 200
    again = client.post(f"/account/times/away/{day}/{day}/")
    assert again.status_code == 404
    assert Leave.objects.count() == 0


@pytest.mark.parametrize("years", [2, 7_000])
def test_a_check_in_moves_by_a_year_at_most(client: Client, pairing: Any, years: int) -> None:
    """Far enough, and neither of the two could open their list of dates again."""
    check_in = make_check_in(pairing=pairing)
    client.force_login(pairing.mentee_person)
    far = timezone.now().replace(tzinfo=None, month=1, day=1)
    far = far.replace(year=far.year + years)
    asked = {"starts_at": far.strftime("%Y-%m-%dT%H:%M")}
    assert client.post(reverse("move_check_in", args=[check_in.pk]), asked).status_code == 200
    before = check_in.starts_at
    check_in.refresh_from_db()
    assert check_in.starts_at == before
    assert before - timezone.now() < dt.timedelta(days=3)
