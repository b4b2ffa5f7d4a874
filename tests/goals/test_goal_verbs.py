"""A goal is written alone, proposed, agreed, changed with a reason, reached, or let go."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goals.models import Checkpoint, Goal, Revision, readings
from mentorship.models import Celebration, Changed, Event, Notice, NotNow
from tests.goals.factories import make_entry, make_goal

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 5, 12, 10, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def seen_by(person: Any) -> list[Any]:
    return [goal.pk for goal in Goal.objects.visible_to(person)]


def owed(goal: Goal) -> list[tuple[str, Any, Any]]:
    found = Notice.objects.filter(about_id=goal.pk, state="owed").order_by("due_at", "kind")
    return [(notice.kind, notice.recipient, notice.due_at) for notice in found]


def test_a_draft_is_its_authors_alone(pairing: Any, mentee: Any, mentor: Any) -> None:
    goal = make_goal(pairing=pairing)
    assert (seen_by(mentee), seen_by(mentor)) == ([goal.pk], [])
    assert (goal.can_be_read_by(mentee), goal.can_be_read_by(mentor)) == (True, False)


def test_a_closed_draft_stays_its_authors_alone(pairing: Any, mentee: Any, mentor: Any) -> None:
    goal = make_goal(pairing=pairing)
    goal.close(by=mentee, reason="too_big")
    assert (seen_by(mentee), seen_by(mentor)) == ([goal.pk], [])


def test_a_proposal_is_read_by_both_and_by_nobody_else(
    pairing: Any, mentee: Any, mentor: Any, outsider: Any, coordinator: Any
) -> None:
    goal = make_goal(pairing=pairing, status="proposed")
    assert [seen_by(p) for p in (mentee, mentor, outsider, coordinator)] == [
        [goal.pk],
        [goal.pk],
        [],
        [],
    ]


def test_the_mail_about_a_proposal_waits_while_it_can_be_undone(pairing: Any, mentor: Any) -> None:
    goal = make_goal(pairing=pairing, status="proposed")
    assert owed(goal) == [("goal_proposed", mentor, NOW + dt.timedelta(minutes=10))]


def test_a_proposal_can_be_withdrawn_and_made_again(pairing: Any, mentee: Any, mentor: Any) -> None:
    goal = make_goal(pairing=pairing, status="proposed")
    goal.withdraw(by=mentee)
    assert (goal.status, seen_by(mentor), owed(goal)) == ("draft", [], [])
    goal.propose(by=mentee)
    assert [kind for kind, _to, _at in owed(goal)] == ["goal_proposed"]


def test_a_proposal_is_not_withdrawn_once_the_partner_is_told(
    pairing: Any, mentee: Any, time_machine: Any
) -> None:
    goal = make_goal(pairing=pairing, status="proposed")
    time_machine.shift(dt.timedelta(minutes=10))
    with pytest.raises(NotNow, match="Your partner has been told"):
        goal.withdraw(by=mentee)
    assert goal.status == "proposed"


def test_the_partner_agrees_and_the_author_hears_of_it(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    goal = make_goal(pairing=pairing, status="proposed")
    goal.agree(by=mentor)
    goal.agree(by=mentor)
    assert (goal.status, goal.agreed_at) == ("agreed", NOW)
    assert [(kind, to) for kind, to, _at in owed(goal)] == [
        ("goal_agreed", mentee),
        ("goal_proposed", mentor),
    ]


def test_nobody_says_yes_to_their_own_words(pairing: Any, mentee: Any) -> None:
    goal = make_goal(pairing=pairing, status="proposed")
    with pytest.raises(NotNow, match="not for yours"):
        goal.agree(by=mentee)


def test_who_suggests_other_words_waits_for_the_others_yes(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    goal = make_goal(pairing=pairing, status="proposed")
    goal.revise(by=mentor, shown_version=1, reason="smaller", title="Release it to three users")
    assert goal.proposed_by == mentor
    assert list(Goal.objects.waiting_for(mentee)) == [goal]
    assert list(Goal.objects.waiting_for(mentor)) == []
    assert [(kind, to) for kind, to, _at in owed(goal)] == [("goal_proposed", mentee)]
    goal.agree(by=mentee)
    assert goal.status == "agreed"


def test_a_change_keeps_what_it_was_and_why_and_tells_the_partner(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed", due_on=dt.date(2026, 7, 1))
    Notice.objects.update(state="sent", sent_at=NOW)
    goal.revise(by=mentee, shown_version=1, reason="two weeks more", due_on=dt.date(2026, 7, 15))
    (was,) = readings(goal, Revision.objects.of_goal(goal), mentor)
    assert (was.author, was.reason) == (mentee, "two weeks more")
    assert (was.title, was.due_on) == (
        "Release the booking tool to ten users",
        dt.date(2026, 7, 1),
    )
    assert (goal.status, goal.version, goal.due_on) == ("agreed", 2, dt.date(2026, 7, 15))
    assert [(kind, to) for kind, to, _at in owed(goal)] == [("goal_revised", mentor)]


def test_a_draft_is_rewritten_without_leaving_a_trace(pairing: Any, mentee: Any) -> None:
    goal = make_goal(pairing=pairing)
    goal.revise(by=mentee, shown_version=1, title="Give two talks", measure="people asked things")
    assert goal.told(by=mentee) == {
        "title": "Give two talks",
        "measure": "people asked things",
        "matters": "",
    }
    assert (goal.revisions.count(), owed(goal)) == (0, [])


def test_saving_the_same_words_again_is_no_change(pairing: Any, mentee: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    title = goal.told(by=mentee)["title"]
    goal.revise(by=mentee, shown_version=1, reason="no reason", title=title)
    assert goal.revisions.count() == 0


@pytest.mark.parametrize("is_loaded_before", [True, False])
def test_two_who_change_it_at_once_never_overwrite_each_other(
    pairing: Any, mentee: Any, mentor: Any, *, is_loaded_before: bool
) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    held = Goal.objects.get(pk=goal.pk) if is_loaded_before else None
    goal.revise(by=mentee, shown_version=1, reason="first", title="First")
    with pytest.raises(Changed):
        (held or Goal.objects.get(pk=goal.pk)).revise(
            by=mentor, shown_version=1, reason="second", title="Second"
        )
    assert Goal.objects.get(pk=goal.pk).told(by=mentee)["title"] == "First"
    assert goal.revisions.count() == 1


@pytest.mark.parametrize("status", ["reached", "closed"])
def test_what_is_over_is_not_changed(pairing: Any, mentee: Any, status: str) -> None:
    goal = make_goal(pairing=pairing, status=status)
    with pytest.raises(Changed):
        goal.revise(by=mentee, shown_version=1, reason="late", title="Other words")


def test_reaching_asks_for_one_celebration(pairing: Any, mentee: Any, mentor: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    first, second = goal.reach(by=mentee), goal.reach(by=mentor)
    assert first == second == Celebration.objects.get()
    assert (first.status, first.reached_by, goal.status) == ("asked", mentee, "reached")


def test_reached_can_be_taken_back_until_its_stone_is_laid(pairing: Any, mentee: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    goal.reach(by=mentee)
    goal.reopen(by=mentee)
    assert (goal.status, goal.reached_at, Celebration.objects.count()) == ("agreed", None, 0)
    goal.reach(by=mentee).celebrate(by=mentee, what_worked="")
    with pytest.raises(NotNow, match="it stays reached"):
        goal.reopen(by=mentee)
    assert goal.status == "reached"


def test_closing_keeps_the_reason_and_what_takes_its_place(pairing: Any, mentee: Any) -> None:
    goal, other = (make_goal(pairing=pairing, status="agreed") for _ in range(2))
    goal.close(by=mentee, reason="something_better", successor=other)
    assert (goal.status, goal.close_reason, goal.successor) == (
        "closed",
        "something_better",
        other,
    )
    assert [n.kind for n in Notice.objects.filter(about_id=goal.pk, state="owed")] == []


def test_a_closing_needs_a_reason(pairing: Any, mentee: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    with transaction.atomic(), pytest.raises(IntegrityError, match="closed_goal_has_a_reason"):
        goal.close(by=mentee, reason="")


@pytest.mark.parametrize(
    ("status", "after", "is_seen"),
    [
        ("draft", "draft", False),
        ("proposed", "draft", False),
        ("agreed", "parked", True),
        ("parked", "parked", True),
    ],
)
def test_what_was_closed_can_be_brought_back(
    pairing: Any, mentee: Any, mentor: Any, status: str, after: str, *, is_seen: bool
) -> None:
    goal = make_goal(pairing=pairing, status=status)
    goal.close(by=mentee, reason="life")
    goal.bring_back(by=mentee)
    goal.refresh_from_db()
    assert (goal.status, goal.close_reason, bool(seen_by(mentor))) == (after, "", is_seen)


def test_parking_and_taking_up_leave_the_goal_as_it_was(pairing: Any, mentee: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    goal.park(by=mentee, because="no_room")
    assert list(Goal.objects.standing()) == []
    goal.take_up(by=mentee)
    assert [event.verb for event in Event.objects.about(goal)] == [
        "propose",
        "agree",
        "park",
        "take_up",
    ]


def test_one_form_posted_twice_makes_one_goal(pairing: Any, mentee: Any) -> None:
    record = uuid.uuid4()
    goals = {
        Goal.objects.draft(pairing, by=mentee, id=record, title="Give two talks").pk
        for _ in range(2)
    }
    assert (goals, Goal.objects.count()) == ({record}, 1)


def test_a_proposal_saved_as_it_was_still_waits_for_the_same_yes(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    goal = make_goal(pairing=pairing, status="proposed")
    told = goal.told(by=mentor) | {"due_on": goal.due_on, "confidence": 7}
    goal.revise(by=mentor, shown_version=goal.version, reason="", **told)
    assert (goal.proposed_by, goal.confidence) == (mentee, 7)
    assert [(kind, to) for kind, to, _at in owed(goal)] == [("goal_proposed", mentor)]
    goal.agree(by=mentor)
    assert goal.status == "agreed"


def test_words_saved_as_they_were_decide_nothing(pairing: Any, mentee: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    goal.note_turn(NOW)
    goal.revise(by=mentee, shown_version=goal.version, reason="", **goal.told(by=mentee))
    assert (goal.turned_at, goal.revisions.count()) == (NOW, 0)


@pytest.mark.parametrize("act", ["checkpoint", "words"])
def test_what_the_partner_has_worked_in_is_never_hidden_from_them(
    pairing: Any, mentee: Any, mentor: Any, act: str
) -> None:
    goal = make_goal(pairing=pairing, status="proposed")
    if act == "checkpoint":
        Checkpoint.objects.add(goal, "Ask two users", by=mentor)
    else:
        goal.revise(by=mentor, shown_version=goal.version, reason="Smaller", title="One user")
    with pytest.raises(NotNow, match="begun with it"):
        goal.withdraw(by=mentee)
    goal.close(by=mentee, reason="life")
    goal.bring_back(by=mentee)
    assert (goal.status, seen_by(mentor)) == ("proposed", [goal.pk])


def test_what_the_partner_keeps_to_themselves_stands_in_no_way(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    goal = make_goal(pairing=pairing, status="proposed")
    make_entry(pairing=pairing, goal=goal, by=mentor, audience="me")
    goal.withdraw(by=mentee)
    assert goal.status == "draft"
