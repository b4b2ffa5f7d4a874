"""Somebody comes back for another round and begins with what they said in the one before."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import PersonKey
from mentorship.models import Enrolment, StartingPoint, StartingVersion
from tests.factories import make_cohort, make_enrolment, make_person

pytestmark = pytest.mark.django_db
OFFER = "You have done this before"
HOPE, FEAR = "To run my own review.", "That I talk too fast."


@pytest.fixture
def amara() -> Any:
    return make_person(name="Amara Okafor")


@pytest.fixture
def before(amara: Any) -> Enrolment:
    """Shared in an earlier round, one answer kept back."""
    place = make_enrolment(cohort=make_cohort(name="Autumn round"), person=amara)
    say(place, "where", HOPE)
    say(place, "worries", FEAR, keeps_back=True)
    StartingPoint.objects.of(place).finish(by=amara, now=timezone.now())
    return place


@pytest.fixture
def now(amara: Any, before: Enrolment) -> Enrolment:
    return make_enrolment(cohort=make_cohort(name="Spring round"), person=amara)


def say(place: Enrolment, key: str, said: str, **how: Any) -> None:
    point = StartingPoint.objects.of(place)
    shown = point.token(key, point.read(by=place.person))
    point.answer(key, said, by=place.person, shown=shown, **how)


def get(place: Enrolment, person: Any = None) -> str:
    return _client(person or place.person).get(_url(place)).content.decode()


def begin_again(place: Enrolment) -> Any:
    return _client(place.person).post(_url(place), {"again": "yes"})


def answers(place: Enrolment) -> dict[str, Any]:
    return StartingPoint.objects.of(place).read(by=place.person)["said"]


def _client(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _url(place: Enrolment) -> str:
    return reverse("starting", args=[place.pk])


def test_what_was_said_before_is_offered_where_nothing_is_said_yet(now: Enrolment) -> None:
    assert OFFER in get(now)
    assert "Autumn round" in get(now)
    assert answers(now) == {}  # an offer takes nothing over


def test_it_begins_with_those_words_and_nobody_reads_them_before_they_are_shared(
    now: Enrolment, before: Enrolment
) -> None:
    assert begin_again(now).url == _url(now)
    assert answers(now) == {"where": HOPE, "worries": FEAR}
    assert StartingPoint.objects.of(now).kept_back == ["worries"]
    assert StartingPoint.objects.of(now).next_key == "matters"
    assert [HOPE in get(now), OFFER in get(now)] == [True, False]
    assert StartingVersion.objects.filter(starting_point__enrolment=now).count() == 0


def test_what_is_said_now_leaves_what_was_said_then(now: Enrolment, before: Enrolment) -> None:
    begin_again(now)
    say(now, "where", "To lead a team.")
    assert (answers(now)["where"], answers(before)["where"]) == ("To lead a team.", HOPE)


def test_it_never_overwrites_an_answer(now: Enrolment) -> None:
    say(now, "where", "Something new.")
    begin_again(now)
    assert answers(now) == {"where": "Something new."}


def test_what_was_never_shared_is_not_offered(amara: Any) -> None:
    say(make_enrolment(cohort=make_cohort(), person=amara), "where", HOPE)
    assert OFFER not in get(make_enrolment(cohort=make_cohort(), person=amara))


def test_a_mentor_is_asked_other_things_and_offered_none_of_a_mentees(
    amara: Any, before: Enrolment
) -> None:
    assert OFFER not in get(make_enrolment(cohort=make_cohort(), person=amara, role="mentor"))


def test_nobody_begins_with_the_words_of_somebody_else(now: Enrolment) -> None:
    other = make_enrolment(cohort=now.cohort)
    assert OFFER not in get(other)
    begin_again(other)
    assert answers(other) == {}


def test_words_that_were_erased_are_not_taken_over(amara: Any, now: Enrolment) -> None:
    PersonKey.objects.get(person=amara).destroy(by=amara)
    begin_again(now)
    assert answers(now) == {}
