"""How a goal used to read, and why it changed. Rows are only ever added."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models

from accounts.models import Row
from accounts.private import PrivateTextField, open_for
from goals.models.goal import Goal
from mentorship.models import Event


class RevisionQuerySet(models.QuerySet["Revision"]):
    def keep(self, goal: Goal, *, by: Any, reason: str, before: dict[str, str]) -> Revision:
        event = Event.objects.record(goal, "revise", by=by)
        return self.create(
            goal=goal,
            number=event.number,
            author=by,
            reason=reason,
            before=json.dumps(before, ensure_ascii=False),
        )


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

    def read(self, *, by: Any) -> tuple[dict[str, str], str]:
        """What it said before, and why it changed."""
        return json.loads(open_for(self, "before", by)), open_for(self, "reason", by)
