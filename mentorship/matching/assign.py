"""The matching itself, in layers, each of them exact and none mixed with the next by a weight:

pins; then who is seated, should seats be short; then the highest floor for all of them; then the
most points and bonuses; then lots. What a rule forbids is never even looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from mentorship.matching import explain, prove, stable
from mentorship.matching.board import NO_ARC, NOBODY, Board, Bools, Ints, Rows, fingerprint
from mentorship.matching.engines import ENGINES, VERSIONS, Arcs, Engine, Unproven
from mentorship.matching.lottery import LOTS
from mentorship.matching.market import Known, Seats, Settlement, settle
from mentorship.matching.outcome import Lists, Option, Outcome, Proposal, Unmatched
from mentorship.matching.progress import Progress, Tell
from mentorship.matching.score import excluded
from mentorship.matching.seating import Paths, highest_floor, seat_everybody
from mentorship.matching.shortlist import Shortlist
from mentorship.matching.vocabulary import Mentee, Mentor, Points, Reason, Rules

BEST_FEW = 3
STABLE = "deferred acceptance"
FIRST_PAIRS = 16  # so many of each list are in the market when it opens


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

    `tell(done, of)` hears of progress, ever further, and may raise Cancelled. Raises PinsRefused
    when a pin breaks a rule, and Unproven should every engine be wrong.
    """
    mentees, mentors = tuple(mentees), tuple(mentors)
    board, inputs = Board.of(mentees, mentors, rules), fingerprint(mentees, mentors, rules)
    progress = Progress(tell)
    lists = Shortlist.of(board, seed, tell=progress.of("scores"))
    for name, solution in _solutions(board, lists, seed, engines, progress):
        outcome = _report(board, lists, solution, engine=name, seed=seed, inputs=inputs)
        if not prove.faults(board, rules, outcome, tell=progress.of("proof")):
            return outcome
    raise Unproven("no engine gave an answer that can be proven")


def _solutions(
    board: Board, lists: Shortlist, seed: int, engines: Mapping[str, Engine], progress: Progress
) -> Iterator[tuple[str, _Solution]]:
    """What each engine finds, and nothing from those that give up on the way."""
    if board.rules.stable:
        yield STABLE, _Solution(board.seated(stable.accepted(board, seed)), {})
        return
    for name, engine in engines.items():
        with suppress(ArithmeticError, RuntimeError, ValueError):
            yield name, _solve(board, lists, seed, engine, progress)


@dataclass(frozen=True)
class _Solution:
    """Row by row a column, and the price lists that prove it."""

    seating: Ints
    prices: dict[str, Ints | Bools]


def _solve(
    board: Board, lists: Shortlist, seed: int, engine: Engine, progress: Progress
) -> _Solution:
    progress.of("seats")(0, 1)
    turns, above = np.zeros_like(board.seats), np.zeros(len(board.seats), bool)
    paths, floor, seating = Paths(board, lists), 0, np.full(len(board.mentees), NOBODY)
    if board.rules.leave_out_price is None:
        everybody = seat_everybody(paths, board.queue(seed))
        seating = everybody.seating.copy()
        if board.chosen_first:
            turns, board = everybody.crowded, board.among(seating != NOBODY)
    if board.floor_first:
        people = np.flatnonzero(board.playing).tolist()
        floor, above, seating = highest_floor(paths, people, seating)
    known = _first_pairs(board, paths, floor, seating)
    seats = Seats(board.seats, board.bonus)
    best = settle(known, seats, engine, tell=progress.of("points"))
    luck, drawn = _lottery(board, known, best, seed, engine, progress.of("lots"))
    prices = dict(zip(prove.LISTS, (turns, above, best.prices, luck), strict=True))
    return _Solution(board.seated(drawn.seating), prices)


def _first_pairs(board: Board, paths: Paths, floor: int, seating: Ints) -> Known:
    """The short lists, what was found beside them, and the pairs that stand now."""
    row, place = np.nonzero((paths.scores >= floor) & board.playing[:, None])
    lists = np.array([row, paths.columns[row, place], paths.scores[row, place], place])
    more = [(*pair, FIRST_PAIRS) for pair in (*paths.found(), *_standing(board))]
    more = [pair for pair in more if pair[2] >= floor and board.playing[pair[0]]]
    row, column, score, place = np.hstack([lists, np.array(more, np.int64).reshape(-1, 4).T])
    _, first = np.unique(row * board.shape[1] + column, return_index=True)
    row, column, score, place = row[first], column[first], score[first], place[first]
    extra = board.kept.at(row, column, board.shape[1])
    worth = board.participation + score + board.bonus[column] + extra
    open_ = (place < FIRST_PAIRS) | (seating[row] == column) | (extra > 0)
    edge = paths.lists.edge
    beyond = board.participation + edge + board.bonus.max(initial=0)
    limit = np.where((edge >= floor) & board.playing, beyond, NO_ARC)
    arcs, worthy = Arcs(board.shape[0], row, column, worth), worth > 0
    arcs, open_ = arcs.where(worthy), open_[worthy]
    return Known(arcs, open_, limit, board.points(floor), board.shape[1])


