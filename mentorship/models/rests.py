"""Telling the other one of a rest, or of its end: once it has stood for a moment, once a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Model

from mentorship.models.notice import Notice

SECOND_THOUGHT, ONCE_A_DAY = timedelta(minutes=10), timedelta(hours=24)
RESTS = ("pairing_paused", "pairing_resumed")


def tell_of_rest(
    pairing: Model, kind: str, people: Iterable[Any], *, once: str, now: datetime
) -> None:
    """Owe these how it stands now, in place of what they have not read yet.

    Whoever never heard of the rest need not hear that it is over. The same news again within a
    day waits until that day is over, and is dropped when it has changed back by then.
    """
    told = Notice.objects.filter(about_id=pairing.pk, kind__in=RESTS)
    waiting = told.filter(state=Notice.State.OWED).exclude(lease_until_at__gt=now)
    unread = set(waiting.values_list("recipient", flat=True))
    Notice.objects.cancel(pairing, *RESTS)
    for person in people:
        if person.pk not in unread:
            same = told.filter(kind=kind, recipient=person).aggregate(at=Max("sent_at"))
            due_at = max(now + SECOND_THOUGHT, (same["at"] or now - ONCE_A_DAY) + ONCE_A_DAY)
            Notice.objects.post(kind, to=person, about=pairing, once=once, due_at=due_at)
