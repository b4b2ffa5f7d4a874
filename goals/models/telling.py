"""Who hears that the wording of a shared goal is another one, and by which mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mentorship.models import Notice


def ask_for_yes(goal: Any, *, by: Any, once: str, due_at: datetime | None = None) -> None:
    """Tell the partner that a wording waits for them."""
    partner = goal.pairing.partner_of(by)
    Notice.objects.post("goal_proposed", to=partner, about=goal, once=once, due_at=due_at)


def tell_of_change(goal: Any, *, by: Any) -> None:
    """Tell the partner of other words; of a proposal, instead of what they were owed before."""
    version = f"v{goal.version}"
    if goal.status == goal.Status.PROPOSED:
        Notice.objects.cancel(goal, "goal_proposed")
        ask_for_yes(goal, by=by, once=version, due_at=goal.settles_at)
    else:
        partner = goal.pairing.partner_of(by)
        Notice.objects.post("goal_revised", to=partner, about=goal, once=version)
