"""A program runs for years; a cohort is one round of it, with dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from mentorship.models.event import Event
from mentorship.models.moves import Transitions, move
from mentorship.models.notice import Notice
from mentorship.questions import default_questions


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, person: Any) -> ProgramQuerySet:
        """Programs are public: their front page is what an applicant reads."""
        return self

    def hold(self, pk: Any) -> None:
        """One change of who is with whom at a time: two at once could wait in a ring."""
        list(self.select_for_update(no_key=True).filter(pk=pk).values("pk"))

    def run_by(self, person: Any) -> ProgramQuerySet:
        return self.filter(cohorts__in=Cohort.objects.run_by(person)).distinct()


class Program(Row):
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    purpose = models.TextField(_("what it is for"), max_length=1000, blank=True)
    asks = models.TextField(_("what it asks"), max_length=1000, blank=True)
    is_not = models.TextField(_("what it does not do"), max_length=1000, blank=True)
    run_by = models.CharField(_("who runs it"), max_length=200, blank=True)
    contact_email = models.EmailField(_("address for questions"), blank=True)
    skills = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def current_cohort(self) -> Cohort | None:
        """The round that a visitor is interested in: one taking applications, else the newest."""
        rounds = self.cohorts.exclude(status=Cohort.Status.DRAFT).order_by("-starts_on")
        return rounds.filter(status=Cohort.Status.OPEN).first() or rounds.first()


class CohortQuerySet(models.QuerySet["Cohort"]):
    def run_by(self, person: Any) -> CohortQuerySet:
        """The cohorts this person coordinates."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(
            enrolments__person=person, enrolments__role="admin", enrolments__status="accepted"
        )

    def open_for_applications(self) -> CohortQuerySet:
        return self.filter(status=Cohort.Status.OPEN)

    def for_admin_home(self, person: Any) -> CohortQuerySet:
        """Chosen apart, so that what is counted of a cohort is not the coordinator's alone."""
        mine = self.run_by(person).values("pk")
        return self.filter(pk__in=mine).select_related("program").order_by("-starts_on")


COHORT_TRANSITIONS: Transitions = {
    "open": (("draft", "matching"), "open"),
    "close_applications": (("open",), "matching"),
    "launch": (("open", "matching", "running"), "running"),
    "finish": (("running",), "closed"),
}


class Cohort(Row):
    class Status(models.TextChoices):
        DRAFT = "draft", _("being set up")
        OPEN = "open", _("taking applications")
        MATCHING = "matching", _("being matched")
        RUNNING = "running", _("running")
        CLOSED = "closed", _("ended")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(_("name"), max_length=120)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    apply_until_on = models.DateField(_("applications until"), null=True, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    questions = models.JSONField(default=default_questions, blank=True)
    places = models.PositiveIntegerField(_("places for mentees"), null=True, blank=True)
    # What coordinators decided about matching: `Rules.to_json()` without any person in it.
    matching = models.JSONField(default=dict, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")), name="cohort_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["program", "name"], name="one_cohort_per_name"),
        ]

    def __str__(self) -> str:
        return f"{self.program.name}, {self.name}"

    def open(self, *, by: Any) -> None:
        move(self, "open", COHORT_TRANSITIONS, by=by)

    @transaction.atomic
    def close_applications(self, *, by: Any) -> None:
        """Now people are matched; mentors are asked whether what they offer still holds."""
        event = move(self, "close_applications", COHORT_TRANSITIONS, by=by)
        mentors = self.enrolments.mentors().accepted().select_related("person")
        for place in mentors:
            Notice.objects.post("offer_check", to=place.person, about=place, once=str(event.number))

    def launch(self, *, by: Any) -> None:
        """Pairs are published, so the round runs."""
        if self.status != self.Status.RUNNING:
            move(self, "launch", COHORT_TRANSITIONS, by=by)

    def finish(self, *, by: Any) -> None:
        move(self, "finish", COHORT_TRANSITIONS, by=by)

    @property
    def asks_identity(self) -> bool:
        """Whether people may tell what they share, as far as who they are goes; off by default."""
        return bool(self.matching.get("weights", {}).get("identity"))

    @transaction.atomic
    def decide_matching(self, rules: dict[str, Any], *, by: Any) -> None:
        """Match by these weights and limits from now on; drafts keep the rules they came from."""
        Cohort.objects.filter(pk=self.pk).update(matching=rules)
        Event.objects.record(self, "decide_matching", by=by)
        self.matching = rules

    @transaction.atomic
    def appoint(self, person: Any, *, by: Any) -> Any:
        """Make the person a coordinator of this cohort; harmless when they are one already."""
        enrolment, is_new = self.enrolments.get_or_create(
            person=person, role="admin", defaults={"program": self.program, "status": "accepted"}
        )
        if is_new:
            enrolment.tell("appoint", by=by)
        return enrolment

    @property
    def matches_until_on(self) -> dt.date:
        """The last day on which a new pair has a third of the round before it."""
        return self.ends_on - (self.ends_on - self.starts_on) // 3

    def share_elapsed(self, today: dt.date) -> float:
        """How much of the round is behind us, 0 to 1."""
        whole, gone = self.ends_on - self.starts_on, today - self.starts_on
        return min(1.0, max(0.0, gone / whole))
