"""Saying no before it starts, asking for another match, and who the mentee meets next."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.private import NotYours, open_for
from mentorship.matching.vocabulary import Rules
from mentorship.models import (
    Apart,
    Enrolment,
    Event,
    MatchRun,
    Notice,
    NotNow,
    Pairing,
    RematchRequest,
    Suggestion,
    matchmaking,
    parting,
)
from mentorship.models.joining import seat_next_best
from mentorship.models.matchmaking import without_people
from mentorship.outbox.planner import plan_all
from tests.factories import make_enrolment, make_pairing, make_person

pytestmark = pytest.mark.django_db
SQL = [{"name": "SQL", "level": 5}]
SECRET = "he talks over me"


def owed(kind: str) -> set[Any]:
    return {notice.recipient for notice in Notice.objects.filter(kind=kind, state="owed")}


def teaches(cohort: Any, *skills: str, **fields: Any) -> Enrolment:
    told = [{"name": skill, "level": 5} for skill in skills]
    return make_enrolment(cohort=cohort, role="mentor", skills=told, **fields)


@pytest.fixture
def proposed(cohort: Any, mentee: Any, mentor: Any, coordinator: Any) -> Pairing:
    """Amara, who would like to learn SQL, and Dela; both have had the mail."""
    seeker = make_enrolment(cohort=cohort, person=mentee, skills=SQL)
    guide = teaches(cohort, "SQL", person=mentor, capacity=1)
    pairing = Pairing.objects.propose(seeker, guide, by=coordinator)
    Notice.objects.settle(timezone.now())
    return pairing


@pytest.fixture
def active(proposed: Pairing) -> Pairing:
    proposed.start(by=None)
    return proposed


def decline(pairing: Pairing, *, by: Any = None, reason: str = "") -> Pairing | None:
    by = by or pairing.mentee_person
    return parting.decline(pairing, by=by, reason=reason, now=timezone.now())


def ask(pairing: Pairing, *, by: Any = None, line: str = "") -> RematchRequest:
    told = {"reason": "style", "line": line, "now": timezone.now()}
    return RematchRequest.objects.ask(pairing, by=by or pairing.mentee_person, **told)


# --- the next best ---------------------------------------------------------------------------


def test_who_says_no_goes_to_the_best_place_that_is_free(cohort: Any, proposed: Pairing) -> None:
    teaches(cohort, "Rust")
    best = teaches(cohort, "SQL", "Go")
    new = decline(proposed)
    assert new is not None
    assert (new.mentor, new.status, new.mentee) == (best, "proposed", proposed.mentee)
    assert [reason["code"] for reason in new.why][0] == "needs_covered"
    assert Event.objects.about(new).get().by is None


def test_the_mails_of_the_new_match_wait_for_the_recall_window(
    cohort: Any, proposed: Pairing, settings: Any
) -> None:
    teaches(cohort, "SQL")
    new = decline(proposed)
    due = Notice.objects.get(about_id=new.pk, recipient=new.mentee_person).due_at
    assert timezone.now() < due <= timezone.now() + settings.RECALL_WINDOW


def test_nobody_moves_for_them_and_no_full_place_is_given(cohort: Any, proposed: Pairing) -> None:
    other = make_pairing(cohort=cohort, capacity=1)
    assert decline(proposed) is None
    other.refresh_from_db()
    assert other.status == "active"
    assert list(Enrolment.objects.in_line()) == [proposed.mentee]


@pytest.mark.parametrize("rules", [Rules(), replace(Rules(), earlier_barred=False)])
def test_the_two_are_never_matched_again(
    cohort: Any, coordinator: Any, proposed: Pairing, rules: Rules
) -> None:
    cohort.decide_matching(without_people(rules), by=coordinator)
    assert decline(proposed) is None  # Dela's place is free again, and not for Amara
    run = matchmaking.compute(cohort, by=coordinator)
    assert run.suggestions.count() == 0
    assert run.outcome["unmatched"][0]["excluded"] == {"blocked": 1}


def test_a_veto_and_a_name_on_the_list_of_those_kept_apart_hold(
    cohort: Any, coordinator: Any, proposed: Pairing
) -> None:
    vetoed, apart = teaches(cohort, "SQL"), teaches(cohort, "SQL")
    run = MatchRun.objects.create(
        program=cohort.program, cohort=cohort, status="published", published_at=timezone.now()
    )
    Suggestion.objects.create(
        run=run, mentee=proposed.mentee, mentor=vetoed, score=1, decision="vetoed"
    )
    two = {"person": apart.person, "other": proposed.mentee_person}
    Apart.objects.keep(cohort.program, **two, by=coordinator)
    assert decline(proposed) is None


def test_nobody_is_seated_in_a_round_that_is_over(cohort: Any) -> None:
    teaches(cohort, "SQL")
    place = make_enrolment(cohort=cohort, skills=SQL)
    cohort.finish(by=None)
    place.refresh_from_db()
    assert seat_next_best(place, by=None, now=timezone.now()) is None


def test_who_is_paired_in_another_round_of_the_programme_is_not_paired_twice(cohort: Any) -> None:
    place = make_enrolment(cohort=cohort, person=make_pairing().mentee_person)
    paired = make_pairing(cohort=cohort).mentee
    teaches(cohort, "SQL")
    assert seat_next_best(paired, by=None, now=timezone.now()) is None
    assert seat_next_best(place, by=None, now=timezone.now()) is not None


# --- no, before it starts --------------------------------------------------------------------


@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_the_other_one_hears_kindly_and_the_coordinators_hear(
    proposed: Pairing, coordinator: Any, role: str
) -> None:
    by = getattr(proposed, f"{role}_person")
    decline(proposed, by=by, reason="hours")
    assert owed("match_declined") == {proposed.partner_of(by)}
    assert owed("match_reopened") == {coordinator}
    assert owed("pairing_ended") == set()
    proposed.refresh_from_db()
    assert (proposed.status, proposed.end_reason) == ("ended", "declined:hours")
    proposed.mentor.refresh_from_db()
    assert proposed.mentor.seats_taken == 0


def test_whoever_never_heard_of_the_match_hears_no_no(cohort: Any) -> None:
    pairing = make_pairing(cohort=cohort, is_started=False)
    decline(pairing)
    assert owed("match_published") == owed("match_declined") == set()


def test_what_has_begun_is_not_declined(active: Pairing) -> None:
    with pytest.raises(NotNow):
        decline(active)
    active.refresh_from_db()
    assert active.status == "active"


def test_a_coordinator_who_is_one_of_the_two_is_told_as_one_of_the_two(
    cohort: Any, proposed: Pairing
) -> None:
    make_enrolment(cohort=cohort, person=proposed.mentor_person, role="admin")
    decline(proposed)
    assert proposed.mentor_person not in owed("match_reopened")


def said(client: Client, person: Any, name: str, *args: Any, **data: Any) -> list[str]:
    """What the page says after this person has posted there."""
    client.force_login(person)
    page = client.post(reverse(name, args=args), data, follow=True)
    assert page.status_code == 200
    return [str(message) for message in page.context["messages"]]


@pytest.mark.parametrize(
    ("role", "has_other", "words"),
    [
        ("mentee", False, "Done, kindly. You are in line again, at your old place."),
        ("mentee", True, "Done, kindly. There is another match for you already."),
        ("mentor", True, "Done, kindly. Your place is free again."),
    ],
)
def test_who_says_no_is_told_what_comes_next(
    client: Client, cohort: Any, proposed: Pairing, *, role: str, has_other: bool, words: str
) -> None:
    if has_other:
        teaches(cohort, "SQL")
    by = getattr(proposed, f"{role}_person")
    assert said(client, by, "decline_match", proposed.pk, reason="close") == [words]


def test_the_reason_is_read_by_coordinators_and_never_by_the_other(
    client: Client, proposed: Pairing, coordinator: Any
) -> None:
    make_enrolment(cohort=proposed.cohort, person=proposed.mentor_person, role="admin")
    decline(proposed, reason="close")
    seen = []
    for reader in (coordinator, proposed.mentor_person):
        client.force_login(reader)
        page = client.get(reverse("pair_file", args=[proposed.pk])).content.decode()
        seen.append("We know each other too well" in page)
    assert seen == [True, False]
    assert "too well" not in client.get(reverse("pair", args=[proposed.pk])).content.decode()


def test_a_no_that_comes_too_late_is_answered_kindly(client: Client, proposed: Pairing) -> None:
    decline(proposed)
    client.force_login(proposed.mentor_person)
    answer = client.post(reverse("decline_match", args=[proposed.pk]), {"reason": ""})
    assert answer.url == reverse("pair", args=[proposed.pk])
    assert owed("match_declined") == {proposed.mentor_person}


def test_the_new_pair_can_be_taken_back_while_its_mails_wait(
    client: Client, cohort: Any, proposed: Pairing, coordinator: Any, time_machine: Any
) -> None:
    teaches(cohort, "SQL")
    new = decline(proposed)
    client.force_login(coordinator)
    page = client.get(reverse("pair_file", args=[proposed.pk])).content.decode()
    assert reverse("pair_file", args=[new.pk]) in page
    assert (
        reverse("recall_pair", args=[new.pk])
        in client.get(reverse("pair_file", args=[new.pk])).content.decode()
    )
    time_machine.move_to(new.created_at + dt.timedelta(minutes=10), tick=False)
    late = ["The match mails are on their way already."]
    assert said(client, coordinator, "recall_pair", new.pk) == late
    time_machine.move_to(new.created_at + dt.timedelta(minutes=9), tick=False)
    assert said(client, coordinator, "recall_pair", new.pk) == [
        "Taken back. Nobody has had a mail."
    ]
    assert owed("match_published") == set()
    assert list(Enrolment.objects.in_line()) == [proposed.mentee]


# --- asking for another match ----------------------------------------------------------------


def test_a_request_is_told_to_the_coordinators_and_to_nobody_else(
    active: Pairing, coordinator: Any
) -> None:
    request = ask(active, line=SECRET)
    assert owed("rematch_asked") == {coordinator}
    assert [open_for(request, "line", one) for one in (active.mentee_person, coordinator)] == [
        SECRET,
        SECRET,
    ]
    for reader in (active.mentor_person, make_person()):
        with pytest.raises(NotYours):
            open_for(request, "line", reader)


def test_a_partner_who_coordinates_never_sees_the_request(cohort: Any, active: Pairing) -> None:
    make_enrolment(cohort=cohort, person=active.mentor_person, role="admin")
    request = ask(active, line=SECRET)
    assert active.mentor_person not in owed("rematch_asked")
    assert list(RematchRequest.objects.overseen_by(active.mentor_person)) == []
    with pytest.raises(NotYours):
        open_for(request, "line", active.mentor_person)


def test_asking_twice_is_asking_once_and_both_may_ask(active: Pairing) -> None:
    first = ask(active)
    assert ask(active).pk == first.pk
    theirs = ask(active, by=active.mentor_person)
    assert theirs.pk != first.pk
    assert RematchRequest.objects.count() == 2


def test_a_grant_ends_the_pair_and_the_partner_does_not_learn_who_asked(
    cohort: Any, active: Pairing, coordinator: Any
) -> None:
    best = teaches(cohort, "SQL")
    request = ask(active, by=active.mentor_person)
    new = request.grant(by=coordinator, now=timezone.now())
    assert (new.mentor, new.mentee) == (best, active.mentee)
    active.refresh_from_db()
    active.mentor.refresh_from_db()
    assert (active.status, active.end_reason, active.mentor.seats_taken) == ("ended", "rematch", 0)
    assert owed("pairing_ended") == {active.mentee_person}
    assert owed("rematch_granted") == {active.mentor_person}


def test_when_both_had_asked_both_are_answered_by_one_grant(
    active: Pairing, coordinator: Any
) -> None:
    mine, theirs = ask(active), ask(active, by=active.mentor_person)
    mine.grant(by=coordinator, now=timezone.now())
    theirs.refresh_from_db()
    assert theirs.status == "granted"
    assert owed("rematch_granted") == set(active.people)
    assert owed("pairing_ended") == set()


def test_a_second_answer_comes_too_late(active: Pairing, coordinator: Any) -> None:
    request, again = ask(active), RematchRequest.objects.get()
    request.keep(by=coordinator, now=timezone.now())
    with pytest.raises(NotNow):
        again.grant(by=coordinator, now=timezone.now())
    active.refresh_from_db()
    assert (active.status, owed("rematch_kept")) == ("active", {active.mentee_person})


def test_what_was_taken_back_can_be_asked_anew(active: Pairing) -> None:
    request = ask(active)
    request.withdraw(by=active.mentee_person, now=timezone.now())
    assert ask(active).pk != request.pk


def test_after_two_weeks_without_an_answer_both_sides_are_told_once(
    active: Pairing, coordinator: Any, time_machine: Any
) -> None:
    request = ask(active)
    now = timezone.now()
    time_machine.move_to(now + dt.timedelta(days=13), tick=False)
    plan_all(timezone.now())
    assert RematchRequest.objects.get().status == "open"
    time_machine.move_to(now + dt.timedelta(days=14, minutes=1), tick=False)
    for _ring in range(2):
        plan_all(timezone.now())
    request.refresh_from_db()
    assert request.status == "expired"
    assert owed("rematch_expired") == {active.mentee_person}
    assert owed("rematch_unanswered") == {coordinator}


def test_a_wish_about_a_pair_that_is_over_lapses_without_a_word(
    active: Pairing, time_machine: Any
) -> None:
    ask(active)
    active.end(by=None, reason="life")
    time_machine.move_to(timezone.now() + dt.timedelta(days=15), tick=False)
    plan_all(timezone.now())
    assert RematchRequest.objects.get().status == "expired"
    assert owed("rematch_expired") == owed("rematch_unanswered") == set()


def test_who_asked_finds_it_on_the_page_of_the_pair_and_the_partner_finds_nothing(
    client: Client, active: Pairing
) -> None:
    told = {"reason": "style", "line": SECRET}
    by, partner = active.people
    words = ["Your coordinators know, and only they."]
    assert said(client, by, "ask_rematch", active.pk, **told) == words
    pages = []
    for person in (by, partner):
        client.force_login(person)
        page = client.get(reverse("pair", args=[active.pk])).content.decode()
        pages.append("You asked for another match" in page)
    assert pages == [True, False]
    wish = RematchRequest.objects.get()
    client.force_login(partner)
    assert client.post(reverse("withdraw_rematch", args=[wish.pk])).status_code == 404
    taken_back = ["Taken back. Your partner has not heard of it."]
    assert said(client, by, "withdraw_rematch", wish.pk) == taken_back


def test_a_coordinator_is_told_by_name_what_came_of_a_grant(
    client: Client, cohort: Any, active: Pairing, coordinator: Any
) -> None:
    wish = ask(active)
    client.force_login(coordinator)
    assert "One person asks for another match." in client.get(reverse("home")).content.decode()
    pairs = client.get(reverse("cohort_pairs", args=[cohort.pk])).content.decode()
    assert reverse("rematch", args=[wish.pk]) in pairs
    assert said(client, coordinator, "settle_rematch", wish.pk, "grant") == [
        "Ended kindly. No free place is allowed for Amara Okafor, who waits in line again."
    ]


def test_a_grant_with_a_free_place_leads_to_the_new_pair(
    client: Client, cohort: Any, active: Pairing, coordinator: Any
) -> None:
    best = teaches(cohort, "SQL")
    names = f"Amara Okafor has a new match: {best.person}"
    (words,) = said(client, coordinator, "settle_rematch", ask(active).pk, "grant")
    assert words == f"Ended kindly. {names}. Mails go in ten minutes."


def test_after_three_that_did_not_begin_a_coordinator_takes_over(
    cohort: Any, proposed: Pairing, mentee: Any
) -> None:
    for _ in range(3):
        teaches(cohort, "SQL")
    now, following = timezone.now(), proposed
    for _ in range(parting.MOST_NEXT - 1):
        found = parting.decline(following, by=mentee, now=now)
        assert found is not None
        following = found
    assert parting.decline(following, by=mentee, now=now) is None
    assert not Pairing.objects.open().filter(mentee_person=mentee).exists()


def test_who_will_read_a_wish_is_named_before_anybody_writes(
    client: Client, active: Pairing, mentee: Any, mentor: Any, coordinator: Any
) -> None:
    """And where only the partner coordinates, a wish would reach nobody: that is said instead."""
    page, told = reverse("ask_rematch", args=[active.pk]), {"reason": "hours"}
    client.force_login(mentee)
    assert "Chidi Brandt will read it, and nobody else." in client.get(page).text
    active.cohort.enrolments.filter(person=coordinator).update(status="withdrawn")
    active.cohort.appoint(mentor, by=None)
    assert "there is nobody to ask here" in client.post(page, told).text
    assert not RematchRequest.objects.exists()
