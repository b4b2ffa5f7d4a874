"""Meetings as calendar files (RFC 5545), for feeds and invitations. Pure: no Django here.

What is written says when, and nothing private: an entry without a title of its own bears the
generic one, and no entry has a description. Instants survive exactly: every zone comes with its
full definition, and what local time cannot tell (the second of a double hour) is written in UTC.

A feed is best made of single Events, one per check-in, since those are the instants themselves. A
Series is for invitations: one rule, and beside it the meetings that do not follow it. Calendar
programs disagree on times that a clock change skips, so those are told as such meetings, too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from checkins.clocks import instant_of, offset_at, resolve_zone, transitions, wall_at
from checkins.recurrence import LAST, Rhythm, Rule, occurrences

PRODUCT = "-//Samehorizon//Check-ins//EN"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# How far a series without an end is looked at: for its zone's clock changes, and for skipped times.
FAR = timedelta(days=3653)


class Status(StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Method(StrEnum):
    """What the file is for: something to look at, an invitation, or its withdrawal."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Party:
    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What an event and a series have in common.

    `uid` never changes; `sequence` rises with every change of time or status. A calendar keeps the
    entry of a uid that has the highest sequence.
    """

    uid: str
    length: timedelta
    changed_at: datetime
    sequence: int = 0
    status: Status = Status.CONFIRMED
    title: str = ""
    place: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Event(Entry):
    """One meeting. `replaces` is the local time (in `zone`) that it had by the rule of its series.

    A meeting of a series that is sent alone has the uid of the series, and `replaces`.
    """

    starts_at: datetime
    zone: str
    replaces: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Series(Entry):
    """A rule, and the meetings of it that were moved or cancelled (each with `replaces`)."""

    rule: Rule
    changed: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Calendar:
    name: str
    entries: Sequence[Event | Series]
    generic_title: str = "Meeting"
    method: Method = Method.PUBLISH
    organizer: Party | None = None
    attendees: tuple[Party, ...] = ()


def write(calendar: Calendar) -> bytes:
    """The file; the same calendar makes the same bytes."""
    file = icalendar.Calendar()
    file.add("PRODID", PRODUCT)
    file.add("VERSION", "2.0")
    file.add("CALSCALE", "GREGORIAN")
    file.add("METHOD", calendar.method.value)
    if calendar.method is Method.PUBLISH:
        file.add("X-WR-CALNAME", _clean(calendar.name))
        file.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for zone, (first_at, last_at) in sorted(_spans(calendar.entries).items()):
        if zone != "UTC":
            file.add_component(_definition(resolve_zone(zone), first_at, last_at))
    for entry in calendar.entries:
        for component in _components(entry):
            _dress(component, entry, calendar)
            file.add_component(component)
    return bytes(file.to_ical())


def _components(entry: Event | Series) -> Iterator[icalendar.Event]:
    if isinstance(entry, Event):
        yield _event(entry)
        return
    first = next(occurrences(entry.rule, entry.rule.first_on, _horizon(entry.rule)), None)
    if first is None:
        return
    yield _master(entry, entry.rule.wall_on(first.local_on))
    told = {event.replaces for event in entry.changed}
    skipped = (event for event in _skipped(entry) if event.replaces not in told)
    for event in (*entry.changed, *skipped):
        yield _event(replace(event, uid=entry.uid, zone=entry.rule.zone))


def _event(event: Event) -> icalendar.Event:
    component, zone = icalendar.Event(), resolve_zone(event.zone)
    _identify(component, event)
    if event.replaces is not None:
        component.add("RECURRENCE-ID", event.replaces.replace(tzinfo=zone))
    ends = (event.starts_at, event.starts_at + event.length)
    for name, at in zip(("DTSTART", "DTEND"), _told(ends, zone), strict=True):
        component.add(name, at)
    return component


def _master(series: Series, first: datetime) -> icalendar.Event:
    component, zone = icalendar.Event(), resolve_zone(series.rule.zone)
    _identify(component, series)
    component.add("DTSTART", first.replace(tzinfo=zone))
    component.add("DURATION", series.length)
    component.add("RRULE", _rrule(series.rule, zone))
    return component


def _identify(component: icalendar.Event, entry: Entry) -> None:
    component.add("UID", _clean(entry.uid))
    component.add("SEQUENCE", entry.sequence)
    component.add("DTSTAMP", entry.changed_at.astimezone(UTC))
    component.add("LAST-MODIFIED", entry.changed_at.astimezone(UTC))
    component.add("STATUS", entry.status.value)
    for name, text in (("SUMMARY", entry.title), ("LOCATION", entry.place), ("URL", entry.url)):
        if text:
            component.add(name, _clean(text))


def _dress(component: icalendar.Event, entry: Entry, calendar: Calendar) -> None:
    """What the calendar knows about every entry of it."""
    if "SUMMARY" not in component:
        component.add("SUMMARY", _clean(entry.title or calendar.generic_title))
    component.add("CLASS", "PRIVATE")
    if calendar.organizer:
        component.add("ORGANIZER", _address(calendar.organizer))
    for party in calendar.attendees:
        component.add("ATTENDEE", _address(party, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION"))


def _address(party: Party, **parameters: str) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{_clean(party.email)}")
    # A quotation mark cannot stand in a parameter; its escape is newer than many readers.
    for name, value in {"CN": _clean(party.name).replace('"', "'"), **parameters}.items():
        address.params[name] = value
    return address


def _rrule(rule: Rule, zone: ZoneInfo) -> dict[str, Any]:
    """The rule in the standard's words; dates that it skips in short months are spelled out."""
    told: dict[str, Any] = {"INTERVAL": rule.interval, "WKST": "MO"}
    if rule.until_on is not None:
        end_at = instant_of(datetime.combine(rule.until_on, datetime.min.time()), zone)
        told["UNTIL"] = end_at - timedelta(seconds=1)
    if rule.rhythm == Rhythm.MONTHLY_DAY:
        assert rule.day is not None
        days = list(range(min(rule.day, 28), rule.day + 1))
        return {"FREQ": "MONTHLY", "BYMONTHDAY": days, "BYSETPOS": LAST} | told
    assert rule.weekday is not None
    day = DAYS[rule.weekday]
    if rule.rhythm == Rhythm.WEEKLY:
        return {"FREQ": "WEEKLY", "BYDAY": day} | told
    return {"FREQ": "MONTHLY", "BYDAY": f"{rule.nth}{day}"} | told


