"""What each of two people expects, answered alone, and sealed until both are done.

There is one door: `revealed_at`, which the second `finish` sets on both rows under the pairing's
lock. Before it, nothing of the other one's row can be read, not even that it is there.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Row
from accounts.private import PrivateTextField, open_all_for, open_for
from mentorship.models.event import Event
from mentorship.models.moves import Changed, NotNow
from mentorship.models.notice import Notice
from mentorship.models.pairing import Pairing

Answers = dict[str, str]


class ExpectationQuerySet(models.QuerySet["Expectation"]):
    def visible_to(self, person: Any) -> ExpectationQuerySet:
        """One's own; the partner's once both are revealed."""
        ours = self.filter(pairing__in=Pairing.objects.visible_to(person))
        return ours.filter(Q(person=person) | Q(revealed_at__isnull=False))

    def of(self, pairing: Pairing, person: Any) -> Expectation:
        """This person's; one that is not kept yet as long as nothing was answered."""
        kept = self.filter(pairing=pairing, person=person).first()
        found: Expectation = kept or Expectation(pairing=pairing, person=person)
        found.pairing = pairing
        return found

    def both(self, pairing: Pairing, reader: Any) -> dict[Any, Answers] | None:
        """What both answered, by person, once it is revealed; None before."""
        rows = list(self.filter(pairing=pairing, revealed_at__isnull=False))
        for row in rows:
            row.pairing = pairing
        if len(rows) < len(pairing.people):
            return None
        texts = open_all_for([(row, "answers") for row in rows], reader)
        return {row.person_id: _kept(text)["said"] for row, text in zip(rows, texts, strict=True)}

    def reveal(self, pairing: Pairing, at: Any) -> bool:
        """Open both, if both are done; whether they were opened now."""
        done = self.filter(pairing=pairing, done_at__isnull=False, revealed_at=None)
        return done.count() == len(pairing.people) and bool(done.update(revealed_at=at))


class Expectation(Row):
    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="expectations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # JSON: {"said": {part: words}, "seen": [clauses that were answered or skipped]}
    answers = PrivateTextField(author="person", blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pairing", "person"], name="one_expectation_each"),
            models.CheckConstraint(
                condition=Q(revealed_at__isnull=True) | Q(done_at__isnull=False),
                name="revealed_when_done",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        if reader.pk == self.person_id:
            return True
        return self.revealed_at is not None and self.pairing.is_of(reader)

    def read(self, *, by: Any) -> tuple[Answers, list[str]]:
        """What was answered by part, and which clauses were seen, in the order of that."""
        kept = _kept(open_for(self, "answers", by))
        return kept["said"], kept["seen"]

    @transaction.atomic
    def answer(self, clause: str, said: Answers, *, by: Any, shown: Answers) -> None:
        """Keep one clause; empty answers skip it. `shown` is how it read when the page opened.

        Raises Changed when another tab answered it meanwhile, NotNow after the reveal.
        """
        self._hold()
        everything, seen = self.read(by=by)
        now = {key: everything.get(key, "") for key in said}
        if now not in (said, {key: shown.get(key, "") for key in said}):
            raise Changed("answer")
        kept = {"said": everything | said, "seen": [*seen, clause] if clause not in seen else seen}
        self.answers = json.dumps(kept, ensure_ascii=False)
        self.save(update_fields=["answers"])

    @transaction.atomic
    def finish(self, *, by: Any) -> bool:
        """Say that one is done. Whether that opened both; then the other one hears of it."""
        self._hold()
        now = timezone.now()
        if self.done_at is None:
            self.done_at = now
            self.save(update_fields=["done_at"])
            Event.objects.record(self.pairing, "finish_expectations", by=by)
        if not Expectation.objects.reveal(self.pairing, now):
            return False
        self.revealed_at = now
        partner = self.pairing.partner_of(by)
        Notice.objects.cancel(self.pairing, "agreement_missing")
        Notice.objects.post("expectations_ready", to=partner, about=self.pairing)
        Event.objects.record(self.pairing, "reveal_expectations", by=by)
        return True

    def _hold(self) -> None:
        """Under the pairing's lock, as the database has it; made now if it is the first word."""
        held = Pairing.objects.select_for_update().only("status").get(pk=self.pairing_id)
        if not held.is_open:
            raise NotNow("answer", held.status, sentence=_("Your time together is over."))
        kept, _is_new = Expectation.objects.get_or_create(
            pairing=self.pairing, person_id=self.person_id
        )
        self.pk, self._state = kept.pk, kept._state
        self.answers, self.done_at = kept.answers, kept.done_at
        self.revealed_at = kept.revealed_at
        if self.revealed_at:
            raise NotNow("answer", sentence=_("You have both answered; now settle it together."))


def _kept(text: str) -> dict[str, Any]:
    return json.loads(text) if text else {"said": {}, "seen": []}
