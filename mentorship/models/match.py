"""What the algorithm proposed, and what a coordinator decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Row
from mentorship.board import reasons
from mentorship.models.apart import never_together
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.moves import NotNow, Transitions, move
from mentorship.models.pairing import Pairing
from mentorship.models.program import Cohort, Program


class MatchRunQuerySet(models.QuerySet["MatchRun"]):
    def visible_to(self, person: Any) -> MatchRunQuerySet:
        return self.filter(cohort__in=Cohort.objects.run_by(person))

    def with_cohort(self) -> MatchRunQuerySet:
        return self.select_related("cohort__program")

    def of_its_own(self) -> MatchRunQuerySet:
        """Without those that only ask what if."""
        return self.filter(alternative_to=None)

    def asking(self) -> MatchRunQuerySet:
        """Those that ask "what if", with the one about which they ask."""
        return self.exclude(alternative_to=None).select_related("alternative_to", "cohort__program")

    def on_the_board(self) -> MatchRunQuerySet:
        """What a cohort's coordinators work on now: a draft, or one that is being computed."""
        return self.of_its_own().filter(status__in=("draft", "computing"))

    def computing(self) -> MatchRunQuerySet:
        return self.filter(status=MatchRun.Status.COMPUTING)

    def set_aside_beyond(self, newest: int) -> MatchRunQuerySet:
        """What nobody took up, but for the newest; what was published stays, however old."""
        old = self.of_its_own().order_by("-created_at", "pk").values_list("pk", flat=True)[newest:]
        return self.filter(pk__in=list(old), status__in=("discarded", "cancelled"))

    def for_history(self) -> MatchRunQuerySet:
        """Who computed what when, with how many pairs; blobs and outcomes stay where they are."""
        pairs = Count("suggestions", filter=~Q(suggestions__decision="vetoed"))
        return self.of_its_own().defer("blob", "outcome").select_related("by").annotate(pairs=pairs)


RUN_TRANSITIONS: Transitions = {
    "arrive": (("computing",), "draft"),
    "cancel": (("computing",), "cancelled"),
    "publish": (("draft",), "published"),
    "recall": (("published",), "draft"),
    "discard": (("draft",), "discarded"),
}


class MatchRun(Row):
    """One computation over a cohort: its rules, its seed, its proof, and its suggestions."""

    class Status(models.TextChoices):
        COMPUTING = "computing", gettext_lazy("being computed")
        CANCELLED = "cancelled", gettext_lazy("stopped")
        DRAFT = "draft", gettext_lazy("proposed")
        PUBLISHED = "published", gettext_lazy("published")
        DISCARDED = "discarded", gettext_lazy("set aside")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="match_runs")
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    seed = models.PositiveBigIntegerField(default=1)
    rules = models.JSONField(default=dict)
    # Totals, the people left over with their best options, and the certificate of optimality.
    outcome = models.JSONField(default=dict)
    input_hash = models.CharField(max_length=64, blank=True)
    # Candidate lists, seats and prices in one piece: explanations and audits need no new solve.
    blob = models.BinaryField(null=True, blank=True, editable=False)
    # A run that asks "what if" belongs to the one about which it asks, and never touches it.
    alternative_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="alternatives"
    )
    # A worker that computes it says now and then how far it is.
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="published_run_has_an_instant",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cohort}, {self.created_at:%d %b %H:%M}"

    @transaction.atomic
    def publish(self, *, by: Any) -> list[Pairing]:
        """Make pairs of every suggestion that was not vetoed; mails wait for the recall window."""
        now = timezone.now()
        if self.alternative_to_id:
            raise NotNow("publish")
        Program.objects.hold(self.program_id)
        move(self, "publish", RUN_TRANSITIONS, by=by, published_at=now)
        self.cohort.launch(by=by)
        chosen = list(
            self.suggestions.standing().select_related("mentee__person", "mentor__person")
        )
        _all_here(chosen)
        self._keep_apart(chosen)
        return [
            Pairing.objects.propose(
                row.mentee,
                row.mentor,
                by=by,
                why=row.reasons,
                mails_at=now + settings.RECALL_WINDOW,
            )
            for row in chosen
        ]

    def _keep_apart(self, chosen: Iterable[Suggestion]) -> None:
        """Somebody may have said no, or been kept apart, since this was computed."""
        people = {(str(row.mentee.person_id), str(row.mentor.person_id)) for row in chosen}
        apart = never_together(self.cohort, {person for pair in people for person in pair})
        if any(pair in apart or pair[::-1] in apart for pair in people):
            said = _("Two of them are not to be paired any more. Compute again, then publish.")
            raise NotNow("publish", sentence=said)

    @transaction.atomic
    def recall(self, *, by: Any) -> None:
        """Take a publication back before its mails have gone out."""
        if not self.may_be_recalled():
            raise NotNow("recall", sentence=_("The match mails are on their way already."))
        Program.objects.hold(self.program_id)
        move(self, "recall", RUN_TRANSITIONS, by=by, published_at=None)
        mentees = self.suggestions.standing().values("mentee")
        for pairing in Pairing.objects.filter(mentee__in=mentees, status="proposed"):
            pairing.recall(by=by)

    def discard(self, *, by: Any) -> None:
        move(self, "discard", RUN_TRANSITIONS, by=by)

    def cancel(self, *, by: Any) -> None:
        """Stop a computation; the worker notices at its next step."""
        move(self, "cancel", RUN_TRANSITIONS, by=by)

    def step(self, done: int, whole: int) -> bool:
        """How far the worker is; False when somebody has stopped it."""
        going = MatchRun.objects.filter(pk=self.pk, status=self.Status.COMPUTING)
        return bool(going.update(done=done, whole=whole, heard_at=timezone.now()))

    @property
    def has_no_answer(self) -> bool:
        """A worker is at it, or was stopped."""
        return self.status in (self.Status.COMPUTING, self.Status.CANCELLED)

    def may_be_recalled(self) -> bool:
        return bool(
            self.published_at and timezone.now() < self.published_at + settings.RECALL_WINDOW
        )


