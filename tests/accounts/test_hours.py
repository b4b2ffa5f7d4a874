"""Free hours on one ruler, whatever the clock of the person."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from accounts.hours import HOURS_OF_WEEK, hours_of_week_utc, slots
from accounts.models import Availability
from tests.factories import make_person

MONDAY, SUNDAY = 0, 6
WINTER, SUMMER = dt.date(2026, 1, 14), dt.date(2026, 7, 15)


@pytest.mark.parametrize(
    ("zone", "on", "stretch", "expected"),
    [
        ("UTC", WINTER, (MONDAY, 0, 60), {0}),
        ("UTC", WINTER, (SUNDAY, 23 * 60, 24 * 60), {167}),
        ("Europe/Berlin", WINTER, (MONDAY, 18 * 60, 20 * 60), {17, 18}),
        ("Europe/Berlin", SUMMER, (MONDAY, 18 * 60, 20 * 60), {16, 17}),
        ("America/New_York", WINTER, (SUNDAY, 20 * 60, 22 * 60), {1, 2}),  # Monday in UTC
        ("Asia/Tokyo", WINTER, (MONDAY, 0, 2 * 60), {159, 160}),  # Sunday in UTC
        ("Asia/Kolkata", WINTER, (MONDAY, 18 * 60, 20 * 60), {12, 13}),  # 12:30 to 14:30
        ("Asia/Kathmandu", WINTER, (MONDAY, 18 * 60, 19 * 60), {12}),  # 12:15
        ("Australia/Lord_Howe", WINTER, (MONDAY, 12 * 60, 13 * 60), {1}),  # +11 in summer
        ("Australia/Lord_Howe", SUMMER, (MONDAY, 12 * 60, 13 * 60), {1}),  # +10:30: 01:30
        ("Pacific/Kiritimati", WINTER, (MONDAY, 0, 60), {154}),  # +14
    ],
)
def test_local_hours_become_hours_of_the_week_in_utc(
    zone: str, on: dt.date, stretch: tuple[int, int, int], expected: set[int]
) -> None:
    assert slots([stretch], ZoneInfo(zone), on) == expected


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (18 * 60 + 30, 20 * 60, {19}),
        (18 * 60, 19 * 60 + 45, {18}),
        (18 * 60 + 10, 18 * 60 + 55, set()),
        (18 * 60 + 30, 19 * 60 + 30, set()),
    ],
)
def test_less_than_a_whole_hour_on_the_clock_is_none(
    begins: int, ends: int, expected: set[int]
) -> None:
    assert slots([(MONDAY, begins, ends)], ZoneInfo("UTC"), WINTER) == expected


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Asia/Kathmandu", "Europe/Berlin", "UTC"])
def test_two_people_of_one_zone_share_exactly_the_hours_they_share(zone: str) -> None:
    early = slots([(MONDAY, 9 * 60, 12 * 60)], ZoneInfo(zone), WINTER)
    late = slots([(MONDAY, 11 * 60, 14 * 60)], ZoneInfo(zone), WINTER)
    after = slots([(MONDAY, 12 * 60, 14 * 60)], ZoneInfo(zone), WINTER)
    assert (len(early & late), len(early & after)) == (1, 0)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kolkata", "America/St_Johns"])
@pytest.mark.parametrize("on", [WINTER, SUMMER])
def test_a_whole_free_week_is_the_whole_ruler(zone: str, on: dt.date) -> None:
    week = [(weekday, 0, 24 * 60) for weekday in range(7)]
    assert slots(week, ZoneInfo(zone), on) == frozenset(range(HOURS_OF_WEEK))


@pytest.mark.django_db
def test_a_persons_hours_come_from_their_rows_and_their_zone() -> None:
    person = make_person(time_zone="Asia/Kolkata")
    Availability.objects.free(by=person, weekday=0, from_minute=18 * 60, until_minute=20 * 60)
    assert hours_of_week_utc(person, WINTER) == {12, 13}
