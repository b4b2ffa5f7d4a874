"""A person in a cohort, as mentee, mentor or coordinator. Roles belong here, never to people."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from mentorship.models.event import Event
from mentorship.models.moves import NotNow, Transitions, move
from mentorship.models.notice import Notice
from mentorship.models.program import Cohort, Program

ENROLMENT_TRANSITIONS: Transitions = {
    "apply": (("draft", "invited", "withdrawn"), "applied"),
    "accept": (("invited", "applied", "waiting", "declined"), "accepted"),
    "keep_waiting": (("applied",), "waiting"),
    "decline": (("applied", "waiting"), "declined"),
    "withdraw": (("invited", "applied", "waiting", "accepted"), "withdrawn"),
}
# The states that some decision leads out of.
DECISIONS = ("accept", "keep_waiting", "decline")
TO_DECIDE = {status for verb in DECISIONS for status in ENROLMENT_TRANSITIONS[verb][0]}


# A mentee with a pairing in one of these states waits for nobody.
PAIRED = ("proposed", "active", "paused", "completed")


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, person: Any) -> EnrolmentQuerySet:
        """One's own, and those of the cohorts one coordinates."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(Q(person=person) | Q(cohort__in=Cohort.objects.run_by(person)))

    def of(self, person: Any) -> EnrolmentQuerySet:
        return self.filter(person=person)

    def in_the_running(self) -> EnrolmentQuerySet:
        """Mentees and mentors who take part or may yet, in rounds that are not over."""
        people = self.filter(status__in=("applied", "waiting", "accepted"))
        return people.exclude(role="admin").exclude(cohort__status="closed")

    def with_cohort(self) -> EnrolmentQuerySet:
        return self.select_related("cohort__program")

    def mentees(self) -> EnrolmentQuerySet:
        return self.filter(role=Enrolment.Role.MENTEE)

    def mentors(self) -> EnrolmentQuerySet:
        return self.filter(role=Enrolment.Role.MENTOR)

    def accepted(self) -> EnrolmentQuerySet:
        return self.filter(status=Enrolment.Status.ACCEPTED)

    def for_people_page(self) -> EnrolmentQuerySet:
        """Everybody a coordinator deals with; applications still being written are private."""
        return self.exclude(status=Enrolment.Status.DRAFT).select_related("person")

    def unpaired(self) -> EnrolmentQuerySet:
        """Mentees who wait for a mentor: no pairing is open, and none was completed."""
        return self.mentees().exclude(pairings_as_mentee__status__in=PAIRED)

    def in_line(self) -> EnrolmentQuerySet:
        """Mentees without a mentor, in their order: who is in comes before who waits to be."""
        waiting = self.unpaired().filter(status__in=("accepted", "waiting"))
        return waiting.exclude(cohort__status="closed").order_by("status", "created_at", "pk")

    def coordinators(self) -> EnrolmentQuerySet:
        return self.filter(role=Enrolment.Role.ADMIN).accepted().select_related("person")

    def with_seats(self) -> EnrolmentQuerySet:
        return self.mentors().filter(is_open=True, seats_taken__lt=F("capacity"))

    def to_match(self) -> EnrolmentQuerySet:
        """Both at once: mentees who wait for a mentor, and mentors with a free place."""
        waits = Q(role="mentee") & ~Q(pairings_as_mentee__status__in=PAIRED)
        has_seat = Q(role="mentor", is_open=True, seats_taken__lt=F("capacity"))
        return (
            self.accepted().filter(waits | has_seat).annotate(free=F("capacity") - F("seats_taken"))
        )


