"""Calendar files mean the same instants to readers that know nothing of each other."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from dateutil.tz import tzical

from checkins.clocks import transitions
from checkins.ical import Calendar, Event, Method, Party, Series, Status, write
from checkins.recurrence import LAST, Rhythm, Rule, occurrences

NOW = datetime(2025, 1, 2, 3, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOSTILE = "Tea; cake, \\ and\r\nATTENDEE:mailto:mallory@example.org\0 \u2028\ud800 end"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def make_event(*, starts_at: str = "2025-05-12 15:00", **fields: Any) -> Event:
    usual = {"uid": "c1@example.org", "length": HOUR, "changed_at": NOW, "zone": "Europe/Berlin"}
    return Event(**{"starts_at": utc(starts_at)} | usual | fields)  # type: ignore[arg-type]


def make_series(*, rule: Rule | None = None, **fields: Any) -> Series:
    usual = {"uid": "s1@example.org", "length": HOUR, "changed_at": NOW}
    return Series(**{"rule": rule or weekly()} | usual | fields)  # type: ignore[arg-type]


def weekly(*, first_on: date = date(2025, 3, 4), zone: str = "Europe/Berlin", **more: Any) -> Rule:
    return Rule.like(Rhythm.WEEKLY, first_on, time(17), zone, **more)


def write_all(*entries: Event | Series, **fields: Any) -> bytes:
    return write(Calendar("My mentoring", entries, **fields))


# --- two readers ------------------------------------------------------------------------------

Read = set[tuple[str, datetime, str]]
WINDOW = (utc("2020-01-01"), utc("2036-01-01"))


def expander(file: bytes) -> Read:
    """icalendar, with recurring-ical-events: they know the zones' names and their own zone data."""
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(file)).between(*WINDOW)
    return {(str(e["UID"]), e["DTSTART"].dt.astimezone(UTC), str(e["STATUS"])) for e in events}


def by_hand(file: bytes) -> Read:
    """Plain lines, with dateutil, which believes nothing but the definitions in the file."""
    lines = file.decode().replace("\r\n ", "").split("\r\n")
    zones = defined_zones(lines)
    meetings: dict[tuple[str, datetime], tuple[datetime, str]] = {}
    for event in blocks(lines, "VEVENT"):
        start = instant(event["DTSTART"], zones)
        expanded = [start]
        if "RRULE" in event:
            expanded = expand(event, zones)
        for at in expanded:
            known_by = instant(event["RECURRENCE-ID"], zones) if "RECURRENCE-ID" in event else at
            meetings[event["UID"][1], known_by] = (at, event["STATUS"][1])
    return {(uid, at, status) for (uid, _), (at, status) in meetings.items()}


Property = tuple[str, str]


