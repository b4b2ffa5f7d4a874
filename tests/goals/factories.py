"""Goals, checkpoints and entries to test with, made by the verbs that the pages use."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from goals.models import Checkpoint, Goal, Progress

# The states that a goal can be brought to, and how.
ROADS = {
    "draft": (),
    "proposed": ("propose",),
    "agreed": ("propose", "agree"),
    "parked": ("propose", "agree", "park"),
    "reached": ("propose", "agree", "reach"),
    "closed": ("propose", "agree", "close"),
}

WHY = {"close": {"reason": "life"}, "park": {"because": "no_room"}}


def make_goal(
    *,
    pairing: Any,
    by: Any = None,
    title: str = "Release the booking tool to ten users",
    status: str = "draft",
    **wording: Any,
) -> Goal:
    """A goal of the mentee's (unless `by` says otherwise), brought to a state."""
    author = by or pairing.mentee_person
    goal = Goal.objects.draft(pairing, by=author, id=uuid.uuid4(), title=title, **wording)
    for verb in ROADS[status]:
        actor = pairing.partner_of(author) if verb == "agree" else author
        getattr(goal, verb)(by=actor, **WHY.get(verb, {}))
    return goal


def make_checkpoint(
    *, goal: Goal, title: str = "Ship the import screen", in_days: int | None = None, **told: Any
) -> Checkpoint:
    due_on = None if in_days is None else timezone.localdate() + dt.timedelta(days=in_days)
    return Checkpoint.objects.add(goal, title, by=goal.author, due_on=due_on, **told)


def make_entry(
    *, pairing: Any, by: Any = None, text: str = "Asked two users for a slot.", **told: Any
) -> Progress:
    return Progress.objects.log(pairing, text, by=by or pairing.mentee_person, **told)
