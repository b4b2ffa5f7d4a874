"""A mentee and a mentor, paired in a cohort: how that begins, rests and ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Row
from mentorship.board import reasons
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.moves import NotNow, Transitions, move
from mentorship.models.notice import Notice
from mentorship.models.program import Cohort, Program
from mentorship.models.rests import tell_of_rest

TRANSITIONS: Transitions = {
    "start": (("proposed",), "active"),
    "pause": (("active",), "paused"),
    "resume": (("paused",), "active"),
    "complete": (("active", "paused"), "completed"),
    "end": (("proposed", "active", "paused"), "ended"),
    "decline": (("proposed",), "ended"),
    "recall": (("proposed",), "recalled"),
}

# How the reason of an end begins for which one of the two has asked.
DECLINED, REMATCH = "declined", "rematch"


class PairingQuerySet(models.QuerySet["Pairing"]):
    def of(self, person: Any) -> PairingQuerySet:
        """The pairings in which this person is one of the two."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(Q(mentee_person=person) | Q(mentor_person=person)).exclude(
            status=Pairing.Status.RECALLED
        )

    def visible_to(self, person: Any) -> PairingQuerySet:
        """One's own. Coordinators see dates and states through `overseen_by`, never this."""
        return self.of(person)

    def overseen_by(self, person: Any) -> PairingQuerySet:
        return self.filter(cohort__in=Cohort.objects.run_by(person))

    def open(self) -> PairingQuerySet:
        return self.filter(status__in=OPEN)

    def past(self) -> PairingQuerySet:
        return self.exclude(status__in=OPEN).order_by("-ended_at")

    def parted(self) -> PairingQuerySet:
        """One of the two has asked not to go on with the other; that holds for good."""
        asked = Q(end_reason__startswith=DECLINED) | Q(end_reason=REMATCH)
        return self.filter(asked, status=Pairing.Status.ENDED)

    def with_people(self) -> PairingQuerySet:
        return self.select_related("mentee_person", "mentor_person", "cohort__program")

    def with_profiles(self) -> PairingQuerySet:
        """And with what the two tell about themselves, here and in their applications."""
        people = ("mentee_person__profile", "mentor_person__profile")
        return self.select_related(*people, "mentee", "mentor")

    def for_mentor_home(self, person: Any) -> PairingQuerySet:
        return self.open().filter(mentor_person=person).with_people().order_by("next_check_in_at")

    def for_mentee_home(self, person: Any) -> PairingQuerySet:
        return self.open().filter(mentee_person=person).with_people().order_by("-created_at")

    @transaction.atomic
    def propose(
        self,
        mentee: Enrolment,
        mentor: Enrolment,
        *,
        by: Any,
        why: list[Any] | None = None,
        mails_at: datetime | None = None,
    ) -> Pairing:
        """Pair two enrolments and owe both the mail that says why.

        NotNow when no seat is left, or when the mentee is paired in this programme already.
        """
        if not mentor.take_seat():
            raise NotNow("propose", sentence=_("%s has no free place.") % mentor.person)
        try:
            pairing = self._pair(mentee, mentor, why=reasons.for_both(why or []))
        except IntegrityError as error:
            raise NotNow("propose", sentence=_("%s is paired already.") % mentee.person) from error
        Event.objects.record(pairing, "propose", by=by, after=Pairing.Status.PROPOSED)
        for person in pairing.people:
            Notice.objects.post("match_published", to=person, about=pairing, due_at=mails_at)
        return pairing

    @transaction.atomic
    def _pair(self, mentee: Enrolment, mentor: Enrolment, **told: Any) -> Pairing:
        return self.create(
            program_id=mentee.program_id,
            cohort_id=mentee.cohort_id,
            mentee=mentee,
            mentor=mentor,
            mentee_person=mentee.person,
            mentor_person=mentor.person,
            **told,
        )