def blocks(lines: list[str], kind: str) -> Iterable[dict[str, Property]]:
    """Each component of a kind: name -> (parameters, value)."""
    inside = False
    for line in lines:
        if line == f"BEGIN:{kind}":
            inside, found = True, {}
        elif line == f"END:{kind}":
            inside = False
            yield found
        elif inside:
            matched = re.fullmatch(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^:;"]*))*):(.*)', line)
            assert matched, line
            found[matched[1]] = (matched[2], matched[3])


def defined_zones(lines: list[str]) -> dict[str, Any]:
    if "BEGIN:VTIMEZONE" not in lines:
        return {}
    kept = tzical(io.StringIO("\n".join(lines)))
    return {key: kept.get(key) for key in kept.keys()}  # noqa: SIM118 - not a mapping


def instant(told: Property, zones: dict[str, Any]) -> datetime:
    naive = datetime.strptime(told[1].rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if told[1].endswith("Z"):
        return naive.replace(tzinfo=UTC)
    return naive.replace(tzinfo=zones[told[0].removeprefix(";TZID=")]).astimezone(UTC)


def expand(event: dict[str, Property], zones: dict[str, Any]) -> list[datetime]:
    parameters, value = event["DTSTART"]
    start = datetime.strptime(value.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    rule, _, rest = event["RRULE"][1].partition("UNTIL=")
    end = WINDOW[1]
    if rest:
        end = instant(("", rest.partition(";")[0]), zones)
        rule += rest.partition(";")[2]
    walls = rrulestr(rule.rstrip(";"), dtstart=start)
    found = []
    for wall in walls:
        at = instant((parameters, f"{wall:%Y%m%dT%H%M%S}{value[15:]}"), zones)
        if at > end:
            return found
        found.append(at)
    return found


def read(*entries: Event | Series) -> Read:
    """What both readers agree on."""
    file = write_all(*entries)
    first, second = expander(file), by_hand(file)
    assert first == second
    return first


# --- instants ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "starts_at",
    ["2025-05-12 15:00", "2025-10-26 00:30", "2025-10-26 01:30", "2025-03-30 01:00",
     "2025-12-31 23:30"],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Kiev", "Asia/Kathmandu", "UTC",
                                  "Europe/Dublin", "Australia/Lord_Howe"])  # fmt: skip
def test_a_meeting_is_the_same_instant_to_both_readers(starts_at: str, zone: str) -> None:
    found = read(make_event(starts_at=starts_at, zone=zone))
    assert found == {("c1@example.org", utc(starts_at), "CONFIRMED")}


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "America/New_York",
        "Europe/Dublin",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Pacific/Chatham",
    ],
)
def test_a_file_defines_every_clock_change_around_its_meetings(zone: str) -> None:
    file = write_all(*(make_event(starts_at=f"{year}-05-12 15:00", zone=zone)
                       for year in range(2025, 2031)))  # fmt: skip
    defined = defined_zones(file.decode().replace("\r\n ", "").split("\r\n"))[zone]
    changes = list(transitions(ZoneInfo(zone), utc("2025-01-01"), utc("2031-01-01")))
    around = [at + shift for at in changes for shift in (-HOUR, -timedelta(seconds=1), HOUR * 2)]
    assert len(changes) >= 4
    assert [at.astimezone(defined).utcoffset() for at in around] == [
        at.astimezone(ZoneInfo(zone)).utcoffset() for at in around
    ]


def test_a_series_is_every_one_of_its_meetings_to_both_readers() -> None:
    rule = weekly(until_on=date(2026, 3, 4))
    due = {("s1@example.org", o.starts_at, "CONFIRMED")
           for o in occurrences(rule, rule.first_on, date(2027, 1, 1))}  # fmt: skip
    assert len(due) == 53
    assert read(make_series(rule=rule)) == due


def test_a_series_that_starts_in_the_hour_that_is_skipped_is_told_exactly() -> None:
    rule = Rule.like(Rhythm.WEEKLY, date(2025, 3, 9), time(2, 30), "America/New_York",
                     until_on=date(2025, 3, 24))  # fmt: skip
    assert read(make_series(rule=rule)) == {
        ("s1@example.org", utc("2025-03-09 07:00"), "CONFIRMED"),
        ("s1@example.org", utc("2025-03-16 06:30"), "CONFIRMED"),
        ("s1@example.org", utc("2025-03-23 06:30"), "CONFIRMED"),
    }


def some_series(number: int, *, seed: int) -> list[Series]:
    """Rules of every kind, in zones of every kind, half of them at hours that clocks skip."""
    dice = random.Random(seed)
    zones = ["Africa/Cairo", "America/New_York", "America/St_Johns", "Asia/Kolkata", "Asia/Beirut",
             "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Pacific/Chatham", "UTC",
             "America/Havana", "America/Santiago"]  # fmt: skip
    made = []
    for index in range(number):
        first_on = date(2024, 1, 1) + timedelta(days=dice.randrange(700))
        wall = dice.choice([time(17), time(9, 30), time(2, 30), time(0, 15), time(2), time(23, 45)])
        rule = Rule.like(dice.choice(list(Rhythm)), first_on, wall, dice.choice(zones),
                         interval=dice.choice([1, 1, 2, 3]),
                         until_on=first_on + timedelta(days=dice.randrange(1, 900)))  # fmt: skip
        made.append(make_series(uid=f"s{index}@example.org", rule=rule))
    return made


