"""A goal: one sentence that both believe in, how they will know, and by when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Row
from accounts.private import PrivateTextField, open_all_for, seal_for
from goals.models.goal_rows import GoalQuerySet, is_touched_by_partner
from goals.models.moments import forget_moment
from goals.models.states import CHANGEABLE, GOAL_TRANSITIONS
from goals.models.telling import ask_for_yes, tell_of_change
from mentorship.models import Celebration, Changed, Notice, NotNow, Pairing
from mentorship.models.moves import move

TOLD = ("title", "measure", "matters")


class Goal(Row):
    class Status(models.TextChoices):
        DRAFT = "draft", gettext_lazy("being written")
        PROPOSED = "proposed", gettext_lazy("waiting for the other one's yes")
        AGREED = "agreed", gettext_lazy("under way")
        PARKED = "parked", gettext_lazy("parked")
        REACHED = "reached", gettext_lazy("reached")
        CLOSED = "closed", gettext_lazy("closed kindly")

    class Reason(models.TextChoices):
        NO_LONGER_MINE = "no_longer_mine", gettext_lazy("it is no longer mine")
        SOMETHING_BETTER = "something_better", gettext_lazy("something better took its place")
        TOO_BIG = "too_big", gettext_lazy("it was too big")
        LIFE = "life", gettext_lazy("life happened")

    class Wait(models.TextChoices):
        NO_ROOM = "no_room", gettext_lazy("there is no room for it now")
        OTHER_FIRST = "other_first", gettext_lazy("another goal comes first")
        FOR_SOMETHING = "for_something", gettext_lazy("it waits for something or somebody")
        UNSURE = "unsure", gettext_lazy("it needs another thought")
        # Never chosen: what had been closed waits like this.
        BROUGHT_BACK = "brought_back", gettext_lazy("it was brought back")

    class Owner(models.TextChoices):
        MENTEE = "mentee", gettext_lazy("the mentee's")
        MENTOR = "mentor", gettext_lazy("the mentor's own")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="goals")
    # Whose it is to reach; its author may be the other one.
    owner_role = models.CharField(max_length=6, choices=Owner, default=Owner.MENTEE)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = PrivateTextField(author="author")
    # "I will know because ..." and "It matters to me because ..."
    measure = PrivateTextField(author="author", blank=True)
    matters = PrivateTextField(author="author", blank=True)
    due_on = models.DateField(gettext_lazy("by"), null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    is_new = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    close_reason = models.CharField(max_length=20, choices=Reason, blank=True)
    parked_because = models.CharField(max_length=13, choices=Wait, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    # Whose turn it is not: the one who wrote the wording that waits for a yes.
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    shared_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    # When the two look at it again; and since when one of them has let go of it inside.
    check_on = models.DateField(null=True, blank=True)
    turned_at = models.DateTimeField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="closed") | ~Q(close_reason=""), name="closed_goal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status="parked") | ~Q(parked_because=""),
                name="parked_goal_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="reached") | Q(reached_at__isnull=False),
                name="reached_goal_has_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(status="proposed")
                | Q(proposed_by__isnull=False, shared_at__isnull=False),
                name="proposed_goal_names_who",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("agreed", "parked", "reached"))
                | Q(agreed_at__isnull=False, shared_at__isnull=False),
                name="agreed_goal_was_shown_to_both",
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__lte=10),
                name="confidence_of_goal_to_ten",
            ),
        ]
        indexes = [models.Index(fields=["pairing", "status"], name="goals_of_pairing")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None

    @property
    def celebration_key(self) -> str:
        return f"goal:{self.pk}"

    @property
    def is_mentees(self) -> bool:
        return self.owner_role == self.Owner.MENTEE

    @property
    def owner(self) -> Any:
        """Whose it is to reach."""
        return self.pairing.mentee_person if self.is_mentees else self.pairing.mentor_person

    def can_be_read_by(self, reader: Any) -> bool:
        if reader.pk == self.author_id:
            return True
        return self.is_shared and self.pairing.is_of(reader)

    def told(self, *, by: Any) -> dict[str, str]:
        """Its words: title, measure and why it matters."""
        return dict(zip(TOLD, open_all_for([(self, name) for name in TOLD], by), strict=True))

    @transaction.atomic
    def propose(self, *, by: Any) -> None:
        """Show it to the partner; the mail asking for their yes waits while it can be undone."""
        shown = {"proposed_by": by, "shared_at": timezone.now()}
        event = move(self, "propose", GOAL_TRANSITIONS, by=by, **shown)
        ask_for_yes(self, by=by, once=str(event.number), due_at=self.settles_at)

    @property
    def settles_at(self) -> datetime | None:
        """Until when a proposal may be taken back; None when that is over."""
        if self.status != self.Status.PROPOSED or self.shared_at is None:
            return None
        until = self.shared_at + settings.UNDO_WINDOW
        return until if timezone.now() < until else None

    @transaction.atomic
    def withdraw(self, *, by: Any) -> None:
        """Take a proposal back before the partner is told: it is a draft of one's own again."""
        if not self.settles_at:
            raise NotNow("withdraw", sentence=_("Your partner has been told; talk about it."))
        if is_touched_by_partner(self):
            raise NotNow("withdraw", sentence=_("Your partner has begun with it; talk about it."))
        move(self, "withdraw", GOAL_TRANSITIONS, by=by, proposed_by=None, shared_at=None)
        Notice.objects.cancel(self)

    @transaction.atomic
    def agree(self, *, by: Any, shown_version: int | None = None) -> None:
        """Say yes to the wording shown (none: as it stands); Changed when it is another by now."""
        self.hold()
        if self.status == self.Status.AGREED:
            return
        if shown_version not in (None, self.version):
            raise Changed("agree")
        if self.proposed_by_id == by.pk:
            raise NotNow("agree", sentence=_("This waits for your partner's yes, not for yours."))
        agreed: dict[str, Any] = {"agreed_at": timezone.now(), "check_on": self._second_check_in()}
        event = move(self, "agree", GOAL_TRANSITIONS, by=by, **agreed)
        partner = self.pairing.partner_of(by)
        Notice.objects.post("goal_agreed", to=partner, about=self, once=str(event.number))

    def hold(self, *states: str) -> None:
        """Lock it, as it stands by now; NotNow unless in one of these states (none: in any)."""
        list(Goal.objects.select_for_update().filter(pk=self.pk).values("pk"))
        self.refresh_from_db(fields=["status", "version", "proposed_by", "check_on", "turned_at"])
        if states and self.status not in states:
            raise NotNow("hold", self.status)

    def park(self, *, by: Any, because: str) -> None:
        """Put it aside without giving it up, with a reason."""
        aside: dict[str, Any] = {"parked_because": because, "turned_at": None}
        move(self, "park", GOAL_TRANSITIONS, by=by, reason=because, **aside)

    def take_up(self, *, by: Any) -> None:
        again: dict[str, Any] = {"check_on": self._second_check_in(), "parked_because": ""}
        move(self, "take_up", GOAL_TRANSITIONS, by=by, turned_at=None, **again)

    def look_again(self, check_on: date | None, *, by: Any) -> None:
        """Go on with it as it is; nothing to decide until that day, or for two check-ins."""
        self.check_on, self.turned_at = check_on or self._second_check_in(), None
        self.save(update_fields=["check_on", "turned_at"])

    def look_again_after(self) -> None:
        """Somebody has just said how much it is theirs: the day of the next look moves on."""
        self.check_on = max(self.check_on or timezone.localdate(), self._second_check_in())
        self.save(update_fields=["check_on"])

    def note_turn(self, at: datetime | None) -> None:
        """Since when one of the two has let go of it inside, if so."""
        self.turned_at = at and (self.turned_at or at)
        self.save(update_fields=["turned_at"])

    def _second_check_in(self) -> date:
        return timezone.localdate() + timedelta(days=2 * self.pairing.cadence_days)

    @transaction.atomic
    def reach(self, *, by: Any) -> Celebration:
        """It is reached, and asks for a moment to notice it, once."""
        if self.status != self.Status.REACHED:
            move(self, "reach", GOAL_TRANSITIONS, by=by, reached_at=timezone.now())
        title = self.told(by=by)["title"]
        return Celebration.objects.ask(self.pairing, key=self.celebration_key, title=title, by=by)

    @transaction.atomic
    def reopen(self, *, by: Any) -> None:
        """Take a "reached" back. Not once its stone has been laid."""
        forget_moment(self.pairing, self.celebration_key)
        move(self, "reopen", GOAL_TRANSITIONS, by=by, reached_at=None)

    @transaction.atomic
    def close(self, *, by: Any, reason: str, successor: Goal | None = None) -> None:
        """Let it go, with a reason and perhaps with what takes its place."""
        changes: dict[str, Any] = {"close_reason": reason, "successor": successor}
        move(self, "close", GOAL_TRANSITIONS, by=by, reason=reason, **changes)
        Notice.objects.cancel(self)

    def bring_back(self, *, by: Any) -> None:
        """Undo a closing: what both had agreed on waits, parked; the rest is a draft again.

        A proposal that the partner has worked in is a proposal again: it is not hidden from them.
        """
        opened: dict[str, Any] = {"close_reason": "", "successor": None}
        if self.agreed_at:
            waits = opened | {"parked_because": self.Wait.BROUGHT_BACK}
            move(self, "bring_back", GOAL_TRANSITIONS, by=by, **waits)
        elif self.is_shared and is_touched_by_partner(self):
            move(self, "put_forward", GOAL_TRANSITIONS, by=by, **opened)
        else:
            hidden = opened | {"shared_at": None, "proposed_by": None}
            move(self, "redraft", GOAL_TRANSITIONS, by=by, **hidden)

    @transaction.atomic
    def revise(self, *, by: Any, shown_version: int, reason: str = "", **changes: Any) -> None:
        """Change the wording or the date; once shared, keep what it was and why, and tell.

        Words that are the same decide nothing: whose yes it waits for stays as it was. Raises
        Changed when somebody else changed it since `shown_version` was shown: nothing is lost,
        because the caller still holds what was typed.
        """
        before: dict[str, Any] = self.told(by=by) | {"due_on": self.due_on}
        is_other = any(changes.get(name, was) != was for name, was in before.items())
        decided = self._decided(by) if is_other and self.is_shared else {}
        if not self._write(shown_version, changes, decided):
            raise Changed("revise")
        self.refresh_from_db()
        if self.is_shared and is_other:
            before["due_on"] = before["due_on"].isoformat() if before["due_on"] else ""
            self.revisions.model.objects.keep(self, by=by, reason=reason, before=before)
            tell_of_change(self, by=by)

    def _decided(self, by: Any) -> dict[str, Any]:
        """What other words change besides: nobody has let go of these, and the partner is asked."""
        proposed = {"proposed_by": by} if self.status == self.Status.PROPOSED else {}
        return {"turned_at": None} | proposed

    def _write(self, shown_version: int, changes: dict[str, Any], decided: dict[str, Any]) -> bool:
        """The conditional update; the words are the author's, whoever of the two wrote them."""
        sealed = {n: seal_for(self, n, v) if n in TOLD else v for n, v in changes.items()}
        same = Goal.objects.filter(pk=self.pk, version=shown_version, status__in=CHANGEABLE)
        is_as_read = self.version == shown_version
        return is_as_read and bool(same.update(version=shown_version + 1, **sealed, **decided))
