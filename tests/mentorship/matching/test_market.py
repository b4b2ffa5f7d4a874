"""The market on bare numbers: any worth, any engine, and the smallest prices as proof."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching.board import NO_ARC, NOBODY, Ints
from mentorship.matching.engines import ENGINES, Arcs, Unproven
from mentorship.matching.market import Known, Seats, Settlement, settle

quick = settings(max_examples=150, deadline=None)
engines = pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES.keys())


@st.composite
def markets(draw: st.DrawFn, *, most: int = 9) -> tuple[Ints, Ints]:
    """What each pair is worth (nought: it may not be), and how many seats each mentor has."""
    people, mentors = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    cell = st.integers(0, most)
    rows = draw(
        st.lists(
            st.lists(cell, min_size=mentors, max_size=mentors), min_size=people, max_size=people
        )
    )
    seats = draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors))
    worth = np.array(rows, np.int64)
    return np.where(worth > 0, worth, NO_ARC), np.array(seats, np.int64)


def settled(worth: Ints, seats: Ints, engine: Any) -> Settlement:
    return settle(unknown(worth), Seats(seats, np.zeros_like(seats)), engine)


def unknown(worth: Ints) -> Known:
    """Nothing is known yet of what pairs are worth; it all has to be found out."""
    people, mentors = worth.shape
    limit = np.full(people, 2**40, np.int64)
    return Known(Arcs.none(people), np.zeros(0, bool), limit, lambda rows: worth[rows], mentors)


def value(worth: Ints, seating: Any) -> int:
    return sum(int(worth[row, seat]) for row, seat in enumerate(seating) if seat != NOBODY)


def best_value(worth: Ints, seats: Ints) -> int:
    choices = [[NOBODY, *np.flatnonzero(row > 0).tolist()] for row in worth]
    legal = (
        seating
        for seating in itertools.product(*choices)
        if all(seating.count(seat) <= room for seat, room in enumerate(seats))
    )
    return max(value(worth, seating) for seating in legal)


@engines
@quick
@given(market=markets())
def test_it_settles_on_the_best_value_there_is(engine: Any, market: tuple[Ints, Ints]) -> None:
    worth, seats = market
    deal = settled(worth, seats, engine)
    assert value(worth, deal.seating) == best_value(worth, seats)


@engines
@quick
@given(market=markets())
def test_its_prices_prove_it(engine: Any, market: tuple[Ints, Ints]) -> None:
    worth, seats = market
    deal = settled(worth, seats, engine)
    assert (deal.prices >= 0).all()
    assert (deal.shares >= 0).all()
    assert (worth <= deal.prices + deal.shares[:, None]).all()
    assert deal.shares.sum() + (deal.prices * seats).sum() == value(worth, deal.seating)


@quick
@given(markets())
def test_prices_do_not_depend_on_the_engine(market: tuple[Ints, Ints]) -> None:
    prices = [settled(*market, engine).prices.tolist() for engine in ENGINES.values()]
    assert prices == [prices[0]] * len(ENGINES)


@engines
@quick
@given(market=markets(), data=st.data())
def test_a_pair_that_becomes_worth_more_stays(
    engine: Any, market: tuple[Ints, Ints], data: st.DataObject
) -> None:
    worth, seats = market
    seating = settled(worth, seats, engine).seating
    seated = np.flatnonzero(seating != NOBODY).tolist()
    if seated:
        row = data.draw(st.sampled_from(seated))
        worth[row, seating[row]] += data.draw(st.integers(1, 5))
        assert settled(worth, seats, engine).seating[row] == seating[row]


def test_many_equal_mentors_do_not_all_see_the_same_crowd() -> None:
    """600 people and 600 mentors who are all alike: few questions must be enough."""
    asked = []

    def counting(arcs: Any, seats: Ints) -> Any:
        asked.append(len(arcs))
        return ENGINES["network simplex"](arcs, seats)

    deal = settled(np.ones((600, 600), np.int64), np.ones(600, np.int64), counting)
    assert sorted(deal.seating.tolist()) == list(range(600))
    assert max(asked) < 60 * 600


def test_an_engine_that_never_settles_is_given_up_on() -> None:
    def asleep(arcs: Any, seats: Ints) -> Any:
        return np.full(arcs.people, NOBODY)

    with pytest.raises(Unproven):
        settled(np.ones((2, 2), np.int64), np.ones(2, np.int64), asleep)
