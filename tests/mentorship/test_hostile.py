"""What somebody would try who means no good, or is only too curious about a no."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentorship.matching.vocabulary import Rules, Weights
from mentorship.models import (
    Avoidance,
    Enrolment,
    Introduction,
    MatchRun,
    Notice,
    NotNow,
    Pairing,
    RematchRequest,
    SeatRequest,
    introducing,
    matchmaking,
)
from mentorship.models.seat_request import MOST_PLACES
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person
from tests.mentorship.factories import apart_in

pytestmark = pytest.mark.django_db
SECRET = "I could never open up to him"
NOBODYS = "4f0c9f6e-0000-4000-8000-000000000000"


def later(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def enrol(cohort: Any, role: str, name: str = "", **fields: Any) -> Enrolment:
    return make_enrolment(cohort=cohort, role=role, person=make_person(name=name), **fields)


def meet(cohort: Any, by: Any, days: int = 7) -> Any:
    return introducing.open_round(cohort, each=2, most=2, until_on=later(days), by=by)


@pytest.fixture
def two(cohort: Any) -> tuple[Enrolment, Enrolment]:
    return enrol(cohort, "mentee", "Ana"), enrol(cohort, "mentor", "Kim")


@pytest.fixture
def draft(cohort: Any, coordinator: Any, two: Any) -> MatchRun:
    return matchmaking.compute(cohort, by=coordinator)


# --- who may be a pair at all ----------------------------------------------------------------


@pytest.mark.parametrize("who", [0, 1])
def test_nobody_who_has_left_is_published_into_a_pair(
    draft: MatchRun, two: Any, coordinator: Any, who: int
) -> None:
    two[who].withdraw(by=two[who].person)
    with pytest.raises(NotNow, match="Ana|Kim"):
        draft.publish(by=coordinator)
    draft.refresh_from_db()
    assert (draft.status, Pairing.objects.count()) == ("draft", 0)


def test_a_mentor_who_takes_nobody_just_now_is_not_published(
    draft: MatchRun, two: Any, coordinator: Any
) -> None:
    two[1].tell_offer(by=two[1].person, is_open=False)
    with pytest.raises(NotNow, match="Kim"):
        draft.publish(by=coordinator)
    assert not Pairing.objects.exists()


def test_what_somebody_only_asked_about_cannot_be_published(
    client: Client, draft: MatchRun, coordinator: Any
) -> None:
    other = matchmaking.ask(draft, Rules(), by=coordinator)
    client.force_login(coordinator)
    client.post(reverse("publish_run", args=[other.pk]))
    other.refresh_from_db()
    assert (other.status, Pairing.objects.count()) == ("draft", 0)


def test_a_veto_holds_after_publishing(
    client: Client, draft: MatchRun, cohort: Any, coordinator: Any
) -> None:
    draft.suggestions.get().veto(by=coordinator)
    draft.publish(by=coordinator)
    client.force_login(coordinator)
    client.post(reverse("matching", args=[cohort.pk]))
    assert not cohort.match_runs.get(status="draft").suggestions.exists()


def test_a_veto_holds_for_introductions_after_publishing(
    draft: MatchRun, cohort: Any, coordinator: Any
) -> None:
    draft.suggestions.get().veto(by=coordinator)
    draft.publish(by=coordinator)
    with pytest.raises(NotNow):
        meet(cohort, coordinator)


# --- coordinators who take part themselves ---------------------------------------------------


def test_a_coordinator_who_mentors_reads_nothing_of_what_is_said_of_them(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    ana = enrol(cohort, "mentee", "Ana")
    make_enrolment(cohort=cohort, role="mentor", person=coordinator)
    enrol(cohort, "mentor", "Kim")
    meet(cohort, coordinator)
    said = {"by": ana.person, "mentee_says": 2, "mentee_why": SECRET}
    Introduction.objects.get(mentor__person=coordinator).say(**said)
    client.force_login(coordinator)
    page = client.get(reverse("introductions", args=[cohort.pk]))
    row = page.context["rows"][0]
    assert (row.met, row.answered, row.gladly, row.wanted_by, row.whys) == (1, 0, [], [], [])
    assert (page.context["round"].talks, page.context["round"].by_mentees) == (1, 0)


def test_a_coordinator_who_is_a_mentee_does_not_read_which_mentors_want_them(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    make_enrolment(cohort=cohort, role="mentee", person=coordinator)
    kim = enrol(cohort, "mentor", "Kim")
    meet(cohort, coordinator)
    Introduction.objects.get().say(by=kim.person, mentor_says="prefer")
    client.force_login(coordinator)
    page = client.get(reverse("introductions", args=[cohort.pk]))
    assert (page.context["rows"], page.context["round"].by_mentors) == ([], 0)


@pytest.mark.parametrize("says", [1, 5])
def test_a_coordinator_who_mentors_cannot_try_out_who_said_no(
    client: Client, cohort: Any, coordinator: Any, says: int
) -> None:
    ana = enrol(cohort, "mentee", "Ana")
    enrol(cohort, "mentor", "Kim")
    mine = make_enrolment(cohort=cohort, role="mentor", person=coordinator)
    meet(cohort, coordinator)
    Introduction.objects.get(mentor=mine).say(by=ana.person, mentee_says=says)
    Introduction.objects.exclude(mentor=mine).get().say(by=ana.person, mentee_says=5)
    run = matchmaking.compute(cohort, by=coordinator)
    client.force_login(coordinator)
    told = {"mentee": ana.pk, "mentor": mine.pk}
    page = client.post(reverse("choose_pair", args=[run.pk]), told, follow=True)
    said = [str(message) for message in page.context["messages"]]
    assert said == ["You are one of them. Let another coordinator decide."]
    row = run.suggestions.get()
    page = client.get(reverse("suggestion", args=[row.pk]), {"instead": mine.pk, "solve": 1})
    assert "not to be paired" not in page.content.decode()


def test_a_coordinator_sees_of_their_own_proposed_pair_what_both_may_read(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    cohort.decide_matching(Rules(weights=Weights(needs=1, wishes=9)).to_json(), by=coordinator)
    ana = enrol(cohort, "mentee", "Ana")
    make_enrolment(cohort=cohort, role="mentor", person=coordinator)
    meet(cohort, coordinator)
    Introduction.objects.get().say(by=ana.person, mentee_says=5)
    row = matchmaking.compute(cohort, by=coordinator).suggestions.get()
    client.force_login(coordinator)
    page = client.get(reverse("suggestion", args=[row.pk]))
    assert "Whom they asked for" not in [name for name, *_rest in page.context["scored"]]
    assert "others" not in page.context


def test_a_coordinator_left_without_a_mentor_is_not_told_how_many_said_no(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    make_enrolment(cohort=cohort, role="mentee", person=coordinator)
    kim = enrol(cohort, "mentor", "Kim")
    meet(cohort, coordinator)
    Introduction.objects.get().say(by=kim.person, mentor_says="avoid")
    run = matchmaking.compute(cohort, by=coordinator)
    client.force_login(coordinator)
    page = client.get(reverse("match_run", args=[run.pk]))
    assert [(row["excluded"], row["options"]) for row in page.context["alone"]] == [([], [])]
    client.force_login(enrol(cohort, "admin").person)
    page = client.get(reverse("match_run", args=[run.pk]))
    assert [row["excluded"] for row in page.context["alone"]] == [
        ["1 are not to be paired with them"]
    ]


def test_another_coordinator_reads_it_all(client: Client, cohort: Any, coordinator: Any) -> None:
    ana = enrol(cohort, "mentee", "Ana")
    other = enrol(cohort, "admin")
    make_enrolment(cohort=cohort, role="mentor", person=coordinator)
    meet(cohort, coordinator)
    Introduction.objects.get().say(by=ana.person, mentee_says=4, mentee_why="Warm")
    client.force_login(other.person)
    row = client.get(reverse("introductions", args=[cohort.pk])).context["rows"][0]
    assert (row.gladly, row.whys) == (["Chidi Brandt"], [("Chidi Brandt", "Warm")])


def test_a_coordinator_never_hears_who_avoids_them(
    client: Client, cohort: Any, coordinator: Any, two: Any
) -> None:
    ana, kim = two
    Avoidance.objects.tell(ana, [coordinator.email, kim.person.email], by=ana.person)
    client.force_login(coordinator)
    page = client.get(reverse("apart", args=[cohort.pk]))
    assert [row.email for row in page.context["asked"]] == [kim.person.email]


def test_whom_people_avoid_stays_in_the_cohorts_they_are_in(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    elsewhere = make_cohort(program=cohort.program)
    stranger = enrol(elsewhere, "mentee", "Zoe")
    Avoidance.objects.tell(stranger, ["him@example.org"], by=stranger.person)
    client.force_login(coordinator)
    page = client.get(reverse("apart", args=[cohort.pk]))
    assert list(page.context["asked"]) == []


def test_whom_somebody_avoids_stays_avoided_with_a_new_address(
    client: Client, cohort: Any, coordinator: Any, two: Any
) -> None:
    ana, kim = two
    Avoidance.objects.tell(ana, [kim.person.email.upper()], by=ana.person)
    kim.person.email = "New-Name@example.org"
    kim.person.save(update_fields=["email"])
    assert apart_in(cohort) == {(str(ana.person_id), str(kim.person_id))}
    assert not matchmaking.compute(cohort, by=coordinator).suggestions.exists()


def test_a_coordinator_with_a_new_address_hears_no_more_of_who_avoids_them(
    client: Client, cohort: Any, coordinator: Any, two: Any
) -> None:
    Avoidance.objects.tell(two[0], [coordinator.email], by=two[0].person)
    coordinator.email = "other@example.org"
    coordinator.save(update_fields=["email"])
    client.force_login(coordinator)
    assert list(client.get(reverse("apart", args=[cohort.pk])).context["asked"]) == []


def test_who_gets_an_avoided_address_later_is_avoided(cohort: Any, two: Any) -> None:
    Avoidance.objects.tell(two[0], ["late@example.org"], by=two[0].person)
    assert apart_in(cohort) == frozenset()
    late = make_person(email="Late@example.org")
    assert apart_in(cohort) == {(str(two[0].person_id), str(late.pk))}


# --- rounds of introductions -----------------------------------------------------------------


def test_nobody_is_asked_for_their_say_before_they_know_whom_they_meet(
    cohort: Any, coordinator: Any, two: Any
) -> None:
    meet(cohort, coordinator, days=1)
    assert not Notice.objects.filter(kind="introductions_waiting").exists()
    assert Notice.objects.filter(kind="introductions_ready").count() == 2


def test_a_cohort_that_has_ended_introduces_nobody(cohort: Any, coordinator: Any, two: Any) -> None:
    cohort.finish(by=coordinator)
    with pytest.raises(NotNow):
        meet(cohort, coordinator)
    assert not Introduction.objects.exists()


def test_nobody_has_a_say_in_a_cohort_that_has_ended(
    client: Client, cohort: Any, coordinator: Any, two: Any
) -> None:
    meet(cohort, coordinator)
    cohort.finish(by=coordinator)
    found = Introduction.objects.get()
    with pytest.raises(NotNow):
        found.say(by=two[0].person, mentee_says=5)
    client.force_login(two[0].person)
    assert client.get(reverse("meet", args=[two[0].pk])).status_code == 404
    assert not Introduction.objects.waiting_for(two[0], timezone.localdate()).exists()


def test_who_has_left_is_not_shown_to_those_they_were_to_meet(
    client: Client, cohort: Any, coordinator: Any, two: Any
) -> None:
    enrol(cohort, "mentor", "Lou")
    meet(cohort, coordinator)
    two[1].withdraw(by=two[1].person)
    client.force_login(two[0].person)
    page = client.get(reverse("meet", args=[two[0].pk]))
    assert [card["other"].person.name for card, _fields in page.context["cards"]] == ["Lou"]


def test_why_somebody_said_no_is_not_even_kept(
    client: Client, cohort: Any, coordinator: Any, two: Any
) -> None:
    meet(cohort, coordinator)
    found, page = Introduction.objects.get(), reverse("meet", args=[two[0].pk])
    client.force_login(two[0].person)
    for says in ("4", "1"):
        client.post(page, {f"says-{found.pk}": says, f"why-{found.pk}": SECRET})
    found.refresh_from_db()
    assert (found.mentee_says, found.mentee_why) == (1, "")


# --- places, and wishes for another match ----------------------------------------------------


def test_a_yes_never_gives_more_places_than_anybody_may_have(
    cohort: Any, coordinator: Any, two: Any
) -> None:
    now = timezone.now()
    SeatRequest.objects.ask([two[1]], by=coordinator, now=now)
    two[1].tell_offer(by=two[1].person, capacity=MOST_PLACES)
    with pytest.raises(NotNow):
        SeatRequest.objects.get().give(by=two[1].person, now=now)
    two[1].refresh_from_db()
    assert (two[1].capacity, SeatRequest.objects.get().status) == (MOST_PLACES, "asked")


def test_nobody_is_told_that_a_pair_goes_on_when_it_is_over(cohort: Any, coordinator: Any) -> None:
    pairing, now = make_pairing(cohort=cohort), timezone.now()
    told = {"by": pairing.mentee_person, "reason": "style", "now": now}
    request = RematchRequest.objects.ask(pairing, **told)
    pairing.complete(by=coordinator)
    with pytest.raises(NotNow):
        RematchRequest.objects.get(pk=request.pk).keep(by=coordinator, now=now)
    assert not Notice.objects.filter(kind="rematch_kept").exists()


def test_coordinators_are_not_mailed_at_will(cohort: Any, coordinator: Any) -> None:
    pairing, now = make_pairing(cohort=cohort), timezone.now()
    told = {"by": pairing.mentee_person, "reason": "style", "now": now}
    for _time in range(3):
        RematchRequest.objects.ask(pairing, **told).withdraw(by=told["by"], now=now)
    with pytest.raises(NotNow, match="a few times"):
        RematchRequest.objects.ask(pairing, **told)
    assert Notice.objects.filter(kind="rematch_asked").count() == 3
    told["now"] = now + dt.timedelta(days=15)
    assert RematchRequest.objects.ask(pairing, **told).is_waiting


@pytest.mark.parametrize("name", ["instead", "other", "prices", "page", "mentee", "paper", "solve"])
@pytest.mark.parametrize(
    "value", ["", "x", "\x00", "9" * 5000, "4f0c9f6e-0000-4000-8000-000000000000"]
)
def test_no_question_about_a_pair_breaks_the_page(
    client: Client, draft: MatchRun, coordinator: Any, name: str, value: str
) -> None:
    client.force_login(coordinator)
    row = draft.suggestions.get()
    pages = [reverse("suggestion", args=[row.pk]), reverse("match_run", args=[draft.pk])]
    assert [client.get(page, {name: value}).status_code for page in pages] == [200, 200]
