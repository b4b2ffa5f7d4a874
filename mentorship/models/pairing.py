"""A mentee and a mentor, paired in a cohort: how that begins, rests and ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Row
from mentorship.clause_words import CHANNELS
from mentorship.models.clause_set import ClauseSet
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.moves import Transitions, move
from mentorship.models.notice import Notice
from mentorship.models.pairing_rows import AWAKE, DECLINED, OPEN, PairingQuerySet
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
    # What they are asked to agree on; none: the eleven as they are.
    clause_set = models.ForeignKey(
        ClauseSet, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What the two promised each other in their agreement; reminders and warnings follow these.
    cadence_days = models.PositiveSmallIntegerField(default=14)
    minutes = models.PositiveSmallIntegerField(default=45)
    reply_days = models.PositiveSmallIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=CHANNELS, blank=True)
    review_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
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
    def until_on(self) -> date:
        """The last day of their work: as they agreed, or as long as the round goes on."""
        ends_on: date = self.cohort.ends_on
        return min(self.ends_on or ends_on, ends_on)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_awake(self) -> bool:
        """Open and not resting: they may be reminded."""
        return self.status in AWAKE

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
        """Reminders wait, and whoever waits for a word does so no more: a rest promises none."""
        event = move(self, "pause", TRANSITIONS, by=by, reason=reason)
        self.reply_requests.filter(heard_at=None).update(heard_at=timezone.now())
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

    def promise(self, **promised: Any) -> None:
        """Keep what the agreement in force says (`promises_in`); reminders read it from here."""
        for name, value in promised.items():
            setattr(self, name, value)
        self.save(update_fields=promised)

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
