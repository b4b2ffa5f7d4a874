"""When a series meets: the intention is kept, the instant is computed. No Django here.

Kept are a wall time, a zone, a first date and a rhythm. The instants follow from whatever the zone
does: a time that a clock change skips moves forward to the first moment that exists, a time that
comes twice means the first. A meeting is known by its series and its local date (`local_on`), never
by its instant, so a change of the zone's law moves meetings but makes and loses none.

Intervals are half-open: `until_on` is the first date that does not belong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise
from typing import Any, Literal

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from checkins.clocks import (
    ClockChange,
    UnknownZone,
    clock_change_between,
    instant_of,
    resolve_zone,
    wall_at,
)

__all__ = [
    "LAST",
    "BadRule",
    "Occurrence",
    "Rhythm",
    "Rule",
    "Shift",
    "UnknownZone",
    "clock_change_between",
    "occurrences",
    "resolve_zone",
    "shifts",
]

EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
LAST = -1
MOST_APART = 12


class BadRule(ValueError):
    """The rule makes no sense; `problems` has each (field, code), for a form to put in words."""

    def __init__(self, problems: Iterable[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{field}: {code}" for field, code in self.problems))


class Rhythm(StrEnum):
    WEEKLY = "weekly"
    MONTHLY_WEEKDAY = "monthly_weekday"
    MONTHLY_DAY = "monthly_day"


# Which of weekday, nth and day a rhythm is told by.
TOLD_BY = {
    Rhythm.WEEKLY: {"weekday"},
    Rhythm.MONTHLY_WEEKDAY: {"weekday", "nth"},
    Rhythm.MONTHLY_DAY: {"day"},
}


@dataclass(frozen=True)
class Rule:
    """An intention. `interval` counts weeks or months from the first date that fits."""

    rhythm: Rhythm
    wall_time: time
    zone: str
    first_on: date
    interval: int = 1
    weekday: int | None = None  # Monday is 0
    nth: int | None = None  # 1 to 4, or LAST
    day: int | None = None  # 1 to 31; a shorter month meets on its last day
    until_on: date | None = None

    def __post_init__(self) -> None:
        problems = list(self._problems())
        if problems:
            raise BadRule(problems)

    @classmethod
    def like(cls, rhythm: Rhythm, first_on: date, wall_time: time, zone: str, **more: Any) -> Rule:
        """The rule that a first meeting on this date suggests; a fifth Tuesday means the last."""
        nth = (first_on.day - 1) // 7 + 1
        told = {"weekday": first_on.weekday(), "nth": nth if nth < 5 else LAST, "day": first_on.day}
        wanted: dict[str, Any] = {name: told[name] for name in TOLD_BY[rhythm]}
        return cls(rhythm, wall_time, zone, first_on, **wanted | more)

    @property
    def phrase(self) -> str:
        """Which sentence tells this rule; its words are weekday, nth, day and interval."""
        if self.rhythm == Rhythm.WEEKLY:
            return "weekly" if self.interval == 1 else "every_n_weeks"
        last = self.nth == LAST or self.day == 31
        kind = "weekday" if self.rhythm == Rhythm.MONTHLY_WEEKDAY else "day"
        often = "monthly" if self.interval == 1 else "every_n_months"
        return f"{often}_{'last' if last else 'nth'}_{kind}"

    def wall_on(self, local_on: date) -> datetime:
        """The naive local time of the meeting known by this date, before any clock change."""
        return datetime.combine(local_on, self.wall_time)

    def _problems(self) -> Iterator[tuple[str, str]]:
        try:
            resolve_zone(self.zone)
        except UnknownZone:
            yield "zone", "unknown"
        if self.wall_time.tzinfo or self.wall_time.second or self.wall_time.microsecond:
            yield "wall_time", "not_a_minute"
        if not EARLIEST <= self.first_on < LATEST:
            yield "first_on", "too_far"
        if self.until_on is not None and self.until_on <= self.first_on:
            yield "until_on", "before_first"
        if self.rhythm not in TOLD_BY:
            yield "rhythm", "unknown"
        else:
            yield from self._rhythm_problems()

    def _rhythm_problems(self) -> Iterator[tuple[str, str]]:
        if not 1 <= self.interval <= MOST_APART:
            yield "interval", "too_far"
        allowed = {"weekday": range(7), "nth": (1, 2, 3, 4, LAST), "day": range(1, 32)}
        for name, values in allowed.items():
            value = getattr(self, name)
            if name not in TOLD_BY[self.rhythm]:
                if value is not None:
                    yield name, "not_for_this_rhythm"
            elif value not in values:
                yield name, "missing" if value is None else "too_far"


@dataclass(frozen=True, order=True)
class Occurrence:
    """One meeting as the rule has it. Its identity is `local_on`; `starts_at` is in UTC."""

    local_on: date
    starts_at: datetime


def occurrences(rule: Rule, from_on: date, until_on: date) -> Iterator[Occurrence]:
    """The meetings of these local dates, in order; one per period, each later than the last."""
    zone = resolve_zone(rule.zone)
    end = min(until_on, rule.until_on or LATEST, LATEST)
    for wall in _walls(rule):
        if wall.date() >= end:
            return
        if wall.date() >= from_on:
            yield Occurrence(wall.date(), instant_of(wall, zone))


def _walls(rule: Rule) -> rrule:
    """Naive local times without end: dates are arithmetic, only instants know of clock changes."""
    frequency, told = _told(rule)
    start = datetime.combine(rule.first_on, rule.wall_time)
    first = rrule(frequency, dtstart=start, **told)[0]
    return rrule(frequency, dtstart=first, interval=rule.interval, **told)


def _told(rule: Rule) -> tuple[Literal[1, 2], dict[str, Any]]:
    if rule.rhythm == Rhythm.MONTHLY_DAY:
        assert rule.day is not None
        # Of the days from the 28th on that a month has, the last: the 31st, or what comes nearest.
        days = range(min(rule.day, 28), rule.day + 1)
        return MONTHLY, {"bymonthday": days, "bysetpos": -1}
    assert rule.weekday is not None
    if rule.rhythm == Rhythm.WEEKLY:
        return WEEKLY, {"byweekday": rule.weekday}
    return MONTHLY, {"byweekday": weekday(rule.weekday, rule.nth)}


@dataclass(frozen=True)
class Shift:
    """From this meeting on, the other side looks at another time on its wall clock."""

    occurrence: Occurrence
    was: time
    becomes: time
    change: ClockChange


def shifts(rule: Rule, other_zone: str, from_on: date, until_on: date) -> Iterator[Shift]:
    """The meetings at which the other side's wall time is no longer that of the meeting before."""
    other = resolve_zone(other_zone)
    for earlier, later in pairwise(occurrences(rule, from_on, until_on)):
        change = clock_change_between(rule.zone, other_zone, earlier.starts_at, later.starts_at)
        if change:
            was, becomes = (wall_at(o.starts_at, other).time() for o in (earlier, later))
            yield Shift(later, was, becomes, change)
