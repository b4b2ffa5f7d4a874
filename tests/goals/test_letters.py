"""Mails about goals and quiet weeks: one action, a text twin, and no word of what people wrote."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Leave
from goals import emails, reminders
from mentorship.models import Notice
from mentorship.outbox.post import letter_for, mail_for, reading_as
from tests.factories import make_pairing
from tests.goals.factories import make_checkpoint, make_entry, make_goal

pytestmark = pytest.mark.django_db
SECRET = "a-private-word"
MORNING = dt.datetime(2026, 5, 12, 8, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _morning(time_machine: Any, settings: Any) -> None:
    time_machine.move_to(MORNING, tick=False)
    settings.SITE_URL = "https://mentoring.example.org"


def secret_goal(pairing: Any, **told: Any) -> Any:
    return make_goal(
        pairing=pairing, title=SECRET, measure=SECRET, matters=SECRET, **{"status": "agreed"} | told
    )


def proposed(pairing: Any) -> Notice:
    return the(secret_goal(pairing, status="proposed"), "goal_proposed")


def agreed(pairing: Any) -> Notice:
    goal = secret_goal(pairing)
    make_checkpoint(goal=goal, title=SECRET)
    return the(goal, "goal_agreed")


def revised(pairing: Any) -> Notice:
    goal = secret_goal(pairing)
    goal.revise(by=pairing.mentee_person, shown_version=1, reason=SECRET, title=f"{SECRET} two")
    return the(goal, "goal_revised")


def quiet(pairing: Any) -> Notice:
    make_entry(pairing=pairing, text=SECRET)
    type(pairing).objects.filter(pk=pairing.pk).update(last_entry_at=MORNING - dt.timedelta(22))
    pairing.progress.update(logged_at=MORNING - dt.timedelta(22))
    Notice.objects.post("anything_move", to=pairing.mentee_person, about=pairing)
    return the(pairing, "anything_move")


def the(about: Any, kind: str) -> Notice:
    return Notice.objects.get(about_id=about.pk, kind=kind)


def near(pairing: Any) -> Notice:
    point = make_checkpoint(goal=secret_goal(pairing), title=SECRET, in_days=4)
    reminders.plan(timezone.now())
    return the(point, "checkpoint_near")


OCCASIONS = {
    "goal_proposed": (proposed, "Amara asks for your yes to a goal", "Read the goal"),
    "goal_agreed": (agreed, "Dela says yes to your goal", "Open the goal"),
    "goal_revised": (revised, "Amara changed a goal of yours", "Compare the wordings"),
    "checkpoint_near": (near, "A checkpoint of yours comes near", "Say what moved"),
    "anything_move": (quiet, "Anything move lately?", "A step"),
}


def mail_of(notice: Notice) -> Any:
    with reading_as(notice.recipient):
        letter = letter_for(notice)
        assert letter is not None
        return mail_for(notice, letter)


def twins(message: Any) -> tuple[str, str]:
    return message.body, message.alternatives[0][0]


def test_every_letter_of_the_book_is_held_to_this() -> None:
    public = {name for name in vars(emails) if not name.startswith("_")}
    written = {n for n in public if getattr(vars(emails)[n], "__module__", "") == emails.__name__}
    assert written == set(OCCASIONS)


@pytest.mark.parametrize("kind", OCCASIONS)
def test_a_letter_says_what_happened_and_what_to_do(pairing: Any, kind: str) -> None:
    occasion, subject, label = OCCASIONS[kind]
    notice = occasion(pairing)
    message = mail_of(notice)
    text, html = twins(message)
    assert message.subject == subject
    with reading_as(notice.recipient):
        letter = letter_for(notice)
        assert letter is not None
    assert f"{label}:\n{letter.action_url}" in text
    assert letter.action_url.replace("&", "&amp;") in html
    assert f">{label}</a>" in html
    assert "You get this because" in text


@pytest.mark.parametrize("kind", OCCASIONS)
def test_no_letter_holds_a_word_of_what_people_wrote(pairing: Any, kind: str) -> None:
    message = mail_of(OCCASIONS[kind][0](pairing))
    assert [SECRET in part for part in (message.subject, *twins(message))] == [False] * 3


@pytest.mark.parametrize("kind", OCCASIONS)
def test_both_twins_have_the_same_addresses(pairing: Any, kind: str) -> None:
    text, html = twins(mail_of(OCCASIONS[kind][0](pairing)))
    in_text = set(re.findall(r"https://\S+", text))
    in_html = {url.replace("&amp;", "&") for url in re.findall(r'href="(https://[^"]+)"', html)}
    assert in_text == in_html


def test_the_prompt_has_three_doors_that_open_without_signing_in(
    client: Client, pairing: Any
) -> None:
    text, _html = twins(mail_of(quiet(pairing)))
    doors = re.findall(r"https://mentoring\.example\.org(/log/from-mail/\S+)", text)
    chosen = [client.get(door).context["form"]["kind"].value() for door in doors]
    assert chosen == ["step", "win", "snag"]


def test_a_proposal_that_was_answered_or_withdrawn_is_not_written_about(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    answered, withdrawn, changed = (secret_goal(pairing, status="proposed") for _ in range(3))
    notices = [the(goal, "goal_proposed") for goal in (answered, withdrawn, changed)]
    answered.agree(by=mentor)
    withdrawn.withdraw(by=mentee)
    changed.revise(by=mentor, shown_version=1, reason="smaller", title="Other words")
    assert [letter_for(notice) for notice in notices] == [None, None, None]


def test_nothing_is_written_about_a_pair_that_is_over(pairing: Any) -> None:
    notices = [proposed(pairing), revised(pairing), quiet(pairing)]
    pairing.end(by=None, reason="moved_away")
    assert [letter_for(notice) for notice in notices] == [None, None, None]


def test_the_prompt_is_not_written_when_something_moved_or_somebody_is_away(
    pairing: Any, mentee: Any
) -> None:
    notice = quiet(pairing)
    assert letter_for(notice) is not None
    leave = Leave.objects.away(by=mentee, starts_on=MORNING.date(), ends_on=MORNING.date())
    assert letter_for(notice) is None
    leave.delete()
    make_entry(pairing=pairing, audience="me")
    assert letter_for(notice) is None


# --- when to ask ------------------------------------------------------------------------------


def silent_since(pairing: Any, days: float) -> None:
    at = timezone.now() - dt.timedelta(days=days)
    type(pairing).objects.filter(pk=pairing.pk).update(started_at=at, created_at=at)


def planned() -> list[tuple[Any, dt.datetime]]:
    found = Notice.objects.filter(kind="anything_move").order_by("due_at")
    return [(notice.recipient, notice.due_at) for notice in found]


def ten_in_berlin(day: int) -> dt.datetime:
    return dt.datetime(2026, 5, day, 8, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("days", "count"), [(18.9, 0), (20, 1), (22, 1), (24, 1), (28, 0), (34, 1)]
)
def test_a_mentee_is_asked_after_three_quiet_weeks(pairing: Any, days: float, count: int) -> None:
    silent_since(pairing, days)
    reminders.plan(timezone.now())
    assert len(planned()) == count


def test_the_question_comes_at_ten_of_the_mentees_own_morning(pairing: Any, mentee: Any) -> None:
    silent_since(pairing, 20.5)
    reminders.plan(timezone.now())
    assert planned() == [(mentee, ten_in_berlin(13))]
    mentee.time_zone = "Asia/Tokyo"
    mentee.save(update_fields=["time_zone"])
    Notice.objects.all().delete()
    reminders.plan(timezone.now())
    assert planned() == [(mentee, dt.datetime(2026, 5, 13, 1, 0, tzinfo=dt.UTC))]


def test_planning_again_asks_no_second_time(pairing: Any) -> None:
    silent_since(pairing, 20.5)
    assert [reminders.plan(timezone.now()) for _ in range(3)] == [1, 0, 0]
    assert len(planned()) == 1


def test_somebody_who_stays_quiet_is_asked_once_a_fortnight(
    pairing: Any, time_machine: Any
) -> None:
    silent_since(pairing, 20.5)
    for _hour in range(24 * 40 // 6):
        reminders.plan(timezone.now())
        time_machine.shift(dt.timedelta(hours=6))
    at = [due_at for _person, due_at in planned()]
    assert [later - sooner for sooner, later in zip(at, at[1:], strict=False)] == [
        dt.timedelta(days=14),
        dt.timedelta(days=14),
    ]


def test_a_clock_that_stood_still_asks_once_not_for_every_fortnight(pairing: Any) -> None:
    silent_since(pairing, 80)
    reminders.plan(timezone.now())
    assert len(planned()) <= 1


@pytest.mark.parametrize("audience", ["pair", "me"])
def test_whoever_wrote_something_is_not_asked(pairing: Any, audience: str) -> None:
    silent_since(pairing, 60)
    make_entry(pairing=pairing, audience=audience)
    assert reminders.plan(timezone.now()) == 0


def test_what_was_taken_back_does_not_count(pairing: Any, mentee: Any) -> None:
    silent_since(pairing, 20.5)
    make_entry(pairing=pairing).undo(by=mentee)
    assert reminders.plan(timezone.now()) == 1


def test_nobody_on_leave_is_asked(pairing: Any, mentee: Any) -> None:
    silent_since(pairing, 20.5)
    on = dt.date(2026, 5, 13)
    Leave.objects.away(by=mentee, starts_on=on, ends_on=on)
    assert reminders.plan(timezone.now()) == 0


@pytest.mark.parametrize("verb", ["pause", "complete"])
def test_a_pair_that_rests_or_is_over_is_not_asked(pairing: Any, verb: str) -> None:
    silent_since(pairing, 20.5)
    pairing.refresh_from_db()
    getattr(pairing, verb)(by=None)
    assert reminders.plan(timezone.now()) == 0


def test_somebody_in_two_quiet_pairs_is_asked_once(pairing: Any, mentee: Any) -> None:
    other = make_pairing(mentee=mentee)
    for one in (pairing, other):
        silent_since(one, 20.5)
    assert (reminders.plan(timezone.now()), len(planned())) == (1, 1)


def test_the_question_is_about_the_mentee_not_the_mentor(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    silent_since(pairing, 20.5)
    reminders.plan(timezone.now())
    assert [person for person, _at in planned()] == [mentee]
    assert mentor.notices.filter(kind="anything_move").count() == 0


# --- when a checkpoint comes near ---------------------------------------------------------------


def asked_about() -> list[tuple[Any, Any, dt.datetime]]:
    found = Notice.objects.filter(kind="checkpoint_near").order_by("due_at")
    return [(notice.recipient, notice.about_id, notice.due_at) for notice in found]


def a_point(pairing: Any, in_days: int = 4, **told: Any) -> Any:
    goal = make_goal(pairing=pairing, status="agreed", **told)
    return make_checkpoint(goal=goal, in_days=in_days)


@pytest.mark.parametrize(("in_days", "count"), [(-1, 0), (0, 1), (5, 1), (6, 0)])
def test_a_checkpoint_is_near_for_five_days(pairing: Any, in_days: int, count: int) -> None:
    a_point(pairing, in_days)
    assert (reminders.plan(timezone.now()), len(asked_about())) == (count, count)


def test_whose_goal_it_is_hears_of_it_once_in_their_morning(
    pairing: Any, mentee: Any, mentor: Any, time_machine: Any
) -> None:
    theirs = a_point(pairing)
    assert [reminders.plan(timezone.now()) for _ in range(3)] == [1, 0, 0]
    own = a_point(pairing, by=mentor, owner_role="mentor")
    reminders.plan(timezone.now())
    assert sorted(asked_about(), key=lambda row: row[0] == mentor) == [
        (mentee, theirs.pk, ten_in_berlin(12)),
        (mentor, own.pk, dt.datetime(2026, 5, 12, 14, 0, tzinfo=dt.UTC)),
    ]
    for _day in range(6):
        time_machine.shift(dt.timedelta(days=1))
        reminders.plan(timezone.now())
    assert len(asked_about()) == 2


def test_of_several_checkpoints_the_nearest_is_asked_about(pairing: Any, mentee: Any) -> None:
    a_point(pairing, 4)
    nearest = a_point(pairing, 2)
    reminders.plan(timezone.now())
    assert asked_about() == [(mentee, nearest.pk, ten_in_berlin(12))]


def moved(point: Any, mentee: Any) -> None:
    make_entry(pairing=point.goal.pairing, goal_id=point.goal_id, audience="me")


def another_reached(point: Any, mentee: Any) -> None:
    make_checkpoint(goal=point.goal).reach(by=mentee)


def put_off(point: Any, mentee: Any) -> None:
    later = MORNING.date() + dt.timedelta(days=40)
    point.change(by=mentee, shown_version=1, due_on=later)


def parked(point: Any, mentee: Any) -> None:
    point.goal.park(by=mentee, because="no_room")


def away(point: Any, mentee: Any) -> None:
    Leave.objects.away(by=mentee, starts_on=MORNING.date(), ends_on=MORNING.date())


@pytest.mark.parametrize("what", [moved, another_reached, put_off, parked, away])
def test_nothing_is_said_of_a_checkpoint_once_something_moved(
    pairing: Any, mentee: Any, what: Any
) -> None:
    point = a_point(pairing)
    reminders.plan(timezone.now())
    notice = the(point, "checkpoint_near")
    assert letter_for(notice) is not None
    what(point, mentee)
    assert letter_for(notice) is None
