"""Is this the best matching? Answered without solving anything, from prices on the mentors' seats.

Put any price on every seat, and let each mentee keep what their best pair is worth after paying.
No matching whatever is worth more than what all mentees keep and all seats cost, taken together.
So where a price list comes to exactly what a matching is worth, nobody can find a better one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import mul

import numpy as np
from numpy.typing import NDArray

from mentorship.matching import explain
from mentorship.matching.board import (
    NO_ARC,
    NOBODY,
    Board,
    Bools,
    Ints,
    Worth,
    fingerprint,
    load,
    places,
)
from mentorship.matching.lottery import drawn
from mentorship.matching.outcome import Outcome, Proposal
from mentorship.matching.progress import Tell, to_nobody
from mentorship.matching.score import blocks
from mentorship.matching.stable import Views
from mentorship.matching.vocabulary import Mentee, Mentor, Rules

LISTS = ("participation", "floor", "points", "lots")
HIGHEST_PRICE = 2**60
NEVER = np.int64(2**60)


def check(
    mentees: Iterable[Mentee], mentors: Iterable[Mentor], rules: Rules, outcome: Outcome
) -> tuple[str, ...]:
    """What is wrong with an outcome, as codes; nothing, if it is legal, exact and the best."""
    mentees, mentors = tuple(mentees), tuple(mentors)
    if fingerprint(mentees, mentors, rules) != outcome.inputs:
        return ("inputs",)
    return faults(Board.of(mentees, mentors, rules), rules, outcome)


def faults(
    board: Board, rules: Rules, outcome: Outcome, *, tell: Tell = to_nobody
) -> tuple[str, ...]:
    if not _about_everybody(board, outcome):
        return ("people",)
    seating = _seating(board, outcome)
    holds = _legal(board, rules, seating) | _told_right(board, rules, outcome, seating)
    if all(holds.values()) and rules.stable:
        return () if _stable(board, outcome.seed, seating) else ("stable",)
    if all(holds.values()):
        game = np.where(board.pins == NOBODY, seating, NOBODY)
        chosen = game != NOBODY if board.chosen_first else board.playing
        holds |= {"participation": _first_served(board, outcome, game)}
        holds |= _best(board.among(chosen), outcome, game, tell)
    return tuple(code for code, held in holds.items() if not held)


def idle(board: Board, seating: Ints) -> tuple[str, ...]:
    """Mentors with seats and nobody on them."""
    taken = load(seating, len(board.mentors))
    return tuple(
        mentor.id
        for mentor, people in zip(board.mentors, taken, strict=True)
        if mentor.capacity and not people
    )


def _about_everybody(board: Board, outcome: Outcome) -> bool:
    """Each mentee once, with a mentor or without, and no mentor from elsewhere."""
    named = [pair.mentee_id for pair in outcome.pairs] + [one.id for one in outcome.unmatched]
    chosen = {pair.mentor_id for pair in outcome.pairs}
    known = places(board.mentors).keys()
    return sorted(named) == [mentee.id for mentee in board.mentees] and chosen <= known


def _seating(board: Board, outcome: Outcome) -> Ints:
    rows, columns = places(board.mentees), places(board.mentors)
    seating = np.full(len(rows), NOBODY, np.int64)
    for pair in outcome.pairs:
        seating[rows[pair.mentee_id]] = columns[pair.mentor_id]
    return seating


def _legal(board: Board, rules: Rules, seating: Ints) -> dict[str, bool]:
    capacity = np.array([mentor.capacity for mentor in board.mentors], np.int64)
    made = ((row, int(seating[row])) for row in np.flatnonzero(seating != NOBODY).tolist())
    allowed = (
        explain.why_not(board.mentees[row], board.mentors[column], rules) is None
        for row, column in made
    )
    return {
        "rules": all(allowed),
        "capacity": bool((load(seating, len(board.mentors)) <= capacity).all()),
        "pins": bool((board.seated(seating) == seating).all()),
    }


def _told_right(board: Board, rules: Rules, outcome: Outcome, seating: Ints) -> dict[str, bool]:
    """The numbers beside the pairs, each worked out again in the readable way."""
    rows = places(board.mentees)
    located = [(pair, row := rows[pair.mentee_id], int(seating[row])) for pair in outcome.pairs]
    free = [pair.score for pair in outcome.pairs if not pair.pinned]
    pinned = {(pair.mentee_id, pair.mentor_id) for pair in outcome.pairs if pair.pinned}
    return {
        "scores": all(_adds_up(board, *pair) for pair in located),
        "pinned": pinned == rules.pins,
        "summary": outcome.floor == min(free, default=None)
        and outcome.total == sum(pair.score for pair in outcome.pairs)
        and outcome.idle == idle(board, seating),
    }


def _adds_up(board: Board, pair: Proposal, row: int, column: int) -> bool:
    points = tuple(reason.points for reason in board.reasons(row, column))
    return pair.points == points and sum(points) == pair.score


def _stable(board: Board, seed: int, seating: Ints) -> bool:
    """No mentee and mentor would both rather have each other than what they have."""
    views, game = Views(board, seed), np.where(board.playing, seating, NOBODY)
    mine, worst = np.full(len(game), NOBODY), np.full(len(board.seats), HIGHEST_PRICE)
    for rows in blocks(*board.shape):
        seated = np.flatnonzero(game[rows] != NOBODY)
        columns = game[rows][seated]
        ours, theirs = (view[seated, columns] for view in views.of(rows))
        mine[rows][seated] = ours
        np.minimum.at(worst, columns, theirs)
    worst[load(game, len(worst)) < board.seats] = NOBODY
    return not any(
        ((ours > mine[rows, None]) & (theirs > worst)).any()
        for rows in blocks(*board.shape)
        for ours, theirs in [views.of(rows)]
    )


def _first_served(board: Board, outcome: Outcome, game: Ints) -> bool:
    """Whoever has no seat cannot get one unless somebody before them in the queue loses theirs.

    Each crowded mentor has a turn. Whoever sits there came before it, and is allowed nobody but
    mentors crowded by then; so is whoever stands at that turn or later. Then all those seats are
    taken, by people who came before and have nowhere else to go.
    """
    if not board.chosen_first:
        return True
    turns = _price_list(board, outcome.certificate.get("participation", {}))
    if (turns == 0).all() and (game != NOBODY)[board.playing].all():
        return True
    crowded = np.where(turns > 0, turns, NEVER)
    if (load(game, len(turns)) < board.seats)[turns > 0].any():
        return False
    turn = np.full(len(game), NEVER)
    queue = board.queue(outcome.seed)
    turn[queue] = np.arange(1, len(queue) + 1)
    seated = game != NOBODY
    ends = np.where(seated, np.append(crowded, 0)[game], turn)
    if (turn[seated] >= ends[seated]).any():
        return False
    return all(
        bool((_latest(board.scores(rows), crowded) <= ends[rows]).all())
        for rows in blocks(*board.shape)
    )


def _latest(scores: NDArray[np.int16], crowded: Ints) -> Ints:
    """The last turn at which anybody was crowded whom these mentees are allowed."""
    return np.where(scores >= 0, crowded, 0).max(axis=1, initial=0)


def _best(board: Board, outcome: Outcome, game: Ints, tell: Tell) -> dict[str, bool]:
    """Each layer against its bound: reached exactly, or (above the floor) out of reach for all."""
    lists = {name: _price_list(board, outcome.certificate.get(name, {})) for name in LISTS}
    floor = (outcome.floor or 0) if board.floor_first else 0
    matched = int((game != NOBODY).sum())
    worth, luck = _bounds(board, floor, outcome.seed, lists["points"], lists["lots"], tell)
    return {
        "prices": _no_gifts(lists),
        "floor": _floor(board, floor, lists["floor"] > 0, matched),
        "points": worth == _worth(board, outcome, game),
        "lots": luck == _luck(board, outcome.seed, game),
    }


def _worth(board: Board, outcome: Outcome, game: Ints) -> int:
    """Points, bonuses and participation of the unpinned, as the pairs tell them."""
    rows = np.flatnonzero(game != NOBODY)
    columns = game[rows]
    kept = board.kept.at(rows, columns, len(board.seats)).tolist()
    firsts = board.bonus[np.unique(columns)].tolist()
    points = [pair.score for pair in outcome.pairs if not pair.pinned]
    return board.participation * len(rows) + sum(points) + sum(kept) + sum(firsts)


def _luck(board: Board, seed: int, game: Ints) -> int:
    rows = np.flatnonzero(game != NOBODY)
    return sum(board.lot(seed, rows, game[rows]).tolist())


def _floor(board: Board, floor: int, crowded: Bools, matched: int) -> bool:
    """Above it fewer can be seated: those who are allowed outside the crowd, and its seats."""
    if not board.floor_first or not matched:
        return True
    outside = sum(
        int(((board.scores(rows) > floor) & ~crowded).any(axis=1).sum())
        for rows in blocks(*board.shape)
    )
    return outside + sum(board.seats[crowded].tolist()) < matched


def _price_list(board: Board, prices: Mapping[str, int]) -> Ints:
    return np.array([prices.get(mentor.id, 0) for mentor in board.mentors], np.int64)


def _no_gifts(lists: Mapping[str, Ints]) -> bool:
    """No price is below nothing; only a seat that costs points may cost less than no luck."""
    luck = lists["lots"][lists["points"] == 0]
    every = np.concatenate(list(lists.values()))
    bounded = bool((every < HIGHEST_PRICE).all() and (every > -HIGHEST_PRICE).all())
    free = all(bool((lists[name] >= 0).all()) for name in ("participation", "floor", "points"))
    return bounded and free and bool((luck >= 0).all())


def _bounds(
    board: Board, floor: int, seed: int, prices: Ints, luck: Ints, tell: Tell
) -> tuple[int, int]:
    """What no matching can exceed in worth, and in lots among all that reach that bound."""
    points, (left, right) = board.points(floor), board.marks(seed)
    worth, luckiest = _seats_worth(board, prices), _seats_luck(board, prices, luck)
    for rows in blocks(*board.shape):
        tell(rows.start, board.shape[0])
        gain, kept = _gains(points, prices, rows)
        worth += sum(kept.tolist())
        best = np.where(kept > 0, NO_ARC, 0)  # who may go without a mentor may go without luck
        row, column = np.nonzero(gain == kept[:, None])
        np.maximum.at(best, row, drawn(left[rows][row], right[column]) - luck[column])
        luckiest += sum(best.tolist())
    return worth, luckiest


def _seats_worth(board: Board, prices: Ints) -> int:
    dearer = np.maximum(prices - board.bonus, 0)
    return _cost(prices, board.seats > 0) + _cost(dearer, board.seats - 1)


def _seats_luck(board: Board, prices: Ints, luck: Ints) -> int:
    """Where a price is below the bonus at most the first seat is taken, above it all are.

    Wherever there is a price at all, at least one is.
    """
    most = np.where(prices >= board.bonus, board.seats, np.minimum(board.seats, 1))
    open_ = (prices == board.bonus) & (prices > 0) & (most > 1)
    further = np.where(open_, np.maximum(luck, 0), luck)
    return _cost(luck, most > 0) + _cost(further, most - 1)


def _gains(worth: Worth, prices: Ints, rows: slice) -> tuple[Ints, Ints]:
    """What each pair leaves after paying for the seat, and the best of it for each mentee."""
    gain = worth(rows) - prices
    return gain, gain.max(axis=1, initial=0)


def _cost(prices: Ints, seats: Ints | Bools) -> int:
    """In Python's own numbers: a forged price list must not pass because a sum wrapped around."""
    return sum(map(mul, prices.tolist(), np.maximum(seats, 0).tolist()))
