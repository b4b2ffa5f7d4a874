"""Quiet hours are by the clock on the reader's wall, also in the nights when it jumps."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.outbox.manners import end_of_quiet, zone_of
from tests.factories import make_person

EVENING, MORNING = dt.time(20), dt.time(7)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("now", "zone", "end"),
    [
        ("2026-03-04 18:59", "Europe/Berlin", None),
        ("2026-03-04 19:00", "Europe/Berlin", "2026-03-05 06:00"),
        ("2026-03-05 05:59", "Europe/Berlin", "2026-03-05 06:00"),
        ("2026-03-05 06:00", "Europe/Berlin", None),
        # The night in which clocks go forward is an hour shorter, the other one longer.
        ("2026-03-28 19:00", "Europe/Berlin", "2026-03-29 05:00"),
        ("2026-10-24 18:00", "Europe/Berlin", "2026-10-25 06:00"),
        ("2026-03-07 01:00", "America/New_York", "2026-03-07 12:00"),
        ("2026-03-08 01:00", "America/New_York", "2026-03-08 11:00"),
        ("2026-03-04 14:30", "Asia/Kolkata", "2026-03-05 01:30"),
        ("2026-03-04 14:15", "Asia/Kathmandu", "2026-03-05 01:15"),
        ("2026-03-04 11:30", "Pacific/Chatham", "2026-03-04 17:15"),
        ("2026-03-04 06:00", "Pacific/Kiritimati", "2026-03-04 17:00"),
    ],
)
def test_quiet_hours_end_in_the_morning(now: str, zone: str, end: str | None) -> None:
    found = end_of_quiet(utc(now), EVENING, MORNING, zoneinfo.ZoneInfo(zone))
    assert found == (utc(end) if end else None)


@pytest.mark.parametrize(
    ("now", "end"),
    [("11:59", None), ("12:00", "13:30"), ("13:29", "13:30"), ("13:30", None), ("23:00", None)],
)
def test_quiet_hours_may_lie_within_a_day(now: str, end: str | None) -> None:
    noon, later = dt.time(12), dt.time(13, 30)
    found = end_of_quiet(utc(f"2026-03-04 {now}"), noon, later, zoneinfo.ZoneInfo("UTC"))
    assert found == (utc(f"2026-03-04 {end}") if end else None)


def test_the_same_hour_twice_means_no_quiet_hours() -> None:
    assert end_of_quiet(utc("2026-03-04 03:00"), MORNING, MORNING, zoneinfo.ZoneInfo("UTC")) is None


def test_a_quiet_end_in_the_hour_that_comes_twice_is_never_in_the_past() -> None:
    """In Berlin 02:30 comes twice on 25 October: at 00:30 and at 01:30 in UTC."""
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    ends = [
        end_of_quiet(utc(f"2026-10-25 {now}"), EVENING, dt.time(2, 30), berlin)
        for now in ("00:15", "00:30", "01:15", "01:30")
    ]
    assert ends == [utc("2026-10-25 00:30"), None, utc("2026-10-25 01:30"), None]


def test_a_quiet_end_in_the_hour_that_is_skipped_comes_right_after_it() -> None:
    """In Berlin 02:30 does not exist on 29 March; the clock goes from 02:00 to 03:00."""
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    found = end_of_quiet(utc("2026-03-29 00:45"), EVENING, dt.time(2, 30), berlin)
    assert found == utc("2026-03-29 01:30")


@given(
    hours=st.floats(0, 14 * 365 * 24),
    zone=st.sampled_from(sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})),
    starts=st.times(),
    ends=st.times(),
)
def test_an_end_lies_ahead_and_within_a_day(
    hours: float, zone: str, starts: dt.time, ends: dt.time
) -> None:
    now = utc("2024-01-01") + dt.timedelta(hours=hours)
    found = end_of_quiet(now, starts, ends, zoneinfo.ZoneInfo(zone))
    # The longest day of these years has 25 hours.
    assert found is None or now < found <= now + dt.timedelta(hours=25)


@pytest.mark.django_db
def test_a_zone_that_the_zone_data_has_dropped_falls_back_to_the_sites() -> None:
    assert str(zone_of(make_person(time_zone="Mars/Olympus_Mons"))) == "Europe/Berlin"
