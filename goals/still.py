"""Is it still yours? Asked of the goals under way whenever somebody prepares for a check-in."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from goals.models import RESONANCE, Goal, Saying, Titles, question_for, resonance_for
from mentorship.models import NotNow, Pairing


@dataclass(frozen=True)
class Asked:
    """A goal that both agreed on, as one of them is asked about it; `said` is empty before that."""

    title: str
    question: str
    choices: list[tuple[str, str]]
    said: str


def asked_of(pairing: Pairing, person: Any, occasion: uuid.UUID) -> dict[uuid.UUID, Asked]:
    """The goals under way, by pk, each with what this person said of it for this occasion."""
    goals = _under_way(pairing, person)
    titles = Titles.of(goals, person)
    mine = Saying.objects.filter(goal__in=goals, person=person, occasion=occasion)
    said = {row.goal_id: row.kind for row in mine.filter(kind__in=RESONANCE).order_by("said_at")}
    return {
        goal.pk: Asked(
            titles[goal.pk],
            question_for(person, goal),
            resonance_for(person, goal),
            said.get(goal.pk, ""),
        )
        for goal in goals
    }


@transaction.atomic
def answer(pairing: Pairing, told: dict[uuid.UUID, str], *, by: Any, occasion: uuid.UUID) -> None:
    """Keep what was said of each; the same twice for one occasion is once."""
    for goal in _under_way(pairing, by):
        if goal.pk in told:
            with suppress(NotNow):  # parked or let go this very moment: nothing to say of it
                Saying.objects.say(goal, told[goal.pk], by=by, occasion=occasion)


def _under_way(pairing: Pairing, person: Any) -> list[Goal]:
    found = Goal.objects.visible_to(person).of_pairing(pairing).filter(status="agreed")
    goals = list(found.order_by("created_at"))
    for goal in goals:
        goal.pairing = pairing
    return goals
