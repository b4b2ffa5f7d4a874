"""Free hours of people in different zones, on one ruler: the 168 hours of a week in UTC.

The unit is a whole hour on the person's own clock. It is told by the UTC hour in which it begins,
so people of one zone compare exactly, whatever its offset; between a zone of whole and one of half
hours, a shared slot may be shared for 30 minutes only. Less than a whole hour counts as none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
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
    return frozenset(
        _slot(monday + timedelta(days=weekday), hour, zone)
        for weekday, begins, ends in stretches
        for hour in range(-(-begins // 60), ends // 60)
    )


def _slot(day: date, hour: int, zone: ZoneInfo) -> int:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(UTC)
    return at.weekday() * 24 + at.hour
