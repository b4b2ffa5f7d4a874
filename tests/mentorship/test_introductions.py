"""Meeting before matching: who meets whom, what they say, who reads it, and what it decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentorship.matching.vocabulary import Rules, Weights
from mentorship.models import (
    Cohort,
    Enrolment,
    Introduction,
    IntroductionRound,
    Notice,
    NotNow,
    introducing,
    matchmaking,
)
from mentorship.models.candidates import candidates, is_stale
from tests.factories import make_enrolment, make_person
from tests.mentorship.factories import apart_in

pytestmark = pytest.mark.django_db
SECRET = "She reminds me of my aunt"


def later(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def people(cohort: Any) -> dict[str, Enrolment]:
    """Two mentees and two mentors of whom any could be a pair."""
    told = {"ana": "mentee", "bo": "mentee", "kim": "mentor", "lou": "mentor"}
    return {
        name: make_enrolment(cohort=cohort, role=role, person=make_person(name=name.title()))
        for name, role in told.items()
    }


@pytest.fixture
def meeting(cohort: Any, coordinator: Any, people: Any) -> IntroductionRound:
    return introducing.open_round(cohort, each=2, most=2, until_on=later(7), by=coordinator)


def between(mentee: Enrolment, mentor: Enrolment) -> Introduction:
    return Introduction.objects.get(mentee=mentee, mentor=mentor)


def say(client: Client, place: Enrolment, **answers: Any) -> Any:
    """What one person posts; each answer is for the person of that name."""
    client.force_login(place.person)
    told = {}
    for one in Introduction.objects.of(place).with_people():
        said = answers.get(one.other_of(place).person.name.lower(), "")
        told |= {f"says-{one.pk}": said, f"why-{one.pk}": answers.get("why", "") if said else ""}
    return client.post(reverse("meet", args=[place.pk]), told)


def test_everybody_meets_everybody_they_may_and_hears_of_it(meeting: Any, people: Any) -> None:
    assert meeting.introductions.count() == 4
    told = Notice.objects.filter(kind="introductions_ready").values_list("recipient__name", "key")
    assert sorted(name for name, _key in told) == ["Ana", "Bo", "Kim", "Lou"]


def test_there_is_one_open_round_at_a_time(meeting: Any, cohort: Any, coordinator: Any) -> None:
    with pytest.raises(NotNow):
        introducing.open_round(cohort, each=1, most=2, until_on=later(3), by=coordinator)
    assert IntroductionRound.objects.count() == 1


def test_a_cohort_without_anybody_to_meet_is_told_so(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    client.force_login(coordinator)
    page = client.post(
        reverse("introductions", args=[cohort.pk]),
        {"each": 3, "most": 3, "until_on": later(7)},
        follow=True,
    )
    assert [str(m) for m in page.context["messages"]] == [
        "Nobody can be introduced to anybody yet."
    ]
    assert not IntroductionRound.objects.exists()


@pytest.mark.parametrize("days", [0, -1, 62])  # in Berlin the day may be the next by now
def test_the_last_day_is_ahead_and_not_too_far(
    client: Client, cohort: Any, coordinator: Any, days: int
) -> None:
    client.force_login(coordinator)
    told = {"each": 3, "most": 3, "until_on": later(days)}
    page = client.post(reverse("introductions", args=[cohort.pk]), told)
    assert list(page.context["form"].errors) == ["until_on"]


def test_what_both_sides_say_becomes_their_wishes(
    client: Client, meeting: Any, people: Any, cohort: Any
) -> None:
    say(client, people["ana"], kim=3, lou=5)
    say(client, people["kim"], ana="prefer", bo="neutral")
    wishes = {one.id: one.wishes for side in candidates(cohort) for one in side}
    assert wishes == {
        str(people["ana"].pk): (str(people["lou"].pk), str(people["kim"].pk)),
        str(people["bo"].pk): (),
        str(people["kim"].pk): (str(people["ana"].pk),),
        str(people["lou"].pk): (),
    }


def test_a_second_matching_follows_what_they_said(
    client: Client, meeting: Any, people: Any, cohort: Any, coordinator: Any
) -> None:
    cohort.decide_matching(Rules(weights=Weights(needs=1, wishes=9)).to_json(), by=coordinator)
    say(client, people["ana"], kim=2, lou=5)
    say(client, people["bo"], kim=5, lou=2)
    run = matchmaking.compute(cohort, by=coordinator)
    assert {row.mentee: row.mentor for row in run.suggestions.all()} == {
        people["ana"]: people["lou"],
        people["bo"]: people["kim"],
    }


@pytest.mark.parametrize(("who", "answers"), [("ana", {"kim": 1}), ("kim", {"ana": "avoid"})])
def test_a_no_from_either_side_is_final(
    client: Client, meeting: Any, people: Any, cohort: Any, coordinator: Any, who: str, answers: Any
) -> None:
    say(client, people[who], **answers)
    ana, kim = people["ana"], people["kim"]
    assert apart_in(cohort) == {(str(ana.person_id), str(kim.person_id))}
    with pytest.raises(Exception, match="blocked"):
        matchmaking.compute(cohort, by=coordinator, chosen={str(ana.pk): str(kim.pk)})
    meeting.close(by=coordinator)
    again = introducing.open_round(cohort, each=2, most=2, until_on=later(7), by=coordinator)
    assert not again.introductions.filter(mentee=ana, mentor=kim).exists()


def test_a_no_after_the_draft_keeps_the_pair_from_being_published(
    client: Client, meeting: Any, people: Any, cohort: Any, coordinator: Any
) -> None:
    run = matchmaking.compute(cohort, by=coordinator)
    pair = run.suggestions.get(mentee=people["ana"])
    say(client, people["ana"], **{pair.mentor.person.name.lower(): 1})
    with pytest.raises(NotNow):
        run.publish(by=coordinator)
    again = matchmaking.compute(cohort, by=coordinator, previous=run)
    assert len(again.publish(by=coordinator)) == 2


def test_a_no_is_nobodys_to_read(
    client: Client, meeting: Any, people: Any, coordinator: Any
) -> None:
    say(client, people["ana"], kim=1, lou=4, why=SECRET)
    client.force_login(coordinator)
    page = client.get(reverse("introductions", args=[meeting.cohort_id]))
    (ana,) = [row for row in page.context["rows"] if row.mentee == people["ana"]]
    assert (ana.answered, ana.gladly, ana.whys) == (2, ["Lou"], [("Lou", SECRET)])
    client.force_login(people["kim"].person)
    assert SECRET not in client.get(reverse("meet", args=[people["kim"].pk])).content.decode()


def test_a_draft_is_stale_as_soon_as_somebody_has_their_say(
    client: Client, meeting: Any, people: Any, cohort: Any, coordinator: Any
) -> None:
    run = matchmaking.compute(cohort, by=coordinator)
    assert not is_stale(run)
    say(client, people["ana"], kim=5)
    assert is_stale(run)


def test_one_may_change_ones_mind_until_the_last_day(
    client: Client, meeting: Any, people: Any, time_machine: Any
) -> None:
    say(client, people["ana"], kim=5)
    say(client, people["ana"], kim=2)
    assert between(people["ana"], people["kim"]).mentee_says == 2
    time_machine.move_to(timezone.now() + dt.timedelta(days=9))
    page = say(client, people["ana"], kim=5)
    assert page.status_code == 302
    assert between(people["ana"], people["kim"]).mentee_says == 2


def test_nobody_speaks_for_another(
    client: Client, meeting: Any, people: Any, outsider: Any
) -> None:
    client.force_login(outsider)
    url = reverse("meet", args=[people["ana"].pk])
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


def test_an_answer_that_does_not_exist_is_refused_by_page_and_database(
    client: Client, meeting: Any, people: Any
) -> None:
    page = say(client, people["ana"], kim=7)
    assert page.status_code == 200
    one = between(people["ana"], people["kim"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.filter(pk=one.pk).update(mentee_says=7)


def test_a_round_is_called_off_before_anybody_has_spoken(
    client: Client, meeting: Any, people: Any, cohort: Any, coordinator: Any
) -> None:
    client.force_login(coordinator)
    client.post(reverse("move_introductions", args=[meeting.pk, "call_off"]))
    assert set(Notice.objects.filter(about_id=meeting.pk).values_list("state", flat=True)) == {
        "cancelled"
    }
    again = introducing.open_round(cohort, each=1, most=2, until_on=later(5), by=coordinator)
    say(client, people["ana"], **{between_name(again, people["ana"]): 4})
    with pytest.raises(NotNow):
        again.call_off(by=coordinator)


def between_name(meeting: IntroductionRound, place: Enrolment) -> str:
    return str(meeting.introductions.of(place)[0].other_of(place).person.name.lower())


def test_identity_is_asked_only_where_it_counts(
    client: Client, cohort: Cohort, coordinator: Any
) -> None:
    place = make_enrolment(cohort=cohort)
    client.force_login(place.person)
    url = reverse("offer", args=[place.pk])
    assert "sought" not in client.get(url).context["form"].fields
    cohort.decide_matching(Rules(weights=Weights(identity=3)).to_json(), by=coordinator)
    assert "sought" in client.get(url).context["form"].fields
    client.post(url, {"seniority": 0, "sought": "a parent, , a parent"})
    (mentee,), _mentors = candidates(cohort)
    assert mentee.sought == frozenset({"a parent"})
