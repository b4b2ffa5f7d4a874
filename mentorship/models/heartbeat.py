"""A sign of life: when something that should happen again and again happened last."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from accounts.models import Row


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def beat(self, name: str, now: datetime) -> None:
        """It happened just now; harmless when several say so at once."""
        self.bulk_create(
            [Heartbeat(name=name, beat_at=now)],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["beat_at"],
        )

    def last_beat(self, name: str) -> datetime | None:
        return self.filter(name=name).values_list("beat_at", flat=True).first()


class Heartbeat(Row):
    name = models.CharField(max_length=20, unique=True)
    beat_at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
