"""What is owed before a check-in: three days ahead an invitation to prepare, a day ahead the brief.

A check-in that is moved owes new ones: its number of moves is part of the key.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from checkins.models import CheckIn, Series
from mentorship.models import Notice, Pairing

LOOK, BACK = timedelta(hours=48), timedelta(hours=12)
OVER = timedelta(hours=1)
PREPARE_AHEAD, SOON_AHEAD = timedelta(days=3), timedelta(hours=24)
# Check-ins exist as rows this far ahead; beyond, the series' rule knows.
FILLED, TOP_UP = timedelta(days=60), timedelta(days=90)


def plan(now: datetime) -> int:
    """Fill the series' horizon, up to the last day, and post what falls due in two days."""
    _let_go(now)
    _look_ahead(now)
    return (
        _fill(now)
        + _owe("check_in_prepare", PREPARE_AHEAD, now)
        + _owe("check_in_soon", SOON_AHEAD, now)
    )


def _fill(now: datetime) -> int:
    """Make the check-ins of running series that are not rows yet."""
    horizon = (now + FILLED).date()
    short = Series.objects.running().short_of(horizon).select_related("pairing__cohort")
    return sum(
        series.extend((now + TOP_UP).date(), from_on=max(series.first_on, now.date()))
        for series in short
    )


def _let_go(now: datetime) -> None:
    """Plan no more what lies after a last day that two people moved forward; both signed it."""
    late = CheckIn.objects.beyond_their_end().filter(starts_at__gt=now)
    for pairing in Pairing.objects.open().filter(pk__in=late.values("pairing")):
        late.filter(pairing=pairing).delete()
        CheckIn.objects.refresh_meetings(pairing)


def _look_ahead(now: datetime) -> None:
    """Pairs whose next meeting is over by the clock alone look to the one after it."""
    for pairing in Pairing.objects.open().filter(next_check_in_at__lte=now - OVER):
        CheckIn.objects.refresh_meetings(pairing)


def _owe(kind: str, ahead: timedelta, now: datetime) -> int:
    """Post this kind for the check-ins whose moment for it is near; how many check-ins."""
    coming = CheckIn.objects.planned().filter(
        starts_at__gt=now + ahead - BACK,
        starts_at__lte=now + ahead + LOOK,
        pairing__status__in=(Pairing.Status.PROPOSED, Pairing.Status.ACTIVE),
    )
    rows = list(coming.select_related("pairing__mentee_person", "pairing__mentor_person"))
    for check_in in rows:
        for person in check_in.pairing.people:
            Notice.objects.post(
                kind,
                to=person,
                about=check_in,
                once=f"{check_in.local_on}:{check_in.sequence}",
                due_at=check_in.starts_at - ahead,
                expires_at=check_in.starts_at,
            )
    return len(rows)
