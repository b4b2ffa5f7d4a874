"""Who may do what to a check-in: both of the pair, as far as its state allows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from checkins.models import Action, CheckIn
from mentorship.models import Pairing

# A check-in can be called held from the moment it could have begun.
EARLY = timedelta(minutes=30)


def can_plan_check_ins(person: Any, pairing: Pairing) -> bool:
    return pairing.is_of(person) and pairing.is_open


def can_change_check_in(person: Any, check_in: CheckIn) -> bool:
    return check_in.pairing.is_of(person) and check_in.pairing.is_open


def can_answer_check_in(person: Any, check_in: CheckIn, now: datetime) -> bool:
    """Whether it took place can be said once it could have."""
    return can_change_check_in(person, check_in) and check_in.starts_at - EARLY <= now


def can_settle_action(person: Any, action: Action) -> bool:
    return action.pairing.is_of(person) and action.pairing.is_open


def can_ease_action(person: Any, action: Action) -> bool:
    """Whose it is makes it easier, while there is something to do; not the one who waits for it."""
    is_mine = action.owner_id == person.pk and action.pairing.is_of(person)
    return is_mine and action.pairing.is_open and action.status == Action.Status.OPEN


def can_read_brief(person: Any, check_in: CheckIn) -> bool:
    """The brief is the mentor's one screen before a check-in."""
    return check_in.pairing.mentor_person_id == person.pk
