"""A checkpoint: a point on the way to a goal, with its own sign of being reached."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone

from accounts.models import Row
from accounts.private import PrivateTextField, open_for
from goals.models.goal import Goal
from mentorship.models import Celebration, Event, NotNow


class CheckpointQuerySet(models.QuerySet["Checkpoint"]):
    def visible_to(self, person: Any) -> CheckpointQuerySet:
        return self.filter(goal__in=Goal.objects.visible_to(person))

    def ahead(self) -> CheckpointQuerySet:
        return self.filter(reached_at=None)

    @transaction.atomic
    def add(
        self, goal: Goal, title: str, *, by: Any, due_on: dt.date | None = None, done_when: str = ""
    ) -> Checkpoint:
        """Put a checkpoint at the end of the goal's line."""
        last = self.filter(goal=goal).aggregate(last=Max("position"))["last"] or 0
        return self.create(
            goal=goal,
            author=by,
            title=title,
            done_when=done_when,
            due_on=due_on,
            position=last + 1,
        )


class Checkpoint(Row):
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="checkpoints")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = PrivateTextField(author="author")
    done_when = PrivateTextField(author="author", blank=True)
    due_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    reached_at = models.DateTimeField(null=True, blank=True)
    reached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = CheckpointQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reached_at__isnull=True) | Q(reached_by__isnull=False),
                name="reached_checkpoint_names_who",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def pairing_id(self) -> Any:
        return self.goal.pairing_id

    def can_be_read_by(self, reader: Any) -> bool:
        return self.goal.can_be_read_by(reader)

    @transaction.atomic
    def reach(self, *, by: Any) -> Celebration:
        """Mark it reached, once, and ask for a moment to celebrate it."""
        now = timezone.now()
        ahead = Checkpoint.objects.ahead().filter(pk=self.pk)
        if ahead.update(reached_at=now, reached_by=by):
            self.reached_at, self.reached_by = now, by
            Event.objects.record(self, "reach", by=by)
        return Celebration.objects.ask(
            self.goal.pairing, key=self.celebration_key, title=open_for(self, "title", by), by=by
        )

    @transaction.atomic
    def take_back(self, *, by: Any) -> None:
        """It was not reached after all. Not once its celebration has been laid."""
        waiting = Celebration.objects.filter(key=self.celebration_key, pairing=self.goal.pairing)
        if waiting.exclude(status=Celebration.Status.ASKED).exists():
            raise NotNow("take_back")
        waiting.delete()
        Checkpoint.objects.filter(pk=self.pk).update(reached_at=None, reached_by=None)
        self.reached_at = self.reached_by = None
        Event.objects.record(self, "take_back", by=by)

    @transaction.atomic
    def earlier(self, *, by: Any) -> None:
        """Swap places with the checkpoint before it; the first one stays."""
        line = self.goal.checkpoints.select_for_update()
        before = line.filter(position__lt=self.position).order_by("-position").first()
        if before:
            Checkpoint.objects.filter(pk=before.pk).update(position=self.position)
            Checkpoint.objects.filter(pk=self.pk).update(position=before.position)
            self.position = before.position

    @property
    def celebration_key(self) -> str:
        return f"checkpoint:{self.pk}"