def _all_here(chosen: Iterable[Suggestion]) -> None:
    """Somebody may have left, or may take nobody just now, since this was computed."""
    sides = (side for row in chosen for side in (row.mentee, row.mentor))
    for side in sides:
        if side.status != Enrolment.Status.ACCEPTED or not side.is_open:
            said = _("%s cannot be paired any more. Compute again, then publish.") % side.person
            raise NotNow("publish", sentence=said)


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, person: Any) -> SuggestionQuerySet:
        return self.filter(run__in=MatchRun.objects.visible_to(person))

    def standing(self) -> SuggestionQuerySet:
        return self.exclude(decision=Suggestion.Decision.VETOED)

    def with_run(self) -> SuggestionQuerySet:
        return self.select_related("mentee__person", "mentor__person", "run__cohort__program")

    def for_board(self) -> SuggestionQuerySet:
        """Weakest first: that is where a coordinator's eye is needed."""
        return self.select_related("mentee__person", "mentor__person").order_by("score", "pk")


class Suggestion(Row):
    """One proposed pair, with its score in thousandths and its reasons as codes."""

    class Decision(models.TextChoices):
        OPEN = "open", gettext_lazy("proposed")
        PINNED = "pinned", gettext_lazy("pinned")
        VETOED = "vetoed", gettext_lazy("vetoed")

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="suggestions")
    mentee = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    decision = models.CharField(max_length=6, choices=Decision, default=Decision.OPEN)
    decision_reason = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "mentee"], name="one_suggestion_per_mentee"),
            models.CheckConstraint(condition=Q(score__lte=1000), name="score_in_thousandths"),
        ]

    def __str__(self) -> str:
        return f"{self.mentee} + {self.mentor}"

    @property
    def sides(self) -> tuple[Enrolment, Enrolment]:
        return self.mentee, self.mentor

    def is_of(self, person: Any) -> bool:
        return person.pk in (self.mentee.person_id, self.mentor.person_id)

    def as_pairing(self) -> Pairing:
        """The pair that publishing would make, and does not yet."""
        return Pairing(
            mentee=self.mentee,
            mentor=self.mentor,
            mentee_person=self.mentee.person,
            mentor_person=self.mentor.person,
            why=reasons.for_both(self.reasons),
        )

    def pin(self, *, by: Any) -> None:
        self._decide("pinned", by=by)

    def veto(self, *, by: Any, reason: str = "") -> None:
        self._decide("vetoed", by=by, reason=reason)

    def release(self, *, by: Any) -> None:
        self._decide("open", by=by)

    def annotate(self, note: str, *, by: Any) -> None:
        """Keep a coordinator's note beside the pair; the two of the pair never see it."""
        Suggestion.objects.filter(pk=self.pk).update(note=note)
        Event.objects.record(self, "annotate", by=by)
        self.note = note

    @transaction.atomic
    def _decide(self, decision: str, *, by: Any, reason: str = "") -> None:
        draft = Suggestion.objects.filter(pk=self.pk, run__status=MatchRun.Status.DRAFT)
        before = self.decision
        if not draft.update(decision=decision, decision_reason=reason):
            raise NotNow(decision, sentence=_("This match is published already."))
        self.decision, self.decision_reason = decision, reason
        Event.objects.record(self, "decide", by=by, before=before, after=decision)
