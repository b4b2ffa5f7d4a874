"""Halfway: one look at where two people began, where they stand, and what they want now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from mentorship.models.event import Event
from mentorship.models.horizon import HorizonCheck
from mentorship.models.moves import Transitions, move
from mentorship.models.notice import Notice
from mentorship.models.pairing import Pairing

HALFWAY_TRANSITIONS: Transitions = {"look": (("open",), "done")}


class HalfwayQuerySet(models.QuerySet["Halfway"]):
    def visible_to(self, person: Any) -> HalfwayQuerySet:
        return self.filter(pairing__in=Pairing.objects.visible_to(person))

    def open(self) -> HalfwayQuerySet:
        return self.filter(status=Halfway.Status.OPEN)

    @transaction.atomic
    def begin(self, pairing: Pairing, *, now: datetime) -> Halfway | None:
        """Ask both, once in the life of a pair that is under way.

        A check that is open already becomes the one of halfway, with what was said in it.
        """
        held = Pairing.objects.select_for_update().filter(pk=pairing.pk)
        is_under_way = held.filter(status=Pairing.Status.ACTIVE).exists()
        if not is_under_way or self.filter(pairing=pairing).exists():
            return None
        check = HorizonCheck.objects.select_for_update().filter(pairing=pairing).open().first()
        if check is None:
            check = HorizonCheck.objects.make(pairing, cause=HorizonCheck.Cause.HALFWAY, now=now)
        else:
            check.cause = HorizonCheck.Cause.HALFWAY
            check.save(update_fields=["cause"])
            Notice.objects.cancel(check)
        look = self.create(pairing=pairing, horizon_check=check, opened_at=now)
        Event.objects.record(look, "open", by=None)
        for person in pairing.people:
            Notice.objects.post("halfway", to=person, about=look)
        return look


class Halfway(Row):
    class Status(models.TextChoices):
        OPEN = "open", _("a look halfway")
        DONE = "done", _("looked at together")

    pairing = models.OneToOneField(Pairing, on_delete=models.CASCADE, related_name="halfway")
    horizon_check = models.OneToOneField(
        HorizonCheck, on_delete=models.CASCADE, related_name="halfway"
    )
    status = models.CharField(max_length=4, choices=Status, default=Status.OPEN)
    opened_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)

    objects = HalfwayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | Q(looked_at__gte=F("opened_at")),
                name="halfway_look_has_an_instant",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def look(self, *, by: Any, now: datetime) -> None:
        """We have looked at it together; said twice, it is said once."""
        if self.status != self.Status.DONE:
            move(self, "look", HALFWAY_TRANSITIONS, by=by, looked_at=now)


def at_half(now: datetime, *, until: float) -> Iterable[Pairing]:
    """Pairs under way with half of their own time behind them, not yet asked, and not near the end.

    Dates alone are read of all pairs; the pairs themselves only where it is time.
    """
    waiting = Pairing.objects.filter(status=Pairing.Status.ACTIVE, halfway=None)
    told = ("pk", "created_at", "cohort__starts_on", "last_on")
    dates = waiting.with_last_day().values_list(*told)
    today = timezone.localdate(now)
    due = [
        pk
        for pk, created_at, starts_on, last_on in dates
        if 0.5 <= share(max(starts_on, timezone.localdate(created_at)), last_on, today) < until
    ]
    return Pairing.objects.filter(pk__in=due).with_people()


def share(began_on: date, ends_on: date, today: date) -> float:
    """How much of a stretch of days lies behind."""
    return (today - began_on).days / max((ends_on - began_on).days, 1)
