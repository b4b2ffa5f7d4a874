"""What people bring, and who is kept apart: told on a page, read by the next matching."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mentorship.matching.board import PinsRefused
from mentorship.models import Apart, Enrolment, Event, NotNow, Pairing, matchmaking
from mentorship.models.candidates import candidates
from tests.factories import make_enrolment, make_person
from tests.mentorship.factories import apart_in

pytestmark = pytest.mark.django_db
TOLD = {"skill1": "SQL", "level1": 5, "skill2": " ", "level2": 3, "area": "data", "seniority": 3}


def offer(client: Client, place: Enrolment, **told: Any) -> Any:
    client.force_login(place.person)
    return client.post(reverse("offer", args=[place.pk]), {**TOLD, "interests": "", **told})


def test_what_a_mentee_tells_is_read_by_the_next_matching(client: Client, cohort: Any) -> None:
    place = make_enrolment(cohort=cohort)
    offer(client, place, interests="chess, trees,, chess")
    (mentee,), _mentors = candidates(cohort)
    assert [(need.skill, need.weight) for need in mentee.needs] == [("SQL", 5)]
    assert (mentee.area, mentee.seniority) == ("data", 3)
    assert mentee.interests == frozenset({"chess", "trees"})
    assert Event.objects.about(place).get().verb == "tell_offer"


def test_a_mentor_who_takes_nobody_now_is_not_matched(client: Client, cohort: Any) -> None:
    place = make_enrolment(cohort=cohort, role="mentor", capacity=2)
    assert len(candidates(cohort)[1]) == 1
    offer(client, place, capacity=2)
    assert candidates(cohort)[1] == []
    offer(client, place, capacity=3, is_open="on")
    assert [mentor.capacity for mentor in candidates(cohort)[1]] == [3]


def test_places_never_fall_below_those_taken(client: Client, cohort: Any) -> None:
    place = make_enrolment(cohort=cohort, role="mentor", capacity=3)
    for _ in range(2):
        Pairing.objects.propose(make_enrolment(cohort=cohort), place, by=None)
    place.refresh_from_db()
    page = offer(client, place, capacity=1, is_open="on")
    assert list(page.context["form"].errors) == ["capacity"]
    with pytest.raises(NotNow):
        place.tell_offer(by=place.person, capacity=1)
    place.refresh_from_db()
    assert place.capacity == 3


def test_whom_somebody_asks_not_to_meet_they_never_meet(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    """By address, so that nobody learns who is in; also if that person comes only later."""
    ana, kim = make_enrolment(cohort=cohort), make_enrolment(cohort=cohort, role="mentor")
    offer(client, kim, capacity=1, is_open="on", avoids=f"later@example.org, {ana.person.email}")
    assert apart_in(cohort) == {(str(kim.person_id), str(ana.person_id))}
    with pytest.raises(PinsRefused):
        matchmaking.compute(cohort, by=coordinator, chosen={str(ana.pk): str(kim.pk)})
    late = make_enrolment(cohort=cohort, person=make_person(email="later@example.org"))
    assert (str(kim.person_id), str(late.person_id)) in apart_in(cohort)
    offer(client, kim, capacity=1, is_open="on", avoids="")
    assert apart_in(cohort) == frozenset()


def test_who_asked_is_for_coordinators_and_the_reason_for_nobody(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    ana, kim = make_enrolment(cohort=cohort), make_enrolment(cohort=cohort, role="mentor")
    offer(client, kim, capacity=1, is_open="on", avoids=ana.person.email)
    client.force_login(coordinator)
    page = client.get(reverse("apart", args=[cohort.pk]))
    assert [row.email for row in page.context["asked"]] == [ana.person.email]
    client.force_login(ana.person)
    assert client.get(reverse("apart", args=[cohort.pk])).status_code == 404


def test_what_is_no_address_is_told_and_nothing_is_lost(client: Client, cohort: Any) -> None:
    place = make_enrolment(cohort=cohort)
    page = offer(client, place, avoids="my old boss")
    assert list(page.context["form"].errors) == ["avoids"]
    assert page.context["form"]["avoids"].value() == "my old boss"


def test_nobody_changes_what_another_brings(client: Client, cohort: Any, outsider: Any) -> None:
    place = make_enrolment(cohort=cohort)
    client.force_login(outsider)
    assert client.post(reverse("offer", args=[place.pk]), TOLD).status_code == 404


def test_two_who_are_kept_apart_are_never_matched(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    mentee, mentor = make_enrolment(cohort=cohort), make_enrolment(cohort=cohort, role="mentor")
    client.force_login(coordinator)
    two = {"person": mentor.person_id, "other": mentee.person_id, "reason": "Flatmates."}
    client.post(reverse("apart", args=[cohort.pk]), two)
    run = matchmaking.compute(cohort, by=coordinator)
    assert run.suggestions.count() == 0
    assert run.outcome["unmatched"][0]["excluded"] == {"blocked": 1}
    client.post(reverse("forget_apart", args=[Apart.objects.get().pk]))
    again = matchmaking.compute(cohort, by=coordinator, previous=run)
    assert again.suggestions.count() == 1


def test_a_pair_that_is_kept_apart_cannot_be_pinned(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    mentee, mentor = make_enrolment(cohort=cohort), make_enrolment(cohort=cohort, role="mentor")
    run = matchmaking.compute(cohort, by=coordinator)
    Apart.objects.keep(cohort.program, person=mentee.person, other=mentor.person, by=coordinator)
    client.force_login(coordinator)
    two = {"mentee": mentee.pk, "mentor": mentor.pk}
    page = client.post(reverse("choose_pair", args=[run.pk]), two, follow=True)
    said = [str(message) for message in page.context["messages"]]
    assert said == [
        "That pair cannot be pinned. A rule keeps them apart: they are not to be paired."
    ]


def test_two_people_are_one_row_whoever_is_named_first(cohort: Any, coordinator: Any) -> None:
    one, other = (make_enrolment(cohort=cohort).person for _ in range(2))
    for first, second in ((one, other), (other, one)):
        Apart.objects.keep(cohort.program, person=first, other=second, by=coordinator)
    assert Apart.objects.count() == 1
    with pytest.raises(IntegrityError, match="apart_are_two_people"), transaction.atomic():
        Apart.objects.create(program=cohort.program, person=one, other=one)


def test_nobody_learns_from_whom_they_are_kept(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    mentee, mentor = make_enrolment(cohort=cohort), make_enrolment(cohort=cohort, role="mentor")
    two = {"person": mentee.person, "other": mentor.person}
    Apart.objects.keep(cohort.program, **two, by=coordinator, reason="Flatmates.")
    client.force_login(mentee.person)
    assert client.get(reverse("apart", args=[cohort.pk])).status_code == 404
    assert "Flatmates" not in client.get(reverse("home")).content.decode()