def due_of(series: Series) -> Read:
    found = occurrences(series.rule, series.rule.first_on, date(2036, 1, 1))
    return {(series.uid, o.starts_at, "CONFIRMED") for o in found}


def test_forty_series_of_every_kind_survive_the_round_trip() -> None:
    made = some_series(40, seed=1)
    assert {series.rule.rhythm for series in made} == set(Rhythm)
    assert read(*made) == set().union(*map(due_of, made))


@pytest.mark.slow
def test_five_hundred_series_survive_the_round_trip() -> None:
    wrong = [series.rule for series in some_series(500, seed=2) if read(series) != due_of(series)]
    assert wrong == []


# --- moved and cancelled ----------------------------------------------------------------------


def test_a_moved_and_a_cancelled_meeting_of_a_series_keep_their_identity() -> None:
    rule = weekly(until_on=date(2025, 3, 26))
    moved = make_event(starts_at="2025-03-13 08:00", sequence=1,
                       replaces=rule.wall_on(date(2025, 3, 11)))  # fmt: skip
    gone = make_event(starts_at="2025-03-18 16:00", sequence=2, status=Status.CANCELLED,
                      replaces=rule.wall_on(date(2025, 3, 18)))  # fmt: skip
    assert read(make_series(rule=rule, changed=(moved, gone))) == {
        ("s1@example.org", utc("2025-03-04 16:00"), "CONFIRMED"),
        ("s1@example.org", utc("2025-03-13 08:00"), "CONFIRMED"),
        ("s1@example.org", utc("2025-03-18 16:00"), "CANCELLED"),
        ("s1@example.org", utc("2025-03-25 16:00"), "CONFIRMED"),
    }


def test_a_meeting_moved_out_of_a_skipped_hour_is_told_once() -> None:
    rule = Rule.like(Rhythm.WEEKLY, date(2025, 3, 2), time(2, 30), "America/New_York",
                     until_on=date(2025, 3, 10))  # fmt: skip
    moved = make_event(starts_at="2025-03-09 15:00", zone="America/New_York",
                       replaces=rule.wall_on(date(2025, 3, 9)))  # fmt: skip
    assert read(make_series(rule=rule, changed=(moved,))) == {
        ("s1@example.org", utc("2025-03-02 07:30"), "CONFIRMED"),
        ("s1@example.org", utc("2025-03-09 15:00"), "CONFIRMED"),
    }


def test_a_meeting_of_a_series_can_be_sent_alone() -> None:
    rule = weekly()
    file = write_all(make_event(uid="s1@example.org", starts_at="2025-03-13 08:00", sequence=3,
                                replaces=rule.wall_on(date(2025, 3, 11))))  # fmt: skip
    event = icalendar.Calendar.from_ical(file).walk("VEVENT")[0]
    assert (event["UID"], event["SEQUENCE"], event["RECURRENCE-ID"].dt.astimezone(UTC)) == (
        "s1@example.org", 3, utc("2025-03-11 16:00"),
    )  # fmt: skip


def test_a_series_without_any_meeting_writes_nothing() -> None:
    rule = weekly(weekday=0, until_on=date(2025, 3, 6))
    assert read(make_series(rule=rule), make_event()) == {
        ("c1@example.org", utc("2025-05-12 15:00"), "CONFIRMED")
    }


