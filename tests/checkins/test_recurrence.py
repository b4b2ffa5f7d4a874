"""A series keeps to the intention it was made with."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from checkins.clocks import ClockMove
from checkins.recurrence import LAST, BadRule, Occurrence, Rhythm, Rule, Shift, occurrences, shifts

WEEKLY, BY_WEEKDAY, BY_DAY = Rhythm.WEEKLY, Rhythm.MONTHLY_WEEKDAY, Rhythm.MONTHLY_DAY
HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def make_rule(
    *,
    rhythm: Rhythm = WEEKLY,
    first_on: date = date(2025, 3, 4),
    at: str = "17:00",
    zone: str = "Europe/Berlin",
    **more: Any,
) -> Rule:
    return Rule.like(rhythm, first_on, time.fromisoformat(at), zone, **more)


def dates(rule: Rule, from_on: str, until_on: str) -> list[str]:
    found = occurrences(rule, date.fromisoformat(from_on), date.fromisoformat(until_on))
    return [f"{occurrence.local_on}" for occurrence in found]


def test_a_weekly_meeting_keeps_its_wall_time_over_the_change() -> None:
    rule = make_rule(first_on=date(2025, 3, 18))
    found = list(occurrences(rule, date(2025, 3, 18), date(2025, 4, 9)))
    assert found == [
        Occurrence(date(2025, 3, 18), utc("2025-03-18 16:00")),
        Occurrence(date(2025, 3, 25), utc("2025-03-25 16:00")),
        Occurrence(date(2025, 4, 1), utc("2025-04-01 15:00")),
        Occurrence(date(2025, 4, 8), utc("2025-04-08 15:00")),
    ]


def test_a_meeting_moved_out_of_a_gap_keeps_its_local_date() -> None:
    rule = make_rule(zone="Pacific/Apia", first_on=date(2011, 12, 23), at="10:00")
    assert dates(rule, "2011-12-23", "2012-01-07") == ["2011-12-23", "2011-12-30", "2012-01-06"]


def test_the_31st_is_the_last_day_of_a_short_month() -> None:
    rule = make_rule(rhythm=BY_DAY, first_on=date(2027, 12, 31))
    assert dates(rule, "2027-12-01", "2028-07-01") == [
        "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31",
        "2028-06-30",
    ]  # fmt: skip


def test_the_30th_is_the_last_day_of_february_only() -> None:
    rule = make_rule(rhythm=BY_DAY, first_on=date(2025, 1, 30))
    assert dates(rule, "2025-01-01", "2025-05-01") == [
        "2025-01-30", "2025-02-28", "2025-03-30", "2025-04-30",
    ]  # fmt: skip


def test_the_31st_may_begin_in_february() -> None:
    rule = make_rule(rhythm=BY_DAY, first_on=date(2025, 2, 28), day=31)
    assert dates(rule, "2025-01-01", "2025-05-01") == ["2025-02-28", "2025-03-31", "2025-04-30"]


def test_the_second_tuesday_is_the_second_tuesday() -> None:
    rule = make_rule(rhythm=BY_WEEKDAY, first_on=date(2025, 3, 11))
    assert dates(rule, "2025-01-01", "2025-07-01") == [
        "2025-03-11", "2025-04-08", "2025-05-13", "2025-06-10",
    ]  # fmt: skip


def test_a_fifth_friday_means_the_last_friday() -> None:
    rule = make_rule(rhythm=BY_WEEKDAY, first_on=date(2025, 1, 31))
    assert (rule.nth, dates(rule, "2025-01-01", "2025-05-01")) == (
        LAST, ["2025-01-31", "2025-02-28", "2025-03-28", "2025-04-25"],
    )  # fmt: skip


def test_every_second_week_counts_from_the_first_meeting_over_the_new_year() -> None:
    rule = make_rule(first_on=date(2026, 12, 17), interval=2)
    assert dates(rule, "2026-12-18", "2027-02-01") == ["2026-12-31", "2027-01-14", "2027-01-28"]


def test_every_second_month_counts_from_the_first_date_that_fits() -> None:
    rule = make_rule(rhythm=BY_WEEKDAY, first_on=date(2025, 3, 20), interval=2, weekday=1, nth=1)
    assert dates(rule, "2025-01-01", "2025-09-01") == ["2025-04-01", "2025-06-03", "2025-08-05"]


def test_a_first_date_on_another_weekday_waits_for_the_weekday() -> None:
    rule = make_rule(first_on=date(2025, 3, 4), weekday=0)
    assert dates(rule, "2025-03-01", "2025-03-20") == ["2025-03-10", "2025-03-17"]


def test_a_series_ends_before_its_end_and_a_window_before_its_own() -> None:
    rule = make_rule(first_on=date(2025, 3, 4), until_on=date(2025, 3, 25))
    assert dates(rule, "2025-01-01", "2026-01-01") == ["2025-03-04", "2025-03-11", "2025-03-18"]
    assert dates(rule, "2025-03-05", "2025-03-18") == ["2025-03-11"]


def test_no_window_is_too_wide() -> None:
    rule = make_rule(rhythm=BY_DAY, first_on=date(2199, 11, 30))
    assert dates(rule, "0001-01-01", "9999-12-31") == ["2199-11-30", "2199-12-30"]


@pytest.mark.parametrize(
    ("rule", "phrase"),
    [
        (make_rule(), "weekly"),
        (make_rule(interval=2), "every_n_weeks"),
        (make_rule(rhythm=BY_WEEKDAY), "monthly_nth_weekday"),
        (make_rule(rhythm=BY_WEEKDAY, nth=LAST), "monthly_last_weekday"),
        (make_rule(rhythm=BY_DAY), "monthly_nth_day"),
        (make_rule(rhythm=BY_DAY, day=31), "monthly_last_day"),
        (make_rule(rhythm=BY_DAY, interval=3), "every_n_months_nth_day"),
    ],
)
def test_a_rule_knows_the_sentence_that_tells_it(rule: Rule, phrase: str) -> None:
    assert rule.phrase == phrase


def test_a_rhythm_out_of_the_database_is_a_rhythm() -> None:
    plain = make_rule(rhythm="monthly_day")  # type: ignore[arg-type]
    assert plain == make_rule(rhythm=BY_DAY)
    assert dates(plain, "2025-03-01", "2025-05-01") == ["2025-03-04", "2025-04-04"]


BAD: list[tuple[dict[str, Any], tuple[tuple[str, str], ...]]] = [
    ({"zone": "Mars/Olympus"}, (("zone", "unknown"),)),
    ({"wall_time": time(9, 0, 30)}, (("wall_time", "not_a_minute"),)),
    ({"wall_time": time(9, tzinfo=UTC)}, (("wall_time", "not_a_minute"),)),
    ({"first_on": date(1, 1, 1)}, (("first_on", "too_far"),)),
    ({"first_on": date(9999, 12, 31)}, (("first_on", "too_far"),)),
    ({"until_on": date(2025, 3, 4)}, (("until_on", "before_first"),)),
    ({"interval": 0}, (("interval", "too_far"),)),
    ({"interval": 13}, (("interval", "too_far"),)),
    ({"weekday": None}, (("weekday", "missing"),)),
    ({"weekday": 7}, (("weekday", "too_far"),)),
    ({"nth": 1}, (("nth", "not_for_this_rhythm"),)),
    ({"rhythm": BY_WEEKDAY, "nth": 5}, (("nth", "too_far"),)),
    ({"rhythm": BY_WEEKDAY, "nth": 0}, (("nth", "too_far"),)),
    ({"rhythm": BY_DAY, "weekday": None, "day": 32}, (("day", "too_far"),)),
    ({"rhythm": "yearly"}, (("rhythm", "unknown"),)),
    ({"zone": "", "interval": -1}, (("zone", "unknown"), ("interval", "too_far"))),
]


@pytest.mark.parametrize(("changes", "problems"), BAD)
def test_a_rule_that_makes_no_sense_says_all_that_is_wrong(
    changes: dict[str, Any], problems: tuple[tuple[str, str], ...]
) -> None:
    good = {"rhythm": WEEKLY, "wall_time": time(9), "zone": "Europe/Berlin", "weekday": 1}
    with pytest.raises(BadRule) as refused:
        Rule(**{"first_on": date(2025, 3, 4)} | good | changes)  # type: ignore[arg-type]
    assert refused.value.problems == problems


def test_a_change_of_law_moves_meetings_but_makes_and_loses_none(
    another_law: Callable[[str, str], None],
) -> None:
    rule = make_rule(first_on=date(2025, 3, 4))
    before = list(occurrences(rule, date(2025, 3, 4), date(2026, 3, 4)))
    another_law("Europe/Berlin", "Europe/London")
    after = list(occurrences(rule, date(2025, 3, 4), date(2026, 3, 4)))
    assert [o.local_on for o in after] == [o.local_on for o in before]
    assert {a.starts_at - b.starts_at for a, b in zip(after, before, strict=True)} == {HOUR}


@pytest.fixture
def another_law(tmp_path: Path) -> Iterator[Callable[[str, str], None]]:
    """Zone data in which one place keeps the time of another; the real data comes back after."""
    folders = zoneinfo.TZPATH
    known = resources.files("tzdata") / "zoneinfo"

    def decree(place: str, other: str) -> None:
        (tmp_path / place).parent.mkdir()
        (tmp_path / place).write_bytes((known / other).read_bytes())
        zoneinfo.reset_tzpath([str(tmp_path), *folders])
        ZoneInfo.clear_cache()

    yield decree
    zoneinfo.reset_tzpath(folders)
    ZoneInfo.clear_cache()


def test_the_weeks_between_two_changes_are_told_with_their_times() -> None:
    rule = make_rule(first_on=date(2025, 2, 25))
    told = shifts(rule, "America/New_York", date(2025, 2, 25), date(2025, 12, 1))
    assert [(f"{s.occurrence.local_on}", f"{s.was:%H:%M}", f"{s.becomes:%H:%M}") for s in told] == [
        ("2025-03-11", "11:00", "12:00"),
        ("2025-04-01", "12:00", "11:00"),
        ("2025-10-28", "11:00", "12:00"),
        ("2025-11-04", "12:00", "11:00"),
    ]


def test_a_warning_says_whose_clocks_move_and_when() -> None:
    rule = make_rule(first_on=date(2025, 3, 4))
    found = next(shifts(rule, "America/New_York", date(2025, 3, 4), date(2025, 4, 1)))
    assert isinstance(found, Shift)
    assert found.change.shift == HOUR
    assert found.change.moves == (ClockMove("America/New_York", utc("2025-03-09 07:00"), HOUR),)


def test_two_zones_that_change_together_warn_of_nothing() -> None:
    rule = make_rule(first_on=date(2025, 1, 7))
    found = list(shifts(rule, "Europe/London", date(2025, 1, 1), date(2026, 1, 1)))
    assert found == []