def _skipped(series: Series) -> Iterator[Event]:
    """The meetings that a clock change moves: in local time they are not where the rule says."""
    rule, zone = series.rule, resolve_zone(series.rule.zone)
    common = {name: getattr(series, name) for name in Entry.__dataclass_fields__}
    for occurrence in occurrences(rule, rule.first_on, _horizon(rule)):
        wall = rule.wall_on(occurrence.local_on)
        if wall_at(occurrence.starts_at, zone) != wall:
            yield Event(**common, starts_at=occurrence.starts_at, zone=rule.zone, replaces=wall)


def _horizon(rule: Rule) -> date:
    return rule.until_on or rule.first_on + FAR


def _told(instants: Sequence[datetime], zone: ZoneInfo) -> list[datetime]:
    """In the zone's local time where that means these very instants, else in UTC."""
    walls = [wall_at(at, zone) for at in instants]
    same = all(instant_of(wall, zone) == at for wall, at in zip(walls, instants, strict=True))
    if same and zone.key != "UTC":
        return [wall.replace(tzinfo=zone) for wall in walls]
    return [at.astimezone(UTC) for at in instants]


# --- zones -----------------------------------------------------------------------------------


def _spans(entries: Iterable[Event | Series]) -> dict[str, tuple[datetime, datetime]]:
    """From when until when each zone has to be defined, with room: a reader may stumble over the
    first change of a definition, which therefore lies well before the first meeting.
    """
    years: dict[str, set[int]] = {}
    for entry in entries:
        zone = entry.zone if isinstance(entry, Event) else entry.rule.zone
        years.setdefault(resolve_zone(zone).key, set()).update(_years(entry))
    return {
        zone: (datetime(min(own) - 2, 7, 1, tzinfo=UTC), datetime(max(own) + 1, 7, 1, tzinfo=UTC))
        for zone, own in years.items()
    }


def _years(entry: Event | Series) -> set[int]:
    if isinstance(entry, Event):
        return {entry.starts_at.year, (entry.starts_at + entry.length).year}
    own = {entry.rule.first_on.year, _horizon(entry.rule).year}
    return own.union(*(_years(event) for event in entry.changed))


def _definition(zone: ZoneInfo, first_at: datetime, last_at: datetime) -> icalendar.Timezone:
    """Every clock change in between, by its date. Onsets are told in the time before the change.

    The library can make these, too, but tells onsets in the time after, an hour off in spring.
    """
    component = icalendar.Timezone()
    component.add("TZID", zone.key)
    before = offset_at(first_at, zone)
    onsets: dict[tuple[timedelta, timedelta, str], list[datetime]] = {}
    for at in (first_at, *transitions(zone, first_at, last_at)):
        after = offset_at(at, zone)
        kind = (before, after, at.astimezone(zone).tzname() or "")
        onsets.setdefault(kind, []).append((at + before).replace(tzinfo=None))
        before = after
    for (old, new, name), times in onsets.items():
        component.add_component(_observance(old, new, name, times))
    return component


def _observance(
    old: timedelta, new: timedelta, name: str, times: list[datetime]
) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    """Clocks put forward begin summer time, even where the law calls winter the exception."""
    part = icalendar.TimezoneDaylight() if new > old else icalendar.TimezoneStandard()
    part.add("DTSTART", times[0])
    part.add("TZOFFSETFROM", old)
    part.add("TZOFFSETTO", new)
    part.add("TZNAME", name)
    if len(times) > 1:
        part.add("RDATE", times[1:])
    return part


def _clean(text: str) -> str:
    """One line that any reader can take: no control characters, no halves of characters."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join("".join(kept).encode("utf-8", "replace").decode().split())
