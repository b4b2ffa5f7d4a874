"""Pairs whose mentee has written nothing down for a while, and when it is kind to ask.

A private note is no silence either: it is asked about here, and told to nobody.
"""

from __future__ import annotations

import datetime as dt
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Leave
from goals.models import Progress
from mentorship.models import Pairing

QUIET_FOR = timedelta(days=21)
AGAIN_AFTER = timedelta(days=14)
ASKED_AT = dt.time(10, 0)


def quiet_pairs(at: datetime) -> QuerySet[Pairing]:
    """Active pairings that at this instant have been quiet for three weeks, the longest first."""
    since = at - QUIET_FOR
    kept = Progress.objects.standing().filter(
        pairing=OuterRef("pk"), author=OuterRef("mentee_person"), logged_at__gt=since
    )
    return (
        Pairing.objects.filter(~Exists(kept), status=Pairing.Status.ACTIVE)
        .annotate(quiet_since_at=Coalesce("last_entry_at", "started_at"))
        .filter(quiet_since_at__lte=since, mentee_person__is_active=True)
        .select_related("mentee_person")
        .order_by("quiet_since_at")
    )


def may_be_asked(pairing: Pairing, now: datetime) -> bool:
    """Whether it is still quiet, and the mentee is not away today."""
    person = pairing.mentee_person
    today = now.astimezone(person.zone).date()
    is_away = Leave.objects.filter(person=person, starts_on__lte=today, ends_on__gte=today)
    return not is_away.exists() and quiet_pairs(now).filter(pk=pairing.pk).exists()


def due_after(quiet_since_at: datetime, now: datetime, person: Any) -> tuple[int, datetime]:
    """The latest fortnight of a silence that has begun by `now`, and when in it to ask: at ten
    in the morning of the person's own day."""
    fortnight = max(0, (now - quiet_since_at - QUIET_FOR) // AGAIN_AFTER)
    begins_at = quiet_since_at + QUIET_FOR + fortnight * AGAIN_AFTER
    local = begins_at.astimezone(person.zone)
    day = local.date() + timedelta(days=int(local.time() > ASKED_AT))
    return fortnight, datetime.combine(day, ASKED_AT, tzinfo=person.zone).astimezone(dt.UTC)