class Pairing(Row):
    class Status(models.TextChoices):
        PROPOSED = "proposed", gettext_lazy("getting to know each other")
        ACTIVE = "active", gettext_lazy("under way")
        PAUSED = "paused", gettext_lazy("resting")
        COMPLETED = "completed", gettext_lazy("completed")
        ENDED = "ended", gettext_lazy("ended early")
        RECALLED = "recalled", gettext_lazy("taken back")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="pairings")
    mentee = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="pairings_as_mentee"
    )
    mentor = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="pairings_as_mentor"
    )
    mentee_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    mentor_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=9, choices=Status, default=Status.PROPOSED)
    why = models.JSONField(default=list, blank=True)
    # What the two promised each other in their agreement; reminders and warnings follow these.
    cadence_days = models.PositiveSmallIntegerField(default=14)
    reply_days = models.PositiveSmallIntegerField(default=3)
    review_on = models.DateField(null=True, blank=True)
    # Kept up to date by the verbs that cause them, so that a home needs no counting.
    last_entry_at = models.DateTimeField(null=True, blank=True)
    last_met_at = models.DateTimeField(null=True, blank=True)
    next_check_in_at = models.DateTimeField(null=True, blank=True)
    wins = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=40, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "mentee_person"],
                condition=Q(status__in=("proposed", "active", "paused")),
                name="one_active_pairing_per_mentee",
            ),
            models.CheckConstraint(
                condition=~Q(mentee_person=F("mentor_person")), name="mentor_is_not_mentee"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("created_at")),
                name="pairing_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(status="ended") | ~Q(end_reason=""), name="early_end_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["mentor_person", "next_check_in_at"],
                condition=Q(status__in=("proposed", "active", "paused")),
                name="open_pairings_of_mentor",
            ),
        ]

    def __str__(self) -> str:
        return _("%(mentee)s and %(mentor)s") % {
            "mentee": self.mentee_person,
            "mentor": self.mentor_person,
        }

    @property
    def people(self) -> tuple[Any, Any]:
        """The mentee, then the mentor."""
        return self.mentee_person, self.mentor_person

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def is_of(self, person: Any) -> bool:
        return person.pk in (self.mentee_person_id, self.mentor_person_id)

    def partner_of(self, person: Any) -> Any:
        """The other one of the two."""
        return self.mentor_person if person.pk == self.mentee_person_id else self.mentee_person

    def role_of(self, person: Any) -> str:
        return "mentee" if person.pk == self.mentee_person_id else "mentor"

    def start(self, *, by: Any) -> None:
        """Both have signed: the work begins."""
        move(self, "start", TRANSITIONS, by=by, started_at=timezone.now())

    @transaction.atomic
    def pause(self, *, by: Any, reason: str = "") -> None:
        event = move(self, "pause", TRANSITIONS, by=by, reason=reason)
        self._tell_of_rest("pairing_paused", event, by=by)

    @transaction.atomic
    def resume(self, *, by: Any) -> None:
        event = move(self, "resume", TRANSITIONS, by=by)
        self._tell_of_rest("pairing_resumed", event, by=by)

    @transaction.atomic
    def complete(self, *, by: Any) -> None:
        move(self, "complete", TRANSITIONS, by=by, ended_at=timezone.now(), next_check_in_at=None)
        self.mentor.free_seat()

    @transaction.atomic
    def end(self, *, by: Any, reason: str, tell: Iterable[Any] | None = None) -> None:
        """End early, without blame; `reason` is a code from a neutral list.

        The others are told, or whom `tell` names.
        """
        event = self._stop("end", by=by, reason=reason)
        for person in self._others(by) if tell is None else tell:
            Notice.objects.post("pairing_ended", to=person, about=self, once=str(event.number))

    @transaction.atomic
    def decline(self, *, by: Any, reason: str = "") -> None:
        """One of the two says no before they start. Who never heard of the match hears no no."""
        event = self._stop("decline", by=by, reason=f"{DECLINED}:{reason}".rstrip(":"))
        owed = Notice.objects.filter(about_id=self.pk, state=Notice.State.OWED)
        unheard = set(owed.filter(kind="match_published").values_list("recipient", flat=True))
        Notice.objects.cancel(self)
        for person in self._others(by):
            if person.pk not in unheard:
                Notice.objects.post("match_declined", to=person, about=self, once=str(event.number))

    def _stop(self, verb: str, *, by: Any, reason: str) -> Event:
        over = {"end_reason": reason, "ended_at": timezone.now(), "next_check_in_at": None}
        event = move(self, verb, TRANSITIONS, by=by, reason=reason, **over)
        self.mentor.free_seat()
        return event

    @transaction.atomic
    def recall(self, *, by: Any) -> None:
        """Undo a publication whose mails have not gone out."""
        move(self, "recall", TRANSITIONS, by=by, ended_at=timezone.now(), next_check_in_at=None)
        self.mentor.free_seat()
        Notice.objects.cancel(self)

    def promise(self, *, cadence_days: int, reply_days: int, review_on: Any) -> None:
        """Keep what the agreement in force says; reminders read it from here."""
        self.cadence_days, self.reply_days, self.review_on = cadence_days, reply_days, review_on
        self.save(update_fields=["cadence_days", "reply_days", "review_on"])

    def note_entry(self, at: datetime | None) -> None:
        """When one of them last logged something that both can read."""
        Pairing.objects.filter(pk=self.pk).update(last_entry_at=at)

    def note_win(self, stones: int) -> None:
        """A stone more on the cairn, or one less."""
        Pairing.objects.filter(pk=self.pk).update(wins=F("wins") + stones)

    def note_meetings(self, *, last_at: datetime | None, next_at: datetime | None) -> None:
        """When the two last met, and when they meet next."""
        Pairing.objects.filter(pk=self.pk).update(last_met_at=last_at, next_check_in_at=next_at)
        self.last_met_at, self.next_check_in_at = last_at, next_at

    def _others(self, by: Any) -> list[Any]:
        """Whom of the two to tell: both, when it was neither of them."""
        return [person for person in self.people if person.pk != getattr(by, "pk", None)]

    def _tell_of_rest(self, kind: str, event: Event, *, by: Any) -> None:
        once = str(event.number)
        tell_of_rest(self, kind, self._others(by), once=once, now=timezone.now())


OPEN = (Pairing.Status.PROPOSED, Pairing.Status.ACTIVE, Pairing.Status.PAUSED)
# For what hangs on a pair and ends with it: check-ins that were planned, entries that were shared.
OF_OPEN_PAIR = Q(pairing__status__in=OPEN)
