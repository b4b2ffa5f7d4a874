"""Meeting: dates over clock changes, what each may see, what nobody can overwrite."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checkins import reminders
from checkins.models import Action, CalendarFeed, CheckIn, Note, Prep
from goals.models import Checkpoint, Goal, Progress
from mentorship.models import Notice, NotNow
from mentorship.outbox.post import letter_for, mail_for
from tests.checkins.factories import make_check_in, make_series
from tests.factories import make_cohort, make_pairing

pytestmark = pytest.mark.django_db
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@pytest.fixture
def autumn_pairing(mentee: Any, mentor: Any) -> Any:
    cohort = make_cohort(starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 5, 31))
    return make_pairing(cohort=cohort, mentee=mentee, mentor=mentor)


@time_machine.travel("2026-10-10 09:00Z", tick=False)
def test_a_series_keeps_its_wall_time_over_the_clock_change(autumn_pairing: Any) -> None:
    series = make_series(pairing=autumn_pairing, first_on=dt.date(2026, 10, 15))
    found = list(series.check_ins.order_by("starts_at")[:4])
    assert [row.starts_at.astimezone(BERLIN).time() for row in found] == [dt.time(14)] * 4
    # In the one week between the two clock changes the mentor's clock shows an hour more.
    there = [row.starts_at.astimezone(NEW_YORK).hour for row in found]
    assert there == [8, 8, 9, 8]


def test_extending_twice_makes_no_check_in_twice(pairing: Any) -> None:
    series = make_series(pairing=pairing)
    until_on = timezone.localdate() + dt.timedelta(days=80)
    before = series.check_ins.count()
    assert series.extend(until_on) == 0
    assert series.check_ins.count() == before


def test_a_new_rhythm_replaces_the_old_and_keeps_what_somebody_prepared_for(pairing: Any) -> None:
    old = make_series(pairing=pairing)
    prepared = old.check_ins.first()
    Prep.objects.keep(prepared, by=pairing.mentee_person, want="courage", pulse=4, pace=0)
    make_series(pairing=pairing, wall_time=dt.time(9, 30))
    old.refresh_from_db()
    assert old.status == "stopped"
    assert list(old.check_ins.all()) == [prepared]


def test_moving_a_check_in_tells_the_partner_and_keeps_its_identity(pairing: Any) -> None:
    check_in = make_series(pairing=pairing).check_ins.first()
    local_on, later = check_in.local_on, check_in.starts_at + dt.timedelta(hours=3)
    check_in.reschedule(later, by=pairing.mentee_person)
    check_in.refresh_from_db()
    assert (check_in.local_on, check_in.starts_at, check_in.sequence) == (local_on, later, 1)
    told = Notice.objects.get(kind="check_in_moved")
    assert told.recipient == pairing.mentor_person


def test_a_prep_is_hidden_from_the_mentee_until_their_own_is_in(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    check_in = make_check_in(pairing=pairing)
    Prep.objects.keep(check_in, by=mentor, want="talk about the offer", pulse=3, pace=0)
    client.force_login(mentee)
    page = reverse("check_in", args=[check_in.pk])
    assert "talk about the offer" not in client.get(page).text
    Prep.objects.keep(check_in, by=mentee, want="say no kindly", pulse=3, pace=0)
    assert "talk about the offer" in client.get(page).text


def test_the_mentor_reads_what_the_mentee_wants_in_the_brief(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    check_in = make_check_in(pairing=pairing)
    Prep.objects.keep(check_in, by=mentee, want="say no kindly", pulse=3, pace=1)
    client.force_login(mentor)
    assert "say no kindly" in client.get(reverse("brief", args=[check_in.pk])).text
    client.force_login(mentee)
    assert client.get(reverse("brief", args=[check_in.pk])).status_code == 404


def test_a_private_note_never_reaches_the_partner(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    check_in = make_check_in(pairing=pairing)
    Note.objects.keep(check_in, "ask about the wedding", by=mentor, audience="me", shown_version=0)
    Note.objects.keep(check_in, "we agreed on tests", by=mentor, audience="pair", shown_version=0)
    client.force_login(mentee)
    page = client.get(reverse("check_in", args=[check_in.pk])).text
    assert "we agreed on tests" in page
    assert "ask about the wedding" not in page


def test_two_tabs_never_overwrite_a_shared_note(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    check_in = make_check_in(pairing=pairing)
    Note.objects.keep(check_in, "first", by=mentor, audience="pair", shown_version=0)
    client.force_login(mentee)
    answer = client.post(
        reverse("keep_note", args=[check_in.pk, "pair"]), {"text": "second", "version": 0}
    )
    assert answer.status_code == 409
    assert "first" in answer.text
    assert "second" in answer.text


def test_held_can_be_said_twice_and_taken_back(pairing: Any, mentee: Any, mentor: Any) -> None:
    check_in = make_check_in(pairing=pairing, starts_at=timezone.now() - dt.timedelta(hours=2))
    check_in.hold(by=mentee)
    check_in.hold(by=mentor)
    pairing.refresh_from_db()
    assert pairing.last_met_at == check_in.starts_at
    check_in.restore(by=mentee)
    pairing.refresh_from_db()
    assert pairing.last_met_at is None


def test_a_check_in_of_next_week_cannot_be_called_held(
    client: Client, pairing: Any, mentee: Any
) -> None:
    check_in = make_check_in(pairing=pairing)
    client.force_login(mentee)
    answer = client.post(reverse("answer_check_in", args=[check_in.pk, "hold"]))
    assert answer.status_code == 404


def test_an_action_posted_twice_is_one_action(client: Client, pairing: Any, mentee: Any) -> None:
    check_in = make_check_in(pairing=pairing)
    client.force_login(mentee)
    posted = {
        "action-text": "ask two users",
        "action-owner": str(mentee.pk),
        "action-record": str(uuid.uuid4()),
    }
    for _time in range(2):
        client.post(reverse("add_action", args=[check_in.pk]), posted)
    assert Action.objects.count() == 1


@pytest.mark.parametrize("name", ["check_in", "prep", "brief", "move_check_in"])
def test_strangers_and_coordinators_find_no_check_in(
    client: Client, pairing: Any, coordinator: Any, outsider: Any, name: str
) -> None:
    check_in = make_check_in(pairing=pairing)
    for person in (coordinator, outsider):
        client.force_login(person)
        assert client.get(reverse(name, args=[check_in.pk])).status_code == 404


def test_a_rhythm_is_chosen_on_the_page(client: Client, pairing: Any, mentee: Any) -> None:
    client.force_login(mentee)
    first_on = timezone.localdate() + dt.timedelta(days=5)
    posted = {
        "first_on": first_on.isoformat(),
        "wall_time": "14:00",
        "rhythm": "weekly-2",
        "minutes": 45,
        "place": "",
        "record": str(uuid.uuid4()),
    }
    for _time in range(2):
        answer = client.post(reverse("new_series", args=[pairing.pk]), posted)
        assert answer.url == reverse("check_ins")
    assert pairing.series.count() == 1
    assert CheckIn.objects.filter(pairing=pairing).count() > 3


def test_a_date_in_the_past_is_refused_with_the_words_kept(
    client: Client, pairing: Any, mentee: Any
) -> None:
    client.force_login(mentee)
    answer = client.post(
        reverse("new_series", args=[pairing.pk]),
        {"first_on": "2020-01-01", "wall_time": "14:00", "place": "the park"},
    )
    assert "Choose a date from today on." in answer.text
    assert "the park" in answer.text


def test_reminders_are_owed_once_however_often_the_planner_runs(pairing: Any) -> None:
    now = timezone.now()
    make_check_in(pairing=pairing, starts_at=now + dt.timedelta(days=3, hours=5))
    reminders.plan(now)
    reminders.plan(now)
    owed = Notice.objects.filter(kind="check_in_prepare")
    assert owed.count() == 2
    assert {notice.due_at for notice in owed} == {now + dt.timedelta(hours=5)}


def test_nobody_is_reminded_of_what_is_done(pairing: Any, mentee: Any) -> None:
    now = timezone.now()
    check_in = make_check_in(pairing=pairing, starts_at=now + dt.timedelta(days=3))
    reminders.plan(now)
    Prep.objects.keep(check_in, by=mentee, want="", pulse=None, pace=None)
    mine = Notice.objects.get(kind="check_in_prepare", recipient=mentee)
    assert letter_for(mine) is None


@pytest.mark.parametrize("kind", ["check_in_prepare", "check_in_soon"])
def test_a_reminder_shows_both_clocks_and_no_words_of_anybody(
    pairing: Any, mentee: Any, mentor: Any, kind: str
) -> None:
    starts_at = timezone.now() + dt.timedelta(days=1)
    check_in = make_check_in(pairing=pairing, starts_at=starts_at)
    Prep.objects.keep(check_in, by=mentee, want="say no kindly", pulse=3, pace=0)
    Notice.objects.post(kind, to=mentor, about=check_in)
    notice = Notice.objects.get(kind=kind, recipient=mentor)
    letter = letter_for(notice)
    assert letter is not None
    written = mail_for(notice, letter).message().as_string()
    assert f"{starts_at.astimezone(NEW_YORK):%H:%M}" in written
    assert f"{starts_at.astimezone(BERLIN):%H:%M}" in written
    assert "say no kindly" not in written


def test_a_cancelled_check_in_reminds_nobody(pairing: Any, mentee: Any) -> None:
    check_in = make_check_in(pairing=pairing, starts_at=timezone.now() + dt.timedelta(days=1))
    Notice.objects.post("check_in_soon", to=mentee, about=check_in)
    check_in.cancel(by=pairing.mentor_person)
    notice = Notice.objects.get(kind="check_in_soon", recipient=mentee)
    assert letter_for(notice) is None


def test_the_calendar_says_when_and_nothing_else(client: Client, pairing: Any, mentee: Any) -> None:
    check_in = make_check_in(pairing=pairing)
    token = CalendarFeed.objects.renew(by=mentee, now=timezone.now())
    feed = client.get(reverse("calendar", args=[token]))
    assert feed["Content-Type"].startswith("text/calendar")
    assert str(check_in.pk) in feed.text
    assert "Dela" not in feed.text


def test_a_calendar_address_that_was_taken_back_is_not_there(client: Client, mentee: Any) -> None:
    token = CalendarFeed.objects.renew(by=mentee, now=timezone.now())
    CalendarFeed.objects.revoke(by=mentee)
    assert client.get(reverse("calendar", args=[token])).status_code == 404


def test_a_called_off_check_in_cannot_be_moved(pairing: Any, mentee: Any) -> None:
    check_in = make_check_in(pairing=pairing)
    check_in.cancel(by=mentee)
    with pytest.raises(NotNow):
        check_in.reschedule(timezone.now() + dt.timedelta(days=9), by=mentee)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_needs_the_same_queries_for_one_check_in_and_three(
    client: Client, pairing: Any, mentee: Any, number: int, django_assert_num_queries: Any
) -> None:
    for day in range(number):
        make_check_in(pairing=pairing, starts_at=timezone.now() + dt.timedelta(days=day + 1))
    client.force_login(mentee)
    with django_assert_num_queries(6):
        assert client.get(reverse("check_ins")).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_brief_stays_within_twelve_queries(
    client: Client,
    pairing: Any,
    mentee: Any,
    mentor: Any,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    check_in = make_check_in(pairing=pairing)
    goal = Goal.objects.create(pairing=pairing, author=mentee, title="Ship it", status="draft")
    goal.propose(by=mentee)
    goal.agree(by=mentor)
    for week in range(number):
        past = make_check_in(
            pairing=pairing, starts_at=timezone.now() - dt.timedelta(weeks=week + 1)
        )
        past.hold(by=mentor)
        Action.objects.add(past, "ask two users", by=mentee, owner=mentee)
        Note.objects.keep(past, "the wedding", by=mentor, audience="me", shown_version=0)
        Checkpoint.objects.add(goal, "A first screen", by=mentee)
        Progress.objects.log(pairing, "Shipped the import", by=mentee, kind="win")
        Prep.objects.keep(past, by=mentee, want="", pulse=4, pace=0)
    Prep.objects.keep(check_in, by=mentee, want="say no kindly", pulse=4, pace=1)
    client.force_login(mentor)
    with django_assert_num_queries(12):
        page = client.get(reverse("brief", args=[check_in.pk])).text
    for words in ("say no kindly", "Ship it", "A first screen", "ask two users", "the wedding"):
        assert words in page


def test_a_pair_looks_to_the_meeting_after_one_that_passed_in_silence(pairing: Any) -> None:
    first, second = make_series(pairing=pairing).check_ins.order_by("starts_at")[:2]
    with time_machine.travel(first.starts_at + dt.timedelta(hours=2), tick=False):
        reminders.plan(timezone.now())
    pairing.refresh_from_db()
    assert pairing.next_check_in_at == second.starts_at
