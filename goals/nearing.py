"""Checkpoints whose day comes near while nothing moves: the one time that a mail speaks of them."""

from __future__ import annotations

import datetime as dt
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import Leave
from goals.models import Checkpoint, Goal, Progress
from mentorship.models import Notice, Pairing

NEAR, STILL_FOR = timedelta(days=5), timedelta(days=14)
# Longer than NEAR, so that nobody is asked about one day twice.
APART = timedelta(days=7)
ASKED_AT = dt.time(10, 0)


def nearing(on: dt.date, now: datetime) -> Any:
    """Checkpoints due from `on` up to five days on, of goals under way on which nothing moved.

    What moved is an entry, a private one too, or another checkpoint reached, within two weeks.
    """
    since = now - STILL_FOR
    moved = Progress.objects.standing().filter(goal=OuterRef("goal"), logged_at__gt=since)
    reached = Checkpoint.objects.filter(goal=OuterRef("goal"), reached_at__gt=since)
    return (
        Checkpoint.objects.ahead()
        .with_pairing()
        .filter(~Exists(moved), ~Exists(reached), due_on__range=(on, on + NEAR))
        .filter(goal__status=Goal.Status.AGREED, goal__pairing__status=Pairing.Status.ACTIVE)
        .order_by("due_on", "position")
    )


def plan(now: datetime) -> int:
    """Post one mail a person about the nearest of their checkpoints, in the morning; how many."""
    lately = Notice.objects.filter(kind="checkpoint_near", due_at__gt=now - APART)
    asked = set(lately.values_list("recipient", flat=True))
    already = len(asked)
    for point in nearing(now.date(), now):
        if point.goal.owner.pk not in asked:
            asked.add(point.goal.owner.pk)
            _post(point, now)
    return len(asked) - already


def still_near(pk: Any, now: datetime) -> Checkpoint | None:
    """The checkpoint, if it is still ahead, nothing has moved, and its owner is not away."""
    point = nearing(now.date(), now).filter(pk=pk).first()
    if point is None:
        return None
    on = now.astimezone(point.goal.owner.zone).date()
    away = Leave.objects.filter(person=point.goal.owner, starts_on__lte=on, ends_on__gte=on)
    return None if away.exists() else point


def _post(point: Checkpoint, now: datetime) -> None:
    person = point.goal.owner
    morning_at = datetime.combine(now.astimezone(person.zone).date(), ASKED_AT, tzinfo=person.zone)
    due_at = morning_at if morning_at >= now else morning_at + timedelta(days=1)
    Notice.objects.post(
        "checkpoint_near",
        to=person,
        about=point,
        once=str(point.due_on),
        due_at=due_at.astimezone(dt.UTC),
        expires_at=due_at + timedelta(days=2),
    )
