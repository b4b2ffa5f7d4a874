"""A check-in: one meeting of a pair. Its identity is the date that the series had meant."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from checkins import ical
from checkins.models.series import Series
from mentorship import horizon
from mentorship.models import Event, HorizonCheck, Notice, NotNow, Pairing
from mentorship.models.moves import Transitions, move
from mentorship.models.pairing_rows import OF_OPEN_PAIR

CHECK_IN_TRANSITIONS: Transitions = {
    "hold": (("planned", "missed"), "held"),
    "miss": (("planned",), "missed"),
    "cancel": (("planned",), "cancelled"),
    "restore": (("cancelled", "missed", "held"), "planned"),
}


# Planned for a time that the pair did not reach: it is neither ahead nor past.
LAPSED = Q(status="planned", pairing__ended_at__lte=F("starts_at"))


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, person: Any) -> CheckInQuerySet:
        return self.filter(pairing__in=Pairing.objects.visible_to(person))

    def planned(self) -> CheckInQuerySet:
        return self.filter(status=CheckIn.Status.PLANNED)

    def ahead(self, now: datetime) -> CheckInQuerySet:
        """What is still to come, counting one that is going on; nothing of a pair that is over."""
        coming = self.planned().filter(OF_OPEN_PAIR, starts_at__gt=now - timedelta(hours=1))
        return coming.order_by("starts_at")

    def past(self, now: datetime) -> CheckInQuerySet:
        """What has been: over, called off, or waiting to be answered; the latest first."""
        over = Q(starts_at__lte=now - timedelta(hours=1)) | ~Q(status=CheckIn.Status.PLANNED)
        return self.filter(over).exclude(LAPSED).order_by("-starts_at")

    def unanswered(self, now: datetime) -> CheckInQuerySet:
        """Past, and nobody has said whether it took place."""
        return self.planned().filter(OF_OPEN_PAIR, starts_at__lte=now - timedelta(hours=1))

    def held(self) -> CheckInQuerySet:
        return self.filter(status=CheckIn.Status.HELD)

    def latest_of(self, pairing: Pairing, now: datetime) -> CheckIn | None:
        """The last one of this pair that has begun; None before their first."""
        begun = self.filter(pairing=pairing, starts_at__lte=now)
        return begun.filter(status__in=["planned", "held"]).order_by("-starts_at").first()

    def untouched(self) -> CheckInQuerySet:
        """Exactly as the series planned them: not moved, not prepared for, not written about."""
        return self.planned().filter(sequence=0, preps=None, notes=None, actions=None)

    def beyond_their_end(self) -> CheckInQuerySet:
        """Untouched ones after the last day that the two have agreed on since they were made."""
        return self.untouched().filter(OF_OPEN_PAIR, local_on__gt=F("pairing__ends_on"))

    def for_list(self, person: Any) -> CheckInQuerySet:
        return self.visible_to(person).select_related(
            "pairing__mentee_person", "pairing__mentor_person", "series"
        )

    def for_room(self, person: Any) -> CheckInQuerySet:
        """With what the two have signed, and whether they see their direction differently."""
        gap = HorizonCheck.objects.filter(pairing=OuterRef("pairing"), status="gap")
        found = self.for_list(person).select_related(f"pairing__{horizon.IN_FORCE}")
        return found.annotate(has_gap=Exists(gap))

    def for_brief(self, person: Any) -> CheckInQuerySet:
        return self.for_room(person).select_related(
            "pairing__mentee_person__profile",
            "pairing__mentor_person",
            "pairing__mentee",
            "pairing__cohort",
        )

    def for_letters(self) -> CheckInQuerySet:
        """For mails, which ask for themselves whether their reader is one of the two."""
        return self.select_related("pairing__mentee_person", "pairing__mentor_person")

    def for_feed(self, person: Any, since: datetime) -> CheckInQuerySet:
        """What a calendar shows, called-off ones included so that they vanish there, too.

        Those of a pair that was recalled are absent: it was never told, and none of it is visible.
        """
        return self.for_list(person).filter(starts_at__gt=since).order_by("starts_at")

    def refresh_meetings(self, pairing: Pairing) -> None:
        """Keep the pair's last and next meeting, which homes and warnings read."""
        now, mine = timezone.now(), self.filter(pairing=pairing)
        last = mine.held().order_by("-starts_at").values_list("starts_at", flat=True).first()
        coming = mine.ahead(now).values_list("starts_at", flat=True).first()
        pairing.note_meetings(last_at=last, next_at=coming)


