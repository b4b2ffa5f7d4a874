"""Which clauses the pairs of a program are asked. Versions are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.limits import need_room
from accounts.models import Row
from mentorship.clause_sets import DEFAULT, Entry, asked, entries_in
from mentorship.clause_shapes import Clause
from mentorship.clause_words import CLAUSES
from mentorship.models.event import Event
from mentorship.models.moves import Changed, NotNow
from mentorship.models.program import Program

MOST_VERSIONS = 300


class ClauseSetQuerySet(models.QuerySet["ClauseSet"]):
    def current(self, program_id: Any) -> ClauseSet | None:
        """The newest of this program; None: the eleven as they are."""
        return self.filter(program=program_id).order_by("-number").first()

    @transaction.atomic
    def revise(
        self, program: Program, entries: Sequence[Entry], *, by: Any, shown: int
    ) -> ClauseSet:
        """A new version; `shown` is the number of the one it was written on, or 0.

        Raises Changed when another one came meanwhile, NotNow when no clause would be left. The
        same once more makes none. Pairs that have begun keep theirs.
        """
        list(Program.objects.select_for_update().filter(pk=program.pk).values("pk"))
        last = self.current(program.pk)
        number, before = (last.number, last.entries) if last else (0, DEFAULT)
        if last and before == tuple(entries):
            return last
        if number != shown:
            raise Changed("revise_clauses")
        if not asked(entries):
            raise NotNow("revise_clauses", sentence=_("Leave at least one clause in."))
        need_room(self.filter(program=program), MOST_VERSIONS, _("It was changed very often."))
        data = [entry.to_data() for entry in entries]
        made = self.create(program=program, number=number + 1, data=data, made_by=by)
        Event.objects.record(program, "revise_clauses", by=by, after=str(made.number))
        return made


class ClauseSet(Row):
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="clause_sets")
    number = models.PositiveIntegerField()
    # A list in order: {"key", "is_on"}, and of title, why, prompt, samples what differs.
    data = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = ClauseSetQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="one_clause_set_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.number}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        return entries_in(self.data)


def clauses_of(pairing: Any) -> tuple[Clause, ...]:
    """What this pair is asked, and was asked when it began; whatever its program asks by now."""
    return asked(pairing.clause_set.entries) if pairing.clause_set_id else CLAUSES
