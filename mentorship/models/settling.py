"""What two people make of their two answers, clause by clause. Rows are only ever added to."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.limits import need_room
from accounts.models import Row
from accounts.private import PrivateTextField, open_all_for
from mentorship.models.agreement import Agreement, AgreementVersion
from mentorship.models.clause_set import clauses_of
from mentorship.models.expectation import Answers, Expectation
from mentorship.models.moves import Changed, NotNow
from mentorship.models.pairing import Pairing
from mentorship.together import terms_of

MOST = 400


class SettlingQuerySet(models.QuerySet["Settling"]):
    def newest(self, pairing: Pairing) -> dict[str, Settling]:
        """The last word on each clause."""
        rows = self.filter(pairing=pairing).order_by("number").select_related("author")
        found: dict[str, Settling] = {row.clause: row for row in rows}
        for row in found.values():
            row.pairing = pairing
        return found

    def read(self, pairing: Pairing, reader: Any) -> dict[str, tuple[Settling, Answers]]:
        """The last word on each clause, opened together."""
        found = self.newest(pairing)
        texts = open_all_for([(row, "words") for row in found.values()], reader)
        words = (json.loads(text) if text else {} for text in texts)
        return {key: (found[key], said) for key, said in zip(found, words, strict=True)}

    @transaction.atomic
    def propose(self, pairing: Pairing, *, by: Any, shown: int) -> AgreementVersion:
        """What holds for both becomes the first version of their agreement.

        `shown` is the number of the last settling that was read. Raises Changed when another one
        came since, or when there is a version already; NotNow until both can be read.
        """
        self._hold(pairing)
        both, settled = Expectation.objects.both(pairing, by), self.read(pairing, by)
        if both is None:
            raise NotNow("propose_version")
        if shown != max((row.number for row, _words in settled.values()), default=0):
            raise Changed("propose_version")
        mine, theirs = both.get(by.pk, {}), both.get(pairing.partner_of(by).pk, {})
        terms = terms_of(mine, theirs, settled, clauses_of(pairing))
        return Agreement.objects.of(pairing).propose(terms, by=by)

    @transaction.atomic
    def settle(
        self, pairing: Pairing, clause: str, words: Answers, *, by: Any, shown: int
    ) -> Settling:
        """Write what holds for both; `shown` is the number of the wording it replaces, or 0.

        Raises Changed when another wording stands there by now, NotNow once it is an agreement.
        The same words twice make one.
        """
        self._hold(pairing)
        revealed = Expectation.objects.filter(pairing=pairing, revealed_at__isnull=False)
        if not revealed.exists() or Agreement.objects.of(pairing).newest:
            raise NotNow("settle")
        last, said = self.read(pairing, by).get(clause, (None, None))
        if last and said == words:
            return last
        if shown != (last.number if last else 0):
            raise Changed("settle")
        need_room(self.filter(pairing=pairing), MOST, _("You settled this often; now sign it."))
        number = (self.filter(pairing=pairing).aggregate(n=models.Max("number"))["n"] or 0) + 1
        text = json.dumps(words, ensure_ascii=False)
        return self.create(pairing=pairing, clause=clause, number=number, author=by, words=text)

    def _hold(self, pairing: Pairing) -> None:
        """Settling and proposing come one after the other: nothing is settled that is left out."""
        Pairing.objects.select_for_update().filter(pk=pairing.pk).values_list("pk").first()


class Settling(Row):
    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="settlings")
    clause = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = PrivateTextField(author="author")
    settled_at = models.DateTimeField(default=timezone.now)

    objects = SettlingQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["pairing", "number"], name="one_settling_per_number")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        return self.pairing.is_of(reader)
