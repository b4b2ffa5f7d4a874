"""When an answer was given, as forms and spreadsheets write it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
CLOCK = re.compile(
    r"(?:^|[ T,])(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap])?\.?m?\.?"
    r"\s*(?:(?:gmt|utc)?([+-]\d{1,2})(?::?(\d{2}))?)?",
    re.IGNORECASE,
)
LONGEST = 60


def is_stamp(cell: str) -> bool:
    return bool(read_stamp(cell, day_first=True) or read_stamp(cell, day_first=False))


def read_stamps(cells: Iterable[str]) -> list[datetime | None]:
    """A column of them: whether 3/11 is in March or November, the whole column decides."""
    cells = list(cells)
    by_order = {
        day_first: [read_stamp(cell, day_first=day_first) for cell in cells]
        for day_first in (True, False)
    }
    return max(by_order.values(), key=lambda found: sum(stamp is not None for stamp in found))


def read_stamp(cell: str, *, day_first: bool) -> datetime | None:
    text = cell.strip()[:LONGEST]
    if match := YEAR_FIRST.match(text):
        year, month, day = map(int, match.groups())
    elif match := YEAR_LAST.match(text):
        first, second, year = map(int, match.groups())
        # Dots are written where the day comes first.
        day, month = (first, second) if day_first or "." in match.group() else (second, first)
        year += 2000 if year < 100 else 0
    else:
        return None
    return _moment(year, month, day, CLOCK.search(text, match.end()))


def _moment(year: int, month: int, day: int, clock: re.Match[str] | None) -> datetime | None:
    hour = minute = second = 0
    if clock:
        hour, minute, second = (int(part or 0) for part in clock.groups()[:3])
        if clock.group(4):
            hour = hour % 12 + (12 if clock.group(4).lower() == "p" else 0)
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return local - _offset(clock)
    except (ValueError, OverflowError):
        return None


def _offset(clock: re.Match[str] | None) -> timedelta:
    """Forms stamp summer answers GMT+2 and winter ones GMT+1."""
    if not clock or not clock.group(5):
        return timedelta()
    hours, minutes = int(clock.group(5)), int(clock.group(6) or 0)
    return timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes)
