"""What must hold of every matching, as plain functions: tests and mutants call the same ones.

Each draws a crowd from the luck it is given and asserts. By the numbers under which they were
promised:

1 `it_is_what_trying_all_finds`, `it_is_legal`
2 `prices_prove_it`
3 `pins_are_kept`
4 `order_does_not_matter`
5 `engines_and_lists_do_not_matter`
6 `a_pair_worth_more_stays`
7 `a_seat_never_hurts_and_a_veto_never_helps`, `an_idle_veto_changes_nothing`
8 `a_bonus_keeps_pairs`
9 `a_newcomer_is_seated_as_solving_again`
10 `a_price_is_a_difference_of_two`
11 `points_add_up_as_told`
12 `twins_are_as_good_as_two_seats`
13 `weights_count_in_proportion`
14 `nobody_can_promise_more`
15 `an_endless_bonus_freezes`
16 `whom_a_rule_keeps_apart_never_meets`
17 in `test_score` (instants) and in `accounts/test_hours` (daylight saving)
18 `identity_without_weight_is_not_seen`
19 `a_stored_matching_explains_alike`

8, 9, 10, 15, 16 and 19 are in `afterwards`. Beside these: `scarce_seats_go_down_the_list` and
`a_pin_is_kept_or_refused`.

What does not hold and is never promised: one mentee more can lower the total.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

import pytest

from mentorship.matching import assign, engines, explain, market, prove
from mentorship.matching.assign import match
from mentorship.matching.board import NOBODY, Board
from mentorship.matching.progress import Progress
from mentorship.matching.score import Scorer
from mentorship.matching.shortlist import Shortlist
from mentorship.matching.vocabulary import Mentor, Weights
from tests.mentorship.matching.factories import best_by_trying_all, by_mentee, worth_of
from tests.mentorship.matching.games import SEED, Cohort, crowd, legal

FEW = (5, 4)  # so many that all matchings can be tried

Property = Callable[[Random], None]


def matching(cohort: Cohort) -> dict[str, str]:
    return by_mentee(match(*cohort, SEED))


def with_rules(cohort: Cohort, **decided: object) -> Cohort:
    return (*cohort[:2], replace(cohort[2], **decided))  # type: ignore[arg-type]


def it_is_what_trying_all_finds(luck: Random) -> None:
    cohort = crowd(luck, most=FEW)
    assert matching(cohort) == best_by_trying_all(Board.of(*cohort), SEED)


def it_is_legal(luck: Random) -> None:
    cohort = crowd(luck)
    assert legal(matching(cohort), cohort)


def prices_prove_it(luck: Random) -> None:
    cohort = crowd(luck)
    assert prove.check(*cohort, match(*cohort, SEED)) == ()


def pins_are_kept(luck: Random) -> None:
    """Any pins that can be, not only those that would have been made anyway."""
    cohort = crowd(luck, most=FEW)
    pairs = sorted(matching(with_rules(cohort, vetoes=frozenset(), floor_first=False)).items())
    pins = frozenset(luck.sample(pairs, min(len(pairs), luck.randint(1, 2)))) - cohort[2].vetoes
    pinned = with_rules(cohort, pins=pins)
    outcome = match(*pinned, SEED)
    assert {(pair.mentee_id, pair.mentor_id) for pair in outcome.pairs if pair.pinned} == pins
    assert by_mentee(outcome) == dict(pins) | best_by_trying_all(Board.of(*pinned), SEED)
    assert legal(by_mentee(outcome), pinned)


def order_does_not_matter(luck: Random) -> None:
    people, mentors, rules = crowd(luck)
    mixed = luck.sample(people, len(people)), luck.sample(mentors, len(mentors))
    assert match(*mixed, rules, SEED) == match(people, mentors, rules, SEED)


def engines_and_lists_do_not_matter(luck: Random) -> None:
    cohort = crowd(luck)
    found = [match(*cohort, SEED, engines={"it": one}) for one in engines.ENGINES.values()]
    assert found == [found[0]] * len(found)
    board = Board.of(*cohort)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(market, "WIDTH", luck.randint(1, 3))
        lists = Shortlist.of(board, SEED, length=luck.randint(1, 3))
        solution = assign._solve(board, lists, SEED, engines.by_search, Progress(None))
    seats = zip(board.mentees, solution.seating, strict=True)
    made = {one.id: board.mentors[seat].id for one, seat in seats if seat != NOBODY}
    assert made == by_mentee(found[0])


def a_pair_worth_more_stays(luck: Random) -> None:
    cohort = crowd(luck, keep=frozenset(), keep_bonus=0)
    was = matching(cohort)
    for pair in was.items():
        dearer = with_rules(cohort, keep=frozenset([pair]), keep_bonus=luck.choice([1, 30, 500]))
        assert matching(dearer) == was


PLAIN = {"keep": frozenset(), "first_seat_bonus": 0, "leave_out_price": None}


def a_seat_never_hurts_and_a_veto_never_helps(luck: Random) -> None:
    cohort = crowd(luck, short_seats="points", **{**PLAIN, "floor_first": True})
    people, mentors, rules = cohort
    before, lucky = worth_of(match(*cohort, SEED)), luck.choice(mentors).id
    roomier = [replace(one, capacity=one.capacity + (one.id == lucky)) for one in mentors]
    assert worth_of(match(people, roomier, rules, SEED)) >= before
    vetoes = frozenset({(luck.choice(people).id, luck.choice(mentors).id) for _ in range(3)})
    stricter = with_rules(cohort, vetoes=rules.vetoes | vetoes)
    assert worth_of(match(*stricter, SEED)) <= before


def an_idle_veto_changes_nothing(luck: Random) -> None:
    cohort = crowd(luck)
    was = matching(cohort)
    pairs = {(one.id, other.id) for one in cohort[0] for other in cohort[1]}
    idle = sorted(pairs - was.items())
    some = frozenset(luck.sample(idle, luck.randint(0, len(idle))))
    assert matching(with_rules(cohort, vetoes=cohort[2].vetoes | some)) == was


def points_add_up_as_told(luck: Random) -> None:
    """The fast scores, the readable ones, those beside the pairs and their sum are all the same."""
    people, mentors, rules = cohort = crowd(luck)
    fast = Scorer.of(*cohort).rows(slice(0, len(people))).tolist()
    places = [{one.id: place for place, one in enumerate(side)} for side in (people, mentors)]
    outcome = match(*cohort, SEED)
    for pair, reasons in zip(outcome.pairs, outcome.reasons, strict=True):
        row, column = places[0][pair.mentee_id], places[1][pair.mentor_id]
        told = explain.points(people[row], mentors[column], rules)
        assert (pair.points, pair.score, fast[row][column]) == (told, sum(told), sum(told))
        assert reasons == explain.reasons(people[row], mentors[column], rules)
    assert outcome.total == sum(pair.score for pair in outcome.pairs)
    assert outcome.floor == min((pair.score for pair in outcome.pairs), default=None)


def twins_are_as_good_as_two_seats(luck: Random) -> None:
    cohort = crowd(luck, vetoes=frozenset(), short_seats="points", **PLAIN | {"floor_first": True})
    people, mentors, rules = cohort
    twins = [
        replace(one, id=f"{one.id}.{seat}", capacity=1)
        for one in mentors
        for seat in range(one.capacity)
    ]
    assert worth_of(match(people, twins, rules, SEED)) == worth_of(match(*cohort, SEED))


def weights_count_in_proportion(luck: Random) -> None:
    light = Weights(*(luck.randint(0, 3) for _ in range(4)), 1)
    heavy = Weights(*(3 * weight for weight in light))
    cohort = crowd(luck, weights=light)
    assert match(*with_rules(cohort, weights=heavy), SEED).pairs == match(*cohort, SEED).pairs


def nobody_can_promise_more(luck: Random) -> None:
    """Of all seatings of as many people, none has a higher worst pair."""
    decided = {"floor_first": True, "short_seats": "points", "leave_out_price": None}
    people, mentors, rules = cohort = crowd(luck, most=FEW, **decided)
    worst = dict.fromkeys(range(len(people) + 1), NOBODY)  # by how many are seated
    left, right = ({one.id: one for one in side} for side in (people, mentors))
    for pairs in legal_seatings(cohort):
        scores = [sum(explain.points(left[a], right[b], rules)) for a, b in pairs.items()]
        worst[len(pairs)] = max(worst[len(pairs)], min(scores, default=0))
    outcome = match(*cohort, SEED)
    most = max(many for many, best in worst.items() if best != NOBODY)
    assert (len(outcome.pairs), outcome.floor or 0) == (most, worst[most])


def legal_seatings(cohort: Cohort) -> Iterable[dict[str, str]]:
    people, mentors, rules = cohort
    choices = [
        ["", *(other.id for other in mentors if not explain.why_not(one, other, rules))]
        for one in people
    ]
    for chosen in itertools.product(*choices):
        if all(chosen.count(mentor.id) <= mentor.capacity for mentor in mentors):
            seats = zip(people, chosen, strict=True)
            yield {one.id: mentor for one, mentor in seats if mentor}


def scarce_seats_go_down_the_list(luck: Random) -> None:
    """Whoever has a turn is seated if those before them can all stay seated, and only then."""
    people, mentors, rules = crowd(luck, short_seats="waiting_list", leave_out_price=None)
    places = luck.sample(range(1, 100), len(people))
    queue = [replace(one, waiting=at) for one, at in zip(people, places, strict=True)]
    seated: list[str] = []
    for one in sorted(queue, key=lambda one: one.waiting):
        if can_all_sit([*seated, one.id], (queue, mentors, rules)):
            seated.append(one.id)
    assert matching((queue, mentors, rules)).keys() == set(seated)


def can_all_sit(names: list[str], cohort: Cohort) -> bool:
    """By the oldest way there is: somebody asks everybody they may have to move along."""
    left = {one.id: one for one in cohort[0]}
    at: dict[str, list[str]] = {mentor.id: [] for mentor in cohort[1]}

    def finds_a_seat(name: str, asked: set[str]) -> bool:
        for mentor in allowed(name, asked):
            asked.add(mentor.id)
            sitting = at[mentor.id]
            if len(sitting) < mentor.capacity:
                sitting.append(name)
                return True
            for place, other in enumerate(sitting):
                if finds_a_seat(other, asked):
                    sitting[place] = name
                    return True
        return False

    def allowed(name: str, asked: set[str]) -> Iterable[Mentor]:
        for mentor in cohort[1]:
            if mentor.id not in asked and not explain.why_not(left[name], mentor, cohort[2]):
                yield mentor

    return all(finds_a_seat(name, set()) for name in names)


def identity_without_weight_is_not_seen(luck: Random) -> None:
    people, mentors, rules = cohort = crowd(luck)
    words = ["woman", "parent", "first in family"]
    asking = [replace(one, sought=frozenset(luck.sample(words, 2))) for one in people]
    telling = [replace(one, identities=frozenset(luck.sample(words, 2))) for one in mentors]
    assert rules.weights.identity == 0
    assert match(asking, telling, rules, SEED).pairs == match(*cohort, SEED).pairs


PROPERTIES: tuple[Property, ...] = (
    it_is_what_trying_all_finds,
    it_is_legal,
    prices_prove_it,
    pins_are_kept,
    order_does_not_matter,
    engines_and_lists_do_not_matter,
    a_pair_worth_more_stays,
    a_seat_never_hurts_and_a_veto_never_helps,
    an_idle_veto_changes_nothing,
    points_add_up_as_told,
    twins_are_as_good_as_two_seats,
    weights_count_in_proportion,
    nobody_can_promise_more,
    scarce_seats_go_down_the_list,
    identity_without_weight_is_not_seen,
)
