"""What is owed to somebody: a row written in the transaction that caused it, delivered later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from mentorship.outbox import doorbell


class NoticeQuerySet(models.QuerySet["Notice"]):
    def post(
        self,
        kind: str,
        *,
        to: Any,
        about: models.Model,
        once: str = "",
        due_at: datetime | None = None,
        expires_at: datetime | None = None,
        **details: str,
    ) -> None:
        """Owe `to` a mail of this kind about this row, exactly once for each `once`.

        `details` are ids and choices, never text of a person; a repeated post changes nothing.
        """
        notice = self.draft(
            kind,
            to=to,
            about=about,
            once=once,
            due_at=due_at,
            expires_at=expires_at,
            details=details,
        )
        self.post_all([notice])
        if due_at is None:
            transaction.on_commit(doorbell.press, robust=True)

    def draft(
        self,
        kind: str,
        *,
        to: Any,
        about: models.Model,
        once: str = "",
        due_at: datetime | None = None,
        expires_at: datetime | None = None,
        details: dict[str, str] | None = None,
    ) -> Notice:
        """What `post` owes, not kept yet."""
        return Notice(
            key=f"{kind}:{about.pk}:{once}:{to.pk}",
            kind=kind,
            recipient=to,
            about_type=str(about._meta.model_name),
            about_id=about.pk,
            details=details or {},
            due_at=due_at or timezone.now(),
            expires_at=expires_at,
        )

    def post_all(self, drafts: list[Notice]) -> None:
        """Owe all of these at once, each exactly once; the beat finds them when they fall due."""
        Notice.objects.bulk_create(drafts, ignore_conflicts=True, batch_size=500)

    def cancel(self, about: models.Model, *kinds: str) -> int:
        """Take back what was owed about this row and is not sent yet; the number of rows."""
        owed = self.filter(about_id=about.pk, state=Notice.State.OWED)
        chosen = owed.filter(kind__in=kinds) if kinds else owed
        return chosen.update(state=Notice.State.CANCELLED, why_not="taken back")

    def settle(self, now: datetime) -> int:
        """What fell due before now counts as told when it was due; for a past that is only told."""
        due = self.filter(state=Notice.State.OWED, due_at__lte=now)
        return due.update(state=Notice.State.SENT, sent_at=F("due_at"))

    def due(self, now: datetime) -> NoticeQuerySet:
        """What should go out now, oldest first, not held by a worker."""
        free = Q(lease_until_at=None) | Q(lease_until_at__lte=now)
        return self.filter(free, state=Notice.State.OWED, due_at__lte=now).order_by("due_at")

    def visible_to(self, person: Any) -> NoticeQuerySet:
        return self.filter(recipient=person)


class Notice(Row):
    """A mail that is owed. It holds ids only: words are found at the moment of sending."""

    class State(models.TextChoices):
        OWED = "owed", _("waiting to go out")
        SENT = "sent", _("sent")
        CANCELLED = "cancelled", _("not needed any more")
        REFUSED = "refused", _("refused by the mail server")

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    about_type = models.CharField(max_length=40)
    about_id = models.UUIDField(db_index=True)
    details = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.OWED)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    lease_until_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    why_not = models.CharField(max_length=60, blank=True)
    # Of the letter that was written from it, noted as it goes out: the weekly limit counts these.
    category = models.CharField(max_length=12, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_has_an_instant"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="owed"), name="owed_by_due"),
            models.Index(
                fields=["recipient", "sent_at"], condition=Q(state="sent"), name="sent_by_recipient"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def once(self) -> str:
        """What made it owed once more: the number of a version, of an event, a date."""
        return self.key.split(":")[2]

    @property
    def message_id(self) -> str:
        """Stable, so that a mail which a crash repeats can be recognised as the same."""
        return f"<{self.pk}@{settings.SITE_URL.partition('//')[2].partition(':')[0]}>"
