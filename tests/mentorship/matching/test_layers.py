"""Bonuses, prices, queues and how little is looked at: each layer is exact on its own."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching import market
from mentorship.matching.assign import _solve, match
from mentorship.matching.board import NOBODY, Board, Cancelled
from mentorship.matching.engines import ENGINES, by_search
from mentorship.matching.shortlist import Shortlist
from mentorship.matching.vocabulary import Rules
from tests.mentorship.matching.factories import (
    best_by_trying_all,
    by_mentee,
    cohorts,
    make_mentee,
    make_mentor,
)

SEED = 7
quick = settings(max_examples=60, deadline=None)


@settings(max_examples=100, deadline=None)
@given(cohorts(), st.data())
def test_bonuses_and_prices_count_like_points(cohort: Any, data: st.DataObject) -> None:
    people, mentors, rules = cohort
    rules = dataclasses.replace(
        rules,
        keep_bonus=data.draw(st.sampled_from([0, 5, 300])),
        first_seat_bonus=data.draw(st.sampled_from([0, 20, 300])),
        leave_out_price=data.draw(st.sampled_from([None, 1, 100, 400])),
    )
    board = Board.of(people, mentors, rules)
    for engine in ENGINES.values():
        outcome = match(people, mentors, rules, SEED, engines={"the one": engine})
        assert by_mentee(outcome) == best_by_trying_all(board, SEED)


@quick
@given(cohorts(most_mentees=6, most_mentors=6), st.integers(1, 3), st.integers(1, 3))
def test_how_little_is_looked_at_first_does_not_matter(
    cohort: Any, length: int, width: int
) -> None:
    people, mentors, rules = cohort
    board = Board.of(people, mentors, rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(market, "WIDTH", width)
        lists = Shortlist.of(board, SEED, length=length)
        seating = _solve(board, lists, SEED, by_search).seating
    expected = by_mentee(match(people, mentors, rules, SEED))
    places = {one.id: seat for one, seat in zip(board.mentees, seating, strict=True)}
    assert {
        one: board.mentors[seat].id for one, seat in places.items() if seat != NOBODY
    } == expected


def test_the_waiting_list_says_who_is_seated_when_seats_are_short() -> None:
    people = [make_mentee(id=f"e{place}", waiting=place) for place in range(4)]
    rules = Rules(short_seats="waiting_list")
    outcome = match(people, [make_mentor(capacity=2)], rules, SEED)
    assert by_mentee(outcome) == {"e1": "dela", "e2": "dela"}


def test_whoever_asks_may_stop_it() -> None:
    def enough(done: int, of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        match([make_mentee()], [make_mentor()], Rules(), SEED, tell=enough)
