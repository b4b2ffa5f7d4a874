"""C1 about goals and what a pair lives by: two acts in the same moment. On PostgreSQL only."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from goals.models import Checkpoint, Goal, Ladder, Rating, Revision, Saying
from mentorship.clause_sets import DEFAULT, put
from mentorship.models import (
    Agreement,
    ClauseSet,
    Enrolment,
    HorizonCheck,
    Notice,
    Pairing,
    ReplyRequest,
    StartingPoint,
)
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person
from tests.goals.factories import make_checkpoint, make_goal
from tests.test_races import ROUNDS, at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="its test database is in one process"),
]
STEPS = ["None.", "One.", "Two.", "Three.", "All."]


@pytest.fixture
def pairing() -> Pairing:
    return make_pairing()


@pytest.fixture
def goal(pairing: Pairing) -> Goal:
    return make_goal(pairing=pairing, status="agreed")


def fresh(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def kinds(results: list[Any]) -> list[str]:
    return sorted(type(one).__name__ for one in results)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_who_change_a_goal_at_once_one_sees_what_the_other_wrote(
    goal: Goal, _round: int
) -> None:
    revise = [
        partial(fresh(goal).revise, by=who, shown_version=goal.version, title=who.name)
        for who in goal.pairing.people
    ]
    assert kinds(at_once(revise)) == ["Changed", "NoneType"]
    assert Revision.objects.count() == 1
    assert Notice.objects.filter(kind="goal_revised").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_goal_is_let_go_or_put_in_other_words_and_never_loses_both(
    goal: Goal, _round: int
) -> None:
    mentee, mentor = goal.pairing.people
    done = at_once(
        [
            partial(fresh(goal).close, by=mentee, reason="life"),
            partial(fresh(goal).revise, by=mentor, shown_version=goal.version, title="Anew"),
        ]
    )
    after = fresh(goal)
    assert done[0] is None
    assert after.status == "closed"
    was_changed = done[1] is None
    assert (after.told(by=mentee)["title"] == "Anew") == was_changed
    assert Revision.objects.count() == int(was_changed)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_goal_is_parked_or_reached_and_not_both(goal: Goal, _round: int) -> None:
    mentee, mentor = goal.pairing.people
    done = at_once(
        [
            partial(fresh(goal).park, by=mentee, because="no_room"),
            partial(fresh(goal).reach, by=mentor),
        ]
    )
    assert sum(type(one).__name__ == "NotNow" for one in done) == 1
    assert fresh(goal).status in ("parked", "reached")


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_describe_a_ladder_at_once_and_one_hears_of_the_other(goal: Goal, _round: int) -> None:
    describe = [
        partial(Ladder.objects.describe, fresh(goal), [who.name, *STEPS[1:]], weight=1, by=who)
        for who in goal.pairing.people
    ]
    assert kinds(at_once(describe)) == ["Changed", "Ladder"]
    assert Ladder.objects.count() == 1


def test_a_rating_posted_twice_at_once_is_one(goal: Goal) -> None:
    ladder = Ladder.objects.describe(goal, STEPS, weight=1, by=goal.author)
    rate = partial(fresh(ladder).rate, 1, by=goal.author, line="Nearly.", id=uuid.uuid4())
    assert kinds(at_once([rate, rate])) == ["Rating", "Rating"]
    assert Rating.objects.count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_who_order_the_line_at_once_leave_a_line(goal: Goal, _round: int) -> None:
    points = [make_checkpoint(goal=goal, title=f"Point {n}") for n in range(3)]
    mentee, mentor = goal.pairing.people
    at_once(
        [
            partial(fresh(points[1]).earlier, by=mentee),
            partial(fresh(points[1]).later, by=mentor),
        ]
    )
    places = Checkpoint.objects.filter(goal=goal).values_list("position", flat=True)
    assert sorted(places) == [1, 2, 3]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_the_seventh_checkpoint_is_the_last_also_for_two_at_once(goal: Goal, _round: int) -> None:
    for number in range(6):
        make_checkpoint(goal=goal, title=f"Point {number}")
    add = [
        partial(Checkpoint.objects.add, fresh(goal), "One more", by=who)
        for who in goal.pairing.people
    ]
    assert kinds(at_once(add)) == ["Checkpoint", "NotNow"]
    assert goal.checkpoints.count() == 7


def test_two_say_at_once_that_a_goal_is_less_theirs_and_both_are_heard(goal: Goal) -> None:
    say = [
        partial(Saying.objects.say, fresh(goal), "less_so", by=who) for who in goal.pairing.people
    ]
    assert kinds(at_once(say * 2)) == ["Saying"] * 4
    assert Saying.objects.count() == 2


# --- what the two live by -----------------------------------------------------------------------


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_somebody_signs_what_they_read_or_hears_that_it_changed(_round: int) -> None:
    pairing = make_pairing(is_started=False)
    mentee, mentor = pairing.people
    agreement = Agreement.objects.of(pairing)
    first = agreement.propose({"hopes": "More."}, by=mentee)
    shown = first.content_hash
    done = at_once(
        [
            partial(Agreement.objects.get().sign, by=mentor, typed_name="Me", shown_hash=shown),
            partial(
                Agreement.objects.get().propose, {"hopes": "Less."}, by=mentee, shown_hash=shown
            ),
        ]
    )
    assert kinds(done[1:]) == ["AgreementVersion"]
    assert first.signatures.count() == int(done[0] is None)
    assert fresh(agreement).status == "open"  # nobody's name stands under other words
    assert fresh(agreement).newest.signatures.count() == 0


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_coordinators_change_the_clauses_at_once_and_one_hears_of_it(_round: int) -> None:
    program = make_cohort().program
    revise = [
        partial(
            ClauseSet.objects.revise,
            program,
            put(DEFAULT, DEFAULT[0].saying(title=name)),
            by=make_person(),
            shown=0,
        )
        for name in ("Wishes", "Dreams")
    ]
    assert kinds(at_once(revise)) == ["Changed", "ClauseSet"]
    assert ClauseSet.objects.count() == 1


def test_somebody_who_asks_twice_at_once_for_a_word_is_told_of_once(pairing: Pairing) -> None:
    told = {"by": pairing.mentee_person, "now": timezone.now()}
    ask = partial(ReplyRequest.objects.ask, fresh(pairing), **told)
    assert kinds(at_once([ask, ask])) == ["ReplyRequest", "ReplyRequest"]
    assert ReplyRequest.objects.count() == 1
    assert Notice.objects.filter(kind="reply_missing").count() == 1


def test_a_look_at_the_direction_begins_once(pairing: Pairing) -> None:
    begin = partial(HorizonCheck.objects.begin, fresh(pairing), cause="asked", now=timezone.now())
    at_once([begin, begin])
    assert HorizonCheck.objects.count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_an_earlier_starting_point_never_overwrites_what_is_said_at_once(_round: int) -> None:
    person = make_person()
    before, now = (make_enrolment(cohort=make_cohort(), person=person) for _place in range(2))
    _say(before, "To run my own review.")
    earlier = StartingPoint.objects.of(before)
    took_over, answer = at_once(
        [
            partial(StartingPoint.objects.of(fresh(now)).begin_with, earlier, by=person),
            partial(_say, fresh(now), "Something new."),
        ]
    )
    said = StartingPoint.objects.of(now).read(by=person)["said"]
    if took_over:
        assert (type(answer).__name__, said) == ("Changed", {"where": "To run my own review."})
    else:
        assert (answer, said) == (None, {"where": "Something new."})


def _say(place: Enrolment, words: str) -> None:
    point = StartingPoint.objects.of(place)
    shown = point.token("where", {"said": {}, "seen": {}})
    point.answer("where", words, by=place.person, shown=shown)
