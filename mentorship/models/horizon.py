"""Do the two still aim at the same horizon? Each marks it alone; both marks open at once.

Whoever marks holds the check's row: the second mark reveals both, in the same transaction. Until
then the check points to neither, and nothing that the partner can ask for tells whether one is in.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from accounts.private import PrivateTextField, open_all_for
from mentorship.models.event import Event
from mentorship.models.moves import NotNow, Transitions, move
from mentorship.models.notice import Notice
from mentorship.models.pairing import Pairing
from mentorship.pictures.vocabulary import DIFFERENT, SAME, SLIGHTLY_OFF

MONTH, CLOSING = timedelta(days=30), timedelta(days=14)
# How long after any other check the next one may come, by what causes it.
QUIET = {"monthly": timedelta(days=14), "pace": timedelta(days=14), "asked": timedelta(days=3)}
HORIZON_TRANSITIONS: Transitions = {
    "agree": (("open",), "same"),
    "differ": (("open",), "gap"),
    "talk": (("gap",), "talked"),
    "pass": (("gap",), "passed"),
    "lapse": (("open",), "lapsed"),
}
UNREVEALED = ("open", "lapsed")
LINES = ("line", "keeps", "changes", "tries")


class HorizonCheckQuerySet(models.QuerySet["HorizonCheck"]):
    def visible_to(self, person: Any) -> HorizonCheckQuerySet:
        return self.filter(pairing__in=Pairing.objects.visible_to(person))

    def open(self) -> HorizonCheckQuerySet:
        return self.filter(status=HorizonCheck.Status.OPEN)

    def revealed(self) -> HorizonCheckQuerySet:
        return self.exclude(status__in=UNREVEALED)

    def waiting_for(self, person: Any) -> HorizonCheckQuerySet:
        """Open ones of pairs under way, that this person has not marked."""
        own = HorizonMark.objects.filter(horizon_check=OuterRef("pk"), person=person)
        return self.open().filter(~Exists(own), pairing__status=Pairing.Status.ACTIVE)

    def with_marks(self) -> HorizonCheckQuerySet:
        return self.select_related("mentee_mark", "mentor_mark")

    @transaction.atomic
    def begin(
        self, pairing: Pairing, *, cause: str, now: datetime, by: Any = None
    ) -> HorizonCheck | None:
        """Ask both; None when that would be too soon after another, or when the two rest."""
        held = Pairing.objects.select_for_update().filter(pk=pairing.pk)
        if not held.filter(status=Pairing.Status.ACTIVE).exists():
            return None
        before = self.filter(pairing=pairing)
        if before.open().exists() or before.filter(opened_at__gt=now - QUIET[cause]).exists():
            return None
        check = self.make(pairing, cause=cause, now=now, by=by)
        told = {"monthly": pairing.people, "asked": [pairing.partner_of(by)] if by else []}
        for person in told.get(cause, ()):
            Notice.objects.post("horizon_check", to=person, about=check)
        return check

    def make(self, pairing: Pairing, *, cause: str, now: datetime, by: Any = None) -> HorizonCheck:
        """The next check of this pair, whose row the caller holds."""
        last = self.filter(pairing=pairing).order_by("-number").first()
        number = last.number + 1 if last else 1
        check = self.create(pairing=pairing, number=number, cause=cause, opened_at=now)
        Event.objects.record(check, "open", by=by, reason=cause)
        return check

    def lapse_stale(self, now: datetime) -> int:
        """What two did not both answer within a month is let go, unread; a new one may come."""
        stale = self.open().filter(opened_at__lte=now - MONTH)
        return sum(check.lapse() for check in stale.exclude(cause=HorizonCheck.Cause.HALFWAY))


class HorizonCheck(Row):
    class Cause(models.TextChoices):
        MONTHLY = "monthly", _("as every month")
        PACE = "pace", _("because you wished for different paces")
        ASKED = "asked", _("because one of you asked")
        HALFWAY = "halfway", _("halfway")

    class Status(models.TextChoices):
        OPEN = "open", _("waiting for both of you")
        SAME = "same", _("the same for both")
        GAP = "gap", _("to talk about")
        TALKED = "talked", _("talked about")
        PASSED = "passed", _("followed by a newer look")
        LAPSED = "lapsed", _("let go")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="horizon_checks")
    number = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=7, choices=Cause)
    status = models.CharField(max_length=6, choices=Status, default=Status.OPEN)
    # Set together, when both are in; before that nothing leads from here to what somebody marked.
    mentee_mark = models.ForeignKey(
        "mentorship.HorizonMark", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    mentor_mark = models.ForeignKey(
        "mentorship.HorizonMark", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    # As the picture draws it: the further of the two marks.
    closeness = models.PositiveSmallIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True, blank=True)

    objects = HorizonCheckQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["pairing", "number"], name="one_check_per_number"),
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(status="open"), name="one_open_horizon_check"
            ),
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(status="gap"), name="one_gap_to_talk_about"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=UNREVEALED,
                    mentee_mark__isnull=True,
                    mentor_mark__isnull=True,
                    closeness__isnull=True,
                    revealed_at__isnull=True,
                )
                | Q(
                    ~Q(status__in=UNREVEALED),
                    mentee_mark__isnull=False,
                    mentor_mark__isnull=False,
                    closeness__lte=SAME,
                    revealed_at__isnull=False,
                ),
                name="revealed_check_has_both_marks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.number}"

    @property
    def is_revealed(self) -> bool:
        return self.status not in UNREVEALED

    @property
    def both(self) -> tuple[HorizonMark, HorizonMark] | tuple[()]:
        """The mentee's mark and the mentor's, once they are revealed."""
        if self.mentee_mark is None or self.mentor_mark is None:
            return ()
        for mark in (self.mentee_mark, self.mentor_mark):
            mark.horizon_check = self
        return self.mentee_mark, self.mentor_mark

    def places(self, *names: str) -> list[tuple[HorizonMark, str]]:
        """What both wrote here, to be opened with whatever else a page opens."""
        return [(mark, name) for mark in self.both for name in names or ("line",)]

    def mark_of(self, person: Any) -> HorizonMark | None:
        """One's own mark, also before the reveal."""
        found = self.marks.filter(person=person).first()
        if found:
            found.horizon_check = self
        return found

    @transaction.atomic
    def mark(self, *, by: Any, direction: str, now: datetime, **lines: str) -> None:
        """Say how one sees it; until the partner has, too, it may be said anew.

        The second of the two reveals both. NotNow when they are revealed, unless the same is said.
        """
        self._hold()
        mine = self.mark_of(by)
        if self.status != self.Status.OPEN or not self.pairing.is_open:
            if mine and mine.says(direction, lines, by=by):
                return
            raise NotNow("mark", self.status)
        HorizonMark.objects.keep(self, by=by, mine=mine, direction=direction, now=now, **lines)
        marks = {mark.person_id: mark for mark in self.marks.all()}
        if len(marks) == len(self.pairing.people):
            mentee, mentor = (marks[person.pk] for person in self.pairing.people)
            self._reveal(mentee, mentor, by=by, now=now)

    def _reveal(self, mentee: HorizonMark, mentor: HorizonMark, *, by: Any, now: datetime) -> None:
        closeness = min(CLOSENESS[mark.direction] for mark in (mentee, mentor))
        for older in HorizonCheck.objects.filter(pairing=self.pairing, status=self.Status.GAP):
            with suppress(NotNow):  # talked about this very moment
                move(older, "pass", HORIZON_TRANSITIONS, by=None)
        verb = "agree" if closeness == SAME else "differ"
        found: dict[str, Any] = {"mentee_mark": mentee, "mentor_mark": mentor}
        found |= {"closeness": closeness, "revealed_at": now}
        move(self, verb, HORIZON_TRANSITIONS, by=by, **found)
        Notice.objects.post("horizon_revealed", to=self.pairing.partner_of(by), about=self)

    def talk(self, *, by: Any) -> None:
        """We talked about it: it leads no agenda any more. Said twice, it is said once."""
        if self.status != self.Status.TALKED:
            move(self, "talk", HORIZON_TRANSITIONS, by=by)

    def lapse(self) -> bool:
        """False when both have answered this moment."""
        try:
            move(self, "lapse", HORIZON_TRANSITIONS, by=None)
        except NotNow:
            return False
        Notice.objects.cancel(self)
        return True

    def _hold(self) -> None:
        """Two marks at once come one after the other; the second one sees the first."""
        locked = HorizonCheck.objects.select_for_update().get(pk=self.pk)
        for field in ("status", "mentee_mark_id", "mentor_mark_id", "closeness", "revealed_at"):
            setattr(self, field, getattr(locked, field))


