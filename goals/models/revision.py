"""How a goal used to read, and why it changed. Rows are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from accounts.limits import need_room
from accounts.models import Row
from accounts.private import PrivateTextField, open_all_for
from goals.models.goal import Goal
from mentorship.models import Event

MOST = 500


class Reading(NamedTuple):
    """A revision, opened: who changed the goal when and why, and how it had read before."""

    author: Any
    revised_at: datetime
    reason: str
    title: str
    measure: str
    matters: str
    due_on: date | None


class RevisionQuerySet(models.QuerySet["Revision"]):
    def keep(self, goal: Goal, *, by: Any, reason: str, before: dict[str, str]) -> Revision:
        need_room(self.filter(goal=goal), MOST, _("This wording was changed often; let it stand."))
        event = Event.objects.record(goal, "revise", by=by)
        return self.create(
            goal=goal,
            number=event.number,
            author=by,
            reason=reason,
            before=json.dumps(before, ensure_ascii=False),
        )

    def of_goal(self, goal: Goal) -> RevisionQuerySet:
        """The newest first."""
        return self.filter(goal=goal).select_related("author")


class Revision(Row):
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    before = PrivateTextField(author="author")
    reason = PrivateTextField(author="author", blank=True)
    revised_at = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="one_revision_per_step")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        return self.goal.can_be_read_by(reader)


def readings(goal: Goal, revisions: Iterable[Revision], reader: Any) -> list[Reading]:
    """The goal's revisions, opened together."""
    rows = list(revisions)
    for row in rows:
        row.goal = goal
    places = [(row, name) for row in rows for name in ("before", "reason")]
    words = iter(open_all_for(places, reader))
    return [_reading(row, next(words), next(words)) for row in rows]


def first_wordings(goals: Iterable[Goal]) -> dict[Any, Revision]:
    """Of each goal that was ever changed, what it said before, sealed yet; by the goal's pk."""
    rows = {goal.pk: goal for goal in goals}
    found = Revision.objects.filter(goal__in=rows).order_by("-number")
    first = {row.goal_id: row for row in found}
    for pk, row in first.items():
        row.goal = rows[pk]
    return first


def title_before(before: str) -> str:
    return str(json.loads(before or "{}").get("title", ""))


def _reading(row: Revision, before: str, reason: str) -> Reading:
    said = json.loads(before or "{}")
    due = said.get("due_on") or ""
    return Reading(
        author=row.author,
        revised_at=row.revised_at,
        reason=reason,
        title=said.get("title", ""),
        measure=said.get("measure", ""),
        matters=said.get("matters", ""),
        due_on=date.fromisoformat(due) if due else None,
    )
