"""The matching is the best there is, keeps every rule, and is the same whoever repeats it."""

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
from mentorship.matching.engines import ENGINES, by_search
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

SEED = 7
quick = settings(max_examples=60, deadline=None)


@settings(max_examples=200, deadline=None)
@given(cohorts(), st.integers(0, 3))
def test_it_is_what_trying_all_matchings_finds(cohort: Any, seed: int) -> None:
    people, mentors, rules = cohort
    outcome = match(people, mentors, rules, seed)
    board = Board.of(people, mentors, rules)
    assert by_mentee(outcome) == best_by_trying_all(board, seed)


@quick
@given(cohorts(), st.data())
def test_pins_are_kept_and_the_others_are_matched_best_around_them(
    cohort: Any, data: st.DataObject
) -> None:
    people, mentors, rules = cohort
    pairs = match(people, mentors, dataclasses.replace(rules, floor_first=False), seed=99).pairs
    legal = [(pair.mentee_id, pair.mentor_id) for pair in pairs]
    pins = data.draw(st.frozensets(st.sampled_from(legal or [("", "")]), max_size=2)) & set(legal)
    rules = dataclasses.replace(rules, pins=pins)
    outcome = match(people, mentors, rules, SEED)
    assert {(pair.mentee_id, pair.mentor_id) for pair in outcome.pairs if pair.pinned} == pins
    board = Board.of(people, mentors, rules)
    assert by_mentee(outcome) == dict(pins) | best_by_trying_all(board, SEED)


@quick
@given(cohorts(), st.randoms())
def test_the_order_in_which_people_come_does_not_matter(cohort: Any, luck: Any) -> None:
    people, mentors, rules = cohort
    outcome = match(people, mentors, rules, SEED)
    shuffled = luck.sample(people, len(people)), luck.sample(mentors, len(mentors))
    assert match(*shuffled, rules, SEED) == outcome


@quick
@given(cohorts(most_mentees=6, most_mentors=5))
def test_every_engine_gives_the_same_answer(cohort: Any) -> None:
    outcomes = [match(*cohort, SEED, engines={"the one": engine}) for engine in ENGINES.values()]
    assert len(outcomes) == 2
    assert outcomes[0] == outcomes[1]


@quick
@given(cohorts(), st.data())
def test_a_veto_on_what_nobody_got_changes_nothing(cohort: Any, data: st.DataObject) -> None:
    people, mentors, rules = cohort
    outcome = match(people, mentors, rules, SEED)
    given_pairs = set(by_mentee(outcome).items())
    others = [
        (one.id, other.id)
        for one in people
        for other in mentors
        if (one.id, other.id) not in given_pairs
    ]
    vetoes = data.draw(st.frozensets(st.sampled_from(others or [("", "")]), max_size=3))
    stricter = dataclasses.replace(rules, vetoes=rules.vetoes | vetoes)
    assert by_mentee(match(people, mentors, stricter, SEED)) == by_mentee(outcome)


@quick
@given(cohorts(short_seats="points"), st.data())
def test_a_seat_more_never_hurts_and_a_veto_more_never_helps(
    cohort: Any, data: st.DataObject
) -> None:
    people, mentors, rules = cohort
    before = worth_of(match(people, mentors, rules, SEED))
    roomier = [dataclasses.replace(one, capacity=one.capacity + 1) for one in mentors]
    if rules.floor_first:
        assert worth_of(match(people, roomier, rules, SEED)) >= before
    vetoes = frozenset((one.id, other.id) for one in people for other in mentors)
    some = data.draw(st.frozensets(st.sampled_from(sorted(vetoes) or [("", "")])))
    stricter = dataclasses.replace(rules, vetoes=rules.vetoes | some)
    if rules.floor_first:
        assert worth_of(match(people, mentors, stricter, SEED)) <= before


@quick
@given(cohorts(short_seats="points"))
def test_a_mentor_with_two_seats_is_as_good_as_twins_with_one(cohort: Any) -> None:
    people, mentors, rules = cohort
    rules = dataclasses.replace(rules, vetoes=frozenset(), weights=Weights(), keep=frozenset())
    twins = [
        dataclasses.replace(one, id=f"{one.id}.{seat}", capacity=1)
        for one in mentors
        for seat in range(one.capacity)
    ]
    alone, together = (match(people, them, rules, SEED) for them in (twins, mentors))
    assert worth_of(alone) == worth_of(together)


@quick
@given(cohorts(weights=Weights(3, 1, 1, 2, 3, 1, 1)), st.integers(2, 3))
def test_weights_count_only_in_proportion(cohort: Any, factor: int) -> None:
    people, mentors, rules = cohort
    heavier = dataclasses.replace(rules, weights=Weights(*(factor * w for w in rules.weights)))
    outcome = match(people, mentors, rules, SEED)
    assert match(people, mentors, heavier, SEED).pairs == outcome.pairs


@quick
@given(cohorts())
def test_the_floor_never_lowers_the_worst_match_nor_leaves_out_anybody(cohort: Any) -> None:
    people, mentors, rules = cohort
    fair, plain = (
        worth_of(match(people, mentors, dataclasses.replace(rules, floor_first=first), SEED))
        for first in (True, False)
    )
    assert fair[0] == plain[0]
    assert fair[1] >= plain[1]
    assert fair[2] <= plain[2]


@quick
@given(cohorts())
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
