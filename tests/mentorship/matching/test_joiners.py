"""Whoever comes late is seated as well as solving again would; what stands can be left standing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from mentorship.matching.assign import match
from mentorship.matching.explain import points, why_not
from mentorship.matching.joiners import OneMove, freeze, join, sweep
from mentorship.matching.vocabulary import MOST_BONUS, Rules, Weights
from tests.mentorship.matching.factories import (
    by_mentee,
    make_mentee,
    make_mentor,
    random_cohort,
)
from tests.mentorship.matching.games import SEED, Cohort, legal, promised, value, with_newcomers

thorough = settings(max_examples=100, deadline=None)


@thorough
@given(
    with_newcomers(floor_first=False, short_seats="points", leave_out_price=None)
    | with_newcomers(leave_out_price=200)
    | with_newcomers(leave_out_price=0)
)
def test_one_by_one_is_as_good_as_solving_again(found: Any) -> None:
    cohort, outcome, late = found
    pairs, steps = join(*cohort[:2], outcome, late)
    assert legal(pairs, cohort)
    assert value(pairs, cohort) == value(by_mentee(match(*cohort, SEED)), cohort)
    assert [step.mentee_id for step in steps] == late


@thorough
@given(with_newcomers(floor_first=True, leave_out_price=None))
def test_where_all_find_a_seat_the_promise_is_held_and_the_most_is_made_of_it(found: Any) -> None:
    cohort, outcome, late = found
    pairs, _ = join(*cohort[:2], outcome, late)
    assert legal(pairs, cohort)
    left, right = ({one.id: one for one in side} for side in cohort[:2])
    scores = [sum(points(left[a], right[b], cohort[2])) for a, b in pairs.items()]
    if len(pairs) == len(left) and min(scores, default=0) >= (outcome.floor or 0):
        again = match(*cohort[:2], promised(cohort, outcome.floor or 0), SEED)
        assert value(pairs, cohort) == value(by_mentee(again), cohort)


@thorough
@given(
    with_newcomers(short_seats="waiting_list", leave_out_price=None)
    | with_newcomers(short_seats="lottery", leave_out_price=None)
)
def test_nobody_loses_a_seat_to_a_newcomer(found: Any) -> None:
    cohort, outcome, late = found
    pairs, steps = join(*cohort[:2], outcome, late)
    was = by_mentee(outcome)
    assert was.keys() <= pairs.keys()
    assert pairs.keys() - was.keys() == {step.mentee_id for step in steps if step.moves}
    for step in steps:
        for move in step.moves:
            was[move.mentee_id] = move.becomes
    assert was == pairs


@thorough
@given(with_newcomers())
def test_frozen_pairs_stay_and_the_others_get_the_best_of_the_rest(found: Any) -> None:
    cohort, outcome, _ = found
    people, mentors, rules = cohort
    frozen, was = freeze(people, mentors, outcome, SEED), by_mentee(outcome)
    pins = replace(rules, pins=frozenset(was.items()), keep=frozenset(), first_seat_bonus=0)
    again = by_mentee(match(people, mentors, pins, SEED))
    assert was | by_mentee(frozen.outcome) == again
    assert not was.keys() & by_mentee(frozen.outcome).keys()
    assert legal(was | by_mentee(frozen.outcome), cohort)


@thorough
@given(with_newcomers() | with_newcomers(stable=True))
def test_one_move_tells_the_best_there_is(found: Any) -> None:
    cohort, outcome, _ = found
    frozen = freeze(*cohort[:2], outcome, SEED)
    told = {move.mentee_id: move for move in frozen.moves}
    was, new = by_mentee(outcome), by_mentee(frozen.outcome)
    for one in cohort[0]:
        if one.id not in was:
            tried = best_single_move(cohort, was, new, one.id)
            assert (told[one.id].gain if one.id in told else 0) == tried
            if one.id in told:
                made = after(told[one.id], was, new)
                assert legal(made, cohort)
                assert total(made, cohort) - total(was | new, cohort) == tried


def after(move: OneMove, was: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    return was | new | {move.mentee_id: move.mentor_id, move.moved: move.becomes}


def total(pairs: dict[str, str], cohort: Cohort) -> int:
    return value(pairs, (*cohort[:2], Rules(weights=cohort[2].weights)))[1]


def best_single_move(cohort: Cohort, was: dict[str, str], new: dict[str, str], one: str) -> int:
    """Found by making every move."""
    people, mentors, rules = cohort
    left = {person.id: person for person in people}
    best = 0
    for moved, home in was.items():
        for other in mentors:
            if other.id == home or new.get(one) == home:
                continue
            made = was | new | {one: home, moved: other.id}
            if not why_not(left[moved], other, rules) and legal(made, cohort):
                best = max(best, total(made, cohort) - total(was | new, cohort))
    return best


@thorough
@given(
    with_newcomers(
        floor_first=False, short_seats="points", leave_out_price=None, first_seat_bonus=0
    )
)
def test_an_endless_bonus_freezes_if_all_can_be_seated(found: Any) -> None:
    (people, mentors, rules), outcome, _ = found
    was, frozen = by_mentee(outcome), by_mentee(freeze(people, mentors, outcome, SEED).outcome)
    (most,) = sweep(people, mentors, rules, set(was.items()), SEED, bonuses=[MOST_BONUS])
    if len(was | frozen) == len(people):
        assert (most.moved, by_mentee(most.outcome)) == (0, was | frozen)


@thorough
@given(with_newcomers(floor_first=False, leave_out_price=None, first_seat_bonus=0))
def test_the_more_a_pair_counts_the_fewer_people_move(found: Any) -> None:
    (people, mentors, rules), outcome, _ = found
    steps = sweep(people, mentors, rules, set(by_mentee(outcome).items()), SEED)
    assert [step.bonus for step in steps] == [0, 10, 30, 50, 100]
    assert sorted((step.moved for step in steps), reverse=True) == [s.moved for s in steps]
    assert len({step.matched for step in steps}) == 1
    assert sorted((step.total for step in steps), reverse=True) == [s.total for s in steps]


def test_many_newcomers_of_a_large_programme_in_any_order() -> None:
    people, mentors = random_cohort(mentees=150, mentors=110)
    rules = Rules(floor_first=False)
    late = [one.id for one in people[::9]]
    early = [one for one in people if one.id not in late]
    outcome, cohort = match(early, mentors, rules, SEED), (people, mentors, rules)
    best = value(by_mentee(match(*cohort, SEED)), cohort)
    for order in (late, late[::-1]):
        pairs, _ = join(people, mentors, outcome, order)
        assert value(pairs, cohort) == best


def test_a_newcomer_who_fits_nobody_well_gets_a_seat_below_the_floor() -> None:
    """Ama keeps her perfect match; only the newcomer's own is lower than what was promised."""
    people = [make_mentee(id="ama", area="law"), make_mentee(id="bo", area="tax")]
    mentors = [make_mentor(id="cy", area="law", capacity=2)]
    rules = Rules(weights=Weights(needs=0, area=1, style=0, interests=0, hours=0))
    outcome = match(people[:1], mentors, rules, SEED)
    pairs, (step,) = join(people, mentors, outcome, ["bo"])
    assert (outcome.floor, pairs) == (1000, {"ama": "cy", "bo": "cy"})
    assert [(move.mentee_id, move.score_becomes) for move in step.moves] == [("bo", 0)]


def test_whoever_has_a_mentor_does_not_join() -> None:
    people, mentors = [make_mentee(id="ama")], [make_mentor(id="cy")]
    outcome = match(people, mentors, Rules(), SEED)
    with pytest.raises(ValueError, match="already has a mentor"):
        join(people, mentors, outcome, ["ama"])
