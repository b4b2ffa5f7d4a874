"""A checkpoint: a point on the way to a goal, with its own sign of being reached."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.limits import need_room
from accounts.models import Row
from accounts.posted import once, says
from accounts.private import PrivateTextField, open_for, seal_for
from goals.models.goal import Goal
from goals.models.moments import forget_moment
from mentorship.models import Celebration, Changed, Event, NotNow

MOST = 7
MOST_EVER = 200
TOLD = ("title", "done_when", "evidence")


class CheckpointQuerySet(models.QuerySet["Checkpoint"]):
    def visible_to(self, person: Any) -> CheckpointQuerySet:
        return self.filter(goal__in=Goal.objects.visible_to(person))

    def ahead(self) -> CheckpointQuerySet:
        return self.filter(reached_at=None)

    def with_pairing(self) -> CheckpointQuerySet:
        return self.select_related(
            "goal__pairing__mentee_person", "goal__pairing__mentor_person", "goal__pairing__cohort"
        )

    @transaction.atomic
    def add(
        self,
        goal: Goal,
        title: str,
        *,
        by: Any,
        id: uuid.UUID | None = None,
        due_on: dt.date | None = None,
        done_when: str = "",
        evidence: str = "",
    ) -> Checkpoint:
        """Put a checkpoint at the end of the goal's line. The same id and words twice make one."""
        list(Goal.objects.select_for_update().filter(pk=goal.pk).values("pk"))
        told = {"title": title, "done_when": done_when, "due_on": due_on, "evidence": evidence}
        made = told | {"position": lambda: self._next_position(goal)}
        mine = {"goal": goal, "author": by}
        is_same = partial(says, told=told, reader=by)
        point, is_new = once(Checkpoint.everything, id, made=made, is_same=is_same, **mine)
        if is_new:
            Event.objects.record(point, "add", by=by)
        return point

    def _next_position(self, goal: Goal) -> int:
        line = Checkpoint.objects.filter(goal=goal)
        if line.count() >= MOST:
            raise NotNow("add", sentence=_("Seven are plenty. Join two, or take one away first."))
        ever = Checkpoint.everything.filter(goal=goal)
        need_room(ever, MOST_EVER, _("This goal has had plenty of checkpoints. Put one back."))
        return (Checkpoint.everything.filter(goal=goal).aggregate(n=Max("position"))["n"] or 0) + 1


class OnTheLine(models.Manager.from_queryset(CheckpointQuerySet)):  # type: ignore[misc]
    """Everything that was not taken away."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(dropped_at=None)


class Checkpoint(Row):
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="checkpoints")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = PrivateTextField(author="author")
    done_when = PrivateTextField(author="author", blank=True)
    # Where something can be seen of it: an https address.
    evidence = PrivateTextField(author="author", blank=True)
    due_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    reached_at = models.DateTimeField(null=True, blank=True)
    reached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = OnTheLine()
    everything = CheckpointQuerySet.as_manager()

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

    @property
    def celebration_key(self) -> str:
        return f"checkpoint:{self.pk}"

    def can_be_read_by(self, reader: Any) -> bool:
        return self.goal.can_be_read_by(reader)

    def is_waiting(self, today: dt.date) -> bool:
        """Its day is over and it is not reached, which is no reproach."""
        return self.reached_at is None and self.due_on is not None and self.due_on < today

    @transaction.atomic
    def change(self, *, by: Any, shown_version: int, **changes: Any) -> None:
        """Put it in other words, or on another day; Changed when it is not as shown any more.

        NotNow once it is reached, or taken off the line.
        """
        sealed = {n: seal_for(self, n, v) if n in TOLD else v for n, v in changes.items()}
        ahead = Checkpoint.objects.ahead().filter(pk=self.pk)
        if not ahead.filter(version=shown_version).update(version=shown_version + 1, **sealed):
            raise Changed("change") if ahead.exists() else NotNow("change")
        self.refresh_from_db(fields=["version", *changes])
        Event.objects.record(self, "change", by=by)

    @transaction.atomic
    def reach(self, *, by: Any) -> Celebration:
        """Mark it reached, once, and ask for a moment to celebrate it; NotNow if it is dropped."""
        now = timezone.now()
        ahead = Checkpoint.objects.ahead().filter(pk=self.pk)
        if ahead.update(reached_at=now, reached_by=by):
            self.reached_at, self.reached_by = now, by
            Event.objects.record(self, "reach", by=by)
        elif not Checkpoint.objects.filter(pk=self.pk).exists():
            raise NotNow("reach", sentence=_("It was taken off the line. Put it back first."))
        return Celebration.objects.ask(
            self.goal.pairing, key=self.celebration_key, title=open_for(self, "title", by), by=by
        )

    @transaction.atomic
    def take_back(self, *, by: Any) -> None:
        """It was not reached after all. Not once its celebration has been laid."""
        forget_moment(self.goal.pairing, self.celebration_key)
        reached = Checkpoint.objects.filter(pk=self.pk, reached_at__isnull=False)
        if reached.update(reached_at=None, reached_by=None):
            self.reached_at = self.reached_by = None
            Event.objects.record(self, "take_back", by=by)

    @transaction.atomic
    def earlier(self, *, by: Any) -> None:
        """Swap places with the checkpoint before it; the first one stays."""
        line = self._line()
        self._swap(line.filter(position__lt=self.position).order_by("-position").first(), by=by)

    @transaction.atomic
    def later(self, *, by: Any) -> None:
        """Swap places with the checkpoint after it; the last one stays."""
        line = self._line()
        self._swap(line.filter(position__gt=self.position).order_by("position").first(), by=by)

    def _line(self) -> CheckpointQuerySet:
        """All of them under the goal's lock, and where this one stands by then."""
        list(Goal.objects.select_for_update().filter(pk=self.goal_id).values("pk"))
        self.refresh_from_db(fields=["position", "reached_at"])
        return Checkpoint.objects.filter(goal=self.goal_id)

    def _swap(self, other: Checkpoint | None, *, by: Any) -> None:
        """What was reached stays where it is, and so does what would have to pass it."""
        if other and not other.reached_at and not self.reached_at:
            Checkpoint.objects.filter(pk=other.pk).update(position=self.position)
            Checkpoint.objects.filter(pk=self.pk).update(position=other.position)
            self.position = other.position
            Event.objects.record(self, "reorder", by=by)

    @transaction.atomic
    def drop(self, *, by: Any) -> None:
        """Take it off the line, once; it can be put back. What was reached stays."""
        if Checkpoint.objects.ahead().filter(pk=self.pk).update(dropped_at=timezone.now()):
            Event.objects.record(self, "drop", by=by)
        elif Checkpoint.objects.filter(pk=self.pk).exists():
            raise NotNow("drop", sentence=_("What was reached stays on the line."))

    @transaction.atomic
    def put_back(self, *, by: Any) -> None:
        """Undo `drop`, once, unless seven others stand there by now."""
        list(Goal.objects.select_for_update().filter(pk=self.goal_id).values("pk"))
        dropped = Checkpoint.everything.filter(pk=self.pk, dropped_at__isnull=False)
        if not dropped.exists():
            return
        if Checkpoint.objects.filter(goal=self.goal_id).count() >= MOST:
            raise NotNow("put_back", sentence=_("Seven are plenty. Take one away first."))
        dropped.update(dropped_at=None)
        Event.objects.record(self, "put_back", by=by)
