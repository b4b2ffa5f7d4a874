"""What is said of two people is true, and what one keeps to oneself reaches nobody sideways."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Leave
from goals.models import Goal, Saying
from mentorship.models import Expectation, Notice, Pairing, ReplyRequest, StartingPoint
from mentorship.outbox.post import letter_for
from mentorship.reminders import plan
from mentorship.starting.reading import skills_new_to
from tests.factories import make_pairing
from tests.goals.factories import make_goal
from tests.mentorship.factories import agree

pytestmark = pytest.mark.django_db
PROMISED = "You two promised each other"


@pytest.fixture
def pairing() -> Pairing:
    return make_pairing()


def page(person: Any, name: str, pk: Any) -> str:
    client = Client()
    client.force_login(person)
    return " ".join(client.get(reverse(name, args=[pk])).content.decode().split())


def test_nobody_is_told_of_a_promise_that_was_never_made(pairing: Pairing) -> None:
    assert PROMISED not in page(pairing.mentee_person, "reply", pairing.pk)
    agree(pairing, reply_days="")
    assert PROMISED not in page(pairing.mentee_person, "reply", pairing.pk)
    agree(pairing, reply_days="7")
    assert "an answer within 7 days." in page(pairing.mentee_person, "reply", pairing.pk)


def test_without_a_promise_one_is_late_after_three_days(pairing: Pairing) -> None:
    now = timezone.now()
    asked = ReplyRequest.objects.ask(pairing, by=pairing.mentee_person, now=now)
    late = [asked.is_late(now + dt.timedelta(days=days)) for days in (3, 4)]
    assert late == [False, True]


def test_a_rest_ends_the_waiting_for_a_word(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    asked = ReplyRequest.objects.ask(pairing, by=mentee, now=timezone.now())
    pairing.pause(by=mentor)
    pairing.resume(by=mentor)
    assert not ReplyRequest.objects.waiting_for(mentor).exists()
    assert letter_for(Notice.objects.get(kind="reply_missing", about_id=asked.pk)) is None


def test_until_when_somebody_is_away_is_not_told_to_the_partner(pairing: Pairing) -> None:
    today, mentor = timezone.localdate(), pairing.mentor_person
    until_on = today + dt.timedelta(days=9)
    Leave.objects.away(by=mentor, starts_on=today - dt.timedelta(days=1), ends_on=until_on)
    client = Client()
    client.force_login(pairing.mentee_person)
    answer = client.post(reverse("ask_reply", args=[pairing.pk]), follow=True).content.decode()
    assert "is away just now." in answer
    assert str(until_on) not in answer
    assert f"{until_on:%-d %B}" not in answer


@pytest.mark.parametrize("days", [0, 3, 6])
def test_a_review_is_remembered_by_a_clock_that_stood_still(pairing: Pairing, days: int) -> None:
    pairing.promise(review_on=timezone.localdate() - dt.timedelta(days=days))
    plan(timezone.now())
    plan(timezone.now())
    assert Notice.objects.filter(kind="agreement_review").count() == 2


def test_a_day_that_the_two_set_is_not_overwritten_by_a_press_that_overlaps(
    pairing: Pairing,
) -> None:
    mentee, mentor = pairing.people
    goal = make_goal(pairing=pairing, status="agreed")
    fetched_before = Goal.objects.get(pk=goal.pk)
    set_on = timezone.localdate() + dt.timedelta(days=60)
    Saying.objects.keep(Goal.objects.get(pk=goal.pk), by=mentor, line="Yes.", check_on=set_on)
    Saying.objects.say(fetched_before, Saying.Kind.MINE, by=mentee)
    goal.refresh_from_db()
    assert goal.check_on == set_on


def test_a_skill_that_is_kept_to_oneself_ticks_no_box_that_the_partner_reads(
    pairing: Pairing,
) -> None:
    mentee = pairing.mentee_person
    point = StartingPoint.objects.of(pairing.mentee)
    skills = [{"name": "SQL", "level": 1}]
    told = {"by": mentee, "shown": point.token("skills", point.read(by=mentee))}
    point.answer("skills", skills, **told)
    assert skills_new_to(mentee, pairing) == {"SQL"}
    told["shown"] = point.token("skills", point.read(by=mentee))
    point.answer("skills", skills, **told, keeps_back=True)
    assert skills_new_to(mentee, pairing) == set()


def test_answers_of_a_pair_that_ended_before_both_had_answered_stay_ones_own(
    pairing: Pairing,
) -> None:
    mentee, mentor = pairing.people
    words = "What I never got round to saying."
    Expectation.objects.of(pairing, mentee).answer("hopes", {"hopes": words}, by=mentee, shown={})
    pairing.end(by=None, reason="ended")
    assert words in page(mentee, "expectations", pairing.pk)
    link = reverse("expectations", args=[pairing.pk])
    assert [link in page(who, "agreement", pairing.pk) for who in (mentee, mentor)] == [
        True,
        False,
    ]
