"""How far a pair has come: its own way, however late in the round it began."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mentorship.stages import share_behind, stage_of
from tests.factories import make_cohort, make_pairing

pytestmark = pytest.mark.django_db
ROUND = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 12, 31)}


def matched(day: str, **told: Any) -> Any:
    with time_machine.travel(f"{day} 12:00Z", tick=False):
        return make_pairing(cohort=make_cohort(**ROUND), **told)


@pytest.mark.parametrize(
    ("matched_on", "today", "share"),
    [
        ("2025-12-20", dt.date(2025, 12, 25), 0),  # before the round begins
        ("2025-12-20", dt.date(2026, 7, 2), 0.5),
        ("2026-09-02", dt.date(2026, 9, 2), 0),
        ("2026-09-02", dt.date(2026, 11, 1), 0.5),
        ("2026-09-02", dt.date(2027, 2, 1), 1),
        ("2027-01-05", dt.date(2027, 1, 5), 0),  # after it has ended
        ("2027-01-05", dt.date(2027, 1, 9), 1),
    ],
)
def test_the_way_begins_with_the_match(matched_on: str, today: dt.date, share: float) -> None:
    assert share_behind(matched(matched_on), today) == pytest.approx(share, abs=0.005)


def test_a_pair_that_was_matched_late_agrees_before_it_closes() -> None:
    pairing = matched("2026-10-30")
    stages = [stage_of(pairing, dt.date(2026, 10, 31) + dt.timedelta(days=n)) for n in (0, 20, 55)]
    assert stages == ["align", "grow", "close"]


def test_a_way_that_ended_early_goes_no_further() -> None:
    pairing = matched("2026-01-01")
    with time_machine.travel("2026-07-02 12:00Z", tick=False):
        pairing.end(by=pairing.mentor_person, reason="time")
    assert share_behind(pairing, dt.date(2026, 12, 1)) == pytest.approx(0.5, abs=0.005)


def test_a_new_pair_reads_that_it_has_set_out(client: Client) -> None:
    pairing = matched("2026-09-02")
    with time_machine.travel("2026-09-04 12:00Z"):
        client.force_login(pairing.mentee_person)
        page = client.get(reverse("pair", args=[pairing.pk])).text
    assert "You have just begun." in page
    assert "of the time has passed" not in page
