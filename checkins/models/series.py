"""A series: the intention to meet. It keeps wall time and zone; instants are computed from it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.limits import need_room
from accounts.models import Row
from checkins.recurrence import Rhythm, Rule, occurrences, resolve_zone
from mentorship.models import Notice, Pairing
from mentorship.models.moves import Transitions, move
from mentorship.models.pairing_rows import OF_OPEN_PAIR

# How far ahead check-ins exist as rows; the planner keeps this horizon filled.
AHEAD = dt.timedelta(days=90)
MOST = 100
SERIES_TRANSITIONS: Transitions = {"stop": (("running",), "stopped")}


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, person: Any) -> SeriesQuerySet:
        return self.filter(pairing__in=Pairing.objects.visible_to(person))

    def running(self) -> SeriesQuerySet:
        """Those by which somebody still meets."""
        return self.filter(OF_OPEN_PAIR, status=Series.Status.RUNNING)

    def out_of_step(self) -> SeriesQuerySet:
        """Weekly ones of another rhythm or length than what the two have agreed on since."""
        signed_since = Q(pairing__agreement__in_force__drafted_at__gt=F("created_at"))
        same = Q(pairing__cadence_days=F("interval") * 7, pairing__minutes=F("minutes"))
        return self.running().filter(signed_since, ~same, rhythm=Rhythm.WEEKLY)

    def short_of(self, horizon: dt.date) -> SeriesQuerySet:
        """Those whose check-ins do not reach this date yet, though the round does."""
        reach = models.Max("check_ins__local_on")
        goes_on = Q(pairing__ends_on=None) | Q(pairing__ends_on__gte=horizon)
        found = self.alias(reach=reach).filter(goes_on, pairing__cohort__ends_on__gte=horizon)
        return found.filter(Q(reach__lt=horizon) | Q(reach=None))

    @transaction.atomic
    def begin(
        self,
        pairing: Pairing,
        rule: Rule,
        *,
        by: Any,
        minutes: int = 45,
        place: str = "",
        id: uuid.UUID | None = None,
    ) -> Series:
        """Start meeting by this rule; a running series of the pair ends. Same id: same row."""
        list(Pairing.objects.select_for_update().filter(pk=pairing.pk).values("pk"))
        known = self.filter(pk=id).first() if id else None
        if known and known.pairing_id == pairing.pk:
            return known
        had = Series.objects.filter(pairing=pairing)
        need_room(had, MOST, gettext("Your rhythm has changed often; let this one stand."))
        for running in self.running().filter(pairing=pairing):
            running.stop(by=by)
        record = uuid.uuid4() if known or id is None else id
        series = self.model(id=record, pairing=pairing, minutes=minutes, place=place)
        series._take(rule)
        series.save(force_insert=True)
        series.extend(rule.first_on + AHEAD)
        Notice.objects.post("series_begun", to=pairing.partner_of(by), about=series)
        return series


class Series(Row):
    class Status(models.TextChoices):
        RUNNING = "running", _("running")
        STOPPED = "stopped", _("stopped")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="series")
    status = models.CharField(max_length=7, choices=Status, default=Status.RUNNING)
    rhythm = models.CharField(max_length=20)
    wall_time = models.TimeField(_("time"))
    zone = models.CharField(_("time zone"), max_length=64)
    first_on = models.DateField(_("first date"))
    interval = models.PositiveSmallIntegerField(default=1)
    weekday = models.SmallIntegerField(null=True)
    nth = models.SmallIntegerField(null=True)
    day = models.SmallIntegerField(null=True)
    until_on = models.DateField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    place = models.CharField(_("where"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(status="running"), name="one_running_series"
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 480)), name="check_in_is_minutes_to_hours"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def rule(self) -> Rule:
        return Rule(
            Rhythm(self.rhythm),
            self.wall_time,
            self.zone,
            self.first_on,
            interval=self.interval,
            weekday=self.weekday,
            nth=self.nth,
            day=self.day,
            until_on=self.until_on,
        )

    def extend(self, until_on: dt.date, *, from_on: dt.date | None = None) -> int:
        """Make the check-ins up to a date that do not exist yet; safe to repeat. Rows made."""
        end = min(until_on, self.pairing.until_on + dt.timedelta(days=1))
        planned = [
            self.check_ins.model(
                series=self,
                pairing_id=self.pairing_id,
                local_on=found.local_on,
                starts_at=found.starts_at,
                minutes=self.minutes,
            )
            for found in occurrences(self.rule, from_on or self.first_on, end)
        ]
        before = self.check_ins.count()
        self.check_ins.model.objects.bulk_create(planned, ignore_conflicts=True)
        self.check_ins.model.objects.refresh_meetings(self.pairing)
        return self.check_ins.count() - before

    @transaction.atomic
    def change(self, rule: Rule, *, by: Any, minutes: int, place: str) -> None:
        """Meet by another rule from now on. Only future check-ins nobody has touched move."""
        now = timezone.now()
        self.check_ins.untouched().filter(starts_at__gt=now).delete()
        self._take(rule)
        self.minutes, self.place = minutes, place
        self.save(update_fields=[*RULE_FIELDS, "minutes", "place"])
        today = now.astimezone(resolve_zone(self.zone)).date()
        self.extend(today + AHEAD, from_on=max(today, rule.first_on))
        Notice.objects.post(
            "series_changed",
            to=self.pairing.partner_of(by),
            about=self,
            once=f"{now:%Y%m%d%H%M}",
        )

    @transaction.atomic
    def stop(self, *, by: Any) -> None:
        """Meet no more by this rule; untouched check-ins ahead disappear, the past stays."""
        move(self, "stop", SERIES_TRANSITIONS, by=by)
        self.check_ins.untouched().filter(starts_at__gt=timezone.now()).delete()
        self.check_ins.model.objects.refresh_meetings(self.pairing)

    def _take(self, rule: Rule) -> None:
        for name in RULE_FIELDS:
            setattr(self, name, getattr(rule, name))


RULE_FIELDS = (
    "rhythm",
    "wall_time",
    "zone",
    "first_on",
    "interval",
    "weekday",
    "nth",
    "day",
    "until_on",
)
