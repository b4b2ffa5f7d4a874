"""When a person wants to be left alone: quiet hours, what they muted, how much is enough."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.models import MailPreferences
from mentorship.models import Notice
from mentorship.outbox.letters import UNCAPPED

WEEK = timedelta(days=7)
ALWAYS = "security"  # told whatever anybody prefers
COUNTED = ~Q(category="") & ~Q(category__in=UNCAPPED)


def preferences_of(person: Any) -> MailPreferences:
    """What the person chose, or what everybody has at first."""
    chosen = getattr(person, "mail_preferences", None)
    return chosen or MailPreferences(person=person)


def zone_of(person: Any) -> zoneinfo.ZoneInfo:
    """The person's zone; the site's one when the zone data has dropped theirs."""
    try:
        return zoneinfo.ZoneInfo(person.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.DEFAULT_ZONE)


def is_muted(preferences: MailPreferences, category: str) -> bool:
    """Also true for somebody who wants none a week of what counts towards the limit."""
    wants_none = preferences.weekly_cap == 0 and category not in UNCAPPED
    return category != ALWAYS and (wants_none or category in preferences.muted)


def end_of_quiet(
    now: datetime, starts: dt.time, ends: dt.time, zone: zoneinfo.ZoneInfo
) -> datetime | None:
    """When the quiet hours end that `now` falls into, by the clock on that person's wall."""
    local = now.astimezone(zone)
    wall, is_overnight = local.time(), starts > ends
    is_late = is_overnight and wall >= starts
    is_early = wall < ends and (is_overnight or wall >= starts)
    if not (is_late or is_early):
        return None
    day = local.date() + timedelta(days=int(is_late))
    return _first_after(now, datetime.combine(day, ends, tzinfo=zone))


def _first_after(now: datetime, wall: datetime) -> datetime:
    """The instant of a wall time: its second pass, where clocks go back and the first is over."""
    at = wall.astimezone(dt.UTC)
    return at if at > now else wall.replace(fold=1).astimezone(dt.UTC)


def week_is_full_until(person: Any, category: str, cap: int, now: datetime) -> datetime | None:
    """When one more of the counted mails fits the person's week; None: it fits now."""
    if category in UNCAPPED:
        return None
    latest = _sent_within_a_week(person, now).order_by("-sent_at")
    told_at = [at for at in latest.values_list("sent_at", flat=True)[:cap] if at]
    return told_at[-1] + WEEK if len(told_at) == cap else None


def is_crowded(notice: Notice, cap: int, now: datetime) -> bool:
    """Whether other workers are about to fill the week of a reserved notice's person."""
    coming = Notice.objects.filter(
        COUNTED, recipient=notice.recipient_id, state=Notice.State.OWED, lease_until_at__gt=now
    ).exclude(pk=notice.pk)
    return coming.count() + _sent_within_a_week(notice.recipient, now).count() >= cap


def _sent_within_a_week(person: Any, now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(
        COUNTED, recipient=person, state=Notice.State.SENT, sent_at__gt=now - WEEK
    )