class HorizonMarkQuerySet(models.QuerySet["HorizonMark"]):
    def visible_to(self, person: Any) -> HorizonMarkQuerySet:
        """One's own; the partner's once both are in."""
        mine = self.filter(horizon_check__in=HorizonCheck.objects.visible_to(person))
        return mine.filter(Q(person=person) | Q(horizon_check__in=HorizonCheck.objects.revealed()))

    def keep(
        self, check: HorizonCheck, *, by: Any, mine: HorizonMark | None, now: datetime, **told: str
    ) -> None:
        """A first mark, or another one in its place."""
        if mine is None:
            self.create(horizon_check=check, person=by, given_at=now, **told)
            return
        for name, value in told.items():
            setattr(mine, name, value)
        mine.given_at = now
        mine.save(update_fields=[*told, "given_at"])


class HorizonMark(Row):
    """How one of the two sees the direction, and a line about it. For good, once revealed.

    The three lines about what to keep, change and try belong to the look at halfway.
    """

    class Direction(models.TextChoices):
        SAME = "same", _("the same")
        OFF = "off", _("slightly off")
        DIFFERENT = "apart", _("different")

    horizon_check = models.ForeignKey(HorizonCheck, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=5, choices=Direction)
    line = PrivateTextField(author="person", blank=True)
    keeps = PrivateTextField(author="person", blank=True)
    changes = PrivateTextField(author="person", blank=True)
    tries = PrivateTextField(author="person", blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    objects = HorizonMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["horizon_check", "person"], name="one_horizon_mark_each"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        if reader.pk == self.person_id:
            return True
        check = self.horizon_check
        return check.is_revealed and check.pairing.is_of(reader)

    def says(self, direction: str, lines: dict[str, str], *, by: Any) -> bool:
        """Whether it is this very mark: the same form, posted twice."""
        texts = open_all_for([(self, name) for name in lines], by)
        return self.direction == direction and texts == list(lines.values())


CLOSENESS: dict[str, int] = {
    HorizonMark.Direction.SAME: SAME,
    HorizonMark.Direction.OFF: SLIGHTLY_OFF,
    HorizonMark.Direction.DIFFERENT: DIFFERENT,
}
