"""The matching itself, in layers, each of them exact and none mixed with the next by a weight:

pins; then as many people as can be; then the highest floor for all of them; then the most points;
then lots. What a rule forbids is not on the board.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from mentorship.matching import explain, prove
from mentorship.matching.board import NO_ARC, NOBODY, Board, Bools, Ints, Worth, fingerprint
from mentorship.matching.engines import ENGINES, Engine, Unproven
from mentorship.matching.lottery import LOTS
from mentorship.matching.market import Settlement, settle
from mentorship.matching.outcome import Option, Outcome, Proposal, Unmatched
from mentorship.matching.score import excluded
from mentorship.matching.seating import highest_floor, seat_everybody
from mentorship.matching.vocabulary import Mentee, Mentor, Rules

BEST_FEW = 3

Tell = Callable[[int, int], None]  # steps done, and of how many


class Cancelled(Exception):
    """Raised by `tell` when nobody waits for the answer any more."""


def match(
    mentees: Iterable[Mentee],
    mentors: Iterable[Mentor],
    rules: Rules,
    seed: int,
    *,
    engines: Mapping[str, Engine] = ENGINES,
    tell: Tell | None = None,
) -> Outcome:
    """The best matching there is, with its proof, from the first engine that can be proven right.

    Raises PinsRefused when a pin breaks a rule, and Unproven should every engine be wrong.
    """
    if tell:
        tell(0, 1)
    mentees, mentors = tuple(mentees), tuple(mentors)
    board, inputs = Board.of(mentees, mentors, rules), fingerprint(mentees, mentors, rules)
    for name, engine in engines.items():
        try:
            solution = _solve(board, rules, seed, engine)
        except (ArithmeticError, RuntimeError):
            continue
        outcome = _report(board, rules, solution, engine=name, seed=seed, inputs=inputs)
        if not prove.faults(board, rules, outcome):
            return outcome
    raise Unproven("no engine gave an answer that can be proven")


@dataclass(frozen=True)
class _Solution:
    """Row by row a column, and the price lists that prove it."""

    seating: Ints
    prices: dict[str, Ints | Bools]


def _solve(board: Board, rules: Rules, seed: int, engine: Engine) -> _Solution:
    people = len(board.mentees)
    everybody = seat_everybody(board)
    floor, above = 0, np.zeros_like(everybody.crowded)
    if rules.floor_first:
        floor, above = highest_floor(board, everybody.seating)
    points = board.points(floor)
    best = settle(points, people, board.seats, engine)
    drawn = settle(_lots_among_best(board, points, best, seed), people, board.seats, engine)
    luck = drawn.prices - _bonus(board) * (best.prices > 0)
    lists = dict(zip(prove.LISTS, (everybody.crowded, above, best.prices, luck), strict=True))
    return _Solution(board.seated(drawn.seating), lists)


def _lots_among_best(board: Board, points: Worth, best: Settlement, seed: int) -> Worth:
    """Lots for the pairs of which a best seating may consist.

    A bonus that no lot outweighs goes to each person and seat that no best seating does without.
    """
    lots = board.lots(seed)

    def worth(rows: slice) -> Ints:
        tied = points(rows) - best.prices == best.shares[rows, None]
        needed = np.add(best.shares[rows, None] > 0, best.prices > 0, dtype=np.int64)
        return np.where(tied, lots(rows) + _bonus(board) * needed, NO_ARC)

    return worth


def _bonus(board: Board) -> int:
    return LOTS * (len(board.mentees) + 1)


def _report(
    board: Board, rules: Rules, solution: _Solution, *, engine: str, seed: int, inputs: str
) -> Outcome:
    seating = solution.seating
    places = [(row, int(column)) for row, column in enumerate(seating) if column != NOBODY]
    pairs = tuple(_proposal(board, rules, *place) for place in places)
    return Outcome(
        pairs=pairs,
        unmatched=tuple(_unmatched(board, int(row)) for row in np.flatnonzero(seating == NOBODY)),
        idle=prove.idle(board, seating),
        floor=min((pair.score for pair in pairs if not pair.pinned), default=None),
        total=sum(pair.score for pair in pairs),
        certificate={name: _price_list(board, row) for name, row in solution.prices.items()},
        engine=engine,
        seed=seed,
        inputs=inputs,
    )


def _proposal(board: Board, rules: Rules, row: int, column: int) -> Proposal:
    mentee, mentor = board.mentees[row], board.mentors[column]
    return Proposal(
        mentee_id=mentee.id,
        mentor_id=mentor.id,
        score=int(board.scores[row, column]),
        points=explain.points(mentee, mentor, rules),
        alternatives=_best_few(board, row, other_than=column),
        pinned=bool(board.pins[row] != NOBODY),
    )


def _unmatched(board: Board, row: int) -> Unmatched:
    options = _best_few(board, row, other_than=NOBODY)
    return Unmatched(
        id=board.mentees[row].id,
        code=_why_unmatched(board, options),
        options=options,
        excluded=excluded(board.scores[row]),
    )


def _why_unmatched(board: Board, options: tuple[Option, ...]) -> str:
    if not options:
        return "nobody_allowed"
    short = sum(mentor.capacity for mentor in board.mentors) < len(board.mentees)
    return "too_few_seats" if short else "seats_taken"


def _best_few(board: Board, row: int, *, other_than: int) -> tuple[Option, ...]:
    """The best mentors that the rules allow, whether or not they have a seat left."""
    scores = board.scores[row]
    best = np.argsort(-scores, kind="stable")[: BEST_FEW + 1].tolist()
    possible = [column for column in best if scores[column] >= 0 and column != other_than]
    return tuple(
        Option(board.mentors[column].id, int(scores[column])) for column in possible[:BEST_FEW]
    )


def _price_list(board: Board, prices: Ints | Bools) -> dict[str, int]:
    return {board.mentors[column].id: int(prices[column]) for column in np.flatnonzero(prices)}
