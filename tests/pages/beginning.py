"""People at every stage of a starting point: not begun, half way, shared, with words at length."""

from __future__ import annotations

from typing import Any

from mentorship.models import Enrolment, Pairing, StartingPoint
from tests.checkins.factories import make_check_in
from tests.factories import make_cohort, make_enrolment, make_program
from tests.world import World, make_account

SKILLS = ["Public speaking", "SQL", "Saying no kindly", "Project planning", "Writing", "Feedback"]
LONG = "Rechtsschutzversicherungsgesellschaften" * 2
CARD = {
    "feedback": "soft",
    "thinking": "alone",
    "planning": "explore",
    "learns": "by taking it apart, with somebody beside me who does not touch it",
    "quiet": "not before ten, not on Fridays",
    "needs": "captions when we meet by video",
}


def beginning(world: World) -> None:
    cohort = make_cohort(program=make_program(name="First Light", skills=SKILLS))
    _place(world, cohort, "unbegun", "Yara Winter")
    _place(world, cohort, "pooled", "Ulla Fenn", role="mentor")
    begun = _place(world, cohort, "begun", "Bela Horvat")
    ready = _place(world, cohort, "ready", "Rosalind Achterberg", role="mentor")
    mentee = _place(world, cohort, "ready_mentee", "Emeka Quist")
    say(begun, where="Out of support, into building.", matters="", strengths="People tell me.")
    rated = [{"name": name, "level": n % 5 + 1, "sure": n} for n, name in enumerate(SKILLS)]
    rated[1]["name"] = LONG[:60]
    own = {"offer": LONG, "learn": "To listen.", "strengths": "", "skills": rated, "work": CARD}
    say(ready, **own, worries="That I talk too much.", end="They call me only to tell me.")
    hopes = {"where": "Leading a small project, asleep at night.", "worries": "Finding the time."}
    say(mentee, **hopes, skills=rated[:4], work=CARD, end="We stop, and I hardly notice.")
    for place in (ready, mentee):
        StartingPoint.objects.of(place).finish(by=place.person, now=world.now)
    say(ready, learn="To ask instead.")
    StartingPoint.objects.of(ready).finish(by=ready.person, now=world.now)
    later = make_cohort(program=cohort.program, name="Second Light")
    world.keep(again_place=make_enrolment(cohort=later, person=mentee.person))
    pairing = Pairing.objects.propose(mentee, ready, by=world.coordinator)
    world.keep(ready_pairing=pairing, ready_check_in=make_check_in(pairing=pairing))


def say(place: Enrolment, **said: Any) -> None:
    for key, words in said.items():
        point = StartingPoint.objects.of(place)
        shown = point.token(key, point.read(by=place.person))
        how = "answered" if words else "skipped"
        told = {"by": place.person, "shown": shown, "how": how}
        point.answer(key, words, **told, keeps_back=key == "worries" and place.role == "mentor")


def _place(world: World, cohort: Any, name: str, full: str, role: str = "mentee") -> Enrolment:
    place = make_enrolment(cohort=cohort, person=make_account(name, full), role=role)
    world.people[name] = place.person
    world.keep(**{f"{name}_place": place})
    return place
