"""Seats, answers and recalls in the same moment. On PostgreSQL only, each from a barrier."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from mentorship.models import (
    Enrolment,
    Expectation,
    HorizonCheck,
    MatchRun,
    Notice,
    NotNow,
    Pairing,
    RematchRequest,
    SeatRequest,
    Settling,
    StartingPoint,
    StartingVersion,
    Suggestion,
    parting,
)
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person
from tests.test_races import answers, at_once, post

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="its test database is in one process"),
]
ROUNDS = 3


def kinds(done: list[Any]) -> list[str]:
    return sorted(type(one).__name__ for one in done)


def seats(cohort: Any) -> dict[Any, tuple[int, int]]:
    """Of each mentor: places that are counted as taken, and open pairs."""
    return {
        row.pk: (row.seats_taken, Pairing.objects.open().filter(mentor=row).count())
        for row in cohort.enrolments.mentors()
    }


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_coordinators_grant_at_once_and_the_mentee_has_one_new_match(_round: int) -> None:
    pairing, now = make_pairing(capacity=1), timezone.now()
    cohort = pairing.cohort
    chiefs = [make_person() for _ in range(2)]
    for chief in chiefs:
        cohort.appoint(chief, by=None)
    for _ in range(2):
        make_enrolment(cohort=cohort, role="mentor")
    told = {"reason": "aims", "now": now}
    wishes = [RematchRequest.objects.ask(pairing, by=who, **told) for who in pairing.people]
    posts = [
        post(chief, "settle_rematch", {}, wish.pk, "grant")
        for chief, wish in zip(chiefs, wishes, strict=True)
    ]
    assert answers(posts) == {3}
    assert Pairing.objects.open().filter(mentee=pairing.mentee).count() == 1
    assert set(RematchRequest.objects.values_list("status", flat=True)) == {"granted"}
    assert Notice.objects.filter(kind="rematch_granted").count() == 2
    assert all(taken == open_ for taken, open_ in seats(cohort).values())


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_wish_is_granted_or_kept_and_not_both(_round: int) -> None:
    pairing, now = make_pairing(), timezone.now()
    told = {"reason": "aims", "now": now}
    wish = RematchRequest.objects.ask(pairing, by=pairing.mentee_person, **told)
    again = RematchRequest.objects.get(pk=wish.pk)
    done = at_once([lambda: wish.grant(by=None, now=now), lambda: again.keep(by=None, now=now)])
    assert kinds(done) == ["NoneType", "NotNow"]
    pairing.refresh_from_db()
    status = RematchRequest.objects.get().status
    assert (status, pairing.status) in {("granted", "ended"), ("kept", "active")}


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_yes_pressed_twice_at_once_is_one_place(_round: int) -> None:
    mentor, chief = make_enrolment(role="mentor", capacity=2), make_person()
    SeatRequest.objects.ask([mentor], by=chief, now=timezone.now())
    request = SeatRequest.objects.get()
    posts = [post(mentor.person, "seat_request", {"answer": "give"}, request.pk) for _ in range(3)]
    assert answers(posts) == {3}
    mentor.refresh_from_db()
    assert mentor.capacity == 3
    assert Notice.objects.filter(kind="seat_given").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_coordinators_ask_the_same_mentor_once(_round: int) -> None:
    mentor, now = make_enrolment(role="mentor"), timezone.now()
    chiefs = [make_person() for _ in range(2)]
    done = at_once([lambda c=c: SeatRequest.objects.ask([mentor], by=c, now=now) for c in chiefs])
    assert sorted(done) == [0, 1]
    assert Notice.objects.filter(kind="seat_asked").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_both_say_no_at_once_and_the_mentee_has_one_new_match(_round: int) -> None:
    pairing, now = make_pairing(is_started=False, capacity=1), timezone.now()
    for _ in range(2):
        make_enrolment(cohort=pairing.cohort, role="mentor")
    mine = [Pairing.objects.get(pk=pairing.pk) for _ in range(2)]
    done = at_once(
        [
            lambda row=row, who=who: parting.decline(row, by=who, now=now)
            for row, who in zip(mine, pairing.people, strict=True)
        ]
    )
    assert kinds(done) == ["NotNow", "Pairing"]
    assert Pairing.objects.open().filter(mentee=pairing.mentee).count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_mentees_who_part_at_once_may_take_each_others_place(_round: int) -> None:
    """Each frees the place that the other may want: nobody waits for the other in a ring."""
    cohort, now = make_cohort(), timezone.now()
    pairs = [make_pairing(cohort=cohort, is_started=False, capacity=1) for _ in range(4)]
    done = at_once([lambda p=p: parting.decline(p, by=p.mentee_person, now=now) for p in pairs])
    assert [one for one in done if isinstance(one, NotNow)] == []
    assert all(taken == open_ <= 1 for taken, open_ in seats(cohort).values())


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_no_while_the_publication_is_taken_back_leaves_no_seat_behind(_round: int) -> None:
    cohort, chief, now = make_cohort(status="matching"), make_person(), timezone.now()
    run = MatchRun.objects.create(program_id=cohort.program_id, cohort=cohort)
    for _ in range(3):
        mentee = make_enrolment(cohort=cohort)
        mentor = make_enrolment(cohort=cohort, role="mentor", capacity=1)
        Suggestion.objects.create(run=run, mentee=mentee, mentor=mentor, score=500)
    first = run.publish(by=chief)[0]
    row = Pairing.objects.get(pk=first.pk)
    assert now + settings.RECALL_WINDOW > timezone.now() + timedelta(minutes=1)
    done = at_once(
        [
            lambda: run.recall(by=chief),
            lambda: parting.decline(row, by=row.mentee_person, now=now),
        ]
    )
    assert done[0] is None
    assert all(taken == open_ for taken, open_ in seats(cohort).values())
    assert Pairing.objects.open().exclude(mentee=first.mentee).count() == 0
    assert Enrolment.objects.filter(seats_taken__gt=1).count() == 0


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_finish_at_once_and_both_are_opened_once(_round: int) -> None:
    pairing = make_pairing(is_started=False)
    for person in pairing.people:
        mine = Expectation.objects.of(pairing, person)
        mine.answer("hopes", {"hopes": "To dare"}, by=person, shown={})
    done = at_once(
        [
            lambda who=who: Expectation.objects.of(pairing, who).finish(by=who)
            for who in pairing.people
        ]
    )
    assert sorted(map(str, done)) == ["False", "True"]
    assert Expectation.objects.filter(revealed_at__isnull=False).count() == 2
    assert Notice.objects.filter(kind="expectations_ready").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_mark_the_direction_at_once_and_both_marks_open_once(_round: int) -> None:
    pairing, now = make_pairing(), timezone.now()
    check = HorizonCheck.objects.begin(pairing, cause="monthly", now=now)

    def mark(person: Any) -> None:
        mine = HorizonCheck.objects.select_related("pairing").get(pk=check.pk)
        mine.mark(by=person, direction="same", line="Straight on.", now=now)

    assert at_once([partial(mark, person) for person in pairing.people]) == [None, None]
    check.refresh_from_db()
    assert (check.status, check.mentee_mark is None, check.mentor_mark is None) == (
        "same",
        False,
        False,
    )
    assert Notice.objects.filter(kind="horizon_revealed").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_settle_at_once_and_one_hears_of_the_other(_round: int) -> None:
    pairing = make_pairing(is_started=False)
    for person in pairing.people:
        Expectation.objects.of(pairing, person).finish(by=person)
    told = {"pairing": pairing, "clause": "hopes", "shown": 0}
    settle = partial(Settling.objects.settle, **told)
    done = at_once([partial(settle, words={"hopes": p.name}, by=p) for p in pairing.people])
    assert kinds(done) == ["Changed", "Settling"]
    assert Settling.objects.count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_windows_share_one_starting_point_at_once_and_it_is_one_version(_round: int) -> None:
    place = make_enrolment()
    point = StartingPoint.objects.of(place)
    shown = point.token("where", {"said": {}, "seen": {}})
    answer = {"key": "where", "by": place.person, "shown": shown}
    say = [
        lambda words=words: StartingPoint.objects.of(place).answer(said=words, **answer)
        for words in ("In one window", "In the other")
    ]
    assert kinds(at_once(say)) == ["Changed", "NoneType"]
    told = {"by": place.person, "now": timezone.now()}
    share = [lambda: StartingPoint.objects.of(place).finish(**told)] * 2
    assert kinds(at_once(share)) == ["NoneType", "NoneType"]
    assert StartingVersion.objects.count() == 1
