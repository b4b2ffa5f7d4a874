"""Every address that somebody of the demo story can open, with whatever they have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from checkins import policies as meeting_policies
from checkins.models import CheckIn
from goals import policies as goal_policies
from goals.models import Checkpoint, Goal
from journal.models import Entry
from mentorship.models import (
    Celebration,
    Cohort,
    Enrolment,
    MatchRun,
    Pairing,
    Program,
    RematchRequest,
    SeatRequest,
)

ONE_S_OWN = (
    "home",
    "pairs",
    "log",
    "check_ins",
    "calendar_page",
    "journal",
    "new_entry",
    "shared_with_me",
    "profile",
    "times",
    "mail_preferences",
    "account",
    "help",
    "privacy",
)
# Where a pair's page changes something, and until when it can.
ALWAYS = ("pair", "partner_start", "agreement", "goals", "progress", "celebrations")
WHILE_OPEN = ("new_goal", "new_series", "write_agreement")
UNDER_WAY = ("active", "paused")
OF_COHORT = ("waiting_list", "ask_seats", "cohort", "edit_cohort", "cohort_import", "cohort_pairs")

Page = tuple[str, str]


def pages_of(person: Any) -> Iterator[Page]:
    """(name, address): one's own pages, those of one's pairs, and what one coordinates."""
    yield from ((name, reverse(name)) for name in ONE_S_OWN)
    yield "check_ins", f"{reverse('check_ins')}?show=past"
    yield from (("program", reverse("program", args=[p.slug])) for p in Program.objects.all())
    if not Enrolment.objects.filter(person=person, cohort__status="open").exists():
        yield "apply", reverse("apply", args=["horizon"])
    for pairing in Pairing.objects.of(person).with_people():
        yield from _of_pair(pairing, person)
    yield from _of_journal(person)
    for place in Enrolment.objects.in_the_running().of(person):
        yield from _named(place, ("starting", "skill_ladder", "starting_versions"))
        yield "starting_page", reverse("starting_page", args=[place.pk, "skills"])
    for place in Enrolment.objects.in_line().of(person):
        yield "waiting_place", reverse("waiting_place", args=[place.pk])
    for request in SeatRequest.objects.visible_to(person):
        yield "seat_request", reverse("seat_request", args=[request.pk])
    for wish in RematchRequest.objects.overseen_by(person):
        yield "rematch", reverse("rematch", args=[wish.pk])
    for cohort in Cohort.objects.run_by(person):
        yield from _of_coordinator(cohort)


def _of_pair(pairing: Pairing, person: Any) -> Iterator[Page]:
    names = (*ALWAYS, *WHILE_OPEN) if pairing.is_open else ALWAYS
    yield from ((name, reverse(name, args=[pairing.pk])) for name in names)
    if pairing.status in UNDER_WAY:
        yield "ask_rematch", reverse("ask_rematch", args=[pairing.pk])
    if pairing.status == "proposed":
        yield "decline_match", reverse("decline_match", args=[pairing.pk])
    for goal in Goal.objects.visible_to(person).filter(pairing=pairing):
        goal.pairing = pairing
        yield from _of_goal(goal, person)
    for stone in Celebration.objects.visible_to(person).filter(pairing=pairing):
        yield "celebration", reverse("celebration", args=[stone.pk])
    for status in CheckIn.Status.values:
        found = pairing.check_ins.filter(status=status).order_by("-starts_at").first()
        if found:
            found.pairing = pairing
            yield from _of_check_in(found, person)
    coming = pairing.check_ins.ahead(timezone.now()).first()
    if coming and pairing.is_open:
        yield from _named(coming, ("check_in", "prep", "move_check_in"))


def _of_goal(goal: Goal, person: Any) -> Iterator[Page]:
    may: dict[str, Callable[[Any, Goal], bool]] = {
        "goal": lambda _person, _goal: True,
        "revise_goal": goal_policies.can_revise_goal,
        "close_goal": goal_policies.can_close_goal,
        "ladder": goal_policies.can_describe_goal,
        "place_on_hill": goal_policies.can_weigh_goal,
        "decide_goal": goal_policies.can_weigh_goal,
    }
    yield from _named(goal, tuple(name for name, allows in may.items() if allows(person, goal)))
    if goal_policies.can_shape_line(person, goal):
        for checkpoint in Checkpoint.objects.ahead().filter(goal=goal):
            yield "checkpoint", reverse("checkpoint", args=[checkpoint.pk])


def _of_check_in(check_in: CheckIn, person: Any) -> Iterator[Page]:
    yield "check_in", reverse("check_in", args=[check_in.pk])
    if meeting_policies.can_read_brief(person, check_in):
        yield "brief", reverse("brief", args=[check_in.pk])


def _of_journal(person: Any) -> Iterator[Page]:
    for entry in Entry.objects.visible_to(person):
        yield "entry", reverse("entry", args=[entry.pk])
        if entry.author_id == person.pk:
            yield "rewrite_entry", reverse("rewrite_entry", args=[entry.pk])


def _of_coordinator(cohort: Cohort) -> Iterator[Page]:
    yield "cohorts", reverse("cohorts")
    yield "new_cohort", reverse("new_cohort", args=[cohort.program_id])
    yield from _named(cohort, OF_COHORT)
    yield "cohort", f"{reverse('cohort', args=[cohort.pk])}?status=applied"
    runs = MatchRun.objects.filter(cohort=cohort)
    for run in runs:
        yield "match_run", reverse("match_run", args=[run.pk])
    yield "matching", reverse("matching", args=[cohort.pk])
    for pairing in cohort.pairings.all():
        yield "pair_file", reverse("pair_file", args=[pairing.pk])


def _named(row: Any, names: tuple[str, ...]) -> Iterator[Page]:
    yield from ((name, reverse(name, args=[row.pk])) for name in names)
