"""What the calendar asks of a pair: once a month whether the direction holds, and once halfway."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from mentorship.models import Halfway, HorizonCheck, Pairing
from mentorship.models.halfway import at_half
from mentorship.models.horizon import CLOSING, MONTH, QUIET
from mentorship.stages import CLOSE


def plan(now: datetime) -> int:
    """Let go of what nobody answered, then ask whom it is time to ask; how many were asked."""
    HorizonCheck.objects.lapse_stale(now)
    looks = [Halfway.objects.begin(pairing, now=now) for pairing in at_half(now, until=CLOSE)]
    begin = HorizonCheck.objects.begin
    checks = [begin(pairing, cause="monthly", now=now) for pairing in _due(now)]
    return len([one for one in (*looks, *checks) if one])


def _due(now: datetime) -> list[Pairing]:
    """Under way for a month, not asked within one, nor lately for another reason, nor at their end.

    What is still open waits for its answers; the check of halfway does so until they come.
    """
    earlier = HorizonCheck.objects.filter(pairing=OuterRef("pk"))
    going_on = Pairing.objects.going_on_after(timezone.localdate(now) + CLOSING)
    found = going_on.filter(
        ~Exists(earlier.filter(opened_at__gt=now - QUIET["monthly"])),
        ~Exists(earlier.filter(cause=HorizonCheck.Cause.MONTHLY, opened_at__gt=now - MONTH)),
        ~Exists(earlier.open()),
        status=Pairing.Status.ACTIVE,
        started_at__lte=now - MONTH,
    )
    return list(found.with_people())
