"""What clocks on the wall show: zones by their names, instants, and when clocks are moved.

Pure. Everything goes back to UTC at once, since arithmetic on local times is wrong near a change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo, available_timezones

# What these places are called now. Browsers and old files still send the former names, and not
# every machine's zone data has them all; the last four are in nobody's any more.
ALIASES = {
    "Africa/Asmera": "Africa/Asmara",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Catamarca": "America/Argentina/Catamarca",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Cordoba": "America/Argentina/Cordoba",
    "America/Fort_Wayne": "America/Indiana/Indianapolis",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Jujuy": "America/Argentina/Jujuy",
    "America/Louisville": "America/Kentucky/Louisville",
    "America/Mendoza": "America/Argentina/Mendoza",
    "America/Montreal": "America/Toronto",
    "Asia/Ashkhabad": "Asia/Ashgabat",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Chongqing": "Asia/Shanghai",
    "Asia/Chungking": "Asia/Shanghai",
    "Asia/Dacca": "Asia/Dhaka",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Macao": "Asia/Macau",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Asia/Tel_Aviv": "Asia/Jerusalem",
    "Asia/Thimbu": "Asia/Thimphu",
    "Asia/Ujung_Pandang": "Asia/Makassar",
    "Asia/Ulan_Bator": "Asia/Ulaanbaatar",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Etc/UCT": "UTC",
    "Etc/UTC": "UTC",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "US/Central": "America/Chicago",
    "US/Eastern": "America/New_York",
    "US/Mountain": "America/Denver",
    "US/Pacific": "America/Los_Angeles",
    "Canada/East-Saskatchewan": "America/Regina",
    "GMT+00:00": "UTC",
    "US/Pacific-New": "America/Los_Angeles",
    "UTC+00:00": "UTC",
}


class UnknownZone(ValueError):
    """The zone data knows no such place, under any name that we know."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name!r:.80} is not a time zone.")


@cache
def _known() -> frozenset[str]:
    """Every name of the zone data, but for the two that mean something else on each machine."""
    return frozenset(available_timezones()) - {"localtime", "Factory"}


def resolve_zone(name: str) -> ZoneInfo:
    """The zone of this name, or of the name that it has today; UnknownZone otherwise."""
    today = ALIASES.get(name, name)
    if today not in _known():
        raise UnknownZone(name)
    return ZoneInfo(today)


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant of a naive local time; a skipped time is the first moment after the gap."""
    at = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if wall_at(at, zone) == wall:
        return at
    # In a gap fold=1 reads with the later offset, and so lands before the change.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _first(before, at, lambda moment: wall_at(moment, zone) > wall)


def transitions(zone: ZoneInfo, from_at: datetime, until_at: datetime) -> Iterator[datetime]:
    """The instants in between (from_at excluded) at which the zone's offset becomes another."""
    here = from_at.astimezone(UTC)
    while here < until_at:
        there = min(here + timedelta(days=1), until_at.astimezone(UTC))
        if offset_at(here, zone) != offset_at(there, zone):
            yield _first(here, there, partial(_has_moved, zone, offset_at(here, zone)))
        here = there


@dataclass(frozen=True)
class ClockMove:
    """A zone's clocks are put forward (or back, when negative) at an instant."""

    zone: str
    moves_at: datetime
    by: timedelta


@dataclass(frozen=True)
class ClockChange:
    """Who keeps zone a's time finds zone b's wall clock this much later (earlier if negative)."""

    shift: timedelta
    moves: tuple[ClockMove, ...]


def clock_change_between(
    zone_a: str, zone_b: str, from_at: datetime, to_at: datetime
) -> ClockChange | None:
    """Whether a meeting at a fixed time in a moves on b's clock between these two, and why."""
    a, b = resolve_zone(zone_a), resolve_zone(zone_b)
    before, after = (offset_at(at, b) - offset_at(at, a) for at in (from_at, to_at))
    if before == after:
        return None
    moves = [*_moves(a, from_at, to_at), *_moves(b, from_at, to_at)]
    return ClockChange(after - before, tuple(sorted(moves, key=lambda move: move.moves_at)))


def _moves(zone: ZoneInfo, from_at: datetime, until_at: datetime) -> Iterator[ClockMove]:
    for at in transitions(zone, from_at, until_at):
        by = offset_at(at, zone) - offset_at(at - timedelta(seconds=1), zone)
        yield ClockMove(zone.key, at, by)


def wall_at(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def offset_at(at: datetime, zone: ZoneInfo) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _has_moved(zone: ZoneInfo, old: timedelta, at: datetime) -> bool:
    return offset_at(at, zone) != old


def _first(low: datetime, high: datetime, holds: Callable[[datetime], bool]) -> datetime:
    """The first whole second after `low` at which something holds that then goes on to hold."""
    while (high - low) > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
