"""The matching is the best there is and keeps every rule; `properties` says more of crowds."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching import prove
from mentorship.matching.assign import match
from mentorship.matching.board import Board, PinsRefused, refused_pins
from mentorship.matching.engines import by_search
from mentorship.matching.outcome import Option, Outcome, Unmatched
from mentorship.matching.vocabulary import UNMATCHED, Mentor, Offer, Rules, Weights
from tests.mentorship.matching.factories import (
    best_by_trying_all,
    by_mentee,
    cohorts,
    make_mentee,
    make_mentor,
    mentees,
    needs,
    offers,
    random_cohort,
    worth_of,
)
from tests.mentorship.matching.games import GAMES

SEED = 7
quick = settings(max_examples=60, deadline=None)


@settings(max_examples=200, deadline=None)
@given(cohorts(), st.integers(0, 3))
def test_it_is_what_trying_all_matchings_finds(cohort: Any, seed: int) -> None:
    people, mentors, rules = cohort
    outcome = match(people, mentors, rules, seed)
    board = Board.of(people, mentors, rules)
    assert by_mentee(outcome) == best_by_trying_all(board, seed)


def plain_rules(rules: Rules, **decided: Any) -> Rules:
    """Nothing but people, floor and points."""
    bare = {"keep_bonus": 0, "first_seat_bonus": 0, "leave_out_price": None}
    return dataclasses.replace(rules, **bare, **decided)


@quick
@given(GAMES)
def test_the_floor_never_lowers_the_worst_match_nor_leaves_out_anybody(cohort: Any) -> None:
    people, mentors, rules = cohort
    fair, plain = (
        worth_of(match(people, mentors, plain_rules(rules, floor_first=first), SEED))
        for first in (True, False)
    )
    assert fair[0] == plain[0]
    assert fair[1] >= plain[1]
    assert fair[2] <= plain[2]


@quick
@given(GAMES)
def test_an_outcome_survives_being_stored(cohort: Any) -> None:
    outcome = match(*cohort, SEED)
    stored = Outcome.from_json(json.loads(json.dumps(outcome.to_json())))
    whole = Outcome.from_blob(outcome.to_blob())
    assert (whole, whole.lists) == (outcome, outcome.lists)
    rules = Rules.from_json(json.loads(json.dumps(cohort[2].to_json())))
    assert stored == outcome
    assert rules == cohort[2]
    assert prove.check(cohort[0], cohort[1], rules, stored) == ()


@given(mentees(ids=["e0"]))
def test_everybody_is_told_about_once(people: Any) -> None:
    nobody = match(people, [], Rules(), SEED)
    assert (nobody.pairs, nobody.idle, nobody.floor, nobody.total) == ((), (), None, 0)
    assert nobody.unmatched == (Unmatched("e0", "nobody_allowed", (), {}),)


def test_without_mentees_all_mentors_are_idle() -> None:
    mentors = [make_mentor(id="dela"), make_mentor(id="emil", capacity=0), make_mentor(id="ann")]
    assert match([], mentors, Rules(), SEED).idle == ("ann", "dela")


def two_who_want_the_same() -> list[Any]:
    return [make_mentee(id="amara", needs=needs("SQL")), make_mentee(id="bo", needs=needs("SQL"))]


def test_the_worst_match_is_raised_before_the_total() -> None:
    """Amara would shine with Dela, but then Bo would be left with Emil, who hardly knows Python."""
    people = [
        make_mentee(id="amara", needs=needs("SQL")),
        make_mentee(id="bo", needs=needs("Python")),
    ]
    dela = make_mentor(id="dela", offers=(Offer("SQL", 4), Offer("Python", 2)))
    emil = make_mentor(id="emil", offers=(Offer("SQL", 2), Offer("Python", 1)))
    only_needs = Weights(1, 0, 0, 0, 0)
    fair, plain = (
        match(people, [dela, emil], Rules(weights=only_needs, floor_first=first), SEED)
        for first in (True, False)
    )
    assert [(by_mentee(one), one.floor, one.total) for one in (fair, plain)] == [
        ({"amara": "emil", "bo": "dela"}, 500, 1000),
        ({"amara": "dela", "bo": "emil"}, 250, 1250),
    ]


def test_those_without_a_mentor_get_the_reason_and_their_best_options() -> None:
    dela = make_mentor(id="dela", offers=offers("SQL"))
    outcome = match(two_who_want_the_same(), [dela], Rules(), SEED)
    left = outcome.unmatched[0]
    assert left == Unmatched(left.id, "too_few_seats", (Option("dela", 725),), {})


def test_a_seat_that_only_others_may_take_is_no_seat_for_everybody() -> None:
    dela, emil = make_mentor(id="dela"), make_mentor(id="emil")
    vetoes = frozenset({("amara", "emil"), ("bo", "emil")})
    outcome = match(two_who_want_the_same(), [dela, emil], Rules(vetoes=vetoes), SEED)
    assert outcome.unmatched[0].code == "seats_taken"
    assert outcome.unmatched[0].excluded == {"veto": 1}
    assert outcome.idle == ("emil",)
    assert set(UNMATCHED) == {"nobody_allowed", "too_few_seats", "seats_taken", "price_too_high"}


def test_a_proposal_names_the_next_best_three() -> None:
    mentors = [
        make_mentor(id=f"o{level}", offers=offers("SQL", level=level)) for level in range(1, 5)
    ]
    barred = make_mentor(id="o5", offers=offers("SQL"), languages=frozenset({"fr"}))
    amara = make_mentee(id="amara", needs=needs("SQL"), languages=frozenset({"en"}))
    (pair,) = match([amara], [*mentors, barred], Rules(), SEED).pairs
    assert (pair.mentor_id, pair.score) == ("o4", 725)
    assert pair.alternatives == (Option("o3", 613), Option("o2", 500), Option("o1", 388))


def test_equal_matches_are_decided_by_a_lot_that_the_seed_draws() -> None:
    people, dela = two_who_want_the_same(), make_mentor(id="dela")
    winners = [match(people, [dela], Rules(), seed).pairs[0].mentee_id for seed in range(200)]
    assert 70 < winners.count("amara") < 130
    assert winners == [
        match(people, [dela], Rules(), seed).pairs[0].mentee_id for seed in range(200)
    ]


def crowd(*mentors: Mentor) -> tuple[list[Any], list[Mentor]]:
    return two_who_want_the_same(), [make_mentor(id="dela"), *mentors]


@pytest.mark.parametrize(
    ("pins", "problems"),
    [
        ({("zoe", "dela")}, {("zoe", "dela"): "not_here"}),
        ({("bo", "emil")}, {("bo", "emil"): "veto"}),
        (
            {("bo", "dela"), ("bo", "finn")},
            {("bo", "dela"): "two_mentors", ("bo", "finn"): "two_mentors"},
        ),
        (
            {("amara", "dela"), ("bo", "dela")},
            {("amara", "dela"): "no_seat", ("bo", "dela"): "no_seat"},
        ),
    ],
)
def test_pins_that_cannot_be_are_refused_with_the_rule(
    pins: set[tuple[str, str]], problems: dict[tuple[str, str], str]
) -> None:
    cohort = crowd(make_mentor(id="emil"), make_mentor(id="finn"))
    rules = Rules(pins=frozenset(pins), vetoes=frozenset({("bo", "emil")}))
    assert refused_pins(*cohort, rules) == problems
    with pytest.raises(PinsRefused) as refusal:
        match(*cohort, rules, SEED)
    assert refusal.value.problems == problems


def test_pins_may_take_every_seat() -> None:
    rules = Rules(pins=frozenset({("bo", "dela")}))
    outcome = match(*crowd(), rules, SEED)
    assert by_mentee(outcome) == {"bo": "dela"}
    assert (outcome.unmatched[0].code, outcome.floor, outcome.total) == ("too_few_seats", None, 500)
    assert prove.check(*crowd(), rules, outcome) == ()


def test_pins_that_can_be_have_no_problems() -> None:
    rules = Rules(pins=frozenset({("bo", "dela")}))
    assert refused_pins(*crowd(), rules) == {}


def test_an_id_may_come_only_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        match([make_mentee(id="bo"), make_mentee(id="bo")], [], Rules(), SEED)


@pytest.mark.parametrize("seats", [600, 400])
def test_a_large_cohort_is_matched_and_proven(seats: int) -> None:
    people, mentors = random_cohort(mentees=1000, mentors=seats)
    outcome = match(people, mentors, Rules(), SEED)
    assert prove.check(people, mentors, Rules(), outcome) == ()
    assert len(outcome.pairs) == min(1000, sum(mentor.capacity for mentor in mentors))


def test_a_cohort_in_which_nobody_told_anything_is_decided_by_lots() -> None:
    people = [make_mentee(id=f"e{number}") for number in range(300)]
    mentors = [make_mentor(id=f"o{number}") for number in range(200)]
    outcome = match(people, mentors, Rules(), SEED)
    assert worth_of(outcome) == (200, 500, 100_000)
    assert prove.check(people, mentors, Rules(), outcome) == ()
    assert match(people, mentors, Rules(), SEED, engines={"network simplex": by_search}) == outcome
