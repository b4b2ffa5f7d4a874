"""A secret address that a calendar program may read: its hash is kept, never the address."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F

from accounts.models import Row


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def renew(self, *, by: Any, now: datetime) -> str:
        """A new address for this person; the one before is dead. The token is shown once."""
        token = secrets.token_hex(20)
        self.update_or_create(
            person=by,
            defaults={
                "digest": digest(token),
                "epoch": by.link_epoch,
                "made_at": now,
                "used_at": None,
            },
        )
        return token

    def revoke(self, *, by: Any) -> None:
        self.filter(person=by).delete()

    def behind(self, token: str) -> CalendarFeed | None:
        """The feed that this token opens, of somebody who may still sign in."""
        found = self.alive().filter(digest=digest(token), person__is_active=True)
        return found.select_related("person").first()

    def alive(self) -> CalendarFeedQuerySet:
        """Made since the person last signed out everywhere: that ends every link of theirs."""
        return self.filter(epoch=F("person__link_epoch"))


class CalendarFeed(Row):
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    epoch = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.person)

    def note_use(self, now: datetime) -> None:
        CalendarFeed.objects.filter(pk=self.pk).update(used_at=now)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
