"""What a pair had planned ends with the pair: on pages, in reminders, and in calendars."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from checkins import ical, reminders
from checkins.models import CheckIn, Series
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
