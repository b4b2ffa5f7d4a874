"""What each list and dashboard shows, for `test_queries.py`: so many items, and who looks at them.

A page is a function from a number to (reader, address); each item has around it what it would have.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import Availability, Invitation, Leave
from checkins.models import CalendarFeed
from goals.models import Ladder, Saying
from journal.models import Entry
from mentorship import clauses
from mentorship.clause_sets import DEFAULT, put
from mentorship.clause_sets import Entry as ClauseEntry
from mentorship.matching.vocabulary import Rules
from mentorship.models import (
    Agreement,
    Apart,
    Celebration,
    ClauseSet,
    HorizonCheck,
    Intake,
    MatchRun,
    RematchRequest,
    SeatRequest,
    StartingPoint,
    matchmaking,
)
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person, make_program
from tests.query_things import (
    agreed_goal,
    coordinator_of,
    introduced,
    lived_in,
    log,
    one_pair,
    pairs_of,
)

Page = tuple[Any, str]


# --- homes -----------------------------------------------------------------------------------


def welcome(items: int) -> Page:
    for _ in range(items):
        make_program()
    return None, reverse("home")


def home_waiting(items: int) -> Page:
    person = make_person()
    for _ in range(items):
        make_enrolment(person=person, status="applied")
        make_cohort(status="open")
    return person, reverse("home")


def home_mentee(items: int) -> Page:
    pairing = one_pair(items)
    return pairing.mentee_person, reverse("home")


def home_mentee_of_several(items: int) -> Page:
    person = make_person()
    pairs_of(mentee=person, items=items)
    return person, reverse("home")


def home_mentor(items: int) -> Page:
    person = make_person()
    pairs_of(mentor=person, items=items)
    return person, reverse("home")


def home_coordinator(items: int) -> Page:
    cohorts = [make_cohort() for _ in range(items)]
    for cohort in cohorts:
        make_pairing(cohort=cohort)
        make_enrolment(cohort=cohort, status="applied")
        make_enrolment(cohort=cohort)
    return coordinator_of(*cohorts), reverse("home")


def pairs(items: int) -> Page:
    person = make_person()
    for pairing in pairs_of(mentor=person, items=items * 2)[:items]:
        pairing.end(by=person, reason="time")
    return person, reverse("pairs")


def pair(items: int) -> Page:
    pairing = one_pair(items)
    return pairing.mentor_person, reverse("pair", args=[pairing.pk])


# --- coordinating ----------------------------------------------------------------------------


def cohorts(items: int) -> Page:
    return coordinator_of(*(make_cohort() for _ in range(items))), reverse("cohorts")


def cohort(items: int) -> Page:
    found = make_cohort()
    for _ in range(items):
        make_pairing(cohort=found)
        make_enrolment(cohort=found, status="applied")
    return coordinator_of(found), reverse("cohort", args=[found.pk])


def clause_set(items: int) -> Page:
    program = make_cohort().program
    person = coordinator_of(program.cohorts.get())
    for number in range(items):
        entries = put(DEFAULT, ClauseEntry(f"own-{number}").saying(title="Tea", why="It helps."))
        ClauseSet.objects.revise(program, entries, by=person, shown=number)
    return person, reverse("clause_set", args=[program.pk])


def cohort_pairs(items: int) -> Page:
    found = make_cohort()
    told = {"reason": "aims", "now": timezone.now()}
    for _ in range(items):
        pairing = lived_in(make_pairing(cohort=found))
        RematchRequest.objects.ask(pairing, by=pairing.mentee_person, **told)
    return coordinator_of(found), reverse("cohort_pairs", args=[found.pk])


def pair_file(items: int) -> Page:
    pairing = one_pair(items)
    return coordinator_of(pairing.cohort), reverse("pair_file", args=[pairing.pk])


def match_run(items: int) -> Page:
    found = make_cohort(status="matching")
    skills = [{"name": "SQL", "level": 3}]
    for _ in range(items):
        make_enrolment(cohort=found, role="mentor", capacity=1, skills=skills)
    for _ in range(items * 2):
        make_enrolment(cohort=found, role="mentee", skills=skills)
    person = coordinator_of(found)
    return person, reverse("match_run", args=[matchmaking.compute(found, by=person).pk])


def compare_runs(items: int) -> Page:
    person, url = match_run(items)
    run = MatchRun.objects.latest("created_at")
    other = matchmaking.ask(run, Rules(floor_first=False), by=person)
    return person, reverse("compare_runs", args=[other.pk])


def match_history(items: int) -> Page:
    found = make_cohort(status="matching")
    person, run = coordinator_of(found), None
    for _ in range(items):
        run = matchmaking.compute(found, by=person, previous=run)
    return person, reverse("match_history", args=[found.pk])


def match_list(items: int) -> Page:
    person, url = match_run(items)
    return person, f"{url}list/"


def _intake(found: Any, person: Any, lines: int) -> Intake:
    rows = "".join(f"Eva {n},eva{uuid.uuid4().hex}@example.org,Mentee\n" for n in range(lines))
    bad = "".join(f"Ivo {n},ivo(at)example.org,Nobody\n" for n in range(lines))
    content = f"Name,Email,Role\n{rows}{bad}".encode()
    return Intake.objects.begin(found, content, name="a.csv", by=person, id=uuid.uuid4())


def cohort_import(items: int) -> Page:
    found = make_cohort(status="open")
    person = coordinator_of(found)
    for _ in range(items):
        _intake(found, person, 1).bring_in(joins="quietly", seen=0, by=person, now=timezone.now())
    return person, reverse("cohort_import", args=[found.pk])


def intake_check(items: int) -> Page:
    found = make_cohort(status="open")
    person = coordinator_of(found)
    return person, reverse("intake_check", args=[_intake(found, person, items).pk])


def intake(items: int) -> Page:
    found = make_cohort(status="open")
    person = coordinator_of(found)
    done = _intake(found, person, items)
    done.bring_in(joins="accepted", seen=0, by=person, now=timezone.now())
    return person, reverse("intake", args=[done.pk])


# --- a pair's pages --------------------------------------------------------------------------


def starting_versions(items: int) -> Page:
    place = _shared_often(make_enrolment(), items)
    return place.person, reverse("starting_versions", args=[place.pk])


def partner_start(items: int) -> Page:
    pairing = make_pairing()
    _shared_often(pairing.mentee, items)
    return pairing.mentor_person, reverse("partner_start", args=[pairing.pk])


def _shared_often(place: Any, times: int) -> Any:
    point = StartingPoint.objects.of(place)
    for number in range(times):
        for key in ("where", "worries"):
            shown = point.token(key, point.read(by=place.person))
            told = {"by": place.person, "shown": shown, "keeps_back": key == "worries"}
            point.answer(key, f"{key} {number}", **told)
        point.finish(by=place.person, now=timezone.now())
    return place


def of_pair(name: str) -> Callable[[int], Page]:
    def page(items: int) -> Page:
        pairing = one_pair(items)
        return pairing.mentee_person, reverse(name, args=[pairing.pk])

    return page


def goals(items: int) -> Page:
    """Some under way, and some behind them, which make a number."""
    pairing = one_pair(items)
    for _number in range(items):
        agreed_goal(pairing, points=items).reach(by=pairing.mentee_person)
    return pairing.mentee_person, reverse("goals", args=[pairing.pk])


def goal(items: int) -> Page:
    pairing = one_pair(1)
    found = agreed_goal(pairing, points=items)
    for number in range(items):
        log(pairing, found, "step")
        words = {"title": f"Speak up {number}", "shown_version": found.version, "reason": "It grew"}
        found.revise(by=pairing.mentee_person, **words)
        ladder = Ladder.objects.describe(
            found, [f"What we see {number}"] * 5, weight=1, by=found.author, shown=number
        )
        ladder.rate(0, by=pairing.mentee_person, line="It stands.")
        Saying.objects.say(found, "mine", by=pairing.mentor_person, line="Yes.")
    return pairing.mentor_person, reverse("goal", args=[found.pk])


def compare_goal(items: int) -> Page:
    person, url = goal(items)
    return person, f"{url}compare/"


def log_box(items: int) -> Page:
    """One more pair than items: with one alone there is nothing to choose."""
    person = make_person()
    pairs_of(mentee=person, items=items + 1)
    return person, reverse("log")


def celebration(items: int) -> Page:
    pairing = one_pair(items)
    stone = Celebration.objects.for_cairn(pairing).first()
    return pairing.mentor_person, reverse("celebration", args=[stone.pk])


def agreement(items: int) -> Page:
    pairing = one_pair(1)
    for _ in range(items):
        found = Agreement.objects.of(pairing)
        shown = found.newest.content_hash
        terms = clauses.starting_terms() | {"hopes": "More."}
        found.propose(terms, by=pairing.mentor_person, shown_hash=shown)
    return pairing.mentee_person, reverse("agreement", args=[pairing.pk])


def compare_versions(items: int) -> Page:
    person, url = agreement(items)
    return person, f"{url}compare/"


def horizon(items: int) -> Page:
    pairing, now = make_pairing(), timezone.now()
    for number in range(items):
        at = now - dt.timedelta(days=30 * (items - number))
        check = HorizonCheck.objects.begin(pairing, cause="monthly", now=at)
        for person in pairing.people:
            check.mark(by=person, direction="same", line="Straight on.", now=at)
    return pairing.mentee_person, reverse("horizon", args=[pairing.pk])


# --- meeting ---------------------------------------------------------------------------------


def check_ins(items: int, show: str = "") -> Page:
    person = make_person()
    pairs_of(mentor=person, items=items)
    return person, reverse("check_ins") + show


def past_check_ins(items: int) -> Page:
    return check_ins(items, "?show=past")


def check_in(items: int) -> Page:
    pairing = one_pair(items)
    met = pairing.check_ins.filter(status="held").first()
    return pairing.mentee_person, reverse("check_in", args=[met.pk])


def brief(items: int) -> Page:
    pairing = one_pair(items)
    coming = pairing.check_ins.ahead(timezone.now()).first()
    return pairing.mentor_person, reverse("brief", args=[coming.pk])


def calendar(items: int) -> Page:
    person = make_person()
    pairs_of(mentor=person, items=items)
    token = CalendarFeed.objects.renew(by=person, now=timezone.now())
    return None, reverse("calendar", args=[token])


# --- writing, and one's own account ----------------------------------------------------------


def journal(items: int) -> Page:
    pairing = make_pairing()
    for _ in range(items):
        entry = Entry.objects.write("A thought.", by=pairing.mentee_person)
        entry.share(pairing, by=pairing.mentee_person)
    return pairing.mentee_person, reverse("journal")


def shared_with_me(items: int) -> Page:
    reader = make_person()
    for pairing in [make_pairing(cohort=make_cohort(), mentor=reader) for _ in range(items)]:
        entry = Entry.objects.write("A thought.", by=pairing.mentee_person)
        entry.share(pairing, by=pairing.mentee_person)
    return reader, reverse("shared_with_me")


def entry(items: int) -> Page:
    person = make_person()
    found = Entry.objects.write("A thought.", by=person)
    for number in range(items * 2):
        pairing = make_pairing(cohort=make_cohort(), mentee=person)
        if number < items:
            found.share(pairing, by=person)
    return person, reverse("entry", args=[found.pk])


def times(items: int) -> Page:
    person = make_person()
    for number in range(items):
        free = {"weekday": number, "from_minute": 600, "until_minute": 700}
        Availability.objects.free(by=person, **free)
        starts_on = timezone.localdate() + dt.timedelta(days=20 * number)
        Leave.objects.away(by=person, starts_on=starts_on, ends_on=starts_on)
    return person, reverse("times")


def invitations(items: int) -> Page:
    owner = make_person(is_superuser=True, is_staff=True)
    for number in range(items):
        Invitation.objects.invite(f"new{number}@example.org", by=owner, now=timezone.now())
    return owner, reverse("invitations")


def program(items: int) -> Page:
    found = make_program()
    for _ in range(items):
        make_cohort(program=found, status="open")
    return make_person(), reverse("program", args=[found.slug])


def offers(items: int) -> Page:
    person = make_person()
    for _ in range(items):
        make_enrolment(person=person)
    return person, reverse("offers")


def introductions(items: int) -> Page:
    found, person = introduced(items)
    return person, reverse("introductions", args=[found.cohort_id])


def meet(items: int) -> Page:
    """A mentor who meets so many."""
    found, _person = introduced(items)
    mentor = found.introductions.all()[0].mentor
    return mentor.person, reverse("meet", args=[mentor.pk])


def apart(items: int) -> Page:
    found = make_cohort(status="matching")
    person = coordinator_of(found)
    for _ in range(items):
        one, other = (make_enrolment(cohort=found).person for _ in range(2))
        Apart.objects.keep(found.program, person=one, other=other, by=person)
    return person, reverse("apart", args=[found.pk])


def waiting_list(items: int) -> Page:
    found = make_cohort(status="matching")
    for _ in range(items):
        make_enrolment(cohort=found)
    return coordinator_of(found), reverse("waiting_list", args=[found.pk])


def ask_seats(items: int) -> Page:
    found = make_cohort(status="matching")
    person, now = coordinator_of(found), timezone.now()
    for _ in range(items):
        make_enrolment(cohort=found)
        make_enrolment(cohort=found, role="mentor")
        asked = make_enrolment(cohort=found, role="mentor")
        SeatRequest.objects.ask([asked], by=person, now=now)
    return person, reverse("ask_seats", args=[found.pk])
