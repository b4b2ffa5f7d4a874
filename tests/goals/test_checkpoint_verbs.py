"""Points on the way: at most seven, in an order, reached once, and nothing lost."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.private import open_for
from goals.models import Checkpoint, Progress
from mentorship.models import Celebration, Changed, Event, NotNow
from tests.factories import make_pairing
from tests.goals.factories import make_checkpoint, make_entry, make_goal

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(pairing: Any) -> Any:
    return make_goal(pairing=pairing, status="agreed")


def line(goal: Any) -> list[str]:
    return [open_for(point, "title", goal.author) for point in goal.checkpoints.all()]


def test_checkpoints_stand_in_the_order_in_which_they_came(goal: Any) -> None:
    for title in ("one", "two", "three"):
        make_checkpoint(goal=goal, title=title)
    assert line(goal) == ["one", "two", "three"]


def test_one_can_be_moved_up_and_the_first_one_stays(goal: Any, mentee: Any) -> None:
    one, _two, three = (make_checkpoint(goal=goal, title=t) for t in ("one", "two", "three"))
    three.earlier(by=mentee)
    assert line(goal) == ["one", "three", "two"]
    one.earlier(by=mentee)
    assert line(goal) == ["one", "three", "two"]


def test_a_line_holds_seven(goal: Any) -> None:
    for _number in range(7):
        make_checkpoint(goal=goal)
    with pytest.raises(NotNow, match="Seven are plenty"):
        make_checkpoint(goal=goal)


def test_one_form_posted_twice_adds_one(goal: Any, mentee: Any) -> None:
    record = uuid.uuid4()
    for _post in range(2):
        Checkpoint.objects.add(goal, "Ship it", by=mentee, id=record)
    assert line(goal) == ["Ship it"]


def test_reaching_asks_for_one_celebration(goal: Any, mentee: Any, mentor: Any) -> None:
    point = make_checkpoint(goal=goal, title="Ship it")
    stones = {point.reach(by=who).pk for who in (mentee, mentor, mentee)}
    stone = Celebration.objects.get()
    assert stones == {stone.pk}
    assert (point.reached_by, stone.reached_by, stone.status) == (mentee, mentee, "asked")
    assert open_for(stone, "title", mentor) == "Ship it"


@pytest.mark.parametrize("was_let_pass", [True, False])
def test_reached_by_mistake_is_taken_back(goal: Any, mentee: Any, *, was_let_pass: bool) -> None:
    point = make_checkpoint(goal=goal)
    stone = point.reach(by=mentee)
    if was_let_pass:
        stone.let_pass(by=mentee)
    point.take_back(by=mentee)
    point.refresh_from_db()
    assert (point.reached_at, point.reached_by, Celebration.objects.count()) == (None, None, 0)


def test_what_was_celebrated_stays_reached(goal: Any, mentee: Any) -> None:
    point = make_checkpoint(goal=goal)
    point.reach(by=mentee).celebrate(by=mentee)
    with pytest.raises(NotNow, match="it stays reached"):
        point.take_back(by=mentee)
    assert Checkpoint.objects.get().reached_by == mentee


def test_other_words_need_the_wording_that_was_shown(goal: Any, mentee: Any) -> None:
    point = make_checkpoint(goal=goal)
    point.change(by=mentee, shown_version=1, title="Ship half of it", due_on=dt.date(2026, 7, 1))
    with pytest.raises(Changed):
        point.change(by=mentee, shown_version=1, title="Ship none of it")
    point.refresh_from_db()
    assert (open_for(point, "title", mentee), point.due_on) == (
        "Ship half of it",
        dt.date(2026, 7, 1),
    )


def test_taken_off_the_line_and_put_back(goal: Any, mentee: Any) -> None:
    _one, two = (make_checkpoint(goal=goal, title=title) for title in ("one", "two"))
    two.drop(by=mentee)
    assert line(goal) == ["one"]
    two.put_back(by=mentee)
    assert line(goal) == ["one", "two"]


def test_what_was_reached_is_not_taken_off_the_line(goal: Any, mentee: Any) -> None:
    point = make_checkpoint(goal=goal)
    point.reach(by=mentee)
    with pytest.raises(NotNow, match="stays on the line"):
        point.drop(by=mentee)
    assert goal.checkpoints.count() == 1


def test_an_eighth_is_not_put_back(goal: Any, mentee: Any) -> None:
    dropped = make_checkpoint(goal=goal)
    dropped.drop(by=mentee)
    for _number in range(7):
        make_checkpoint(goal=goal)
    with pytest.raises(NotNow, match="Seven are plenty"):
        dropped.put_back(by=mentee)


@pytest.mark.parametrize(
    ("in_days", "is_reached", "waits"),
    [
        (-1, False, True),
        (0, False, False),
        (1, False, False),
        (None, False, False),
        (-1, True, False),
    ],
)
def test_a_checkpoint_whose_day_is_over_is_waiting(
    goal: Any, mentee: Any, in_days: int | None, *, is_reached: bool, waits: bool
) -> None:
    point = make_checkpoint(goal=goal, in_days=in_days)
    if is_reached:
        point.reach(by=mentee)
    assert point.is_waiting(timezone.localdate()) == waits


def test_the_database_holds_seven_to_a_line_too(goal: Any) -> None:
    for _number in range(7):
        make_checkpoint(goal=goal)
    eighth = Checkpoint(goal=goal, author=goal.author, title="eighth", position=8)
    with pytest.raises(IntegrityError, match="a_line_holds_seven"):
        eighth.save(force_insert=True)


def test_the_database_keeps_how_a_goal_used_to_read(goal: Any, mentee: Any) -> None:
    goal.revise(by=mentee, shown_version=1, reason="shorter", title="Release it")
    with pytest.raises(IntegrityError, match="goals_revision_is_never_changed"):
        goal.revisions.update(number=9)


def test_the_database_keeps_an_entry_with_its_own_pair(goal: Any, pairing: Any) -> None:
    other = make_pairing(cohort=pairing.cohort)
    with pytest.raises(IntegrityError, match="progress_stays_in_its_pairing"):
        make_entry(pairing=other, goal=goal)
    assert Progress.objects.count() == 0


def test_what_was_reached_or_taken_away_meanwhile_is_not_reworded(goal: Any, mentee: Any) -> None:
    reached, dropped = (make_checkpoint(goal=goal, title=t) for t in ("one", "two"))
    reached.reach(by=mentee)
    dropped.drop(by=mentee)
    for point in (reached, dropped):
        with pytest.raises(NotNow):
            point.change(by=mentee, shown_version=point.version, title="Other words")
    assert line(goal) == ["one"]


def test_what_was_taken_away_is_not_reached_and_lays_no_stone(goal: Any, mentee: Any) -> None:
    point = make_checkpoint(goal=goal)
    point.drop(by=mentee)
    with pytest.raises(NotNow, match="taken off the line"):
        point.reach(by=mentee)
    assert Celebration.objects.count() == 0


def test_taking_off_and_putting_back_twice_is_once(goal: Any, mentee: Any) -> None:
    points = [make_checkpoint(goal=goal) for _number in range(7)]
    for verb in ("drop", "put_back"):
        for _time in range(2):
            getattr(points[0], verb)(by=mentee)
    verbs = [event.verb for event in Event.objects.about(points[0])]
    assert (len(line(goal)), verbs) == (7, ["add", "drop", "put_back"])


def test_nothing_passes_what_was_reached(goal: Any, mentee: Any) -> None:
    one, two = (make_checkpoint(goal=goal, title=t) for t in ("one", "two"))
    one.reach(by=mentee)
    two.earlier(by=mentee)
    one.later(by=mentee)
    assert line(goal) == ["one", "two"]
