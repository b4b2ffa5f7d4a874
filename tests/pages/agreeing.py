"""Pairs who have answered what they expect: one side alone, and both with gaps."""

from __future__ import annotations

from typing import Any

from mentorship.models import Expectation, Settling
from tests.factories import make_cohort, make_pairing
from tests.world import World, make_account

# clause -> what the mentee said, what the mentor said
SAID: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "hopes": (
        {"hopes": "To lead a project without dread.", "goals": "Lead a review\nSpeak in June"},
        {"hopes": "To see somebody grow.", "goals": "Ten years of projects that went wrong."},
    ),
    "rhythm": ({"cadence_days": "7", "minutes": "45"}, {"cadence_days": "28", "minutes": "60"}),
    "where": ({"channel": "video", "place": ""}, {"channel": "video", "place": ""}),
    "agenda": ({"agenda": "I do, a day before."}, {"agenda": "The mentee."}),
    "pace": ({"pace_step": "gentle", "pace": ""}, {"pace_step": "brisk", "pace": ""}),
    "feedback": (
        {"feedback_way": "gentle", "feedback": "With time to think."},
        {"feedback_way": "straight", "feedback": "At once, then it is over."},
    ),
    "ending": ({"review_on": "2031-02-01"}, {"review_on": "2031-02-01"}),
}


def answering(world: World) -> None:
    waiting = _pair(world, "waiting", "Wanda Pohl", "Willem Smit")
    _answer(waiting, waiting.mentee_person, 0, list(SAID))
    Expectation.objects.of(waiting, waiting.mentee_person).finish(by=waiting.mentee_person)
    _answer(waiting, waiting.mentor_person, 1, ["hopes", "rhythm", "where"])
    gaps = _pair(world, "gaps", "Gina Abel", "Gustav Lohr")
    for side, person in enumerate(gaps.people):
        _answer(gaps, person, side, list(SAID))
        Expectation.objects.of(gaps, person).finish(by=person)
    ours = {"cadence_days": "14", "minutes": "45"}
    Settling.objects.settle(gaps, "rhythm", ours, by=gaps.mentor_person, shown=0)


def _pair(world: World, name: str, mentee: str, mentor: str) -> Any:
    people = {role: make_account(f"{name}-{role}", full) for role, full in _named(mentee, mentor)}
    pairing = make_pairing(cohort=make_cohort(), is_started=False, **people)
    world.people |= {f"{name}_{role}": person for role, person in people.items()}
    world.keep(**{f"{name}_pairing": pairing})
    return pairing


def _named(mentee: str, mentor: str) -> list[tuple[str, str]]:
    return [("mentee", mentee), ("mentor", mentor)]


def _answer(pairing: Any, person: Any, side: int, keys: list[str]) -> None:
    mine = Expectation.objects.of(pairing, person)
    for key in keys:
        mine.answer(key, SAID[key][side], by=person, shown={})
