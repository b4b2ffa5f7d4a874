"""How far goals go: five outcomes before the work, a step now and then, and still theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from goals.models import Goal, Ladder, Saying
from mentorship.home.demo.diary import wall


def describe(life: Any, goal: Goal, measure: str) -> None:
    worst, less, more, best = life.says("ladders")
    steps = [worst, less, measure, more, best]
    weight = 1 + life.scene.variant % 3
    Ladder.objects.describe(goal, steps, weight=weight, by=life.mentee)


def learn_too(life: Any) -> None:
    """Some mentors want to learn something of their own beside their mentee."""
    if life.scene.signs < 2 or life.scene.variant != 1:
        return
    held: list[Goal] = []
    due_on = life.diary.today + timedelta(days=40)
    told = {"title": life.says("mentor_goals"), "owner_role": "mentor", "due_on": due_on}
    record = life.id("mentor goal")

    def write() -> None:
        held.append(Goal.objects.draft(life.pairing, by=life.mentor, id=record, **told))
        held[0].propose(by=life.mentor)

    life.note(wall(life.mentor, life.day(24), 17, 10), write)
    life.note(wall(life.mentee, life.day(26), 19, 40), lambda: held[0].agree(by=life.mentee))


def climb(life: Any, goal: Callable[[], Goal], on: dt.date, lasts: timedelta) -> None:
    """Up the hill in the first third, down in the last; rated by both on the way."""
    for share, place in ((0.2, 0), (0.4, 1), (0.6, 3)):
        at = wall(life.mentee, on + lasts * share, 21, 20)
        life.note(at, lambda place=place: _say(life, goal(), "hill", place))
    for share, kind in ((0.3, "mine"), (0.5, "less_so" if life.scene.variant == 1 else "mine")):
        at = wall(life.mentee, on + lasts * share, 21, 30)
        life.note(at, lambda kind=kind: _say(life, goal(), kind, None))
    rated_on = on + lasts * 0.7
    mine = -1 if life.scene.variant == 1 else 0
    life.note(wall(life.mentee, rated_on, 18), lambda: _rate(life, goal(), life.mentee, mine))
    life.note(wall(life.mentor, rated_on, 19), lambda: _rate(life, goal(), life.mentor, 0))


def _say(life: Any, goal: Goal, kind: str, place: int | None) -> None:
    goal.refresh_from_db()
    goal.pairing = life.pairing
    if goal.status == "agreed":
        Saying.objects.say(goal, kind, by=life.mentee, place=place)


def _rate(life: Any, goal: Goal, person: Any, level: int) -> None:
    goal.refresh_from_db()
    goal.pairing = life.pairing
    ladder = Ladder.objects.newest_of(goal)
    if ladder and goal.status == "agreed":
        ladder.rate(level, by=person, line=life.says("ratings"))
