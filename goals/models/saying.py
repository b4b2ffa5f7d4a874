"""What one of the two said about a goal: whether it is still theirs, how far up the hill it is.

Rows are only ever added; how things stand is what was said last.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.limits import need_room
from accounts.models import Row
from accounts.posted import says
from accounts.private import PrivateTextField
from goals.models.goal import Goal
from goals.models.revision import Revision
from mentorship.models import Event

MOST = 2_000
AGAIN_AFTER = timedelta(hours=1)


class SayingQuerySet(models.QuerySet["Saying"]):
    @transaction.atomic
    def say(
        self,
        goal: Goal,
        kind: str,
        *,
        by: Any,
        line: str = "",
        place: int | None = None,
        occasion: uuid.UUID | None = None,
    ) -> Saying:
        """Add it, unless the same was just said: twice the same form, or the same preparation.

        NotNow unless the goal is under way.
        """
        goal.hold(Goal.Status.AGREED)
        kinds = RESONANCE if kind in RESONANCE else (kind,)
        mine = self.filter(goal=goal, person=by, kind__in=kinds, occasion=occasion)
        last = mine.order_by("-said_at").first()
        again = {"kind": kind, "place": place} | ({"line": line} if line else {})
        if last and says(last, again, by) and self._still_holds(last):
            return last
        need_room(self.filter(goal=goal), MOST, _("Plenty was said about this goal already."))
        told = {"line": line, "place": place, "occasion": occasion}
        said = self.create(goal=goal, person=by, kind=kind, **told)
        Event.objects.record(goal, f"say_{kind}", by=by)
        if kind in RESONANCE:
            goal.note_turn(said.said_at if self._is_turning(goal) else None)
            goal.look_again_after()
        return said

    @transaction.atomic
    def keep(self, goal: Goal, *, by: Any, line: str, check_on: date | None) -> Saying:
        """The two go on with it as it is, and look at it again on a day."""
        goal.hold(Goal.Status.AGREED)
        goal.look_again(check_on, by=by)
        return self.say(goal, Saying.Kind.KEPT, by=by, line=line)

    def _still_holds(self, last: Saying) -> bool:
        """Said for this occasion already; or within the hour, and nothing was decided since."""
        if last.occasion:
            return True
        decided = self._decided_at(last.goal)
        is_fresh = timezone.now() - last.said_at < AGAIN_AFTER
        return is_fresh and (decided is None or decided <= last.said_at)

    def _decided_at(self, goal: Goal) -> datetime | None:
        """When the two last decided something: kept it, or put it in other words."""
        kept = self.filter(goal=goal, kind=Saying.Kind.KEPT).aggregate(at=Max("said_at"))["at"]
        revised = Revision.objects.filter(goal=goal).aggregate(at=Max("revised_at"))["at"]
        return max((at for at in (kept, revised) if at), default=None)

    def _is_turning(self, goal: Goal) -> bool:
        decided = self._decided_at(goal)
        since = self.filter(goal=goal, kind__in=RESONANCE).order_by("-said_at")
        return is_turning(since.filter(said_at__gt=decided) if decided else since)

    def of_goals(self, goals: Iterable[Goal]) -> SayingQuerySet:
        """The newest first."""
        return self.filter(goal__in=list(goals)).order_by("-said_at").select_related("person")


class Saying(Row):
    class Kind(models.TextChoices):
        MINE = "mine", gettext_lazy("still mine")
        LESS_SO = "less_so", gettext_lazy("less so")
        NO_LONGER = "no_longer", gettext_lazy("no longer")
        KEPT = "kept", gettext_lazy("kept as it is")
        HILL = "hill", gettext_lazy("on the hill")

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="sayings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    # Where on the hill, from its foot (0) over the top (2) to the far side (4).
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    line = PrivateTextField(author="person", blank=True)
    # The check-in that it was said before: changing one's mind in one preparation counts once.
    occasion = models.UUIDField(null=True, blank=True)
    said_at = models.DateTimeField(default=timezone.now)

    objects = SayingQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="hill", place__isnull=False, place__range=(0, 4))
                | ~Q(kind="hill") & Q(place__isnull=True),
                name="hill_has_five_places",
            ),
        ]
        indexes = [models.Index(fields=["goal", "said_at"], name="sayings_of_goal")]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        return self.goal.can_be_read_by(reader)


RESONANCE = (Saying.Kind.MINE, Saying.Kind.LESS_SO, Saying.Kind.NO_LONGER)


def resonance_for(person: Any, goal: Goal) -> list[tuple[str, str]]:
    """What one may say of it before a check-in: of a goal of one's own, or of the partner's."""
    return [(kind.value, in_words(kind, goal, person)) for kind in RESONANCE]


def in_words(kind: str, goal: Goal, person: Any) -> str:
    """A kind of saying as this person means it: nobody's goal is also their partner's."""
    if kind == Saying.Kind.MINE and goal.owner != person:
        return _("still behind it")
    return str(Saying.Kind(kind).label)


def question_for(person: Any, goal: Goal) -> str:
    return _("Is it still yours?") if goal.owner == person else _("Are you still behind it?")


def is_turning(newest_first: Iterable[Saying]) -> bool:
    """Whether one of the two has let go of the goal inside: "no longer" once, or "less so" at two
    occasions, one after the other."""
    said = list(newest_first)
    people = {one.person_id for one in said}
    return any(_has_let_go([one for one in said if one.person_id == pk]) for pk in people)


def _has_let_go(newest_first: list[Saying]) -> bool:
    by_occasion = groupby(newest_first, key=lambda one: one.occasion or one.pk)
    last_words = [next(group).kind for _occasion, group in by_occasion]
    lately = last_words[:2]
    return lately[0] == Saying.Kind.NO_LONGER or lately == [Saying.Kind.LESS_SO] * 2
