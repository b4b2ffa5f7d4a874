"""Is it still yours? Asked of the goals under way whenever somebody prepares for a check-in."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from goals.models import RESONANCE, Goal, Saying, Titles
from mentorship.models import Pairing


def asked_of(pairing: Pairing, person: Any, occasion: uuid.UUID) -> dict[Any, tuple[str, str]]:
    """The goals that both agreed on: title, and what this person said of it for this occasion."""
    goals = _under_way(pairing, person)
    titles = Titles.of(goals, person)
    mine = Saying.objects.filter(goal__in=goals, person=person, occasion=occasion)
    said = {row.goal_id: row.kind for row in mine.filter(kind__in=RESONANCE).order_by("said_at")}
    return {goal.pk: (titles[goal.pk], said.get(goal.pk, "")) for goal in goals}


@transaction.atomic
def answer(pairing: Pairing, told: dict[uuid.UUID, str], *, by: Any, occasion: uuid.UUID) -> None:
    """Keep what was said of each; the same twice for one occasion is once."""
    for goal in _under_way(pairing, by):
        if goal.pk in told:
            Saying.objects.say(goal, told[goal.pk], by=by, occasion=occasion)


def _under_way(pairing: Pairing, person: Any) -> list[Goal]:
    found = Goal.objects.visible_to(person).of_pairing(pairing).filter(status="agreed")
    goals = list(found.order_by("created_at"))
    for goal in goals:
        goal.pairing = pairing
    return goals
