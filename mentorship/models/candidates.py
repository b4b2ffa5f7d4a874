"""From a cohort's rows to the values that matching reads: people, and what is decided."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import CharField, F, Q
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.hours import Stretch, slots
from accounts.models import Availability
from mentorship.matching.board import fingerprint
from mentorship.matching.vocabulary import Mentee, Mentor, Need, Offer, Pair, Rules
from mentorship.models.apart import never_together
from mentorship.models.enrolment import PAIRED, Enrolment, EnrolmentQuerySet
from mentorship.models.introduction import wishes
from mentorship.models.match import MatchRun
from mentorship.models.pairing import Pairing
from mentorship.models.program import Cohort

People = tuple[list[Mentee], list[Mentor]]
Wishes = dict[str, tuple[str, ...]]  # by enrolment, the dearest first

# A person's style card as answers from 1 to 5, one for each of its three questions.
STYLE = {"": 0, "blunt": 1, "gentle": 5, "aloud": 1, "alone": 5, "plan": 1, "explore": 5}


def candidates(cohort: Cohort) -> People:
    """Everybody accepted who is not paired yet, and every mentor with a free place.

    Mentees wait in the order in which they came.
    """
    return read(cohort, cohort.enrolments.to_match(), wishes(cohort))


def with_room_or_without(cohort: Cohort) -> People:
    """As `candidates`, and mentors whose places are all taken; nobody's wishes are read."""
    takes = Q(role="mentor", is_open=True)
    waits = Q(role="mentee") & ~Q(pairings_as_mentee__status__in=PAIRED)
    people = cohort.enrolments.accepted().filter(takes | waits)
    return read(cohort, people.annotate(free=F("capacity") - F("seats_taken")), {})


def read(cohort: Cohort, enrolments: EnrolmentQuerySet, wishes: Wishes) -> People:
    """These, which say how many places are `free`; mentees in the order in which they came."""
    week = Week(max(cohort.starts_on, timezone.localdate()), enrolments, wishes)
    mentees: list[Mentee] = []
    mentors: list[Mentor] = []
    for values in enrolments.order_by("created_at", "pk").values_list(*COLUMNS):
        row = Candidate(*values)
        if row.role == Enrolment.Role.MENTEE:
            mentees.append(_mentee(row, week, waiting=len(mentees) + 1))
        else:
            mentors.append(_mentor(row, week))
    return mentees, mentors


def decided_rules(cohort: Cohort) -> Rules:
    """The weights and limits of the cohort, without any person in them."""
    return Rules.from_json(cohort.matching) if cohort.matching else Rules()


def is_stale(run: MatchRun) -> bool:
    """Whether somebody has come, gone, or told something else since the run was computed."""
    return not is_about(run, candidates(run.cohort))


def is_about(run: MatchRun, people: People) -> bool:
    """Whether the run was computed from these people, and from what is decided of them by now."""
    return fingerprint(*people, rules_by_now(run, people)) == run.input_hash


def rules_by_now(run: MatchRun, people: People) -> Rules:
    """What a run was computed by; but who must not meet, is asked anew."""
    apart = never_together(run.cohort, persons(people))
    return replace(Rules.from_json(run.rules), blocked=apart)


def persons(people: People) -> set[str]:
    """Their ids as persons, who may be in as a mentee and as a mentor."""
    return {one.person for side in people for one in side}


def paired_before(cohort: Cohort, people: People) -> frozenset[Pair]:
    """Persons of whom two were a pair in this programme, and are not any more."""
    here = persons(people)
    over = Pairing.objects.filter(program=cohort.program_id, status__in=("completed", "ended"))
    pairs = over.values_list("mentee_person", "mentor_person")
    return frozenset((str(a), str(b)) for a, b in pairs if {str(a), str(b)} <= here)


def last_run(cohort: Cohort) -> MatchRun | None:
    """The draft or the publication in which coordinators last decided about pairs."""
    runs = cohort.match_runs.of_its_own().filter(status__in=("draft", "published"))
    return runs.defer("blob").first()


def rules_for(cohort: Cohort, people: People, last: MatchRun | None) -> Rules:
    """What is decided about the cohort and about who must not meet; nobody is pinned to anybody."""
    _pins, vetoes = decisions(last)
    return bare_rules(cohort, people, vetoes)


