"""What a pair had planned ends with the pair: on pages, in reminders, and in calendars."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checkins import ical, reminders
from checkins.models import CalendarFeed, CheckIn, Series
from mentorship.models import Notice
from tests.checkins.factories import make_check_in, make_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(pairing: Any) -> CheckIn:
    make_series(pairing=pairing)
    return make_check_in(pairing=pairing, starts_at=timezone.now() + dt.timedelta(days=2))


def test_nothing_is_to_come_for_a_pair_that_is_over(
    pairing: Any, planned: CheckIn, mentee: Any
) -> None:
    now = timezone.now()
    assert planned in CheckIn.objects.ahead(now)
    pairing.end(by=mentee, reason="moved_on")
    later = now + dt.timedelta(days=30)
    assert list(CheckIn.objects.ahead(now)) == []
    assert list(CheckIn.objects.unanswered(later)) == []
    assert list(Series.objects.running()) == []


def test_nobody_is_reminded_of_what_a_former_pair_had_planned(
    pairing: Any, planned: CheckIn, mentee: Any
) -> None:
    pairing.end(by=mentee, reason="moved_on")
    Notice.objects.all().delete()
    assert reminders.plan(timezone.now()) == 0
    assert Notice.objects.count() == 0


def test_a_calendar_is_told_to_drop_it(pairing: Any, planned: CheckIn, mentee: Any) -> None:
    shown = planned.as_event()
    pairing.end(by=mentee, reason="moved_on")
    since = timezone.now() - dt.timedelta(days=1)
    feed = {row.pk: row.as_event() for row in CheckIn.objects.for_feed(mentee, since)}
    dropped = feed[planned.pk]
    assert (shown.status, dropped.status) == (ical.Status.CONFIRMED, ical.Status.CANCELLED)
    assert (dropped.uid, dropped.sequence) == (shown.uid, shown.sequence + 1)


def test_what_was_held_stays_as_it_was(pairing: Any, mentee: Any) -> None:
    held = make_check_in(pairing=pairing, starts_at=timezone.now() - dt.timedelta(days=2))
    held.hold(by=mentee)
    pairing.end(by=mentee, reason="moved_on")
    assert CheckIn.objects.get(pk=held.pk).as_event().status == ical.Status.CONFIRMED


def test_what_the_calendar_program_reads_withdraws_it(
    client: Client, pairing: Any, mentee: Any
) -> None:
    planned = make_check_in(pairing=pairing)
    token = CalendarFeed.objects.renew(by=mentee, now=timezone.now())
    pairing.end(by=mentee, reason="moved_on")
    lines = client.get(reverse("calendar", args=[token])).text.splitlines()
    ended = f"{pairing.ended_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    assert {line for line in lines if line.startswith(("UID", "STATUS", "SEQ", "LAST"))} == {
        f"UID:{planned.pk}@samehorizon",
        "STATUS:CANCELLED",
        "SEQUENCE:1",
        f"LAST-MODIFIED:{ended}",
    }


def test_a_calendar_keeps_a_past_date_that_nobody_answered(pairing: Any, mentee: Any) -> None:
    past = make_check_in(pairing=pairing, starts_at=timezone.now() - dt.timedelta(days=2))
    shown = past.as_event()
    pairing.end(by=mentee, reason="moved_on")
    assert CheckIn.objects.get(pk=past.pk).as_event() == shown


def test_a_recalled_pair_leaves_no_date_behind(pairing: Any, mentee: Any) -> None:
    type(pairing).objects.filter(pk=pairing.pk).update(status="proposed")
    pairing.refresh_from_db()
    make_check_in(pairing=pairing)
    pairing.recall(by=None)
    now = timezone.now()
    assert list(CheckIn.objects.ahead(now)) == []
    assert list(CheckIn.objects.for_feed(mentee, now)) == []


def test_lists_of_the_past_show_what_was_and_ask_nothing(
    client: Client, pairing: Any, mentee: Any, planned: CheckIn
) -> None:
    held, silent = (
        make_check_in(pairing=pairing, starts_at=timezone.now() - dt.timedelta(days=days))
        for days in (4, 2)
    )
    held.hold(by=mentee)
    pairing.end(by=mentee, reason="moved_on")
    assert list(CheckIn.objects.past(timezone.now() + dt.timedelta(days=30))) == [silent, held]
    client.force_login(mentee)
    page = client.get(reverse("check_ins") + "?show=past").text
    assert ("Held" in page, "Did you meet?" in page) == (True, False)


def test_the_page_of_such_a_date_says_why_nobody_meets(
    client: Client, pairing: Any, mentee: Any, planned: CheckIn
) -> None:
    client.force_login(mentee)
    assert "Ended with your pair" not in client.get(reverse("check_in", args=[planned.pk])).text
    pairing.end(by=mentee, reason="moved_on")
    assert "Ended with your pair" in client.get(reverse("check_in", args=[planned.pk])).text


@pytest.mark.parametrize(("verb", "told"), [("complete", {}), ("end", {"reason": "moved_on"})])
def test_a_pair_that_is_over_has_no_next_meeting(
    pairing: Any, mentee: Any, planned: CheckIn, verb: str, told: dict[str, str]
) -> None:
    pairing.refresh_from_db()
    assert pairing.next_check_in_at is not None
    getattr(pairing, verb)(by=mentee, **told)
    pairing.refresh_from_db()
    assert pairing.next_check_in_at is None
