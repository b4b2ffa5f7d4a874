"""From a cohort's rows to the pure matching, and back: the only bridge between the two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.hours import hours_of_week_utc
from accounts.models import Profile
from mentorship.matching import explain
from mentorship.matching.assign import match
from mentorship.matching.vocabulary import Mentee, Mentor, Need, Offer, Rules, Weights
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.match import MatchRun, Suggestion
from mentorship.models.moves import NotNow
from mentorship.models.program import Cohort

# Only what applications ask about counts; areas and interests are not asked yet.
WEIGHTS = Weights(needs=9, area=0, style=2, interests=0, hours=4)
# A person's style card as answers from 1 to 5, one for each of its three questions.
STYLE = {"": 0, "blunt": 1, "gentle": 5, "aloud": 1, "alone": 5, "plan": 1, "explore": 5}


@transaction.atomic
def compute(cohort: Cohort, *, by: Any, previous: MatchRun | None = None) -> MatchRun:
    """Match everybody in the cohort who is free, and keep the result as a draft.

    Pins and vetoes of the draft before it hold; that draft is set aside. NotNow when somebody else
    has computed a draft since `previous` was looked for.
    """
    _hold(cohort, previous)
    mentees, mentors = candidates(cohort)
    rules = _rules(previous, {person.id for person in (*mentees, *mentors)})
    seed = int(cohort.pk.int % 2**31)
    outcome = match(mentees, mentors, rules, seed)
    if previous and previous.status == MatchRun.Status.DRAFT:
        previous.discard(by=by)
    run = MatchRun.objects.create(
        program_id=cohort.program_id,
        cohort=cohort,
        seed=seed,
        rules=rules.to_json(),
        outcome=outcome.to_json(),
        input_hash=outcome.inputs[:64],
        by=by,
    )
    _keep_suggestions(run, outcome, mentees, mentors, rules)
    Event.objects.record(run, "compute", by=by)
    return run


def _hold(cohort: Cohort, previous: MatchRun | None) -> None:
    """One computation of a cohort at a time, so that there is one draft."""
    list(Cohort.objects.select_for_update(no_key=True).filter(pk=cohort.pk).values("pk"))
    if previous is None and cohort.match_runs.filter(status=MatchRun.Status.DRAFT).exists():
        raise NotNow("compute")


def _rules(previous: MatchRun | None, here: set[str]) -> Rules:
    pins, vetoes = _decisions(previous)
    held = frozenset(pin for pin in pins if set(pin) <= here)
    return Rules(weights=WEIGHTS, pins=held, vetoes=frozenset(vetoes))


def candidates(cohort: Cohort) -> tuple[list[Mentee], list[Mentor]]:
    """Everybody accepted who is not paired yet, and every mentor with a free place."""
    rows = cohort.enrolments.accepted().select_related("person__profile")
    rows = rows.prefetch_related("person__availabilities")
    on = max(cohort.starts_on, timezone.localdate())
    mentees = [_mentee(row, on) for row in rows.unpaired().order_by("pk")]
    mentors = rows.with_seats().annotate(free=F("capacity") - F("seats_taken")).order_by("pk")
    return mentees, [_mentor(row, on) for row in mentors]


def _mentee(row: Enrolment, on: dt.date) -> Mentee:
    needs = tuple(Need(skill["name"], skill.get("level", 3)) for skill in row.skills)
    return Mentee(needs=needs, **_told(row, on))


def _mentor(row: Any, on: dt.date) -> Mentor:
    offers = tuple(Offer(skill["name"], _offered(skill)) for skill in row.skills)
    return Mentor(offers=offers, capacity=row.free, **_told(row, on))


def _offered(skill: dict[str, Any]) -> int:
    """Without a level told, somebody who offers a skill can teach it in full."""
    return max(int(skill.get("level", 3)), 4)


def _told(row: Enrolment, on: dt.date) -> dict[str, Any]:
    person: Any = row.person
    return {
        "id": str(row.pk),
        "person": str(person.pk),
        "email": person.email,
        "manager": row.manager_email,
        "department": row.department,
        "languages": frozenset(row.languages),
        "hours": hours_of_week_utc(person, on),
        "style": _style(getattr(person, "profile", None)),
    }


def _style(profile: Profile | None) -> tuple[int, ...]:
    if profile is None:
        return ()
    return tuple(STYLE[told] for told in (profile.feedback, profile.thinking, profile.planning))


def _decisions(previous: MatchRun | None) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What a coordinator pinned and vetoed so far, as pairs of enrolment ids."""
    if previous is None:
        return set(), set()
    pins = {
        (str(row.mentee_id), str(row.mentor_id))
        for row in previous.suggestions.filter(decision=Suggestion.Decision.PINNED)
    }
    vetoed = {
        (str(row.mentee_id), str(row.mentor_id))
        for row in previous.suggestions.filter(decision=Suggestion.Decision.VETOED)
    }
    before = {(mentee, mentor) for mentee, mentor in previous.rules.get("vetoes", [])}
    return pins, vetoed | before


def _keep_suggestions(
    run: MatchRun,
    outcome: Any,
    mentees: Iterable[Mentee],
    mentors: Iterable[Mentor],
    rules: Rules,
) -> None:
    by_id: dict[str, Any] = {person.id: person for person in (*mentees, *mentors)}
    Suggestion.objects.bulk_create(
        Suggestion(
            run=run,
            mentee_id=pair.mentee_id,
            mentor_id=pair.mentor_id,
            score=pair.score,
            reasons=[
                reason.to_json()
                for reason in explain.reasons(by_id[pair.mentee_id], by_id[pair.mentor_id], rules)
            ],
            decision="pinned" if pair.pinned else "open",
        )
        for pair in outcome.pairs
    )
