"""An agreement that lives: it steers the pair, is compared and reviewed, and answers are owed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Leave
from checkins.models import Series
from mentorship.home.facts import with_facts
from mentorship.home.next_step import steps_for
from mentorship.models import Event, Notice, NotNow, Pairing, ReplyRequest
from mentorship.outbox.planner import plan_all
from mentorship.outbox.post import letter_for
from tests.checkins.factories import make_series
from tests.factories import make_pairing
from tests.mentorship.factories import agree

pytestmark = pytest.mark.django_db
CANARY = "heliotrope-and-brine"


def steps(pairing: Pairing) -> list[str]:
    """The titles of what waits for the mentee."""
    person, now = pairing.mentee_person, timezone.now()
    found = with_facts(Pairing.objects.filter(pk=pairing.pk), person, now).get()
    return [step.title for step in steps_for(found, person, now)]


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


# --- what it steers ----------------------------------------------------------------------------


def test_what_both_sign_becomes_the_settings_of_the_pair() -> None:
    pairing = make_pairing(is_started=False)
    ends_on = pairing.cohort.ends_on - dt.timedelta(days=30)
    agree(
        pairing,
        cadence_days="21",
        minutes="60",
        reply_days="7",
        channel="phone",
        review_on="2031-02-01",
        ends_on=ends_on.isoformat(),
    )
    steered = (pairing.cadence_days, pairing.minutes, pairing.reply_days, pairing.channel)
    assert steered == (21, 60, 7, "phone")
    assert (pairing.review_on, pairing.ends_on) == (dt.date(2031, 2, 1), ends_on)
    assert pairing.until_on == ends_on


def test_a_pair_ends_with_its_round_when_they_agreed_on_later() -> None:
    pairing = make_pairing()
    pairing.promise(ends_on=pairing.cohort.ends_on + dt.timedelta(days=100))
    assert pairing.until_on == pairing.cohort.ends_on


@pytest.mark.parametrize(("days", "rhythm"), [("7", "weekly-1"), ("21", "weekly-3")])
def test_dates_are_offered_from_what_was_agreed(days: str, rhythm: str) -> None:
    pairing = make_pairing()
    agree(pairing, cadence_days=days, minutes="90")
    page = signed_in(pairing.mentor_person).get(reverse("new_series", args=[pairing.pk]))
    form = page.context["form"]
    assert (form["rhythm"].value(), form["minutes"].value()) == (rhythm, 90)
    assert "as you two agreed" in page.content.decode()


def test_another_rhythm_asks_for_other_dates() -> None:
    pairing = make_pairing()
    agree(pairing, cadence_days="14", minutes="45")
    make_series(pairing=pairing, interval=2, minutes=45)
    assert list(Series.objects.out_of_step()) == []
    asks = "You two agreed on another rhythm"
    assert asks not in steps(pairing)
    agree(pairing, cadence_days="7", minutes="45")
    assert asks in steps(pairing)


def test_dates_that_somebody_chose_otherwise_after_signing_are_left_alone() -> None:
    pairing = make_pairing()
    agree(pairing, cadence_days="7", minutes="30")
    make_series(pairing=pairing, interval=4, minutes=60)
    assert list(Series.objects.out_of_step()) == []


# --- any two versions ----------------------------------------------------------------------------


def test_any_two_versions_stand_side_by_side_what_differs_first() -> None:
    pairing = make_pairing()
    for hopes in ("To ask.", "To dare.", "To lead."):
        agree(pairing, hopes=hopes)
    url = reverse("compare_versions", args=[pairing.pk])
    client = signed_in(pairing.mentor_person)
    newest = client.get(url)
    assert [newest.context[name].number for name in ("before", "after")] == [2, 3]
    lines = client.get(url, {"a": "1", "b": "2"}).context["lines"]
    assert (lines[0].before, lines[0].after, lines[0].is_same) == ("To ask.", "To dare.", False)
    assert {line.is_same for line in lines[1:]} == {True}
    assert client.get(url, {"a": "none", "b": "77"}).context["before"].number == 2
    assert newest.context["broken"] is None


def test_one_version_has_nothing_to_compare() -> None:
    pairing = make_pairing()
    agree(pairing)
    answer = signed_in(pairing.mentee_person).get(reverse("compare_versions", args=[pairing.pk]))
    assert answer.url == reverse("agreement", args=[pairing.pk])


# --- its review ------------------------------------------------------------------------------


def reviews() -> list[tuple[Any, dt.datetime]]:
    found = Notice.objects.filter(kind="agreement_review").order_by("due_at")
    return [(notice.recipient, notice.due_at) for notice in found]


def test_both_are_asked_in_their_own_morning_of_that_day(time_machine: Any) -> None:
    time_machine.move_to(dt.datetime(2026, 5, 11, 6, 0, tzinfo=dt.UTC), tick=False)
    pairing = make_pairing()
    pairing.promise(review_on=dt.date(2026, 5, 12))
    for zone, person in zip(("Asia/Tokyo", "America/New_York"), pairing.people, strict=True):
        person.time_zone = zone
        person.save(update_fields=["time_zone"])
    for _ in range(3):
        plan_all(timezone.now())
    mentee, mentor = pairing.people
    assert reviews() == [
        (mentee, dt.datetime(2026, 5, 12, 0, 0, tzinfo=dt.UTC)),
        (mentor, dt.datetime(2026, 5, 12, 13, 0, tzinfo=dt.UTC)),
    ]


def test_the_question_lapses_once_it_was_answered() -> None:
    pairing = make_pairing()
    agree(pairing, review_on=timezone.localdate().isoformat())
    plan_all(timezone.now())
    notices = list(Notice.objects.filter(kind="agreement_review"))
    assert [letter_for(notice) is not None for notice in notices] == [True, True]
    client = signed_in(pairing.mentor_person)
    page = client.get(reverse("agreement", args=[pairing.pk])).content.decode()
    assert "Does it still hold?" in page
    client.post(reverse("still_holds", args=[pairing.pk]))
    pairing.refresh_from_db()
    assert (pairing.review_on, pairing.cadence_days) == (None, 14)
    assert [letter_for(notice) for notice in notices] == [None, None]
    assert "Does it still hold?" not in client.get(page_of(pairing)).content.decode()
    held = Event.objects.filter(verb="still_holds")
    assert [event.by for event in held] == [pairing.mentor_person]


def test_what_still_holds_steers_by_all_that_it_says() -> None:
    """An agreement may be older than a setting that is read from it."""
    pairing = make_pairing()
    agreement = agree(pairing, review_on="2031-01-01", minutes="90", channel="phone")
    pairing.promise(minutes=45, channel="", review_on=timezone.localdate())
    agreement.still_holds(by=pairing.mentee_person)
    pairing.refresh_from_db()
    assert (pairing.minutes, pairing.channel, pairing.review_on) == (90, "phone", None)


def page_of(pairing: Pairing) -> str:
    return reverse("agreement", args=[pairing.pk])


def test_a_new_version_is_an_answer_too() -> None:
    pairing = make_pairing()
    agree(pairing, review_on=timezone.localdate().isoformat())
    plan_all(timezone.now())
    agree(pairing, review_on="2031-01-01")
    assert {letter_for(notice) for notice in Notice.objects.filter(kind="agreement_review")} == {
        None
    }


# --- a word that has not come ----------------------------------------------------------------


def test_who_has_not_heard_says_so_once_and_only_the_other_learns_of_it() -> None:
    pairing = make_pairing()
    mentee, mentor = pairing.people
    client = signed_in(mentee)
    for _ in range(2):
        client.post(reverse("ask_reply", args=[pairing.pk]))
    (asked,) = ReplyRequest.objects.all()
    told = Notice.objects.filter(kind="reply_missing")
    assert [(asked.person, [notice.recipient for notice in told])] == [(mentee, [mentor])]
    assert mail.outbox == []
    home = signed_in(mentor).get(reverse("pair", args=[pairing.pk])).content.decode()
    assert f"{mentee.get_short_name()} waits for a word from you" in home


def test_a_word_settles_it_for_both_and_a_second_time_waits_a_week(time_machine: Any) -> None:
    time_machine.move_to(dt.datetime(2026, 5, 11, 6, 0, tzinfo=dt.UTC), tick=False)
    pairing = make_pairing()
    mentee, mentor = pairing.people
    ask = ReplyRequest.objects.ask
    asked = ask(pairing, by=mentee, now=timezone.now())
    signed_in(mentor).post(reverse("heard_back", args=[pairing.pk]))
    assert list(ReplyRequest.objects.open()) == []
    assert letter_for(Notice.objects.get(about_id=asked.pk)) is None
    with pytest.raises(NotNow, match="within this week"):
        ask(pairing, by=mentee, now=timezone.now())
    assert ask(pairing, by=mentor, now=timezone.now()).person == mentor
    time_machine.shift(dt.timedelta(days=7, seconds=1))
    assert ask(pairing, by=mentee, now=timezone.now()).pk != asked.pk


def test_somebody_on_leave_is_not_asked() -> None:
    pairing = make_pairing()
    today = timezone.localdate(timezone=pairing.mentor_person.zone)
    Leave.objects.away(by=pairing.mentor_person, starts_on=today, ends_on=today)
    answer = signed_in(pairing.mentee_person).post(
        reverse("ask_reply", args=[pairing.pk]), follow=True
    )
    assert "is away just now." in answer.content.decode()
    assert list(ReplyRequest.objects.all()) == []


@pytest.mark.parametrize(("days", "is_late"), [(2, False), (4, True)])
def test_after_the_promised_time_a_way_to_a_third_person_is_shown(
    time_machine: Any, days: int, *, is_late: bool
) -> None:
    time_machine.move_to(dt.datetime(2026, 5, 11, 6, 0, tzinfo=dt.UTC), tick=False)
    pairing = make_pairing()
    agree(pairing, reply_days="3")
    ReplyRequest.objects.ask(pairing, by=pairing.mentee_person, now=timezone.now())
    time_machine.shift(dt.timedelta(days=days))
    page = signed_in(pairing.mentee_person).get(reverse("reply", args=[pairing.pk]))
    assert ("whoever coordinates your round" in page.content.decode()) == is_late


def test_a_rest_promises_no_answer() -> None:
    pairing = make_pairing()
    pairing.pause(by=pairing.mentor_person)
    signed_in(pairing.mentee_person).post(reverse("ask_reply", args=[pairing.pk]))
    assert list(ReplyRequest.objects.all()) == []


def test_who_is_waited_for_finds_the_ways_that_the_two_agreed_on() -> None:
    pairing = make_pairing()
    mentee, mentor = pairing.people
    agree(pairing, contact="Signal, in the evening")
    ReplyRequest.objects.ask(pairing, by=mentee, now=timezone.now())
    page = signed_in(mentor).get(reverse("reply", args=[pairing.pk])).content.decode()
    assert "Signal, in the evening" in page
    assert f'href="mailto:{mentee.email}"' in page