class CheckIn(Row):
    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        MISSED = "missed", _("did not take place")
        CANCELLED = "cancelled", _("called off")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="check_ins")
    series = models.ForeignKey(
        Series, null=True, on_delete=models.SET_NULL, related_name="check_ins"
    )
    local_on = models.DateField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    # How often it was moved: the calendar's SEQUENCE, and the sign that a person touched it.
    sequence = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["series", "local_on"], name="one_check_in_per_date")
        ]
        indexes = [
            models.Index(
                fields=["starts_at"], condition=Q(status="planned"), name="planned_by_start"
            ),
            models.Index(fields=["pairing", "starts_at"], name="check_ins_of_pairing"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d %b %Y %H:%M}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def has_lapsed(self) -> bool:
        """Whether the pair was over before it came to this; what LAPSED is for many rows."""
        ended_at = self.pairing.ended_at
        return self.status == CheckIn.Status.PLANNED and bool(
            ended_at and ended_at <= self.starts_at
        )

    def can_be_read_by(self, reader: Any) -> bool:
        return self.pairing.is_of(reader)

    def as_event(self) -> ical.Event:
        """When, and nothing private: the identity stays, the sequence rises.

        What a pair had still planned is called off when the pair ends: a calendar drops an entry
        when it is told so, by a sequence and an instant after those that it knows.
        """
        has_lapsed = self.has_lapsed
        is_off = has_lapsed or self.status in (CheckIn.Status.CANCELLED, CheckIn.Status.MISSED)
        return ical.Event(
            uid=f"{self.pk}@samehorizon",
            length=timedelta(minutes=self.minutes),
            changed_at=(has_lapsed and self.pairing.ended_at) or self.changed_at,
            sequence=self.sequence + has_lapsed,
            status=ical.Status.CANCELLED if is_off else ical.Status.CONFIRMED,
            starts_at=self.starts_at,
            zone=self.series.zone if self.series else "UTC",
        )

    @transaction.atomic
    def hold(self, *, by: Any) -> None:
        """It took place; saying so twice changes nothing."""
        self._answer("hold", CheckIn.Status.HELD, by=by)

    @transaction.atomic
    def miss(self, *, by: Any) -> None:
        """It did not take place; nobody is asked why."""
        self._answer("miss", CheckIn.Status.MISSED, by=by)

    @transaction.atomic
    def cancel(self, *, by: Any) -> None:
        event = move(
            self,
            "cancel",
            CHECK_IN_TRANSITIONS,
            by=by,
            sequence=F("sequence") + 1,
            changed_at=timezone.now(),
        )
        self._moved("check_in_cancelled", event, by=by)

    @transaction.atomic
    def restore(self, *, by: Any) -> None:
        """Take the last answer back."""
        move(
            self,
            "restore",
            CHECK_IN_TRANSITIONS,
            by=by,
            sequence=F("sequence") + 1,
            changed_at=timezone.now(),
        )
        self.refresh_from_db(fields=["sequence"])
        CheckIn.objects.refresh_meetings(self.pairing)

    @transaction.atomic
    def reschedule(self, starts_at: datetime, *, by: Any) -> None:
        """Meet at another instant; it stays the same check-in of the series."""
        if starts_at == self.starts_at:
            return
        planned = CheckIn.objects.planned().filter(pk=self.pk, starts_at=self.starts_at)
        if not planned.update(
            starts_at=starts_at, sequence=F("sequence") + 1, changed_at=timezone.now()
        ):
            raise NotNow("reschedule", self.status)
        Notice.objects.cancel(self)
        self.starts_at = starts_at
        event = Event.objects.record(self, "reschedule", by=by)
        self._moved("check_in_moved", event, by=by)

    def _answer(self, verb: str, status: str, *, by: Any) -> None:
        if self.status != status:
            move(self, verb, CHECK_IN_TRANSITIONS, by=by)
            CheckIn.objects.refresh_meetings(self.pairing)

    def _moved(self, kind: str, event: Event, *, by: Any) -> None:
        self.refresh_from_db(fields=["sequence"])
        CheckIn.objects.refresh_meetings(self.pairing)
        Notice.objects.post(
            kind, to=self.pairing.partner_of(by), about=self, once=str(event.number)
        )
