"""What somebody was typing when the page closed. Kept for thirty days, readable by them alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from accounts.limits import need_room
from accounts.models.base import Row
from accounts.private import PrivateTextField, open_for

KEPT_FOR = timedelta(days=30)
LONGEST = 50_000
MOST = 500


class DraftQuerySet(models.QuerySet["Draft"]):
    def keep(self, *, by: Any, place: str, text: str, now: datetime) -> None:
        """Keep the latest text of one place (a form); an empty text forgets the draft."""
        if not text.strip():
            self.forget(by=by, place=place)
            return
        others = self.filter(person=by).exclude(place=place)
        need_room(others, MOST, _("So many texts are waiting for you; finish one of them first."))
        kept = {"text": text[:LONGEST], "kept_at": now}
        self.update_or_create(person=by, place=place, defaults=kept)

    def text(self, *, by: Any, place: str) -> str:
        """The kept text, or an empty one."""
        draft = self.filter(person=by, place=place).first()
        return open_for(draft, "text", by) if draft else ""

    def forget(self, *, by: Any, place: str) -> None:
        self.filter(person=by, place=place).delete()

    def too_old(self, now: datetime) -> DraftQuerySet:
        return self.filter(kept_at__lt=now - KEPT_FOR)


class Draft(Row):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    place = models.CharField(max_length=120)
    text = PrivateTextField(author="person")
    kept_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "place"], name="one_draft_per_place")
        ]

    def __str__(self) -> str:
        return self.place

    def can_be_read_by(self, reader: Any) -> bool:
        return self.person_id == reader.pk
