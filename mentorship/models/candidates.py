"""From a cohort's rows to the values that matching reads: people, and what is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from accounts.hours import hours_of_week_utc
from accounts.models import Profile
from mentorship.matching.board import fingerprint
from mentorship.matching.vocabulary import Mentee, Mentor, Need, Offer, Pair, Rules
from mentorship.models.apart import Apart
from mentorship.models.enrolment import PAIRED, Enrolment
from mentorship.models.match import MatchRun
from mentorship.models.pairing import Pairing, is_for_good
from mentorship.models.program import Cohort

People = tuple[list[Mentee], list[Mentor]]
PastPair = tuple[str, str, bool]

# A person's style card as answers from 1 to 5, one for each of its three questions.
STYLE = {"": 0, "blunt": 1, "gentle": 5, "aloud": 1, "alone": 5, "plan": 1, "explore": 5}


def candidates(cohort: Cohort) -> People:
    """Everybody accepted who is not paired yet, and every mentor with a free place.

    Mentees wait in the order in which they came.
    """
    return _sorted_out(cohort, _with_told(cohort.enrolments.to_match()))


def _with_told(rows: Any) -> Any:
    told = rows.select_related("person__profile").prefetch_related("person__availabilities")
    return told.order_by("created_at", "pk")


def _sorted_out(cohort: Cohort, rows: Iterable[Any]) -> People:
    on = max(cohort.starts_on, timezone.localdate())
    mentees: list[Mentee] = []
    mentors: list[Mentor] = []
    for row in rows:
        if row.role == Enrolment.Role.MENTEE:
            mentees.append(_mentee(row, on, waiting=len(mentees) + 1))
        else:
            mentors.append(_mentor(row, on))
    return mentees, mentors


def decided_rules(cohort: Cohort) -> Rules:
    """The weights and limits of the cohort, without any person in them."""
    return Rules.from_json(cohort.matching) if cohort.matching else Rules()


def is_stale(run: MatchRun) -> bool:
    """Whether somebody has come, gone, or told something else since the run was computed."""
    mentees, mentors = candidates(run.cohort)
    return fingerprint(mentees, mentors, Rules.from_json(run.rules)) != run.input_hash


def past_pairs(cohort: Cohort) -> list[PastPair]:
    """Persons of whom two were a pair in this programme; and whether one of them asked to part."""
    over = Pairing.objects.filter(program=cohort.program_id, status__in=("completed", "ended"))
    pairs = over.values_list("mentee_person", "mentor_person", "end_reason")
    return [(str(one), str(other), is_for_good(why)) for one, other, why in pairs]


def paired_before(past: Iterable[PastPair], people: People) -> frozenset[Pair]:
    here = {person.person for side in people for person in side}
    return frozenset((one, other) for one, other, _parted in past if {one, other} <= here)


def kept_apart(cohort: Cohort, past: Iterable[PastPair]) -> frozenset[Pair]:
    """Persons who are never a pair in the programme: coordinators said so, or one of the two."""
    named = Apart.objects.of(cohort).values_list("person", "other")
    parted = ((one, other) for one, other, is_parted in past if is_parted)
    return frozenset([*((str(one), str(other)) for one, other in named), *parted])


def last_run(cohort: Cohort) -> MatchRun | None:
    """The draft or the publication in which coordinators last decided about pairs."""
    runs = cohort.match_runs.of_its_own().filter(status__in=("draft", "published"))
    return runs.defer("blob").first()


def rules_for(cohort: Cohort, people: People, last: MatchRun | None) -> Rules:
    """What is decided about the cohort and about who must not meet; nobody is pinned to anybody."""
    _pins, vetoes = decisions(last)
    past = past_pairs(cohort)
    return replace(
        decided_rules(cohort),
        vetoes=frozenset(vetoes),
        blocked=kept_apart(cohort, past),
        earlier=paired_before(past, people),
    )


def with_room_or_without(cohort: Cohort) -> tuple[People, dict[str, Any]]:
    """As `candidates`, and mentors whose places are all taken; with the rows behind them by id."""
    takes = Q(role="mentor", is_open=True)
    waits = Q(role="mentee") & ~Q(pairings_as_mentee__status__in=PAIRED)
    people = cohort.enrolments.accepted().filter(takes | waits)
    rows = _with_told(people.annotate(free=F("capacity") - F("seats_taken")))
    return _sorted_out(cohort, rows), {str(row.pk): row for row in rows}


def decisions(previous: MatchRun | None) -> tuple[dict[str, str], set[Pair]]:
    """What a coordinator pinned (mentee to mentor) and vetoed so far, as ids of enrolments."""
    if previous is None:
        return {}, set()
    pairs = previous.suggestions.values_list("mentee_id", "mentor_id", "decision")
    told = [(str(mentee), str(mentor), decision) for mentee, mentor, decision in pairs]
    pins = {mentee: mentor for mentee, mentor, decided in told if decided == "pinned"}
    vetoes = {(mentee, mentor) for mentee, mentor, decided in told if decided == "vetoed"}
    return pins, vetoes | {(mentee, mentor) for mentee, mentor in previous.rules.get("vetoes", [])}


def standing(previous: MatchRun | None) -> frozenset[Pair]:
    """The pairs that a draft proposes, which a new computation may be asked to keep."""
    if previous is None:
        return frozenset()
    pairs = previous.suggestions.standing().values_list("mentee_id", "mentor_id")
    return frozenset((str(mentee), str(mentor)) for mentee, mentor in pairs)


def _mentee(row: Enrolment, on: dt.date, *, waiting: int) -> Mentee:
    needs = tuple(Need(skill["name"], skill.get("level", 3)) for skill in row.skills)
    return Mentee(needs=needs, waiting=waiting, **_told(row, on))


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
        "area": row.area,
        "interests": frozenset(row.interests),
        "seniority": row.seniority,
        "hours": hours_of_week_utc(person, on),
        "style": _style(getattr(person, "profile", None)),
        "utc_offset": _offset(person, on),
    }


def _style(profile: Profile | None) -> tuple[int, ...]:
    if profile is None:
        return ()
    return tuple(STYLE[told] for told in (profile.feedback, profile.thinking, profile.planning))


def _offset(person: Any, on: dt.date) -> int:
    """Minutes from UTC, at noon of that day on the person's own clock."""
    noon = datetime.combine(on, dt.time(12), tzinfo=person.zone)
    offset = noon.utcoffset() or dt.timedelta()
    return int(offset.total_seconds() // 60)
