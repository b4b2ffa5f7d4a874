"""Meetings to test with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from checkins.models import CheckIn, Series
from checkins.recurrence import Rhythm, Rule


def make_series(
    *,
    pairing: Any,
    first_on: dt.date | None = None,
    zone: str = "Europe/Berlin",
    wall_time: dt.time = dt.time(14, 0),
    interval: int = 1,
    **more: Any,
) -> Series:
    first_on = first_on or timezone.localdate() + dt.timedelta(days=1)
    rule = Rule.like(Rhythm.WEEKLY, first_on, wall_time, zone, interval=interval)
    return Series.objects.begin(pairing, rule, by=pairing.mentee_person, **more)


def make_check_in(*, pairing: Any, starts_at: dt.datetime | None = None) -> CheckIn:
    starts_at = starts_at or timezone.now() + dt.timedelta(days=2)
    check_in = CheckIn.objects.create(
        pairing=pairing, starts_at=starts_at, local_on=starts_at.date()
    )
    CheckIn.objects.refresh_meetings(pairing)
    return check_in
