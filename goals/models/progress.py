"""What moved: a step, a win or a snag, in half a sentence."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Row
from accounts.private import PrivateTextField, seal_for
from goals.models.goal import Goal
from mentorship.models import Celebration, Event, NotNow, Pairing


class ProgressQuerySet(models.QuerySet["Progress"]):
    def visible_to(self, person: Any) -> ProgressQuerySet:
        """One's own, and what the partner chose to share; nobody else's, ever."""
        shared = Q(audience=Progress.Audience.PAIR) | Q(author=person)
        mine = self.filter(shared, pairing__in=Pairing.objects.visible_to(person))
        return mine.filter(undone_at=None)

    def since(self, at: datetime | None) -> ProgressQuerySet:
        return self.filter(logged_at__gt=at) if at else self

    def for_trail(self, pairing: Pairing, person: Any) -> ProgressQuerySet:
        """A pair's trail, newest first."""
        found = self.visible_to(person).filter(pairing=pairing)
        return found.select_related("author", "pairing").order_by("-logged_at")

    @transaction.atomic
    def log(
        self,
        pairing: Pairing,
        text: str,
        *,
        by: Any,
        id: uuid.UUID | None = None,
        kind: str = "step",
        goal: Goal | None = None,
        confidence: int | None = None,
        audience: str = "pair",
    ) -> Progress:
        """Record that something moved. The same id twice makes one record.

        A shared win lays a stone on the pair's cairn; the partner hears of it when it can no
        longer be undone.
        """
        record = id or uuid.uuid4()
        known = self.filter(pk=record, author=by).first()
        if known:
            return known
        entry = self.create(
            id=record,
            pairing=pairing,
            author=by,
            text=text,
            kind=kind,
            goal=goal,
            confidence=confidence,
            audience=audience,
        )
        Event.objects.record(entry, "log", by=by)
        pairing.note_entry(entry.logged_at)
        if entry.is_stone:
            Celebration.objects.lay(
                pairing,
                key=entry.celebration_key,
                title=text,
                by=by,
                mails_at=entry.logged_at + settings.UNDO_WINDOW,
            )
        return entry


class Progress(Row):
    class Kind(models.TextChoices):
        STEP = "step", gettext_lazy("a step")
        WIN = "win", gettext_lazy("a win")
        SNAG = "snag", gettext_lazy("a snag")

    class Audience(models.TextChoices):
        PAIR = "pair", gettext_lazy("my partner and me")
        ME = "me", gettext_lazy("only me")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="progress")
    goal = models.ForeignKey(
        Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="progress"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.STEP)
    text = PrivateTextField(author="author")
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    audience = models.CharField(max_length=4, choices=Audience, default=Audience.PAIR)
    # What the person wrote to the one question that followed.
    after = PrivateTextField(author="author", blank=True)
    logged_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "progress"
        ordering = ["-logged_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__range=(1, 5)),
                name="confidence_one_to_five",
            )
        ]
        indexes = [models.Index(fields=["pairing", "-logged_at"], name="progress_of_pairing")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_stone(self) -> bool:
        return self.kind == self.Kind.WIN and self.audience == self.Audience.PAIR

    @property
    def celebration_key(self) -> str:
        return f"win:{self.pk}"

    def can_be_read_by(self, reader: Any) -> bool:
        if reader.pk == self.author_id:
            return True
        return self.audience == self.Audience.PAIR and self.pairing.is_of(reader)

    def may_be_undone(self) -> bool:
        return timezone.now() < self.logged_at + settings.UNDO_WINDOW

    @transaction.atomic
    def undo(self, *, by: Any) -> None:
        """Take it back as if it had not been written; for ten minutes."""
        if not self.may_be_undone():
            raise NotNow("undo", sentence=_("This was written a while ago; it stays."))
        if Progress.objects.filter(pk=self.pk, undone_at=None).update(undone_at=timezone.now()):
            Celebration.objects.take_away(self.pairing, key=self.celebration_key)
            Event.objects.record(self, "undo", by=by)

    def follow_up(self, text: str, *, by: Any) -> None:
        """Keep the answer to the one question that came after saving."""
        Progress.objects.filter(pk=self.pk).update(after=seal_for(self, "after", text))
