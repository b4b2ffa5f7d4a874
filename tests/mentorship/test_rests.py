"""A pair rests and goes on: its page says so at once, and mails tell it without nagging."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from mentorship.models import Event, Notice
from mentorship.outbox.delivery import deliver_all

pytestmark = pytest.mark.django_db

RESTING, GOING_ON = "pairing_paused", "pairing_resumed"
# A Tuesday, ten in New York and sixteen in Berlin: nobody's quiet hours.
START = dt.datetime(2030, 6, 4, 14, 0, tzinfo=dt.UTC)


def live(pairing: Any, *acts: tuple[float, str, Any]) -> None:
    """Do each of these so many minutes after the start, with the post going out in between."""
    for minutes, verb, by in acts:
        deliver_until(minutes)
        with time_machine.travel(START + dt.timedelta(minutes=minutes), tick=False):
            getattr(pairing, verb)(by=by)


def deliver_until(minutes: float) -> None:
    """What a worker does that looks into the outbox whenever something is due."""
    until = START + dt.timedelta(minutes=minutes)
    for due_at in sorted(Notice.objects.filter(state="owed").values_list("due_at", flat=True)):
        if due_at <= until:
            with time_machine.travel(due_at, tick=False):
                deliver_all(due_at)


def told(person: Any) -> list[str]:
    """The kinds of mail about rests that a person got, in order."""
    found = Notice.objects.filter(recipient=person, kind__in=(RESTING, GOING_ON), state="sent")
    return list(found.order_by("sent_at").values_list("kind", flat=True))


def owed(person: Any) -> list[str]:
    found = Notice.objects.filter(recipient=person, kind__in=(RESTING, GOING_ON), state="owed")
    return list(found.values_list("kind", flat=True))


def test_the_other_hears_of_a_rest_and_of_its_end(pairing: Any, mentee: Any, mentor: Any) -> None:
    live(pairing, (0, "pause", mentee), (300, "resume", mentee))
    deliver_until(600)
    assert told(mentor) == [RESTING, GOING_ON]
    assert told(mentee) == []


def test_a_rest_of_a_few_minutes_is_told_to_nobody(pairing: Any, mentee: Any, mentor: Any) -> None:
    live(pairing, (0, "pause", mentee), (5, "resume", mentee))
    assert owed(mentor) == []
    deliver_until(3000)
    assert told(mentor) == []


def test_a_rest_that_stands_after_second_thoughts_is_told(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    live(pairing, (0, "pause", mentee), (5, "resume", mentee), (20, "pause", mentee))
    deliver_until(120)
    assert told(mentor) == [RESTING]


def test_resting_and_going_on_all_day_tells_each_once(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    hours = range(12)
    live(pairing, *((60 * h, "resume" if h % 2 else "pause", mentee) for h in hours))
    deliver_until(60 * 23)
    assert told(mentor) == [RESTING, GOING_ON]


def test_the_same_news_again_waits_for_a_day_and_is_told_if_it_still_stands(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    live(pairing, (0, "pause", mentee), (60, "resume", mentee), (120, "pause", mentee))
    first_at = Notice.objects.get(kind=RESTING, state="sent").sent_at
    second = Notice.objects.get(kind=RESTING, state="owed")
    assert second.due_at == first_at + dt.timedelta(hours=24)
    deliver_until(60 * 26)
    assert told(mentor) == [RESTING, GOING_ON, RESTING]


def test_whoever_rested_hears_that_the_other_goes_on(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    live(pairing, (0, "pause", mentee), (5, "resume", mentor))
    deliver_until(600)
    assert (told(mentee), told(mentor)) == ([GOING_ON], [])


def test_the_story_of_the_pair_keeps_every_turn(pairing: Any, mentee: Any) -> None:
    turns = enumerate(("pause", "resume") * 3)
    live(pairing, *((minutes, verb, mentee) for minutes, verb in turns))
    verbs = Event.objects.about(pairing).filter(verb__in=("pause", "resume"))
    assert [event.verb for event in verbs.order_by("number")] == ["pause", "resume"] * 3
