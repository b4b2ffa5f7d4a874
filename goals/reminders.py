"""Who is asked whether anything moved: mentees after three quiet weeks, and once a fortnight.

And whoever has a checkpoint that comes near.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accounts.models import Leave
from goals import nearing
from goals.silence import AGAIN_AFTER, due_after, quiet_pairs
from mentorship.models import Notice, Pairing

AHEAD, WORTH_ASKING = timedelta(hours=48), timedelta(days=5)


def plan(now: datetime) -> int:
    """Post what falls due in the next two days; how many were new."""
    return _ask_the_quiet(now) + nearing.plan(now)


def _ask_the_quiet(now: datetime) -> int:
    found = quiet_pairs(now + AHEAD).exclude(mentee_person__in=_asked_lately(now))
    asked: set[Any] = set()
    for pairing in found:
        if pairing.mentee_person_id not in asked and _ask(pairing, now):
            asked.add(pairing.mentee_person_id)
    return len(asked)


def _ask(pairing: Pairing, now: datetime) -> bool:
    """Owe the mentee one question about this silence, keyed by its fortnight."""
    person = pairing.mentee_person
    since_at = pairing.quiet_since_at  # type: ignore[attr-defined]
    fortnight, due_at = due_after(since_at, now + AHEAD, person)
    if not now - WORTH_ASKING < due_at < now + AHEAD or _is_away(person, due_at):
        return False
    once = f"{since_at:%Y%m%d}-{fortnight}"
    expires_at = due_at + WORTH_ASKING
    Notice.objects.post(
        "anything_move", to=person, about=pairing, once=once, due_at=due_at, expires_at=expires_at
    )
    return True


def _asked_lately(now: datetime) -> Any:
    """People who were asked, or are about to be, within a fortnight; in whichever pairing."""
    asked = Notice.objects.filter(kind="anything_move", due_at__gt=now + AHEAD - AGAIN_AFTER)
    return asked.values("recipient")


def _is_away(person: Any, at: datetime) -> bool:
    on = at.astimezone(person.zone).date()
    return Leave.objects.filter(person=person, starts_on__lte=on, ends_on__gte=on).exists()