class Enrolment(Row):
    class Role(models.TextChoices):
        MENTEE = "mentee", _("mentee")
        MENTOR = "mentor", _("mentor")
        ADMIN = "admin", _("coordinator")

    class Status(models.TextChoices):
        DRAFT = "draft", _("being written")
        INVITED = "invited", _("invited")
        APPLIED = "applied", _("applied")
        WAITING = "waiting", _("on the waiting list")
        ACCEPTED = "accepted", _("in")
        DECLINED = "declined", _("not this time")
        WITHDRAWN = "withdrawn", _("withdrawn")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments"
    )
    role = models.CharField(max_length=6, choices=Role)
    status = models.CharField(max_length=9, choices=Status, default=Status.APPLIED)
    capacity = models.PositiveSmallIntegerField(_("mentees at a time"), default=1)
    seats_taken = models.PositiveSmallIntegerField(default=0)
    # [{"name": "SQL", "level": 1-5}]: for a mentee what they want, for a mentor what they offer.
    skills = models.JSONField(default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    department = models.CharField(max_length=120, blank=True)
    manager_email = models.EmailField(blank=True)
    languages = models.JSONField(default=list, blank=True)
    # What the person brings beside skills; matching reads it, and what is empty is not held
    # against anybody.
    area = models.CharField(max_length=60, blank=True)
    interests = models.JSONField(default=list, blank=True)
    seniority = models.PositiveSmallIntegerField(default=0)  # 1 to 9; 0 was not told
    # What a mentee asks a mentor to share with them, and what a mentor tells of that: asked for
    # only where a cohort lets it count, read by matching alone.
    sought = models.JSONField(default=list, blank=True)
    identities = models.JSONField(default=list, blank=True)
    is_open = models.BooleanField(default=True)  # whether a mentor takes somebody new just now
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person", "role"], name="one_enrolment_per_role"
            ),
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity")), name="capacity_holds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"

    @property
    def may_be_decided(self) -> bool:
        """A coordinator can still welcome them, have them wait, or say no; never to each other."""
        return self.role != self.Role.ADMIN and self.status in TO_DECIDE

    def tell(self, verb: str, *, by: Any, reason: str = "") -> Event:
        return Event.objects.record(self, verb, by=by, reason=reason)

    @transaction.atomic
    def answer(self, key: str, said: str, *, by: Any) -> None:
        """Keep an answer to one question, beside those that another window has kept."""
        kept = Enrolment.objects.select_for_update().get(pk=self.pk).answers
        self.answers = {**kept, key: said}
        self.save(update_fields=["answers"])

    @transaction.atomic
    def tell_offer(self, *, by: Any, **told: Any) -> None:
        """Keep what the person brings to the round; NotNow for fewer places than are taken."""
        fits = Enrolment.objects.filter(pk=self.pk)
        if "capacity" in told:
            fits = fits.filter(seats_taken__lte=told["capacity"])
        if not fits.update(**told):
            raise NotNow(
                "tell_offer", sentence=gettext("You have more mentees than that just now.")
            )
        self.tell("tell_offer", by=by)
        self.refresh_from_db()

    @transaction.atomic
    def apply(self, *, by: Any) -> None:
        """The person sends (or sends again) their application."""
        if self.status != self.Status.APPLIED:
            move(self, "apply", ENROLMENT_TRANSITIONS, by=by)
        self._owe("application_received", to=self.person)

    @transaction.atomic
    def accept(self, *, by: Any) -> None:
        move(self, "accept", ENROLMENT_TRANSITIONS, by=by)
        self._owe("application_accepted", to=self.person)

    @transaction.atomic
    def keep_waiting(self, *, by: Any) -> None:
        move(self, "keep_waiting", ENROLMENT_TRANSITIONS, by=by)
        self._owe("application_waiting", to=self.person)

    @transaction.atomic
    def decline(self, *, by: Any, reason: str = "") -> None:
        move(self, "decline", ENROLMENT_TRANSITIONS, by=by, reason=reason)
        self._owe("application_declined", to=self.person)

    def withdraw(self, *, by: Any) -> None:
        move(self, "withdraw", ENROLMENT_TRANSITIONS, by=by)

    def take_seat(self) -> bool:
        """Take one of a mentor's seats; False when all are taken. The database holds the limit."""
        return bool(
            Enrolment.objects.filter(pk=self.pk, seats_taken__lt=F("capacity")).update(
                seats_taken=F("seats_taken") + 1
            )
        )

    def free_seat(self) -> None:
        Enrolment.objects.filter(pk=self.pk, seats_taken__gt=0).update(
            seats_taken=F("seats_taken") - 1
        )

    def _owe(self, kind: str, *, to: Any) -> None:
        Notice.objects.post(kind, to=to, about=self, once=f"{self.events_so_far()}")

    def events_so_far(self) -> int:
        return Event.objects.about(self).count()
