"""Prices of alternatives: equal to solving again, and told with everybody who would move."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from mentorship.matching import explain
from mentorship.matching.alternatives import (
    CODES,
    PAPER_CODES,
    Price,
    alternatives,
    on_paper,
    price,
)
from mentorship.matching.assign import match
from mentorship.matching.outcome import Outcome
from mentorship.matching.standing import Standing
from mentorship.matching.vocabulary import Rules
from tests.mentorship.matching.factories import (
    by_mentee,
    make_mentee,
    make_mentor,
    needs,
    offers,
    random_cohort,
)
from tests.mentorship.matching.games import SEED, Cohort, legal, matched, promised, value

thorough = settings(max_examples=120, deadline=None)


def after(found: Price, outcome: Outcome) -> dict[str, str]:
    moved = by_mentee(outcome) | {move.mentee_id: move.becomes for move in found.moves}
    return {mentee: mentor for mentee, mentor in moved.items() if mentor}


def promise(cohort: Cohort, outcome: Outcome) -> int:
    rules = cohort[2]
    return (outcome.floor or 0) if rules.floor_first and rules.leave_out_price is None else 0


def solved_again(cohort: Cohort, outcome: Outcome, pair: tuple[str, str]) -> dict[str, str]:
    """Of everybody who has a seat to give and the mentee asked about, with the pair as a pin."""
    people, mentors, rules = cohort
    again = promised(cohort, promise(cohort, outcome), but=[pair])
    again = replace(again, pins=again.pins | {pair})
    seated = by_mentee(outcome)
    if rules.short_seats != "points" and rules.leave_out_price is None:
        people = [one for one in people if one.id in seated or one.id == pair[0]]
    return by_mentee(match(people, mentors, again, SEED))


@thorough
@given(matched())
def test_a_price_is_the_difference_of_two_matchings(found: Any) -> None:
    cohort, outcome = found
    standing = Standing.of(*cohort[:2], outcome)
    for pair in [(one.id, other.id) for one in cohort[0] for other in cohort[1]]:
        told = price(standing, *pair)
        if told.code not in ("free", "costs", "leaves_out"):
            assert told.moves == ()
            assert told.code != "breaks_floor" or promise(cohort, outcome)
            continue
        was, best = value(by_mentee(outcome), cohort), solved_again(cohort, outcome, pair)
        ours = after(told, outcome)
        assert (ours[pair[0]], legal(ours, cohort)) == (pair[1], True)
        assert value(ours, cohort) == value(best, cohort)
        lost = was[1] - value(ours, cohort)[1]
        counted = told.people * (cohort[2].leave_out_price or 0)
        assert told.points + told.bonuses + counted == lost


@thorough
@given(matched())
def test_what_cannot_be_had_says_why(found: Any) -> None:
    (people, mentors, rules), outcome = found
    standing, seated = Standing.of(people, mentors, outcome), by_mentee(outcome)
    for one in people:
        for other in mentors:
            told, reason = price(standing, one.id, other.id), explain.why_not(one, other, rules)
            assert told.code in CODES
            assert (told.code == "together") == (seated.get(one.id) == other.id)
            assert told.reason == reason
            assert told.score == sum(explain.points(one, other, rules))


@thorough
@given(matched())
def test_each_side_hears_of_its_best_alternative(found: Any) -> None:
    (people, mentors, rules), outcome = found
    standing, seated = Standing.of(people, mentors, outcome), by_mentee(outcome)
    scores = {
        (one.id, other.id): sum(explain.points(one, other, rules))
        for one in people
        for other in mentors
        if not explain.why_not(one, other, rules)
    }
    free = {pair: score for pair, score in scores.items() if seated.get(pair[0]) != pair[1]}
    for one in people:
        told = alternatives(standing, one.id)
        mine = [score for pair, score in free.items() if pair[0] == one.id]
        theirs = [score for pair, score in free.items() if pair[1] == seated.get(one.id)]
        assert (told.mentor.score if told.mentor else None) == max(mine, default=None)
        assert (told.mentee.score if told.mentee else None) == max(theirs, default=None)
        if told.barred:
            assert told.barred.score > max([0, *mine])
            assert (told.barred.mentee_id, told.barred.mentor_id) not in scores


@thorough
@given(matched())
def test_on_paper_everybody_has_a_best_mentor_and_a_reason(found: Any) -> None:
    (people, mentors, rules), outcome = found
    standing, seated = Standing.of(people, mentors, outcome), by_mentee(outcome)
    for one, told in zip(sorted(people, key=lambda one: one.id), on_paper(standing), strict=True):
        allowed = [other for other in mentors if not explain.why_not(one, other, rules)]
        best = max((sum(explain.points(one, other, rules)) for other in allowed), default=0)
        assert (told.mentee_id, told.score) == (one.id, best)
        assert told.code in PAPER_CODES
        assert (told.code == "nobody_allowed") == (not allowed)
        if told.code == "has_it":
            assert seated[one.id] == told.mentor_id
        if told.code == "seat_worth_more":
            exact = price(standing, one.id, told.mentor_id)
            if exact.code in ("free", "costs"):
                assert told.at_least <= exact.points + exact.bonuses


@thorough
@given(matched(floor_first=True, leave_out_price=None))
def test_where_the_promise_breaks_the_next_best_promise_is_told(found: Any) -> None:
    (people, mentors, rules), outcome = found
    standing, seated = Standing.of(people, mentors, outcome), by_mentee(outcome)
    playing = [one for one in people if one.id in seated or rules.short_seats == "points"]
    for pair in [(one.id, other.id) for one in playing for other in mentors]:
        told = price(standing, *pair)
        if told.code == "breaks_floor":
            again = replace(rules, pins=rules.pins | {pair}, short_seats="points")
            assert told.floor == match(playing, mentors, again, SEED).floor


@thorough
@given(matched())
def test_prices_do_not_change_because_somebody_came(found: Any) -> None:
    (people, mentors, rules), outcome = found
    late = [make_mentee(id=f"late{n}", needs=needs("SQL")) for n in range(3)]
    before, after = (Standing.of(all_, mentors, outcome) for all_ in (people, people + late))
    for one in people:
        for other in mentors:
            told, again = (price(each, one.id, other.id) for each in (before, after))
            assert replace(told, moves=()) == replace(again, moves=())


def test_nothing_but_pairs_and_prices_is_needed() -> None:
    people, mentors = random_cohort(mentees=60, mentors=40)
    outcome = match(people, mentors, Rules(), SEED)
    told = Outcome.from_json(outcome.to_json())
    with_lists, without = (Standing.of(people, mentors, each) for each in (outcome, told))
    assert on_paper(with_lists) == on_paper(without)
    for one in people[:10]:
        for other in mentors[:10]:
            first, second = (price(each, one.id, other.id) for each in (with_lists, without))
            assert (first.code, first.points) == (second.code, second.points)


def test_the_sentence_has_all_it_needs() -> None:
    """Both want Cy's only seat; Di works where Ama does, and Cy where Bo does."""
    people = [
        make_mentee(id="ama", needs=needs("SQL"), area="data"),
        make_mentee(id="bo", needs=needs("SQL"), area="design"),
    ]
    mentors = [
        make_mentor(id="cy", offers=offers("SQL"), area="design"),
        make_mentor(id="di", offers=offers("Python"), area="data"),
    ]
    rules = Rules(floor_first=False)
    outcome = match(people, mentors, rules, SEED)
    assert by_mentee(outcome) == {"ama": "di", "bo": "cy"}
    told = price(Standing.of(people, mentors, outcome), "ama", "cy")
    assert (told.code, told.points, told.people) == ("costs", 300, 0)
    assert [(move.mentee_id, move.was, move.becomes) for move in told.moves] == [
        ("ama", "di", "cy"),
        ("bo", "cy", "di"),
    ]
    assert [move.score_was - move.score_becomes for move in told.moves] == [-300, 600]


def test_prices_come_quickly_in_a_large_programme() -> None:
    people, mentors = random_cohort(mentees=1000, mentors=600)
    began = time.process_time()
    outcome = match(people, mentors, Rules(), SEED)
    solving, began = time.process_time() - began, time.process_time()
    standing = Standing.of(people, mentors, outcome)
    on_paper(standing)
    assert time.process_time() - began < solving
