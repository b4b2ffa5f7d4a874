"""What happened: one append-only table that reads as a story. It never holds text of a person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max

from accounts.models import Row


class EventQuerySet(models.QuerySet["Event"]):
    @transaction.atomic(savepoint=False)
    def record(
        self,
        subject: models.Model,
        verb: str,
        *,
        by: Any,
        reason: str = "",
        before: str = "",
        after: str = "",
    ) -> Event:
        """Append one event to the subject's story, under the subject's row lock."""
        list(type(subject)._base_manager.select_for_update().filter(pk=subject.pk).values("pk"))
        story = self.about(subject)
        last = story.aggregate(last=Max("number"))["last"] or 0
        return self.create(
            subject_type=subject._meta.model_name,
            subject_id=subject.pk,
            pairing_id=_pairing_id(subject),
            number=last + 1,
            verb=verb,
            by=by,
            reason=reason,
            before=before,
            after=after,
        )

    def about(self, subject: models.Model) -> EventQuerySet:
        return self.filter(subject_type=subject._meta.model_name, subject_id=subject.pk)

    def of_pairing(self, pairing: models.Model) -> EventQuerySet:
        return self.filter(pairing_id=pairing.pk).order_by("at", "number")

    def with_doers(self) -> EventQuerySet:
        return self.select_related("by")


class Event(Row):
    """A verb, done to a subject, by somebody (nobody: the clock). `reason` is a code, not prose."""

    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    pairing_id = models.UUIDField(null=True, blank=True, db_index=True)
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "number"], name="one_event_per_step"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.verb}"


def _pairing_id(subject: models.Model) -> Any:
    return (
        subject.pk
        if subject._meta.model_name == "pairing"
        else getattr(subject, "pairing_id", None)
    )