def _standing(board: Board) -> Iterator[tuple[int, int, int]]:
    """The pairs to keep that may still be made, with their scores."""
    for row, column in zip(*board.kept.among(slice(None))[:2], strict=True):
        pair = board.mentees[row], board.mentors[column], board.rules
        if board.seats[column] and not explain.why_not(*pair):
            yield int(row), int(column), sum(explain.points(*pair))


def _lottery(
    board: Board, known: Known, best: Settlement, seed: int, engine: Engine, tell: Tell
) -> tuple[Ints, Settlement]:
    """Lots among the best seatings: of pairs that cost and give all that they are worth.

    A bonus that no lot outweighs goes to each person and seat that no best seating does without.
    """
    lots, prices, bonus = board.lots(seed), best.prices, LOTS * (len(board.mentees) + 1)
    taken = prices > 0
    most = np.where(prices >= board.bonus, board.seats, np.minimum(board.seats, 1))
    first = taken & (prices == board.bonus) & (most > 1)

    def worth(rows: Rows) -> Ints:
        tied = known.worth(rows) - prices == best.shares[rows, None]
        needed = np.add(best.shares[rows, None] > 0, taken, dtype=np.int64)
        return np.where(tied, lots(rows) + bonus * needed, NO_ARC)

    def lot(row: Ints, column: Ints) -> Ints:
        needed = np.add(best.shares[row] > 0, taken[column], dtype=np.int64)
        return board.lot(seed, row, column) + bonus * needed

    draw = known.tied(best, lot, worth)
    drawn = settle(draw, Seats(most, np.where(first, bonus, 0)), engine, tell=tell)
    return drawn.prices - bonus * taken, drawn


def _report(
    board: Board, lists: Shortlist, solution: _Solution, *, engine: str, seed: int, inputs: str
) -> Outcome:
    seating = solution.seating
    places = [(row, int(column)) for row, column in enumerate(seating) if column != NOBODY]
    pairs = tuple(_proposal(board, lists, *place) for place in places)
    return Outcome(
        pairs=pairs,
        unmatched=_unmatched(board, lists, np.flatnonzero(seating == NOBODY).tolist()),
        idle=prove.idle(board, seating),
        floor=min((pair.score for pair in pairs if not pair.pinned), default=None),
        total=sum(pair.score for pair in pairs),
        certificate={name: _price_list(board, row) for name, row in solution.prices.items()},
        engine=engine,
        engine_version=VERSIONS.get(engine, ""),
        seed=seed,
        inputs=inputs,
        rules=board.rules,
        lists=Lists(
            tuple(mentee.id for mentee in board.mentees),
            tuple(mentor.id for mentor in board.mentors),
            lists.columns,
            lists.scores,
        ),
        reasons=tuple(_counting(board.reasons(*place)) for place in places),
    )


def _counting(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if reason.of)


def _proposal(board: Board, lists: Shortlist, row: int, column: int) -> Proposal:
    points = Points(*(reason.points for reason in board.reasons(row, column)))
    return Proposal(
        mentee_id=board.mentees[row].id,
        mentor_id=board.mentors[column].id,
        score=sum(points),
        points=points,
        alternatives=_best_few(board, lists, row, other_than=column),
        pinned=bool(board.pins[row] != NOBODY),
    )


def _unmatched(board: Board, lists: Shortlist, rows: list[int]) -> tuple[Unmatched, ...]:
    people = [board.mentees[row] for row in rows]
    barred = excluded(people, board.mentors, board.rules) if rows else []
    options = [_best_few(board, lists, row, other_than=NOBODY) for row in rows]
    return tuple(
        Unmatched(id=person.id, code=_why_unmatched(board, best), options=best, excluded=counts)
        for person, best, counts in zip(people, options, barred, strict=True)
    )


def _why_unmatched(board: Board, options: tuple[Option, ...]) -> str:
    if not options:
        return "nobody_allowed"
    if board.rules.leave_out_price is not None and not board.rules.stable:
        return "price_too_high"
    short = sum(mentor.capacity for mentor in board.mentors) < len(board.mentees)
    return "too_few_seats" if short else "seats_taken"


def _best_few(board: Board, lists: Shortlist, row: int, *, other_than: int) -> tuple[Option, ...]:
    """The best mentors that the rules allow, whether or not they have a seat left.

    Lists begin with the best; of equal ones in the end all are needed, for the first by id.
    """
    possible: list[tuple[int, int]] = []
    for at, score in zip(lists.columns[row].tolist(), lists.scores[row].tolist(), strict=True):
        if score < 0 or (len(possible) >= BEST_FEW and -score > possible[BEST_FEW - 1][0]):
            break
        if at != other_than:
            possible.append((-score, at))
    return tuple(Option(board.mentors[at].id, -worth) for worth, at in sorted(possible)[:BEST_FEW])


def _price_list(board: Board, prices: Ints | Bools) -> dict[str, int]:
    return {board.mentors[column].id: int(prices[column]) for column in np.flatnonzero(prices)}
