"""The stages of a pair's way, by what has happened and by the calendar."""

from __future__ import annotations

import datetime as dt

from mentorship.models import Pairing

# Shares of the round that are behind a pair when a stage begins.
GROW, RESET_FROM, RESET_UNTIL, CLOSE = 0.15, 0.45, 0.55, 0.8


def stage_of(pairing: Pairing, today: dt.date) -> str:
    """One of arrive, align, grow, reset, close, beyond."""
    if pairing.status in ("completed", "ended"):
        return "beyond"
    if pairing.status == "proposed":
        return "arrive" if (today - pairing.created_at.date()).days < 3 else "align"
    elapsed = pairing.cohort.share_elapsed(today)
    if elapsed >= CLOSE:
        return "close"
    if RESET_FROM <= elapsed < RESET_UNTIL:
        return "reset"
    return "grow" if elapsed >= GROW else "align"
