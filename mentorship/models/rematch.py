"""Asking the coordinators for another match: no fault, and the partner never hears who asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from accounts.private import PrivateTextField
from mentorship.models.event import Event
from mentorship.models.joining import seat_next_best, tell_coordinators
from mentorship.models.moves import NotNow, Transitions, move
from mentorship.models.notice import Notice
from mentorship.models.pairing import Pairing
from mentorship.models.pairing_rows import OF_OPEN_PAIR, OPEN, REMATCH
from mentorship.models.parting import PartingReason
from mentorship.models.program import Cohort, Program

ANSWER_WITHIN = timedelta(days=14)
MOST_ASKED = 3  # by one person about one pair within that time: each is a mail to coordinators
REMATCH_TRANSITIONS: Transitions = {
    "grant": (("open",), "granted"),
    "keep": (("open",), "kept"),
    "withdraw": (("open",), "withdrawn"),
    "expire": (("open",), "expired"),
}


class RematchRequestQuerySet(models.QuerySet["RematchRequest"]):
    def visible_to(self, person: Any) -> RematchRequestQuerySet:
        """One's own. Coordinators see theirs through `overseen_by`."""
        return self.filter(asked_by=person)

    def overseen_by(self, person: Any) -> RematchRequestQuerySet:
        """In the cohorts one coordinates; never about oneself, so that nobody learns who asked."""
        theirs = self.filter(pairing__cohort__in=Cohort.objects.run_by(person))
        about = Q(pairing__mentee_person=person) | Q(pairing__mentor_person=person)
        return theirs.exclude(about)

    def waiting(self) -> RematchRequestQuerySet:
        return self.filter(OF_OPEN_PAIR, status=RematchRequest.Status.OPEN).order_by("asked_at")

    def with_people(self) -> RematchRequestQuerySet:
        pair = ("pairing__mentee_person", "pairing__mentor_person", "pairing__cohort__program")
        return self.select_related("asked_by", *pair)

    @transaction.atomic
    def ask(
        self, pairing: Pairing, *, by: Any, reason: str, line: str = "", now: datetime
    ) -> RematchRequest:
        """Tell the coordinators at once. Pressed twice it is asked once, in the first words."""
        if pairing.status not in (Pairing.Status.ACTIVE, Pairing.Status.PAUSED):
            raise NotNow("ask", sentence=gettext("You two are not under way any more."))
        if self._has_asked_enough(pairing, by, now):
            said = gettext("You have asked a few times by now. Talk to your coordinators first.")
            raise NotNow("ask", sentence=said)
        told = {"reason": reason, "line": line, "asked_at": now}
        try:
            with transaction.atomic():
                request = self.create(pairing=pairing, asked_by=by, **told)
        except IntegrityError:
            return self.get(pairing=pairing, asked_by=by, status=RematchRequest.Status.OPEN)
        Event.objects.record(request, "ask", by=by, reason=reason)
        tell_coordinators("rematch_asked", request, pairing=pairing)
        return request

    def _has_asked_enough(self, pairing: Pairing, by: Any, now: datetime) -> bool:
        lately = self.filter(pairing=pairing, asked_by=by, asked_at__gt=now - ANSWER_WITHIN)
        settled = lately.exclude(status=RematchRequest.Status.OPEN)
        return settled.count() >= MOST_ASKED

    def expire(self, now: datetime) -> int:
        """Whoever heard nothing for two weeks is told so, and so are the coordinators."""
        late = self.filter(status=RematchRequest.Status.OPEN, asked_at__lte=now - ANSWER_WITHIN)
        return sum(request.expire(now=now) for request in late.with_people())


class RematchRequest(Row):
    class Status(models.TextChoices):
        OPEN = "open", _("waiting for an answer")
        GRANTED = "granted", _("another match")
        KEPT = "kept", _("you two go on")
        WITHDRAWN = "withdrawn", _("taken back")
        EXPIRED = "expired", _("not answered")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=5, choices=PartingReason)
    line = PrivateTextField(author="asked_by", blank=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.OPEN)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = RematchRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "asked_by"],
                condition=Q(status="open"),
                name="one_open_rematch_request_each",
            ),
            models.CheckConstraint(
                condition=Q(status="open") | Q(settled_at__gte=F("asked_at")),
                name="settled_rematch_has_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def answer_until_at(self) -> datetime:
        return self.asked_at + ANSWER_WITHIN

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.OPEN and self.pairing.status in OPEN

    def can_be_read_by(self, reader: Any) -> bool:
        """Its author, and whoever coordinates the round; never the partner, whatever they run."""
        if reader.pk == self.asked_by_id:
            return True
        return RematchRequest.objects.overseen_by(reader).filter(pk=self.pk).exists()

    @transaction.atomic
    def grant(self, *, by: Any, now: datetime) -> Pairing | None:
        """End the pair kindly; the mentee goes to the next best at once, or waits (None)."""
        Program.objects.hold(self.pairing.program_id)
        self._settle("grant", by=by, now=now)
        for other in RematchRequest.objects.filter(pairing=self.pairing, status=self.Status.OPEN):
            other._settle("grant", by=by, now=now)
        asked = RematchRequest.objects.filter(pairing=self.pairing, status=self.Status.GRANTED)
        askers = set(asked.values_list("asked_by", flat=True))
        others = [person for person in self.pairing.people if person.pk not in askers]
        self.pairing.end(by=by, reason=REMATCH, tell=others)
        return seat_next_best(self.pairing.mentee, by=by, now=now)

    def keep(self, *, by: Any, now: datetime) -> None:
        """They talked it over, and the two go on; NotNow when they are over."""
        if not self.is_waiting:
            raise NotNow("keep")
        self._settle("keep", by=by, now=now)

    def withdraw(self, *, by: Any, now: datetime) -> None:
        move(self, "withdraw", REMATCH_TRANSITIONS, by=by, settled_at=now)

    @transaction.atomic
    def expire(self, *, now: datetime) -> bool:
        """False when somebody has settled it this moment. Of a pair that is over, nobody hears."""
        matters = self.is_waiting
        try:
            move(self, "expire", REMATCH_TRANSITIONS, by=None, settled_at=now)
        except NotNow:
            return False
        if not matters:
            return True
        Notice.objects.post("rematch_expired", to=self.asked_by, about=self)
        tell_coordinators("rematch_unanswered", self, pairing=self.pairing)
        return True

    @transaction.atomic
    def _settle(self, verb: str, *, by: Any, now: datetime) -> None:
        move(self, verb, REMATCH_TRANSITIONS, by=by, settled_at=now)
        answer = "rematch_granted" if verb == "grant" else "rematch_kept"
        Notice.objects.post(answer, to=self.asked_by, about=self)
