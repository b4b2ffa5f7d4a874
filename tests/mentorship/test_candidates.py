"""What matching reads of a cohort's rows: everything it needs, and in three queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from accounts.hours import hours_of_week_utc
from accounts.models import Availability, Profile, User
from mentorship.matching.vocabulary import Mentee, Mentor, Need, Offer
from mentorship.models import Cohort
from mentorship.models.candidates import Week, candidates
from tests.factories import make_enrolment, make_person

pytestmark = pytest.mark.django_db
ON = dt.date(2099, 7, 1)  # a Wednesday, in the summer of Berlin


@pytest.fixture
def round_(cohort: Cohort) -> Cohort:
    cohort.starts_on = ON
    return cohort


def test_a_person_is_read_with_all_they_told(round_: Cohort) -> None:
    amara = make_person(email="amara@example.org", time_zone="Europe/Berlin")
    Availability.objects.free(by=amara, weekday=0, from_minute=90, until_minute=240)
    Availability.objects.free(by=amara, weekday=6, from_minute=0, until_minute=59)
    Profile.objects.create(person=amara, feedback="gentle", planning="plan")
    place = make_enrolment(
        cohort=round_,
        person=amara,
        skills=[{"name": "SQL", "level": 5}, {"name": "C"}],
        languages=["en", "de"],
        area="data",
        interests=["chess"],
        department="Sales",
        manager_email="ines@example.org",
        seniority=2,
    )
    (mentee,), _ = candidates(round_)
    assert mentee == Mentee(
        id=str(place.pk),
        person=str(amara.pk),
        email="amara@example.org",
        manager="ines@example.org",
        department="Sales",
        languages=frozenset({"en", "de"}),
        area="data",
        interests=frozenset({"chess"}),
        seniority=2,
        hours=frozenset({0, 1}),  # 2 and 3 o'clock on Monday, two hours ahead of UTC
        style=(5, 0, 1),
        utc_offset=120,
        needs=(Need("SQL", 5), Need("C", 3)),
        waiting=1,
    )


def test_who_told_nothing_is_read_as_nothing(round_: Cohort) -> None:
    person = make_person(email="dela@example.org", time_zone="UTC")
    place = make_enrolment(
        cohort=round_, person=person, role="mentor", capacity=3, skills=[{"name": "SQL"}]
    )
    _, (mentor,) = candidates(round_)
    bare = {"hours": frozenset(), "languages": frozenset(place.languages), "style": ()}
    assert mentor == Mentor(
        id=str(place.pk),
        person=str(person.pk),
        email="dela@example.org",
        utc_offset=0,
        offers=(Offer("SQL", 4),),
        capacity=3,
        **bare,
    )


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "Pacific/Kiritimati", "America/St_Johns"])
def test_hours_are_those_of_the_week_in_which_it_starts(round_: Cohort, zone: str) -> None:
    person = make_person(time_zone=zone)
    for weekday in range(7):
        Availability.objects.free(by=person, weekday=weekday, from_minute=0, until_minute=1440)
    make_enrolment(cohort=round_, person=person)
    (mentee,), _ = candidates(round_)
    assert mentee.hours == hours_of_week_utc(person, ON)
    assert len(mentee.hours) == 168


@pytest.mark.parametrize("zone", ["", "Europe", "../UTC", "Mars/Olympus", "\ud800", "a" * 64])
def test_a_zone_that_nobody_knows_is_as_good_as_untold(round_: Cohort, zone: str) -> None:
    """Zone data loses names over the years; that must not stop the matching of all others."""
    week = Week(ON, round_.enrolments.to_match(), {})
    assert week.clock(zone) == (None, None)
    person = make_person()
    Availability.objects.free(by=person, weekday=0, from_minute=0, until_minute=60)
    place = make_enrolment(cohort=round_, person=person)
    if zone.isascii():
        User.objects.filter(pk=person.pk).update(time_zone=zone)
        (mentee,), _ = candidates(round_)
        assert (mentee.id, mentee.hours, mentee.utc_offset) == (str(place.pk), frozenset(), None)


@pytest.mark.parametrize("people", [1, 3])
def test_however_many_people_there_are_three_queries_read_them(
    round_: Cohort, people: int, django_assert_num_queries: Any
) -> None:
    for _ in range(people):
        person = make_person()
        Availability.objects.free(by=person, weekday=0, from_minute=0, until_minute=60)
        make_enrolment(cohort=round_, person=person)
        make_enrolment(cohort=round_, role="mentor")
    with django_assert_num_queries(3):
        mentees, mentors = candidates(round_)
    assert [mentee.waiting for mentee in mentees] == list(range(1, people + 1))
    assert len(mentors) == people