def test_an_endless_series_is_defined_for_ten_years() -> None:
    found = read(make_series(rule=weekly(first_on=date(2025, 1, 7))))
    assert {at.astimezone(ZoneInfo("Europe/Berlin")).time() for _, at, _ in found if at.year < 2035
            } == {time(17)}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (weekly(), "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;WKST=MO"),
        (weekly(interval=2), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO"),
        (Rule.like(Rhythm.MONTHLY_WEEKDAY, date(2025, 3, 4), time(9), "UTC", nth=LAST),
         "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1TU;WKST=MO"),
        (Rule.like(Rhythm.MONTHLY_DAY, date(2025, 3, 31), time(9), "UTC"),
         "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;WKST=MO"),
    ],
)  # fmt: skip
def test_a_rule_is_told_in_the_words_of_the_standard(rule: Rule, told: str) -> None:
    event = icalendar.Calendar.from_ical(write_all(make_series(rule=rule))).walk("VEVENT")[0]
    assert event["RRULE"].to_ical().decode() == told


# --- what stands in a file --------------------------------------------------------------------


def test_titles_are_generic_unless_an_entry_has_its_own() -> None:
    file = write_all(make_event(), make_event(uid="c2", title="First talk"),
                     generic_title="Check-in")  # fmt: skip
    found = [str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(file).walk("VEVENT")]
    assert found == ["Check-in", "First talk"]


def test_an_entry_says_when_and_where_and_is_private() -> None:
    file = write_all(make_event(url="https://example.org/check-ins/1/", place="Room 4"))
    event = icalendar.Calendar.from_ical(file).walk("VEVENT")[0]
    assert sorted(event) == [
        "CLASS", "DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "LOCATION", "SEQUENCE", "STATUS",
        "SUMMARY", "UID", "URL",
    ]  # fmt: skip
    assert (event["CLASS"], event["LOCATION"], event.end - event.start) == (
        "PRIVATE", "Room 4", HOUR,
    )  # fmt: skip


def test_hostile_words_stay_words_and_every_line_is_short() -> None:
    event = make_event(title=HOSTILE * 3, place=HOSTILE, uid=HOSTILE, url=HOSTILE)
    file = write(Calendar(HOSTILE, [event], organizer=Party(HOSTILE + '"', HOSTILE)))
    parsed = icalendar.Calendar.from_ical(file)
    assert [part.name for part in parsed.walk()].count("VEVENT") == 1
    found = parsed.walk("VEVENT")[0]
    plain = "Tea; cake, \\ and ATTENDEE:mailto:mallory@example.org ? end"
    assert ("ATTENDEE" in found, found["LOCATION"], found["ORGANIZER"].params["CN"]) == (
        False, plain, f"{plain}'",
    )  # fmt: skip
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert [line for line in file.split(b"\r\n") if b"\n" in line or b"\r" in line] == []


def test_long_words_of_many_bytes_are_folded_between_characters() -> None:
    title = "Gespräch über Größe 你好 " * 12
    file = write_all(make_event(title=title))
    assert [line.decode() for line in file.split(b"\r\n") if len(line) > 75] == []
    assert icalendar.Calendar.from_ical(file).walk("VEVENT")[0]["SUMMARY"] == title.strip()


def test_an_invitation_names_who_invites_and_who_is_invited() -> None:
    file = write_all(make_event(), method=Method.REQUEST, organizer=Party("Dela", "dela@x.org"),
                     attendees=(Party("Amara", "amara@x.org"),))  # fmt: skip
    parsed = icalendar.Calendar.from_ical(file)
    event = parsed.walk("VEVENT")[0]
    assert (parsed["METHOD"], event["ORGANIZER"], event["ATTENDEE"]) == (
        "REQUEST", "mailto:dela@x.org", "mailto:amara@x.org",
    )  # fmt: skip
    assert event["ATTENDEE"].params["CN"] == "Amara"


def test_the_same_meetings_make_the_same_file_and_a_change_raises_the_sequence() -> None:
    event = make_event()
    assert write_all(event, make_series()) == write_all(event, make_series())
    later = replace(event, starts_at=event.starts_at + HOUR, sequence=event.sequence + 1)
    found = icalendar.Calendar.from_ical(write_all(later)).walk("VEVENT")[0]
    assert (found["UID"], found["SEQUENCE"]) == (event.uid, 1)
