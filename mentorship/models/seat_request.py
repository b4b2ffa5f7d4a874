"""Asking a mentor to take one more mentee: once in a round, and a yes is one place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.moves import NotNow, Transitions, move
from mentorship.models.notice import Notice
from mentorship.models.program import Cohort

ANSWER_WITHIN = timedelta(days=14)
MOST_PLACES = 10  # of one mentor; whoever has so many is not asked for another
SEAT_TRANSITIONS: Transitions = {
    "give": (("asked",), "given"),
    "decline": (("asked",), "declined"),
}


class SeatRequestQuerySet(models.QuerySet["SeatRequest"]):
    def visible_to(self, person: Any) -> SeatRequestQuerySet:
        """Those that the person was asked."""
        return self.filter(mentor__person=person)

    def of_cohort(self, cohort: Cohort) -> SeatRequestQuerySet:
        found = self.filter(mentor__cohort=cohort).select_related("mentor__person", "asked_by")
        return found.order_by("asked_at", "mentor__person__name", "pk")

    def with_people(self) -> SeatRequestQuerySet:
        return self.select_related("mentor__person", "mentor__cohort__program", "asked_by")

    def unanswered(self, now: datetime) -> SeatRequestQuerySet:
        """Those that a mentor can still say yes or no to."""
        running = self.exclude(mentor__cohort__status=Cohort.Status.CLOSED)
        fresh = {"status": SeatRequest.Status.ASKED, "asked_at__gt": now - ANSWER_WITHIN}
        return running.filter(mentor__status=Enrolment.Status.ACCEPTED, **fresh)

    @transaction.atomic
    def ask(self, mentors: Iterable[Enrolment], *, by: Any, now: datetime) -> int:
        """Ask each of them, unless they were asked in this round already; how many were asked."""
        return sum(self._ask(mentor, by=by, now=now) for mentor in mentors)

    def _ask(self, mentor: Enrolment, *, by: Any, now: datetime) -> bool:
        told = {"asked_by": by, "asked_at": now}
        request, is_new = self.get_or_create(mentor=mentor, defaults=told)
        if is_new:
            Event.objects.record(request, "ask", by=by)
            until = now + ANSWER_WITHIN
            Notice.objects.post("seat_asked", to=mentor.person, about=request, expires_at=until)
        return is_new


class SeatRequest(Row):
    """After ANSWER_WITHIN an unanswered one has lapsed; that is read from the date, not stored."""

    class Status(models.TextChoices):
        ASKED = "asked", _("asked")
        GIVEN = "given", _("takes one more")
        DECLINED = "declined", _("not this round")

    mentor = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = SeatRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentor"], name="asked_for_a_seat_once_a_round"),
            models.CheckConstraint(
                condition=Q(status="asked") | Q(answered_at__isnull=False),
                name="seat_answer_has_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor}: {self.get_status_display()}"

    @property
    def answer_until_at(self) -> datetime:
        return self.asked_at + ANSWER_WITHIN

    def is_unanswered(self, now: datetime) -> bool:
        return SeatRequest.objects.unanswered(now).filter(pk=self.pk).exists()

    @transaction.atomic
    def give(self, *, by: Any, now: datetime) -> None:
        """Take one more mentee, and say so to the coordinator who asked."""
        self._answer("give", by=by, now=now)
        place = Enrolment.objects.filter(pk=self.mentor_id, capacity__lt=MOST_PLACES)
        if not place.update(capacity=F("capacity") + 1, is_open=True):
            said = gettext("You have as many places as anybody can have.")
            raise NotNow("give", sentence=said)
        if self.asked_by:
            Notice.objects.post("seat_given", to=self.asked_by, about=self)

    def decline(self, *, by: Any, now: datetime) -> None:
        """No, for this round; nobody asks again in it."""
        self._answer("decline", by=by, now=now)

    def _answer(self, verb: str, *, by: Any, now: datetime) -> None:
        if not self.is_unanswered(now):
            raise NotNow(verb, sentence=gettext("This has been answered, or has lapsed."))
        move(self, verb, SEAT_TRANSITIONS, by=by, answered_at=now)