def bare_rules(
    cohort: Cohort, people: People, vetoes: set[Pair], *, decided: Rules | None = None
) -> Rules:
    """The weights and limits (of the cohort, if no others are given), and who must not meet."""
    return replace(
        decided or decided_rules(cohort),
        vetoes=frozenset(vetoes),
        blocked=never_together(cohort, persons(people)),
        earlier=paired_before(cohort, people),
    )


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


class Candidate(NamedTuple):
    """What is read of an enrolment; a card that nobody filled in is None."""

    role: str
    pk: UUID
    skills: list[dict[str, Any]]
    free: int
    manager: str
    department: str
    languages: list[str]
    area: str
    interests: list[str]
    seniority: int
    sought: list[str]
    identities: list[str]
    person: UUID
    key: str
    email: str
    zone: str
    feedback: str | None
    thinking: str | None
    planning: str | None


# As text, for whole weeks of many people to be put together by it: UUIDs are slow to make.
KEY = Cast("person", CharField())
COLUMNS = (
    *("role", "pk", "skills", "free", "manager_email", "department"),
    *("languages", "area", "interests", "seniority", "sought", "identities"),
    *("person", KEY, "person__email", "person__time_zone"),
    *("person__profile__feedback", "person__profile__thinking", "person__profile__planning"),
)


class Week:
    """When these people are free that week, how far from UTC they are, and whom they asked for."""

    def __init__(self, on: dt.date, enrolments: EnrolmentQuerySet, wishes: Wishes) -> None:
        self.on, self.wishes = on, wishes
        rows = Availability.objects.filter(person__in=enrolments.values("person")).order_by()
        self.told: dict[str, list[Stretch]] = defaultdict(list)
        columns = (KEY, "weekday", "from_minute", "until_minute")
        for key, weekday, begins, ends in rows.values_list(*columns):
            self.told[key].append((weekday, begins, ends))
        self.zones: dict[str, tuple[ZoneInfo | None, int | None]] = {}

    def clock(self, name: str) -> tuple[ZoneInfo | None, int | None]:
        """A zone, and the minutes from UTC there; who lives in no zone has told neither."""
        if name not in self.zones:
            zone = _zone(name)
            self.zones[name] = zone, _offset(zone, self.on) if zone else None
        return self.zones[name]

    def hours(self, row: Candidate) -> frozenset[int]:
        zone, _ = self.clock(row.zone)
        return slots(self.told.get(row.key, ()), zone, self.on) if zone else frozenset()


def _zone(name: str) -> ZoneInfo | None:
    """Nothing for one that the zone data of this machine does not know, or no longer."""
    try:
        return ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return None


def _offset(zone: ZoneInfo, on: dt.date) -> int:
    """Minutes from UTC, at noon of that day on the clocks there."""
    offset = datetime.combine(on, dt.time(12), tzinfo=zone).utcoffset() or dt.timedelta()
    return int(offset.total_seconds() // 60)


def _mentee(row: Candidate, week: Week, *, waiting: int) -> Mentee:
    needs = tuple(Need(skill["name"], skill.get("level", 3)) for skill in row.skills)
    sought = frozenset(row.sought)
    return Mentee(needs=needs, waiting=waiting, sought=sought, **_told(row, week))


def _mentor(row: Candidate, week: Week) -> Mentor:
    offers = tuple(Offer(skill["name"], _offered(skill)) for skill in row.skills)
    told = _told(row, week)
    shared = frozenset(row.identities)
    return Mentor(offers=offers, capacity=row.free, identities=shared, **told)


def _offered(skill: dict[str, Any]) -> int:
    """Without a level told, somebody who offers a skill can teach it in full."""
    return max(int(skill.get("level", 3)), 4)


def _told(row: Candidate, week: Week) -> dict[str, Any]:
    id_ = str(row.pk)
    return {
        "id": id_,
        "wishes": week.wishes.get(id_, ()),
        "person": str(row.person),
        "email": row.email,
        "manager": row.manager,
        "department": row.department,
        "languages": frozenset(row.languages),
        "area": row.area,
        "interests": frozenset(row.interests),
        "seniority": row.seniority,
        "hours": week.hours(row),
        "style": _style(row.feedback, row.thinking, row.planning),
        "utc_offset": week.clock(row.zone)[1],
    }


def _style(*card: str | None) -> tuple[int, ...]:
    return tuple(STYLE[told] for told in card if told is not None)
