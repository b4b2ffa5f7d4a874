"""What each expects, alone, before anything is written for both."""

from __future__ import annotations

from functools import partial
from typing import Any

from mentorship.home.demo.diary import wall
from mentorship.models import Expectation


def answer_alone(life: Any, first: Any, second: Any) -> None:
    """Both answer on their first morning; where nobody has signed, one of them has yet to."""
    life.note(wall(first, life.day(0), 9, 15), partial(_answer, life, first, 14))
    if life.scene.signs >= 0:
        days = 14 if life.scene.variant % 2 else 28
        life.note(wall(second, life.day(0), 9, 50), partial(_answer, life, second, days))


def _answer(life: Any, person: Any, days: int) -> None:
    mine = Expectation.objects.of(life.pairing, person)
    said = {
        "hopes": {"hopes": life.says("both_hope"), "goals": ""},
        "rhythm": {"cadence_days": str(days), "minutes": "45"},
        "agenda": {"agenda": life.says("agendas")},
        "pace": {"pace_step": "steady", "pace": life.says("paces")},
        "confidence": {"confidence": life.says("confidences")},
    }
    for clause, words in said.items():
        mine.answer(clause, words, by=person, shown={})
    mine.finish(by=person)
