"""All zones, all changes of fourteen years, weekly to monthly: a wall time never slips."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkins.clocks import offset_at, resolve_zone, transitions, wall_at
from checkins.recurrence import Occurrence, Rhythm, Rule, occurrences, shifts

WEEKLY, BY_WEEKDAY, BY_DAY = Rhythm.WEEKLY, Rhythm.MONTHLY_WEEKDAY, Rhythm.MONTHLY_DAY
MINUTE = timedelta(minutes=1)
YEARS = (datetime(2024, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC))
NEAR = (-90, -60, -30, -15, 0, 15, 30, 45, 60, 90, 105)
HOURS = (time(0), time(3), time(6), time(8), time(9), time(12), time(15), time(17), time(20),
         time(23, 30))  # fmt: skip
RULES = [(WEEKLY, 1), (WEEKLY, 2), (BY_WEEKDAY, 1), (BY_DAY, 1)]
A_FEW = [
    "Africa/Cairo", "Africa/Casablanca", "America/Havana", "America/New_York", "America/Nuuk",
    "America/Santiago", "America/St_Johns", "Antarctica/Troll", "Asia/Beirut", "Asia/Gaza",
    "Australia/Lord_Howe", "Australia/Sydney", "Europe/Berlin", "Europe/Dublin", "Europe/London",
    "Pacific/Chatham",
]  # fmt: skip


def slots(zone: ZoneInfo, change_at: datetime) -> set[time]:
    """Twenty-one wall times: around the change, and through the day."""
    wall = wall_at(change_at - MINUTE, zone) + MINUTE
    return {(wall + timedelta(minutes=m)).time() for m in NEAR} | set(HOURS)


def expected_instant(wall: datetime, zone: ZoneInfo, changes: list[datetime]) -> datetime:
    """By trial: the earliest instant showing this wall time, else the change that skipped it."""
    around = wall.replace(tzinfo=UTC)
    offsets = {offset_at(around + timedelta(hours=h), zone) for h in range(-48, 49, 6)}
    shown = [at for at in (around - offset for offset in offsets) if wall_at(at, zone) == wall]
    skipping = (
        at for at in changes if wall_at(at - timedelta(seconds=1), zone) < wall < wall_at(at, zone)
    )
    return min(shown) if shown else next(skipping)


def violations(zone: ZoneInfo, changes: list[datetime], nth: int) -> Iterator[tuple[bool, str]]:
    """For every n-th change, slot and rhythm: whether it is broken, and what is."""
    for change_at in changes[::nth]:
        wall = wall_at(change_at - MINUTE, zone) + MINUTE
        for slot in sorted(slots(zone, change_at)):
            for rhythm, interval in RULES:
                on = wall.date() - timedelta(days=14 if rhythm == WEEKLY else 0)
                rule = Rule.like(rhythm, on, slot, zone.key, interval=interval)
                found = list(occurrences(rule, on, on + timedelta(days=63)))
                broken = is_broken(rule, found, zone, changes)
                yield broken, f"{zone.key} {change_at} {slot} {rhythm} {interval}"


def is_broken(rule: Rule, found: list[Occurrence], zone: ZoneInfo, changes: list[datetime]) -> bool:
    right = all(
        o.starts_at == expected_instant(datetime.combine(o.local_on, rule.wall_time), zone, changes)
        for o in found
    )
    return not (right and found and all(a.starts_at < b.starts_at for a, b in pairwise(found))
                and is_one_per_period(rule, found))  # fmt: skip


def is_one_per_period(rule: Rule, found: list[Occurrence]) -> bool:
    if rule.rhythm == WEEKLY:
        apart = {b.local_on - a.local_on for a, b in pairwise(found)}
        return apart <= {timedelta(weeks=rule.interval)}
    months = [o.local_on.year * 12 + o.local_on.month for o in found]
    return all(b - a == rule.interval for a, b in pairwise(months))


def tried(names: list[str], nth: int) -> tuple[int, list[str]]:
    """How many rules were tried, and those that broke."""
    results: list[tuple[bool, str]] = []
    for name in names:
        zone = resolve_zone(name)
        results += violations(zone, list(transitions(zone, *YEARS)), nth)
    return len(results), [what for broken, what in results if broken]


def test_a_few_zones_keep_their_wall_times_through_every_change() -> None:
    count, broken = tried(A_FEW, nth=9)
    assert count > 3_000
    assert broken == []


@pytest.mark.slow
def test_all_zones_keep_their_wall_times_through_every_change() -> None:
    names = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
    count, broken = tried(names, nth=1)
    assert count > 350_000
    assert broken == []


# --- whatever somebody may choose -------------------------------------------------------------

ZONES = st.sampled_from(A_FEW + ["Asia/Kathmandu", "UTC", "Pacific/Apia", "America/Los_Angeles"])
DAYS = st.dates(date(2005, 1, 1), date(2040, 1, 1))
WALLS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
RULES_OF_ANY_KIND = st.builds(
    lambda rhythm, on, at, zone, interval: Rule.like(rhythm, on, at, zone, interval=interval),
    st.sampled_from(Rhythm), DAYS, WALLS, ZONES, st.integers(1, 12),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(RULES_OF_ANY_KIND, st.integers(0, 400), st.integers(0, 400))
def test_two_windows_side_by_side_hold_what_one_holds(rule: Rule, some: int, more: int) -> None:
    middle_on = rule.first_on + timedelta(days=some)
    end_on = middle_on + timedelta(days=more)
    both = [*occurrences(rule, rule.first_on, middle_on), *occurrences(rule, middle_on, end_on)]
    assert both == list(occurrences(rule, rule.first_on, end_on))
    assert all(a.starts_at < b.starts_at for a, b in pairwise(both))
    assert is_one_per_period(rule, both)


@settings(max_examples=150, deadline=None)
@given(RULES_OF_ANY_KIND)
def test_the_first_date_is_the_first_meeting_and_shows_its_time(rule: Rule) -> None:
    first = next(occurrences(rule, date.min, date.max))
    zone = resolve_zone(rule.zone)
    shown = wall_at(first.starts_at, zone)
    wall = datetime.combine(rule.first_on, rule.wall_time)
    skipped = wall_at(first.starts_at - timedelta(seconds=1), zone) < wall < shown
    assert first.local_on == rule.first_on
    assert shown == wall or skipped


@settings(max_examples=150, deadline=None)
@given(RULES_OF_ANY_KIND, ZONES)
def test_a_shift_is_what_the_two_clocks_show(rule: Rule, other: str) -> None:
    until_on = rule.first_on + timedelta(days=500)
    for shift in shifts(rule, other, rule.first_on, until_on):
        ours, theirs = (
            sum((move.by for move in shift.change.moves if move.zone == zone), timedelta())
            for zone in (resolve_zone(rule.zone).key, resolve_zone(other).key)
        )
        assert shift.change.shift == theirs - ours != timedelta()
