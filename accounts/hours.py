"""Free hours of people in different zones, on one ruler: the 168 hours of a week in UTC.

The unit is a whole hour on the person's own clock. It is told by the UTC hour in which it begins,
so people of one zone compare exactly, whatever its offset; between a zone of whole and one of half
hours, a shared slot may be shared for 30 minutes only. Less than a whole hour counts as none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

HOURS_OF_WEEK = 7 * 24

# weekday (Monday is 0), first and last minute of that day, half-open
Stretch = tuple[int, int, int]


def hours_of_week_utc(person: Any, on: date) -> frozenset[int]:
    """When the person is free in a week such as the one of `on`: 0 is Monday, 00:00 to 01:00 UTC.

    Reads `person.availabilities.all()`, so prefetch it for many people.
    """
    stretches = (
        (row.weekday, row.from_minute, row.until_minute) for row in person.availabilities.all()
    )
    return slots(stretches, person.zone, on)


def slots(stretches: Iterable[Stretch], zone: ZoneInfo, on: date) -> frozenset[int]:
    """The same for values, with the offsets that the zone has in the week of `on`."""
    monday = on - timedelta(days=on.weekday())
    free: set[int] = set()
    for weekday, begins, ends in stretches:
        free.update(_day(monday + timedelta(days=weekday), zone)[-(-begins // 60) : ends // 60])
    return frozenset(free)


@lru_cache(maxsize=4096)  # a week of every zone there is
def _day(day: date, zone: ZoneInfo) -> tuple[int, ...]:
    """The slots of the whole hours of a day on the clocks of that zone."""
    clock = (datetime(day.year, day.month, day.day, hour, tzinfo=zone) for hour in range(24))
    return tuple(at.weekday() * 24 + at.hour for at in (told.astimezone(UTC) for told in clock))
