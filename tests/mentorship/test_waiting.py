"""The line of those who wait: a number of their own, what limits it, and one more place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentorship.board.limits import WORDS, limits
from mentorship.matching.vocabulary import RULES, Rules
from mentorship.models import (
    Apart,
    Enrolment,
    Event,
    MatchRun,
    Notice,
    NotNow,
    Pairing,
    SeatRequest,
    matchmaking,
)
from mentorship.models.asking import shortage
from mentorship.models.candidates import candidates
from mentorship.models.matchmaking import without_people
from mentorship.models.seat_request import ANSWER_WITHIN
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person

pytestmark = pytest.mark.django_db
SQL = [{"name": "SQL", "level": 5}]
DAY = dt.timedelta(days=1)


def teaches(cohort: Any, *skills: str, **fields: Any) -> Enrolment:
    told = [{"name": skill, "level": 5} for skill in skills]
    return make_enrolment(cohort=cohort, role="mentor", skills=told, **fields)


def place_page(client: Client, enrolment: Enrolment) -> Any:
    client.force_login(enrolment.person)
    return client.get(reverse("waiting_place", args=[enrolment.pk]))


def ask(mentor: Enrolment, *, by: Any, days_ago: int = 0) -> SeatRequest:
    SeatRequest.objects.ask([mentor], by=by, now=timezone.now() - days_ago * DAY)
    return SeatRequest.objects.get(mentor=mentor)


def press(client: Client, request: SeatRequest, answer: str) -> list[str]:
    client.force_login(request.mentor.person)
    url = reverse("seat_request", args=[request.pk])
    page = client.post(url, {"answer": answer}, follow=True)
    return [str(message) for message in page.context["messages"]]


# --- the line --------------------------------------------------------------------------------


def test_the_numbers_are_those_that_matching_gives(client: Client, cohort: Any) -> None:
    places = [make_enrolment(cohort=cohort) for _ in range(4)]
    for days, place in zip((5, 9, 5, 1), places, strict=True):
        Enrolment.objects.filter(pk=place.pk).update(created_at=timezone.now() - days * DAY)
    make_pairing(cohort=cohort)
    asked = {place: place_page(client, place).context for place in places}
    shown = {str(place.pk): told["number"] for place, told in asked.items()}
    assert shown == {mentee.id: mentee.waiting for mentee in candidates(cohort)[0]}
    assert {told["all"] for told in asked.values()} == {4}


def test_who_is_in_comes_before_who_waits_for_a_place(client: Client, cohort: Any) -> None:
    first = make_enrolment(cohort=cohort, status="waiting")
    second = make_enrolment(cohort=cohort)
    numbers = [place_page(client, one).context["number"] for one in (first, second)]
    assert numbers == [2, 1]


def test_nobody_sees_the_place_of_another(client: Client, cohort: Any, outsider: Any) -> None:
    one, other = make_enrolment(cohort=cohort), make_enrolment(cohort=cohort)
    client.force_login(other.person)
    assert client.get(reverse("waiting_place", args=[one.pk])).status_code == 404
    page = place_page(client, one).content.decode()
    assert other.person.name not in page


def test_who_has_a_mentor_is_led_home(client: Client, pairing: Any) -> None:
    assert place_page(client, pairing.mentee).url == reverse("home")


def test_home_leads_to_ones_place_while_one_waits(client: Client, cohort: Any) -> None:
    waiting, applied = make_enrolment(cohort=cohort), make_enrolment(status="applied")
    for place, is_linked in ((waiting, True), (applied, False)):
        client.force_login(place.person)
        page = client.get(reverse("home")).content.decode()
        assert (reverse("waiting_place", args=[place.pk]) in page) == is_linked


def test_new_pairs_are_made_until_a_third_of_the_round_is_left(client: Client) -> None:
    cohort = make_cohort(starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 4, 1))
    assert cohort.matches_until_on == dt.date(2026, 3, 2)
    late = make_enrolment(cohort=cohort)
    assert place_page(client, late).context["is_late"] is True


def test_the_page_says_what_the_number_is_worth(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    place = make_enrolment(cohort=cohort)
    said = [place_page(client, place).context["how"]]
    for rules in (
        replace(Rules(), short_seats="waiting_list"),
        replace(Rules(), short_seats="points"),
    ):
        cohort.decide_matching(without_people(rules), by=coordinator)
        said.append(place_page(client, place).context["how"])
    assert said == [
        "When places are short, a lottery decides, not the numbers.",
        "When places are short, this order decides.",
        "When places are short, the best fits come first, not the lowest numbers.",
    ]


def test_coordinators_see_the_line_in_order(client: Client, cohort: Any, coordinator: Any) -> None:
    names = [make_enrolment(cohort=cohort).person.name for _ in range(3)]
    client.force_login(coordinator)
    page = client.get(reverse("waiting_list", args=[cohort.pk]))
    assert [row.person.name for row in page.context["page"].object_list] == names


# --- what limits it --------------------------------------------------------------------------


def published(cohort: Any, by: Any) -> MatchRun:
    run = matchmaking.compute(cohort, by=by)
    run.publish(by=by)
    return run


def test_somebody_without_a_shared_hour_is_told_so_and_where_to_add_some(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    place, guide = make_enrolment(cohort=cohort), teaches(cohort)
    for row, weekday in ((place, 1), (guide, 3)):
        row.person.availabilities.create(weekday=weekday, from_minute=600, until_minute=700)
    matchmaking.compute(cohort, by=coordinator)
    assert place_page(client, place).context["limits"] == []  # a draft is nobody's to know
    MatchRun.objects.get().publish(by=coordinator)
    page = place_page(client, place)
    (limit,) = page.context["limits"]
    assert limit.sentence == "So far nobody who could be your mentor is free when you are."
    assert page.context["way"].url == reverse("times")


def test_a_refusal_or_a_list_of_those_kept_apart_is_never_told(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    place, guide = make_enrolment(cohort=cohort), teaches(cohort)
    two = {"person": place.person, "other": guide.person}
    Apart.objects.keep(cohort.program, **two, by=coordinator, reason="Flatmates.")
    run = published(cohort, coordinator)
    assert run.outcome["unmatched"][0]["excluded"] == {"blocked": 1}
    page = place_page(client, place)
    said = [limit.sentence for limit in page.context["limits"]]
    assert said == ["So far we have found nobody who could be your mentor."]
    assert guide.person.name not in page.content.decode()


PRIVATE = {"no_seat", "same_person", "veto", "blocked", "paired_before", "own_manager"}
PRIVATE |= {"same_manager", "same_department", "must_wishes", "must_identity"}


def test_every_rule_is_told_or_kept_private_on_purpose() -> None:
    assert WORDS.keys() | PRIVATE == set(RULES)
    assert WORDS.keys() & PRIVATE == set()


@pytest.mark.parametrize("private", sorted(PRIVATE))
def test_a_private_rule_changes_no_word(private: str, cohort: Any) -> None:
    place = make_enrolment(cohort=cohort)
    told = {"code": "nobody_allowed", "excluded": {"no_shared_hour": 2}}
    more = {"code": "nobody_allowed", "excluded": {"no_shared_hour": 2, private: 5}}
    assert limits(more, place) == limits(told, place)


def test_the_rule_that_would_open_most_is_told_first(cohort: Any) -> None:
    place = make_enrolment(cohort=cohort)
    row = {"code": "seats_taken", "excluded": {"no_shared_hour": 4, "must_needs": 1}}
    row["relaxing"] = {"rule": "must_needs", "opens": 1}
    plain, *found = limits(row, place)
    assert [limit.label for limit in found] == ["Name another skill", "Add free hours"]
    assert plain.url == ""


# --- one more place --------------------------------------------------------------------------


@pytest.fixture
def short(cohort: Any) -> list[Enrolment]:
    """Three who wait for SQL, and four mentors without a place; two of them know it."""
    for _ in range(3):
        make_enrolment(cohort=cohort, skills=SQL)
    known = [teaches(cohort, "SQL", capacity=0), teaches(cohort, "SQL", "Go", capacity=0)]
    return [*known, teaches(cohort, "Rust", capacity=0), teaches(cohort, capacity=0)]


def test_the_best_placed_are_shown_first_and_as_many_ticked_as_are_missing(
    client: Client, cohort: Any, coordinator: Any, short: list[Enrolment]
) -> None:
    client.force_login(coordinator)
    form = client.get(reverse("ask_seats", args=[cohort.pk])).context["form"]
    ranked = [pk for pk, _name in form.fields["mentors"].choices]
    assert set(ranked[:2]) == {str(one.pk) for one in short[:2]}
    assert form.initial["mentors"] == ranked[:3]


def test_whoever_takes_nobody_or_may_have_nobody_is_not_shown(
    cohort: Any, coordinator: Any, short: list[Enrolment]
) -> None:
    closed, barred, gone, full = short
    Enrolment.objects.filter(pk=closed.pk).update(is_open=False)
    for mentee in cohort.enrolments.mentees():
        two = {"person": mentee.person, "other": barred.person}
        Apart.objects.keep(cohort.program, **two, by=coordinator)
    gone.withdraw(by=gone.person)
    Enrolment.objects.filter(pk=full.pk).update(capacity=10)
    found = shortage(cohort, [])
    assert (found.mentors, found.waiting, found.short) == ([], 3, 0)


def test_with_a_draft_on_the_board_those_it_leaves_alone_are_meant(
    cohort: Any, coordinator: Any
) -> None:
    for _ in range(3):
        make_enrolment(cohort=cohort, skills=SQL)
    guide = teaches(cohort, "SQL", capacity=1)
    assert shortage(cohort, []).short == 2
    matchmaking.compute(cohort, by=coordinator)
    found = shortage(cohort, [])
    assert (found.waiting, found.short) == (2, 2)
    assert [(one.enrolment, one.allowed) for one in found.mentors] == [(guide, 2)]


def test_asking_is_done_once_a_round_whoever_asks(
    client: Client, cohort: Any, coordinator: Any, short: list[Enrolment]
) -> None:
    client.force_login(coordinator)
    url, told = reverse("ask_seats", args=[cohort.pk]), {"mentors": [short[0].pk, short[1].pk]}
    client.post(url, told)
    again = client.post(url, told)
    assert again.context["form"].errors["mentors"] == [
        "Somebody has been asked in the meantime. Choose again."
    ]
    SeatRequest.objects.ask(short[:1], by=make_person(), now=timezone.now())
    assert {one.asked_by for one in SeatRequest.objects.all()} == {coordinator}
    assert Notice.objects.filter(kind="seat_asked").count() == 2
    assert {row.mentor for row, _is_fresh in again.context["asked"]} == set(short[:2])


def test_a_yes_is_one_place_however_often_it_is_pressed(
    client: Client, coordinator: Any, short: list[Enrolment]
) -> None:
    request = ask(short[0], by=coordinator)
    Enrolment.objects.filter(pk=short[0].pk).update(is_open=False)
    said = [press(client, request, "give") for _press in range(2)]
    assert said == [
        ["Thank you. You have one place more, and your coordinator knows."],
        ["This has been answered, or has lapsed."],
    ]
    short[0].refresh_from_db()
    assert (short[0].capacity, short[0].is_open) == (1, True)
    assert [notice.recipient for notice in Notice.objects.filter(kind="seat_given")] == [
        coordinator
    ]
    assert [event.verb for event in Event.objects.about(request)] == ["ask", "give"]


def test_a_no_is_final_for_the_round(
    client: Client, cohort: Any, coordinator: Any, short: list[Enrolment]
) -> None:
    request = ask(short[0], by=coordinator)
    assert press(client, request, "decline") == ["Noted. Nobody asks you again in this round."]
    assert press(client, request, "give") == ["This has been answered, or has lapsed."]
    assert SeatRequest.objects.ask(short[:1], by=coordinator, now=timezone.now()) == 0
    short[0].refresh_from_db()
    assert (short[0].capacity, SeatRequest.objects.get().status) == (0, "declined")
    assert Notice.objects.filter(kind="seat_given").count() == 0


@pytest.mark.parametrize("end", ["lapse", "withdraw", "finish"])
def test_an_answer_that_comes_too_late_changes_nothing(
    cohort: Any, coordinator: Any, short: list[Enrolment], end: str
) -> None:
    request = ask(short[0], by=coordinator, days_ago=14 if end == "lapse" else 0)
    if end == "withdraw":
        short[0].withdraw(by=short[0].person)
    if end == "finish":
        cohort.finish(by=coordinator)
    with pytest.raises(NotNow):
        request.give(by=request.mentor.person, now=timezone.now())
    short[0].refresh_from_db()
    assert short[0].capacity == 0


def test_an_answer_counts_until_the_last_moment(coordinator: Any, short: list[Enrolment]) -> None:
    request = ask(short[0], by=coordinator)
    last = request.asked_at + ANSWER_WITHIN
    assert [request.is_unanswered(at) for at in (last - DAY / 86400, last)] == [True, False]


def test_nobody_answers_for_another(
    client: Client, coordinator: Any, short: list[Enrolment]
) -> None:
    request = ask(short[0], by=coordinator)
    client.force_login(coordinator)
    url = reverse("seat_request", args=[request.pk])
    assert client.post(url, {"answer": "give"}).status_code == 404
    assert SeatRequest.objects.get().status == "asked"


@pytest.mark.parametrize("is_paired", [False, True])
def test_a_mentor_finds_the_question_on_their_home_until_it_is_answered(
    client: Client, cohort: Any, coordinator: Any, *, is_paired: bool
) -> None:
    guide = make_pairing(cohort=cohort).mentor if is_paired else teaches(cohort)
    request = ask(guide, by=coordinator)
    url, seen = reverse("seat_request", args=[request.pk]), []
    for answer in ("", "decline"):
        if answer:
            press(client, request, answer)
        client.force_login(guide.person)
        seen.append(url in client.get(reverse("home")).content.decode())
    assert seen == [True, False]


def test_the_start_page_leads_to_whom_to_ask(
    client: Client, cohort: Any, coordinator: Any, short: list[Enrolment]
) -> None:
    client.force_login(coordinator)
    page = client.get(reverse("matching", args=[cohort.pk])).content.decode()
    links = [reverse(name, args=[cohort.pk]) for name in ("ask_seats", "waiting_list")]
    assert [link in page for link in links] == [True, True]
    assert Pairing.objects.count() == 0
