"""The stages of a pair's way, by what has happened and by the calendar."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from mentorship.models import Pairing

# Shares of a pair's way that are behind it when a stage begins.
GROW, RESET_FROM, RESET_UNTIL, CLOSE = 0.15, 0.45, 0.55, 0.8


def stage_of(pairing: Pairing, today: dt.date) -> str:
    """One of arrive, align, grow, reset, close, beyond."""
    if pairing.status in ("completed", "ended"):
        return "beyond"
    if pairing.status == "proposed":
        return "arrive" if (today - timezone.localdate(pairing.created_at)).days < 3 else "align"
    elapsed = share_behind(pairing, today)
    if elapsed >= CLOSE:
        return "close"
    if RESET_FROM <= elapsed < RESET_UNTIL:
        return "reset"
    return "grow" if elapsed >= GROW else "align"


def share_behind(pairing: Pairing, today: dt.date) -> float:
    """How much of the two's own way lies behind them, 0 to 1: from their match to its last day.

    A pair that was matched late in a round still begins at the beginning.
    """
    began_on = max(pairing.cohort.starts_on, timezone.localdate(pairing.created_at))
    until_on = min(today, timezone.localdate(pairing.ended_at)) if pairing.ended_at else today
    whole = max(pairing.until_on - began_on, dt.timedelta(days=1))
    return min(1.0, max(0.0, (until_on - began_on) / whole))
