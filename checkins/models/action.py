"""What one of the two does until next time, and how it becomes easier when it does not happen."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.limits import need_room
from accounts.models import Row
from accounts.posted import once, says
from accounts.private import PrivateTextField, open_all_for, seal_for
from checkins.models.check_in import CheckIn
from mentorship.models import Changed, Event, NotNow, Pairing
from mentorship.models.moves import Transitions, move

MOST_OPEN, MOST = 50, 500
# Once may be a full week. What has come along this often is too big, or has no moment of its own.
SLIPPED = 2


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, person: Any) -> ActionQuerySet:
        return self.filter(pairing__in=Pairing.objects.visible_to(person))

    def open(self) -> ActionQuerySet:
        return self.filter(status=Action.Status.OPEN)

    def of_room(self, check_in: CheckIn | None) -> ActionQuerySet:
        """What this check-in agreed on, and whatever is still open from before."""
        return self.filter(Q(check_in=check_in) | Q(status=Action.Status.OPEN))

    def with_slips(self, now: dt.datetime) -> ActionQuerySet:
        """Each with how many check-ins have begun since it was agreed on: how often it slipped."""
        met = CheckIn.objects.filter(
            pairing=OuterRef("pairing"),
            starts_at__gt=OuterRef("check_in__starts_at"),
            starts_at__lte=now,
            status__in=[CheckIn.Status.PLANNED, CheckIn.Status.HELD],
        )
        times = met.order_by().values("pairing").annotate(times=Count("pk")).values("times")
        return self.annotate(slips=Coalesce(Subquery(times, output_field=IntegerField()), 0))

    @transaction.atomic
    def add(
        self,
        check_in: CheckIn,
        text: str,
        *,
        by: Any,
        owner: Any,
        due_on: dt.date | None = None,
        id: uuid.UUID | None = None,
    ) -> Action:
        """Agree on something to do; the same id and words twice make one."""
        agreed = {"owner": owner, "text": text, "due_on": due_on}
        mine = {"pairing_id": check_in.pairing_id, "check_in": check_in, "author": by}
        room = partial(self._need_room, check_in)
        is_same = partial(says, told=agreed, reader=by)
        action, is_new = once(self, id, made=agreed, room=room, is_same=is_same, **mine)
        if is_new:
            Event.objects.record(action, "add", by=by)
        return action

    def _need_room(self, check_in: CheckIn) -> None:
        here = Action.objects.filter(check_in=check_in)
        plenty = gettext("That is plenty to do. Finish or drop one, then add this one.")
        need_room(here.filter(status=Action.Status.OPEN), MOST_OPEN, plenty)
        need_room(here, MOST, gettext("This list is full. Add it at your next check-in."))


ACTION_TRANSITIONS: Transitions = {
    "finish": (("open",), "done"),
    "drop": (("open",), "dropped"),
    "reopen": (("done", "dropped"), "open"),
}


class Action(Row):
    """Something to do, by one of the two; perhaps with a plan: "If ..., then I will ..."."""

    class Status(models.TextChoices):
        OPEN = "open", _("on the list")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="actions")
    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="actions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = PrivateTextField(author="author")
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=7, choices=Status, default=Status.OPEN)
    agreed_at = models.DateTimeField(auto_now_add=True)
    plan_when = PrivateTextField(author="owner", blank=True)
    plan_then = PrivateTextField(author="owner", blank=True)
    plan_version = models.PositiveIntegerField(default=0)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["agreed_at"]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        return self.pairing.is_of(reader)

    def finish(self, *, by: Any) -> None:
        move(self, "finish", ACTION_TRANSITIONS, by=by)

    def drop(self, *, by: Any) -> None:
        move(self, "drop", ACTION_TRANSITIONS, by=by)

    def reopen(self, *, by: Any) -> None:
        move(self, "reopen", ACTION_TRANSITIONS, by=by)

    @transaction.atomic
    def plan(self, *, by: Any, when: str, then: str, shown_version: int) -> None:
        """Tie it to a moment; Changed when a plan was kept since that version was shown.

        The very same words again are the same plan, posted twice.
        """
        said = {"plan_when": when, "plan_then": then}
        sealed = {name: seal_for(self, name, words) for name, words in said.items()}
        same = Action.objects.open().filter(pk=self.pk, plan_version=shown_version)
        kept = same.update(plan_version=shown_version + 1, **sealed)
        self.refresh_from_db(fields=["status", *said, "plan_version"])
        if kept:
            Event.objects.record(self, "plan", by=by)
        elif self.status != Action.Status.OPEN:
            raise NotNow("plan", self.status)
        elif self.plan_of(by=by) != (when, then):
            raise Changed("plan", self.status)

    def plan_of(self, *, by: Any) -> tuple[str, str]:
        """If what, then what; both empty where nothing was planned."""
        when, then = open_all_for([(self, "plan_when"), (self, "plan_then")], by)
        return when, then

    @transaction.atomic
    def shrink(
        self, text: str, *, by: Any, check_in: CheckIn, id: uuid.UUID | None = None
    ) -> Action:
        """Drop it for a smaller step, agreed on at `check_in`; the same id twice makes one."""
        made = Action.objects.filter(pairing=self.pairing_id, author=by)
        if id and (known := made.filter(pk=id).first()):
            return known
        self.drop(by=by)
        return Action.objects.add(check_in, text, by=by, owner=by, id=id)
