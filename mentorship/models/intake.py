"""A list of people on its way into a cohort: kept between steps, brought in whole, taken back.

Until it is brought in, nothing but this row is written. It holds the uploaded bytes, and forgets
them as soon as they have served, or after a day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.limits import need_room
from accounts.models import Row
from accounts.posted import once, says
from mentorship.models.arrival import Arrival
from mentorship.models.intake_plan import Plan
from mentorship.models.moves import NotNow, Transitions, move
from mentorship.models.program import Cohort
from mentorship.roster import Columns, Roster, Sheet, guess_columns, read, rows

UNDO_WITHIN = timedelta(hours=24)
FORGET_AFTER = timedelta(hours=24)
BOTH = "both"
MOST_CHECKING = 20

INTAKE_TRANSITIONS: Transitions = {
    "bring_in": (("checking",), "done"),
    "drop": (("checking",), "dropped"),
    "undo": (("done",), "undone"),
}


class IntakeQuerySet(models.QuerySet["Intake"]):
    def visible_to(self, person: Any) -> IntakeQuerySet:
        return self.filter(cohort__in=Cohort.objects.run_by(person))

    def for_import_page(self, cohort: Cohort, now: datetime) -> IntakeQuerySet:
        """What was brought in or is being checked, the newest first; never the bytes."""
        shown = self.filter(cohort=cohort).exclude(status=Intake.Status.DROPPED)
        shown = shown.exclude(pk__in=self.stale(now))
        return shown.defer("data", "fixes").select_related("by").order_by("-created_at")

    def begin(self, cohort: Cohort, data: bytes, *, name: str, by: Any, id: Any) -> Intake:  # noqa: A002
        """Keep the list for checking. Raises Unreadable, and keeps nothing, when it is no list."""
        made = {"data": data, "source": name[:120]}
        mine = {"cohort": cohort, "by": by}
        room, is_same = partial(self._need_room, cohort, data), partial(says, told=made, reader=by)
        return once(self, id, made=made, room=room, is_same=is_same, **mine)[0]

    def _need_room(self, cohort: Cohort, data: bytes) -> None:
        checking = Intake.objects.filter(cohort=cohort, status=Intake.Status.CHECKING)
        plenty = _("Plenty of lists are being checked here. Bring one in or drop it first.")
        need_room(checking, MOST_CHECKING, plenty)
        read(data)

    def stale(self, now: datetime) -> IntakeQuerySet:
        """Lists that nobody brought in within a day."""
        return self.filter(status=Intake.Status.CHECKING, created_at__lt=now - FORGET_AFTER)

    def forget_stale(self, now: datetime) -> int:
        """Drop those lists, with their bytes; the number of rows."""
        return self.stale(now).update(status=Intake.Status.DROPPED, data=b"", fixes=[])


class Intake(Row):
    class Status(models.TextChoices):
        CHECKING = "checking", gettext_lazy("being checked")
        DONE = "done", gettext_lazy("brought in")
        UNDONE = "undone", gettext_lazy("taken back")
        DROPPED = "dropped", gettext_lazy("thrown away")

    class Joins(models.TextChoices):
        ACCEPTED = "accepted", gettext_lazy("They are in, and hear it by mail")
        QUIETLY = "quietly", gettext_lazy("They are in, and you tell them yourself")
        INVITED = "invited", gettext_lazy("Ask them first")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="intakes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.CHECKING)
    source = models.CharField(max_length=120, blank=True)
    data = models.BinaryField(default=b"", blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    choices = models.JSONField(default=dict, blank=True)  # column index -> field
    fallback = models.CharField(max_length=6, blank=True)  # role of those who name none
    fixes = models.JSONField(default=list, blank=True)  # [row, column index, text]
    version = models.PositiveIntegerField(default=0)
    joins = models.CharField(max_length=8, choices=Joins, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    imported_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=("done", "undone")) | Q(imported_at__isnull=False),
                name="brought_in_has_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.source}"

    # -- what it says

    @cached_property
    def original(self) -> Sheet:
        """The list as it was uploaded. Raises Unreadable if the encoding chosen makes no list."""
        return read(bytes(self.data), self.encoding or None)

    @cached_property
    def columns(self) -> Columns:
        return guess_columns(self.original).chosen(
            {int(index): field for index, field in self.choices.items()}
        )

    @cached_property
    def sheet(self) -> Sheet:
        return self.original.corrected({(row, index): text for row, index, text in self.fixes})

    @cached_property
    def roster(self) -> Roster:
        return rows(self.sheet, self.columns, fallback_roles=self.fallback_roles)

    @property
    def fallback_roles(self) -> tuple[str, ...]:
        return (
            ("mentor", "mentee") if self.fallback == BOTH else tuple(filter(None, [self.fallback]))
        )

    @property
    def names_addresses(self) -> bool:
        return bool(self.columns.of("email"))

    @property
    def names_roles(self) -> bool:
        return bool(self.columns.of("role") or self.fallback)

    def undo_until_at(self) -> datetime | None:
        return self.imported_at and self.imported_at + UNDO_WITHIN

    def may_be_undone(self, now: datetime) -> bool:
        until = self.undo_until_at()
        return self.status == self.Status.DONE and until is not None and now < until

    def mails_at(self) -> datetime | None:
        """When the mails of this import go out; None when there are none."""
        tells = self.joins in (self.Joins.ACCEPTED, self.Joins.INVITED)
        return self.imported_at + settings.RECALL_WINDOW if tells and self.imported_at else None

    # -- the steps

    def choose(self, choices: dict[int, str], *, encoding: str, fallback: str, by: Any) -> None:
        """What each column holds, how the letters are read, and the role of those who name none."""
        asked = {str(index): field for index, field in choices.items()}
        self._change(choices=asked, encoding=encoding, fallback=fallback)

    def mend(self, fixes: dict[tuple[int, int], str], *, by: Any) -> int:
        """Keep corrected cells; those that say what the list says are dropped. How many are new."""
        self._still_checking("mend")
        before = {(row, index): text for row, index, text in self.fixes}
        lines = {line.row: line for line in self.original.lines}
        wanted = before | {at: text for at, text in fixes.items() if at[0] in lines}
        kept = {(r, i): text for (r, i), text in wanted.items() if text != lines[r].cell(i)}
        if kept == before:
            return 0
        self._change(fixes=[[row, index, text] for (row, index), text in sorted(kept.items())])
        return len(kept.items() - before.items())

    def plan(self) -> Plan:
        """What bringing it in would do now."""
        return Arrival.objects.plan(self, self.roster.people)

    @transaction.atomic
    def bring_in(self, *, joins: str, seen: int, by: Any, now: datetime) -> None:
        """Write all of it or nothing. `seen` is the version that was checked."""
        fresh = Intake.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if fresh.status == self.Status.CHECKING and fresh.version != seen:
            sentence = _("The list was changed in another window. Check it once more.")
            raise NotNow("bring_in", sentence=sentence)
        roster = fresh.roster if fresh.status == self.Status.CHECKING else Roster()
        move(self, "bring_in", INTAKE_TRANSITIONS, by=by, imported_at=now, joins=joins)
        self.counts = Arrival.objects.bring(self, roster.people, by=by, now=now) | {
            "skipped": roster.counts.skipped,
            "superseded": roster.counts.superseded,
        }
        self.data, self.fixes = b"", []
        self.save(update_fields=["counts", "data", "fixes"])

    @transaction.atomic
    def undo(self, *, by: Any, now: datetime) -> None:
        """Take back whatever nobody has touched since; what stays keeps its reason."""
        if not self.may_be_undone(now):
            raise NotNow("undo", sentence=_("A day has passed, so these people stay."))
        move(self, "undo", INTAKE_TRANSITIONS, by=by, undone_at=now)
        self.counts |= Arrival.objects.take_back(self)
        self.save(update_fields=["counts"])

    @transaction.atomic
    def drop(self, *, by: Any) -> None:
        move(self, "drop", INTAKE_TRANSITIONS, by=by, data=b"", fixes=[])

    def _still_checking(self, verb: str) -> None:
        if self.status != self.Status.CHECKING:
            raise NotNow(verb, self.status)

    def _change(self, **changes: Any) -> None:
        same = Intake.objects.filter(pk=self.pk, status=self.Status.CHECKING)
        if not same.update(version=F("version") + 1, **changes):
            raise NotNow("choose")
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)
        for name in ("original", "columns", "sheet", "roster"):
            self.__dict__.pop(name, None)
