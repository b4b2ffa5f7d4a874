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
from mentorship.models import Cohort
from tests.factories import make_cohort, make_enrolment, make_pairing
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
