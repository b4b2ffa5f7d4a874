"""Pairs that have been lived in, for tests that care how much there is of everything."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from accounts.models import Profile
from checkins.models import Action, Note, Prep
from goals.models import Checkpoint, Goal, Progress
from mentorship import clauses
from mentorship.models import Agreement, IntroductionRound, Pairing, introducing
from tests.checkins.factories import make_check_in, make_series
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person


def hours(number: float) -> dt.timedelta:
    return dt.timedelta(hours=number)


def lived_in(pairing: Pairing, things: int = 1) -> Pairing:
    """With a signed agreement, goals and checkpoints, a trail, stones, and check-ins around now."""
    mentee, mentor = pairing.people
    agreement = Agreement.objects.of(pairing)
    version = agreement.propose(clauses.starting_terms(), by=mentee)
    for person in (mentee, mentor):
        agreement.sign(by=person, typed_name=person.name, shown_hash=version.content_hash)
        Profile.objects.get_or_create(person=person)
    goals = [agreed_goal(pairing, points=things) for _ in range(things)]
    for number in range(things):
        log(pairing, goals[number], "step")
        log(pairing, goals[number], "win")
        Checkpoint.objects.filter(goal=goals[number]).first().reach(by=mentee)
    for number in range(things):
        met = make_check_in(pairing=pairing, starts_at=timezone.now() - hours(200 * (number + 1)))
        met.hold(by=mentor)
        written_about(met)
    make_check_in(pairing=pairing, starts_at=timezone.now() - hours(30))
    coming = make_check_in(pairing=pairing, starts_at=timezone.now() + hours(30))
    Prep.objects.keep(coming, by=mentee, want="Courage", pulse=4, pace=0)
    make_series(pairing=pairing)
    return pairing


def written_about(met: Any) -> None:
    for person in met.pairing.people:
        Prep.objects.keep(met, by=person, want="Ideas", pulse=3, pace=1)
        Action.objects.add(met, "Call", by=person, owner=person)
        Note.objects.keep(met, "Own", by=person, audience="me", shown_version=0)
    Note.objects.keep(met, "Ours", by=person, audience="pair", shown_version=0)


def agreed_goal(pairing: Pairing, *, points: int) -> Goal:
    mentee, mentor = pairing.people
    goal = Goal.objects.draft(pairing, by=mentee, id=uuid.uuid4(), title="Speak up")
    for _ in range(points + 1):
        Checkpoint.objects.add(goal, "Ask one question", by=mentee, due_on=timezone.localdate())
    goal.propose(by=mentee)
    goal.agree(by=mentor)
    return goal


def log(pairing: Pairing, goal: Goal | None, kind: str) -> Progress:
    told = {"goal": goal, "kind": kind, "confidence": 3}
    return Progress.objects.log(pairing, "It moved.", by=pairing.mentee_person, **told)


def pairs_of(*, mentor: Any = None, mentee: Any = None, items: int) -> list[Pairing]:
    """Each in a programme of its own, so that one person may be a mentee several times."""
    return [lived_in(make_pairing(mentor=mentor, mentee=mentee)) for _ in range(items)]


def one_pair(things: int) -> Pairing:
    return lived_in(make_pairing(), things)


def introduced(mentees: int) -> tuple[IntroductionRound, Any]:
    """So many mentees who meet the same mentor, and the coordinator who brings them together."""
    cohort = make_cohort(status="matching")
    make_enrolment(cohort=cohort, role="mentor", capacity=mentees)
    for _ in range(mentees):
        make_enrolment(cohort=cohort)
    by, until_on = coordinator_of(cohort), timezone.localdate() + dt.timedelta(days=5)
    found = introducing.open_round(cohort, each=1, most=mentees, until_on=until_on, by=by)
    return found, by


def coordinator_of(*cohorts: Any) -> Any:
    person = make_person()
    for cohort in cohorts:
        make_enrolment(cohort=cohort, person=person, role="admin")
    return person
