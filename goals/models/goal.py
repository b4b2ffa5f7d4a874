"""A goal: one sentence that both believe in, how they will know, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from accounts.private import PrivateTextField, open_all_for, seal_for
from mentorship.models import Notice, NotNow, Pairing
from mentorship.models.moves import Transitions, move

GOAL_TRANSITIONS: Transitions = {
    "propose": (("draft",), "proposed"),
    "agree": (("proposed",), "agreed"),
    "park": (("agreed",), "parked"),
    "take_up": (("parked",), "agreed"),
    "reach": (("agreed",), "reached"),
    "reopen": (("reached",), "agreed"),
    "close": (("draft", "proposed", "agreed", "parked"), "closed"),
}


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, person: Any) -> GoalQuerySet:
        """Goals of one's pairings; a draft is its author's alone."""
        mine = self.filter(pairing__in=Pairing.objects.visible_to(person))
        return mine.filter(~Q(status=Goal.Status.DRAFT) | Q(author=person))

    def standing(self) -> GoalQuerySet:
        """What the pair is working towards now."""
        return self.filter(status__in=("proposed", "agreed"))

    def of_pairing(self, pairing: Pairing) -> GoalQuerySet:
        return self.filter(pairing=pairing)

    def for_pair_page(self, pairing: Pairing, person: Any) -> GoalQuerySet:
        """A pair's goals with their checkpoints, those under way first."""
        order = models.Case(
            *(models.When(status=s, then=n) for n, s in enumerate(IN_ORDER)), default=9
        )
        found = self.visible_to(person).of_pairing(pairing)
        return found.select_related("pairing").prefetch_related("checkpoints").order_by(
            order, "due_on", "created_at")


class Goal(Row):
    class Status(models.TextChoices):
        DRAFT = "draft", _("being written")
        PROPOSED = "proposed", _("waiting for the other one's yes")
        AGREED = "agreed", _("under way")
        PARKED = "parked", _("parked")
        REACHED = "reached", _("reached")
        CLOSED = "closed", _("closed kindly")

    class Reason(models.TextChoices):
        NO_LONGER_MINE = "no_longer_mine", _("it is no longer mine")
        SOMETHING_BETTER = "something_better", _("something better took its place")
        TOO_BIG = "too_big", _("it was too big")
        LIFE = "life", _("life happened")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="goals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = PrivateTextField(author="author")
    measure = PrivateTextField(author="author", blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    close_reason = models.CharField(max_length=20, choices=Reason, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    reached_at = models.DateTimeField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="closed") | ~Q(close_reason=""), name="closed_goal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status="reached") | Q(reached_at__isnull=False),
                name="reached_goal_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__lte=10),
                name="confidence_of_goal_to_ten",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        if self.status == self.Status.DRAFT:
            return reader.pk == self.author_id
        return self.pairing.is_of(reader)

    @transaction.atomic
    def propose(self, *, by: Any) -> None:
        """Show it to the partner and ask for their yes."""
        move(self, "propose", GOAL_TRANSITIONS, by=by)
        Notice.objects.post("goal_proposed", to=self.pairing.partner_of(by), about=self)

    @transaction.atomic
    def agree(self, *, by: Any) -> None:
        move(self, "agree", GOAL_TRANSITIONS, by=by)
        Notice.objects.post("goal_agreed", to=self.pairing.partner_of(by), about=self)

    def park(self, *, by: Any) -> None:
        move(self, "park", GOAL_TRANSITIONS, by=by)

    def take_up(self, *, by: Any) -> None:
        move(self, "take_up", GOAL_TRANSITIONS, by=by)

    def reach(self, *, by: Any) -> None:
        move(self, "reach", GOAL_TRANSITIONS, by=by, reached_at=timezone.now())

    def reopen(self, *, by: Any) -> None:
        """Take a "reached" back."""
        move(self, "reopen", GOAL_TRANSITIONS, by=by, reached_at=None)

    def close(self, *, by: Any, reason: str, successor: Goal | None = None) -> None:
        """Let it go, with a reason and perhaps with what takes its place."""
        move(
            self,
            "close",
            GOAL_TRANSITIONS,
            by=by,
            reason=reason,
            close_reason=reason,
            successor=successor,
        )

    @transaction.atomic
    def revise(self, *, by: Any, reason: str, shown_version: int, **changes: Any) -> None:
        """Change the wording or the date, and keep what it was and why.

        NotNow when somebody else changed it since `shown_version` was shown: nothing is lost,
        because the caller still holds what was typed.
        """
        before = {"title": open_all_for([(self, "title")], by)[0], "due_on": str(self.due_on or "")}
        sealed = {
            name: seal_for(self, name, value) if name in ("title", "measure") else value
            for name, value in changes.items()
        }
        same = Goal.objects.filter(pk=self.pk, version=shown_version)
        if not same.update(version=shown_version + 1, **sealed):
            raise NotNow("revise")
        self.refresh_from_db()
        self.revisions.model.objects.keep(self, by=by, reason=reason, before=before)


class Titles(dict[Any, str]):
    """The titles of goals and checkpoints by their pk, opened together in one go."""

    @classmethod
    def of(cls, rows: Iterable[Any], reader: Any) -> Titles:
        rows = list(rows)
        return cls(
            zip(
                [row.pk for row in rows],
                open_all_for([(row, "title") for row in rows], reader),
                strict=True,
            )
        )


IN_ORDER = ("agreed", "proposed", "draft", "parked", "reached", "closed")
