"""The ladder of a goal: five outcomes described before the work, and where it stood when asked.

Both are only ever added to. A ladder that is put in other words is a new one, and what was rated on
the old one stays with it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.limits import need_room
from accounts.models import Row
from accounts.posted import once, says
from accounts.private import PrivateTextField, open_for
from goals.models.goal import Goal
from goals.models.progress import Progress
from mentorship.models import Changed, Event

MOST_LADDERS, MOST_RATINGS = 50, 400


class LadderQuerySet(models.QuerySet["Ladder"]):
    def newest_of(self, goal: Goal) -> Ladder | None:
        found = self.filter(goal=goal).order_by("-number").first()
        if found:
            found.goal = goal
        return found

    @transaction.atomic
    def describe(
        self, goal: Goal, steps: Sequence[str], *, weight: int, by: Any, shown: int = 0
    ) -> Ladder:
        """Write the five outcomes, worst first; `shown` is the number of the ladder it replaces.

        Raises Changed when another one stands there by now. The same words twice make one.
        """
        list(Goal.objects.select_for_update().filter(pk=goal.pk).values("pk"))
        last = self.newest_of(goal)
        number = last.number if last else 0
        if last and number in (shown, shown + 1) and last.is_same(steps, weight, by=by):
            return last
        if last and number != shown:
            raise Changed("describe")
        plenty = _("This ladder was changed often; let it stand.")
        need_room(self.filter(goal=goal), MOST_LADDERS, plenty)
        words = json.dumps(list(steps), ensure_ascii=False)
        told = {"steps": words, "weight": weight, "is_late": _work_has_begun(goal)}
        made = self.create(goal=goal, number=number + 1, author=by, **told)
        Event.objects.record(goal, "describe", by=by, after=str(made.number))
        return made


def _work_has_begun(goal: Goal) -> bool:
    """Something was reached, or logged for both: what is described now knows how it went."""
    reached = goal.checkpoints.filter(reached_at__isnull=False).exists()
    logged = Progress.objects.standing().filter(goal=goal, audience=Progress.Audience.PAIR)
    return reached or logged.exists()


class Ladder(Row):
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="ladders")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # JSON: five outcomes, from far less than expected (-2) to far more (2).
    steps = PrivateTextField(author="author")
    weight = models.PositiveSmallIntegerField(default=1)
    is_late = models.BooleanField(default=False)
    set_at = models.DateTimeField(default=timezone.now)

    objects = LadderQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="one_ladder_per_number"),
            models.CheckConstraint(condition=Q(weight__range=(1, 3)), name="weight_one_to_three"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        return self.goal.can_be_read_by(reader)

    def is_same(self, steps: Sequence[str], weight: int, *, by: Any) -> bool:
        return self.weight == weight and self.read(by=by) == list(steps)

    def read(self, *, by: Any) -> list[str]:
        """The five outcomes, worst first."""
        return steps_in(open_for(self, "steps", by))

    @transaction.atomic
    def rate(self, level: int, *, by: Any, line: str = "", id: uuid.UUID | None = None) -> Rating:
        """Say on which of the five it stands now; the same id and words twice make one."""
        told = {"level": level, "line": line}
        plenty = _("This was rated often enough.")
        ratings = Rating.objects.filter(ladder__goal=self.goal_id)
        rated, is_new = once(
            Rating.objects,
            id,
            made=told,
            is_same=partial(says, told=told, reader=by),
            room=lambda: need_room(ratings, MOST_RATINGS, plenty),
            ladder=self,
            person=by,
        )
        if is_new:
            Event.objects.record(self.goal, "rate", by=by)
        return rated


def steps_in(words: str) -> list[str]:
    """The five outcomes in an opened text; five empty ones where its key was destroyed."""
    return json.loads(words) if words else [""] * 5


class RatingQuerySet(models.QuerySet["Rating"]):
    def of_goal(self, goal: Goal) -> RatingQuerySet:
        """The newest first."""
        found = self.filter(ladder__goal=goal).select_related("ladder", "person")
        return found.order_by("-rated_at")


class Rating(Row):
    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="ratings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    line = PrivateTextField(author="person", blank=True)
    rated_at = models.DateTimeField(default=timezone.now)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["-rated_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(-2, 2)), name="level_minus_two_to_two"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        return self.ladder.can_be_read_by(reader)
