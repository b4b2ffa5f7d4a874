"""A stone on the pair's cairn: something reached, and a moment to notice it together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from accounts.private import PrivateTextField, seal_for
from mentorship.models.moves import NotNow, Transitions, move
from mentorship.models.notice import Notice
from mentorship.models.pairing import Pairing

CELEBRATION_TRANSITIONS: Transitions = {
    "celebrate": (("asked",), "celebrated"),
    "let_pass": (("asked",), "passed"),
}


class CelebrationQuerySet(models.QuerySet["Celebration"]):
    def visible_to(self, person: Any) -> CelebrationQuerySet:
        """A pair's stones; what still waits for its moment is its finder's alone."""
        mine = self.filter(pairing__in=Pairing.objects.visible_to(person))
        return mine.filter(Q(status=Celebration.Status.CELEBRATED) | Q(reached_by=person))

    def with_people(self) -> CelebrationQuerySet:
        return self.select_related(
            "pairing__mentee_person", "pairing__mentor_person", "reached_by", "replied_by"
        )

    def for_cairn(self, pairing: Pairing) -> CelebrationQuerySet:
        found = self.celebrated().filter(pairing=pairing)
        return found.select_related("pairing", "reached_by", "replied_by")

    def waiting_for(self, person: Any) -> CelebrationQuerySet:
        return self.filter(reached_by=person, status=Celebration.Status.ASKED)

    def celebrated(self) -> CelebrationQuerySet:
        return self.filter(status=Celebration.Status.CELEBRATED)

    @transaction.atomic
    def ask(self, pairing: Pairing, *, key: str, title: str, by: Any) -> Celebration:
        """Something was reached: pause on it, once per key, however often it is reported."""
        found = self.filter(pairing=pairing, key=key).first()
        return found or self.create(pairing=pairing, key=key, title=title, reached_by=by)

    @transaction.atomic
    def lay(
        self, pairing: Pairing, *, key: str, title: str, by: Any, mails_at: datetime
    ) -> Celebration:
        """A win that somebody logged is its own celebration: lay the stone, tell the partner."""
        stone = self.ask(pairing, key=key, title=title, by=by)
        if stone.status == Celebration.Status.ASKED:
            stone.celebrate(by=by, mails_at=mails_at)
        return stone

    @transaction.atomic
    def take_away(self, pairing: Pairing, *, key: str) -> None:
        """What it stood for was taken back. NotNow once the partner has answered: that stays."""
        for stone in self.select_for_update().filter(pairing=pairing, key=key):
            if stone.replied_by_id:
                sentence = gettext("%s has answered this one; it stays.")
                partner = pairing.partner_of(stone.reached_by).get_short_name()
                raise NotNow("take_away", sentence=sentence % partner)
            Notice.objects.cancel(stone)
            stone.delete()
            pairing.note_win(-1)


class Celebration(Row):
    class Status(models.TextChoices):
        ASKED = "asked", _("waiting for a moment")
        CELEBRATED = "celebrated", _("celebrated")
        PASSED = "passed", _("let pass")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="celebrations")
    key = models.CharField(max_length=80)
    reached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reached_at = models.DateTimeField(default=timezone.now)
    title = PrivateTextField(author="reached_by")
    what_worked = PrivateTextField(author="reached_by", blank=True)
    reply = PrivateTextField(author="replied_by", blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)

    objects = CelebrationQuerySet.as_manager()

    class Meta:
        ordering = ["-reached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "key"], name="one_celebration_per_milestone"
            ),
            models.CheckConstraint(
                condition=Q(replied_by__isnull=True) | Q(replied_at__isnull=False),
                name="reply_has_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing}: {self.key}"

    def can_be_read_by(self, reader: Any) -> bool:
        return self.pairing.is_of(reader)

    @transaction.atomic
    def celebrate(
        self, *, by: Any, what_worked: str = "", mails_at: datetime | None = None
    ) -> None:
        """Lay the stone and tell the partner."""
        move(self, "celebrate", CELEBRATION_TRANSITIONS, by=by)
        self.what_worked = what_worked
        self.save(update_fields=["what_worked"])
        self.pairing.note_win(1)
        Notice.objects.post(
            "celebrated", to=self.pairing.partner_of(by), about=self, due_at=mails_at
        )

    def let_pass(self, *, by: Any) -> None:
        move(self, "let_pass", CELEBRATION_TRANSITIONS, by=by)

    def say_what_worked(self, text: str, *, by: Any) -> bool:
        """Put words on a stone that is laid; False once the partner has answered those it has."""
        silent = Celebration.objects.filter(pk=self.pk, replied_by=None)
        return bool(silent.update(what_worked=seal_for(self, "what_worked", text)))

    @transaction.atomic
    def answer(self, *, by: Any, text: str) -> None:
        """The partner's own words; the first ones stay. NotNow when the stone was taken away."""
        silent = Celebration.objects.filter(pk=self.pk, replied_by=None)
        self.replied_by = by
        words = seal_for(self, "reply", text)
        if silent.update(replied_by=by, replied_at=timezone.now(), reply=words):
            Notice.objects.post("celebration_reply", to=self.reached_by, about=self)
        elif not Celebration.objects.filter(pk=self.pk).exists():
            raise NotNow("answer", sentence=gettext("It was taken back meanwhile."))
        self.refresh_from_db(fields=["replied_by", "replied_at", "reply"])
