"""What comes along from one check-in to the next: one of the two pairs found a moment for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from checkins.models import Action, CheckIn
from mentorship.home.demo.diary import wall


def slip(life: Any, check_in: CheckIn, starts_at: datetime) -> None:
    """At the last check-in but two of a pair on the first page, one thing is said that slips."""
    rhythm = timedelta(weeks=life.scene.every)
    if not life.scene.next or not 2 * rhythm <= life.diary.now - starts_at < 3 * rhythm:
        return
    text, when, then = life.says("slips")
    action = Action.objects.add(check_in, text, by=life.mentee, owner=life.mentee)
    action.pairing = life.pairing
    if life.scene.next == "ready":
        at = wall(life.mentee, life.diary.days_ago(1), 20, 15)
        life.note(at, partial(action.plan, by=life.mentee, when=when, then=then, shown_version=0))
