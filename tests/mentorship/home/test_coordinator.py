"""A coordinator's home counts what waits, each thing by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentorship.home import coordinator
from mentorship.models import Agreement, Cohort
from tests.factories import make_cohort, make_enrolment, make_pairing
from tests.mentorship.factories import agree
from tests.query_things import coordinator_of

pytestmark = pytest.mark.django_db
COUNTS = ("deciding", "mentees", "mentors", "paired", "settled", "unsigned", "quiet")
A_MONTH = dt.timedelta(days=30)


def busy_cohort() -> Cohort:
    """Two pairs under way, one unsigned, one over; two people to decide on and one unmatched."""
    cohort = make_cohort()
    for _ in range(2):
        make_pairing(cohort=cohort)
    make_pairing(cohort=cohort, is_started=False)
    make_pairing(cohort=cohort).complete(by=None)
    for status in ("applied", "applied", "accepted", "declined"):
        make_enrolment(cohort=cohort, status=status)
    return cohort


def counts(cohort: Any) -> dict[str, int]:
    return {name: getattr(cohort, name) for name in COUNTS}


def test_people_and_pairs_are_counted_apart(django_assert_num_queries: Any) -> None:
    with time_machine.travel(timezone.now() - A_MONTH):
        cohorts = [busy_cohort(), busy_cohort()]
    person = coordinator_of(*cohorts, make_cohort())
    with django_assert_num_queries(1):
        found = {each.pk: counts(each) for each in coordinator.cohorts_of(person, timezone.now())}
    for cohort in cohorts:
        assert found.pop(cohort.pk) == {
            "deciding": 2,
            "mentees": 5,
            "mentors": 4,
            "paired": 3,
            "settled": 4,
            "unsigned": 1,
            "quiet": 2,
        }
    assert list(found.values()) == [dict.fromkeys(COUNTS, 0)]


def test_somebody_matched_twice_is_one_mentee_who_has_a_mentor() -> None:
    cohort = make_cohort()
    pairing = make_pairing(cohort=cohort)
    pairing.complete(by=None)
    guide = make_enrolment(cohort=cohort, role="mentor")
    type(pairing).objects.propose(pairing.mentee, guide, by=None)
    found = coordinator.cohorts_of(coordinator_of(cohort), timezone.now())
    assert [(each.mentees, each.settled, each.paired) for each in found] == [(1, 1, 1)]


def test_what_happened_lately_waits_for_nobody() -> None:
    cohort = busy_cohort()
    (found,) = coordinator.cohorts_of(coordinator_of(cohort), timezone.now())
    assert (found.unsigned, found.quiet) == (0, 0)


def test_a_cohort_in_which_something_waits_comes_first(client: Client) -> None:
    quiet, waiting = make_cohort(), make_cohort()
    make_enrolment(cohort=quiet, role="mentor")
    make_enrolment(cohort=waiting, status="applied")
    person = coordinator_of(quiet, waiting)
    found = coordinator.rows_of(coordinator.cohorts_of(person, timezone.now()))
    assert [cohort for cohort, _waiting in found] == [waiting, quiet]
    client.force_login(person)
    page = client.get(reverse("home")).text
    assert (page.count("button-main"), "no pairs yet" in page) == (1, True)


def test_a_coordinator_sees_which_pair_has_signed_and_never_what(client: Client) -> None:
    cohort = make_cohort()
    silent, waiting, signed, changing = (
        make_pairing(cohort=cohort, is_started=False) for _number in range(4)
    )
    for pairing in (signed, changing):
        agree(pairing, hopes="To dare more.")
    for pairing in (waiting, changing):
        found = Agreement.objects.of(pairing)
        seal = found.newest.content_hash if found.newest else ""
        found.propose({"hopes": "To rest."}, by=pairing.mentee_person, shown_hash=seal)
    client.force_login(coordinator_of(cohort))
    said = {
        silent: ["not yet"],
        waiting: ["Waits for a signature"],
        signed: ["Signed by both"],
        changing: ["Signed by both", "another wording waits for a signature"],
    }
    listed = client.get(reverse("cohort_pairs", args=[cohort.pk])).content.decode()
    for pairing, sentences in said.items():
        file = client.get(reverse("pair_file", args=[pairing.pk])).content.decode()
        row = listed.partition(reverse("pair_file", args=[pairing.pk]))[2].partition("</tr>")[0]
        missing = [words for page in (file, row) for words in sentences if words not in page]
        assert (missing, "To dare" in file + row) == ([], False)
