"""Matchers that are broken in one way each, and the property that must notice.

They are made of the real functions, of which one is replaced. The proof is taken away from all of
them, or it would refuse most before any property could: whether it does is `test_prove`'s subject.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from mentorship.matching import alternatives, assign, board, joiners, market, prove, score
from mentorship.matching.board import NOBODY, Board
from mentorship.matching.joiners import Joined
from mentorship.matching.outcome import Outcome
from mentorship.matching.standing import Standing
from tests.mentorship.matching import afterwards, properties
from tests.mentorship.matching.properties import Property


@dataclass(frozen=True)
class Mutant:
    name: str
    breaks: Callable[[pytest.MonkeyPatch], None]
    noticed_by: Property

    def live(self, patch: pytest.MonkeyPatch) -> None:
        trusting = SimpleNamespace(faults=lambda *_, **__: (), LISTS=prove.LISTS, idle=prove.idle)
        patch.setattr(assign, "prove", trusting)
        self.breaks(patch)


def no_lottery(patch: pytest.MonkeyPatch) -> None:
    """The first best seating that comes along."""
    patch.setattr(assign, "_lottery", lambda board, known, best, *_: (0 * best.prices, best))


def only_the_best_on_paper(patch: pytest.MonkeyPatch) -> None:
    """A list of one for everybody, and no prices that would ask for more."""
    patch.setattr(assign, "FIRST_PAIRS", 1)
    patch.setattr(market.Known, "join", lambda *_: False)
    patch.setattr(market.Known, "unsure", lambda *_, **__: np.zeros(0, np.int64))


def greedy(patch: pytest.MonkeyPatch) -> None:
    """The best pair first, as a person with a list would do."""

    def solve(board: Board, *_: Any) -> Any:
        scores, left = board.scores(slice(None)), board.seats.copy()
        seating = np.full(len(scores), NOBODY)
        for place in np.argsort(-scores, axis=None, kind="stable").tolist():
            row, column = divmod(place, len(left))
            if scores[row, column] >= 0 and seating[row] == NOBODY and left[column]:
                seating[row] = column
                left[column] -= 1
        return assign._Solution(board.seated(seating), {})

    patch.setattr(assign, "_solve", solve)


def newcomer_takes_the_best_free_seat(patch: pytest.MonkeyPatch) -> None:
    def join(standing: Standing, mentee: str) -> Joined:
        row = standing.rows[mentee]
        taken = [len(sitters) for sitters in standing.sitters]
        worth = np.where(standing.board.seats > taken, standing.worth(row), -1)
        if worth.max(initial=-1) > 0:
            standing.seating[row] = worth.argmax()
            standing.sitters[int(worth.argmax())].append(row)
        return Joined(mentee, ())

    patch.setattr(joiners, "join_one", join)


def reduced_cost_for_a_price(patch: pytest.MonkeyPatch) -> None:
    """What the pair lacks after seat prices: a bound, and not what the others lose."""

    def cost(standing: Standing, found: Any, row: int, column: int) -> Any:
        share = standing.shares[row] + standing.prices[column]
        return replace(found, code="costs", points=int(share - standing.pair_worth(row, column)))

    patch.setattr(alternatives, "_searched", cost)


def one_seat_too_many(patch: pytest.MonkeyPatch) -> None:
    of = Board.of
    patch.setattr(Board, "of", lambda *told: replace(of(*told), seats=of(*told).seats + 1))


def vetoes_unread(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(score, "_vetoed", lambda *_: ([], []))


def blocked_in_one_direction(patch: pytest.MonkeyPatch) -> None:
    def known(mentees: Any, mentors: Any, pairs: Any) -> Any:
        found = [
            (row, column)
            for row, one in enumerate(mentees)
            for column, other in enumerate(mentors)
            if (one.person, other.person) in pairs
        ]
        return [row for row, _ in found], [column for _, column in found]

    patch.setattr(score, "_known", known)


def no_floor(patch: pytest.MonkeyPatch) -> None:
    def skipped(paths: Any, people: Any, seating: Any) -> Any:
        return 0, np.zeros(len(paths.board.seats), bool), seating

    patch.setattr(assign, "highest_floor", skipped)


def bonus_in_the_total(patch: pytest.MonkeyPatch) -> None:
    report = assign._report

    def flattering(*told: Any, **more: Any) -> Outcome:
        outcome: Outcome = report(*told, **more)
        rules = outcome.rules
        kept = {(pair.mentee_id, pair.mentor_id) for pair in outcome.pairs} & rules.keep
        return replace(outcome, total=outcome.total + rules.keep_bonus * len(kept))

    patch.setattr(assign, "_report", flattering)


def last_in_the_queue_first(patch: pytest.MonkeyPatch) -> None:
    queue = Board.queue
    patch.setattr(Board, "queue", lambda self, seed: queue(self, seed)[::-1])


def pinned_seats_given_twice(patch: pytest.MonkeyPatch) -> None:
    of = Board.of

    def forgetful(mentees: Any, mentors: Any, rules: Any) -> Board:
        made = of(mentees, mentors, rules)
        return replace(made, seats=np.array([mentor.capacity for mentor in made.mentors]))

    patch.setattr(Board, "of", forgetful)


def lots_by_arrival(patch: pytest.MonkeyPatch) -> None:
    """Whoever signed up first stands first: the lots go by place, and places by arrival."""
    patch.setattr(board, "_in_order", tuple)
    patch.setattr(board, "marks", lambda role, ids, seed: np.array(
        [len(role) * 7919 + place * 104729 for place, _ in enumerate(ids)], np.uint64))  # fmt: skip


def stored_without_prices(patch: pytest.MonkeyPatch) -> None:
    to_json = Outcome.to_json
    patch.setattr(Outcome, "to_json", lambda self: to_json(replace(self, certificate={})))


MUTANTS = [
    Mutant("no lottery", no_lottery, properties.it_is_what_trying_all_finds),
    Mutant("best on paper", only_the_best_on_paper, properties.it_is_what_trying_all_finds),
    Mutant("greedy", greedy, properties.it_is_what_trying_all_finds),
    Mutant("best free seat", newcomer_takes_the_best_free_seat,
           afterwards.a_newcomer_is_seated_as_solving_again),
    Mutant("reduced cost", reduced_cost_for_a_price, afterwards.a_price_is_a_difference_of_two),
    Mutant("a seat too many", one_seat_too_many, properties.it_is_legal),
    Mutant("vetoes unread", vetoes_unread, properties.it_is_legal),
    Mutant("blocked one way", blocked_in_one_direction,
           afterwards.whom_a_rule_keeps_apart_never_meets),
    Mutant("no floor", no_floor, properties.nobody_can_promise_more),
    Mutant("bonus in the total", bonus_in_the_total, properties.points_add_up_as_told),
    Mutant("queue reversed", last_in_the_queue_first, properties.scarce_seats_go_down_the_list),
    Mutant("pinned seats twice", pinned_seats_given_twice, properties.pins_are_kept),
    Mutant("lots by arrival", lots_by_arrival, properties.order_does_not_matter),
    Mutant("stored without prices", stored_without_prices,
           afterwards.a_stored_matching_explains_alike),
]  # fmt: skip
