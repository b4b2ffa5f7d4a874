"""What a wall time means, zone by zone and change by change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from checkins.clocks import (
    ALIASES,
    ClockMove,
    UnknownZone,
    clock_change_between,
    instant_of,
    resolve_zone,
)

HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


CLOCK_TABLE = [
    ("an ordinary winter day", "Europe/Berlin", "2025-01-14 17:00", "2025-01-14 16:00"),
    ("an ordinary summer day", "Europe/Berlin", "2025-07-15 17:00", "2025-07-15 15:00"),
    ("the last minute before a gap", "America/New_York", "2025-03-09 01:59", "2025-03-09 06:59"),
    ("the first minute of a gap", "America/New_York", "2025-03-09 02:00", "2025-03-09 07:00"),
    ("the middle of a gap", "America/New_York", "2025-03-09 02:30", "2025-03-09 07:00"),
    ("the end of a gap", "America/New_York", "2025-03-09 03:00", "2025-03-09 07:00"),
    ("a time that comes twice", "Europe/Berlin", "2025-10-26 02:30", "2025-10-26 00:30"),
    ("the end of the double hour", "Europe/Berlin", "2025-10-26 03:00", "2025-10-26 02:00"),
    ("a gap at midnight", "Africa/Cairo", "2025-04-25 00:30", "2025-04-24 22:00"),
    ("a double hour before midnight", "Africa/Cairo", "2025-10-30 23:30", "2025-10-30 20:30"),
    ("a gap of half an hour", "Australia/Lord_Howe", "2025-10-05 02:15", "2025-10-04 15:30"),
    ("a double half hour", "Australia/Lord_Howe", "2025-04-06 01:45", "2025-04-05 14:45"),
    ("three quarters of an hour off", "Asia/Kathmandu", "2025-05-05 10:00", "2025-05-05 04:15"),
    ("a gap at a quarter to", "Pacific/Chatham", "2025-09-28 03:00", "2025-09-27 14:00"),
    ("spring in the south", "Australia/Sydney", "2025-10-05 02:30", "2025-10-04 16:00"),
    ("autumn in the south", "Australia/Sydney", "2025-04-06 02:30", "2025-04-05 15:30"),
    ("a gap of two hours", "Antarctica/Troll", "2025-03-30 02:30", "2025-03-30 01:00"),
    ("winter time as the exception", "Europe/Dublin", "2025-03-30 01:30", "2025-03-30 01:00"),
    ("a month of fasting without it", "Africa/Casablanca", "2025-04-06 02:30", "2025-04-06 02:00"),
    ("a day that never was", "Pacific/Apia", "2011-12-30 10:00", "2011-12-30 10:00"),
]


@pytest.mark.parametrize(("zone", "wall", "expected"), [r[1:] for r in CLOCK_TABLE],
                         ids=[r[0] for r in CLOCK_TABLE])  # fmt: skip
def test_a_wall_time_means_this_instant(zone: str, wall: str, expected: str) -> None:
    assert instant_of(datetime.fromisoformat(wall), ZoneInfo(zone)) == utc(expected)


def test_every_former_name_leads_to_a_place_of_today() -> None:
    found = {former: resolve_zone(former).key for former in ALIASES}
    assert found == ALIASES
    assert set(ALIASES.values()) & set(ALIASES) == set()


@pytest.mark.parametrize(
    "name",
    ["", "Mars/Olympus", "europe/berlin", "localtime", "Factory", "Europe", "/etc/passwd",
     "../../etc/passwd", "Europe/Berlin\0", "Europe/\ud800", "x" * 100_000],
)  # fmt: skip
def test_a_name_that_is_no_zone_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        resolve_zone(name)
    assert refused.value.name == name
    assert len(str(refused.value)) < 120


def test_a_zone_without_summer_time_sees_the_meeting_move() -> None:
    change = clock_change_between(
        "Europe/Berlin", "Asia/Kolkata", utc("2025-03-25 16:00"), utc("2025-04-01 15:00")
    )
    assert change is not None
    assert change.shift == -HOUR
    assert change.moves == (ClockMove("Europe/Berlin", utc("2025-03-30 01:00"), HOUR),)


def test_north_and_south_moving_in_one_month_add_up() -> None:
    change = clock_change_between(
        "Europe/London", "Australia/Sydney", utc("2025-03-11 09:00"), utc("2025-04-08 08:00")
    )
    assert change is not None
    assert (change.shift, [move.by for move in change.moves]) == (-2 * HOUR, [HOUR, -HOUR])
