"""The proof accepts nothing but the best: broken matchers and forged outcomes are refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from mentorship.matching import prove
from mentorship.matching.assign import match
from mentorship.matching.board import NOBODY, Ints
from mentorship.matching.engines import ENGINES, Arcs, Unproven, by_search
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import Offer, Points, Rules, Weights
from tests.mentorship.matching.factories import (
    by_mentee,
    cohorts,
    make_mentee,
    make_mentor,
    needs,
    random_cohort,
)

SEED = 7
RULES = Rules(shared_hour_required=False)


@pytest.fixture(scope="module")
def cohort() -> tuple[Any, Any]:
    return random_cohort(mentees=60, mentors=36)


@pytest.fixture(scope="module")
def outcome(cohort: tuple[Any, Any]) -> Outcome:
    return match(*cohort, RULES, SEED)


def greedy(arcs: Arcs, seats: Ints) -> Ints:
    """The best pair first: what most matchers do."""
    seating, left = np.full(arcs.people, NOBODY), seats.copy()
    for arc in np.argsort(-arcs.worth, kind="stable"):
        mentee, mentor = arcs.mentee[arc], arcs.mentor[arc]
        if seating[mentee] == NOBODY and left[mentor]:
            seating[mentee] = mentor
            left[mentor] -= 1
    return seating


def overfull(arcs: Arcs, seats: Ints) -> Ints:
    return by_search(arcs, seats + 1)


def too_careful(arcs: Arcs, seats: Ints) -> Ints:
    return by_search(arcs, np.maximum(seats - 1, 0))


def everybody_alone(arcs: Arcs, seats: Ints) -> Ints:
    return np.full(arcs.people, NOBODY)


def everybody_with_the_first(arcs: Arcs, seats: Ints) -> Ints:
    return np.zeros(arcs.people, np.int64)


def blind(arcs: Arcs, seats: Ints) -> Ints:
    """The best for other numbers than it was given."""
    return by_search(dataclasses.replace(arcs, worth=arcs.worth % 1000 + 1), seats)


def unlucky(arcs: Arcs, seats: Ints) -> Ints:
    """Right about points, but it draws the lots the wrong way round."""
    drawing = arcs.worth.max() > 2**31
    turned = arcs.worth - 2 * (arcs.worth % 2**31) + 2**31 if drawing else arcs.worth
    return by_search(dataclasses.replace(arcs, worth=turned), seats)


def fainting(arcs: Arcs, seats: Ints) -> Ints:
    raise RuntimeError("out of paper")


BROKEN: list[Callable[[Arcs, Ints], Ints]] = [
    greedy,
    overfull,
    too_careful,
    everybody_alone,
    everybody_with_the_first,
    blind,
    fainting,
]


@pytest.mark.parametrize("engine", BROKEN)
def test_a_broken_engine_is_found_out(engine: Any, cohort: tuple[Any, Any]) -> None:
    with pytest.raises(Unproven):
        match(*cohort, RULES, SEED, engines={"broken": engine})


def test_an_engine_that_seats_people_whom_the_rules_keep_apart_is_found_out() -> None:
    """Its prices are in order, for nobody asked for that seat; only the rules speak against it."""
    people, dela = [make_mentee(id="amara"), make_mentee(id="bo")], make_mentor(capacity=2)
    rules = Rules(vetoes=frozenset({("bo", "dela")}))
    with pytest.raises(Unproven):
        match(people, [dela], rules, SEED, engines={"pushy": everybody_with_the_first})


def test_lots_drawn_the_wrong_way_round_are_found_out() -> None:
    people, mentors = random_cohort(mentees=60, mentors=36)
    blank = [dataclasses.replace(one, needs=(), style=(), hours=frozenset()) for one in people]
    assert match(blank, mentors, RULES, SEED).pairs
    with pytest.raises(Unproven):
        match(blank, mentors, RULES, SEED, engines={"unlucky": unlucky})


def test_the_next_engine_takes_over_from_a_broken_one(
    cohort: tuple[Any, Any], outcome: Outcome
) -> None:
    engines = {"broken": greedy, "faint": fainting, "search": by_search}
    rescued = match(*cohort, RULES, SEED, engines=engines)
    assert rescued == dataclasses.replace(outcome, engine="search", engine_version="")


def test_the_first_engine_is_the_quick_one() -> None:
    assert (list(ENGINES)[0], list(ENGINES)[-1]) == ("network simplex", "search")


def swapped(outcome: Outcome) -> Outcome:
    """Two people change mentors; every number beside them is told as it was."""
    first, second, *others = outcome.pairs
    pair = dataclasses.replace(first, mentor_id=second.mentor_id)
    other = dataclasses.replace(second, mentor_id=first.mentor_id)
    return dataclasses.replace(outcome, pairs=(pair, other, *others))


def dropped(outcome: Outcome) -> Outcome:
    return dataclasses.replace(outcome, pairs=outcome.pairs[1:])


def doubled(outcome: Outcome) -> Outcome:
    return dataclasses.replace(outcome, pairs=(*outcome.pairs, outcome.pairs[0]))


def from_elsewhere(outcome: Outcome) -> Outcome:
    pair = dataclasses.replace(outcome.pairs[0], mentor_id="stranger")
    return dataclasses.replace(outcome, pairs=(pair, *outcome.pairs[1:]))


def everybody_with_one(outcome: Outcome) -> Outcome:
    mentor = outcome.pairs[0].mentor_id
    pairs = tuple(dataclasses.replace(pair, mentor_id=mentor) for pair in outcome.pairs)
    return dataclasses.replace(outcome, pairs=pairs)


def flattered(outcome: Outcome) -> Outcome:
    pair = dataclasses.replace(outcome.pairs[0], score=1000, points=Points(450, 150, 150, 100, 150))
    return dataclasses.replace(outcome, pairs=(pair, *outcome.pairs[1:]))


def pinned_in_secret(outcome: Outcome) -> Outcome:
    pair = dataclasses.replace(outcome.pairs[0], pinned=True)
    return dataclasses.replace(outcome, pairs=(pair, *outcome.pairs[1:]))


def with_prices(outcome: Outcome, **lists: dict[str, int]) -> Outcome:
    return dataclasses.replace(outcome, certificate=outcome.certificate | lists)


FORGED: list[tuple[Callable[[Outcome], Outcome], set[str]]] = [
    (swapped, {"scores"}),
    (dropped, {"people"}),
    (doubled, {"people"}),
    (from_elsewhere, {"people"}),
    (everybody_with_one, {"rules", "capacity", "scores", "summary"}),
    (flattered, {"scores", "summary"}),
    (pinned_in_secret, {"pinned"}),
    (lambda one: dataclasses.replace(one, inputs="another cohort"), {"inputs"}),
    (lambda one: dataclasses.replace(one, total=one.total + 1), {"summary"}),
    (lambda one: dataclasses.replace(one, floor=one.floor - 1), {"summary"}),
    (lambda one: dataclasses.replace(one, idle=("o00001",)), {"summary"}),
    (lambda one: with_prices(one, points={}), {"prices", "points", "lots"}),
    (lambda one: with_prices(one, lots={}), {"lots"}),
    (lambda one: with_prices(one, participation={"o00001": 1}), {"participation"}),
    (lambda one: with_prices(one, floor={"o00001": 99}), {"floor"}),
    (lambda one: with_prices(one, points={"o00001": -1}), {"prices", "points", "lots"}),
    (lambda one: with_prices(one, points={"o00001": 2**62}), {"prices", "points", "lots"}),
    (lambda one: dataclasses.replace(one, seed=one.seed + 1), {"lots"}),
]


@pytest.mark.parametrize(("forge", "faults"), FORGED)
def test_a_forged_outcome_is_refused_for_what_is_wrong_with_it(
    forge: Callable[[Outcome], Outcome],
    faults: set[str],
    cohort: tuple[Any, Any],
    outcome: Outcome,
) -> None:
    assert prove.check(*cohort, RULES, outcome) == ()
    assert set(prove.check(*cohort, RULES, forge(outcome))) == faults


@settings(max_examples=40, deadline=None)
@given(cohorts(floor_first=False), cohorts(floor_first=False))
def test_every_outcome_is_proven_for_its_own_cohort_only(one: Any, other: Any) -> None:
    outcome = match(*one, SEED)
    assert prove.check(*one, outcome) == ()
    expected = () if one == other else ("inputs",)
    assert prove.check(*other, outcome) == expected


def test_a_floor_that_could_be_higher_is_refused() -> None:
    """Most points leave Bo with a worse match than needs be: all is proven except the floor."""
    people = [make_mentee(id="amara", needs=needs("SQL")), make_mentee(id="bo", needs=needs("C"))]
    dela = make_mentor(id="dela", offers=(Offer("SQL", 4), Offer("C", 2)))
    emil = make_mentor(id="emil", offers=(Offer("SQL", 2), Offer("C", 1)))
    fair = Rules(weights=Weights(1, 0, 0, 0, 0))
    plain = match(people, [dela, emil], dataclasses.replace(fair, floor_first=False), SEED)
    inputs = match(people, [dela, emil], fair, SEED).inputs
    claimed = dataclasses.replace(plain, inputs=inputs)
    assert prove.check(people, [dela, emil], fair, claimed) == ("floor",)


def test_a_worse_matching_with_honest_numbers_is_refused(cohort: tuple[Any, Any]) -> None:
    """A veto makes a matching worse; without the veto its own proof no longer holds."""
    best = match(*cohort, RULES, SEED)
    vetoes = frozenset(list(by_mentee(best).items())[:3])
    stricter = dataclasses.replace(RULES, vetoes=vetoes)
    worse = match(*cohort, stricter, SEED)
    claimed = dataclasses.replace(worse, inputs=best.inputs)
    assert prove.check(*cohort, stricter, worse) == ()
    assert "points" in prove.check(*cohort, RULES, claimed)
