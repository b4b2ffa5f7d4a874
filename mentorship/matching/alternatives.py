"""Why not somebody else? The best alternatives of a pair, and exactly what they cost the others.

A price is what is lost when two people must be paired: it equals the difference between solving
with and without them together, while the promised floor holds for everybody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mentorship.matching import explain
from mentorship.matching.board import NOBODY, Ints
from mentorship.matching.chains import Chains, Step, best_floor
from mentorship.matching.score import blocks
from mentorship.matching.standing import Move, Standing
from mentorship.matching.vocabulary import RULES, Reason

FOUND = ("free", "costs", "leaves_out", "breaks_floor")
CODES = ("together", *RULES, "pinned", "seats_pinned", "unpriced", *FOUND)
PAPER_CODES = (
    "has_it",
    "nobody_allowed",
    "unseated",
    "pinned",
    "seats_pinned",
    "unpriced",
    "seat_worth_more",
    "seat_waited_for",
)
NOT_TO_TELL = frozenset({"no_seat", "same_person", "blocked"})  # never as a pair to wish for


@dataclass(frozen=True, slots=True)
class Price:
    """What it takes to pair two people, as one of CODES.

    `points` is what all others and they lose together, `bonuses` what is lost of those, and
    `people` how many fewer have a mentor. Each of the three may be a gain, below nothing. The
    asked-for pair comes first among the moves. Where the promise cannot be held but everybody can
    be seated, there is only `floor`: the best promise that is left for the others.
    """

    mentee_id: str
    mentor_id: str
    score: int
    code: str
    points: int = 0
    bonuses: int = 0
    people: int = 0
    floor: int | None = None
    moves: tuple[Move, ...] = ()
    reason: Reason | None = None

    @property
    def left_out(self) -> tuple[str, ...]:
        return tuple(move.mentee_id for move in self.moves if move.was and not move.becomes)


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The best that each side of a pair could have instead, and what that would take.

    `barred` is a mentor who would suit better than everybody allowed, if it were not for a rule.
    """

    mentor: Price | None
    mentee: Price | None
    barred: Price | None


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Somebody's best mentor among those whom the rules allow, and why it is not theirs.

    It would take at least so many points: `price` says how many exactly. `holders` sit there; of
    a seat that is waited for, more would go without.
    """

    mentee_id: str
    code: str
    mentor_id: str = ""
    score: int = 0
    score_now: int = 0
    at_least: int = 0
    holders: tuple[str, ...] = ()


def price(standing: Standing, mentee_id: str, mentor_id: str) -> Price:
    """What it takes to pair these two, and who would have to move."""
    row, column = standing.rows[mentee_id], standing.columns[mentor_id]
    found = Price(mentee_id, mentor_id, standing.score(row, column), "")
    if standing.seating[row] == column:
        return replace(found, code="together")
    pair = standing.board.mentees[row], standing.board.mentors[column]
    if reason := explain.why_not(*pair, standing.board.rules):
        return replace(found, code=reason.code, reason=reason)
    if code := _out_of_reach(standing, row, column):
        return replace(found, code=code)
    return _searched(standing, found, row, column)


def alternatives(standing: Standing, mentee_id: str) -> Alternatives:
    row = standing.rows[mentee_id]
    mentor, mentee = _best_other(standing, row), None
    if (column := int(standing.seating[row])) != NOBODY:
        other, _ = standing.favourites[column]
        if other != NOBODY:
            mentee = price(standing, *_ids(standing, other, column))
    return Alternatives(
        mentor=None if mentor == NOBODY else price(standing, *_ids(standing, row, mentor)),
        mentee=mentee,
        barred=_best_barred(standing, row, mentor),
    )


def on_paper(standing: Standing) -> tuple[OnPaper, ...]:
    """Everybody's best on paper, from one look at all of them."""
    best, scores = _best_of_all(standing)
    least = _at_least(standing, best, scores)
    now = {pair.mentee_id: pair.score for pair in standing.outcome.pairs}
    told = zip(best.tolist(), scores.tolist(), least.tolist(), strict=True)
    return tuple(_on_paper(standing, row, now, *each) for row, each in enumerate(told))


def _ids(standing: Standing, row: int, column: int) -> tuple[str, str]:
    return standing.board.mentees[row].id, standing.board.mentors[column].id


def _out_of_reach(standing: Standing, row: int, column: int) -> str:
    board = standing.board
    if not standing.priced:
        return "unpriced"
    if board.pins[row] != NOBODY:
        return "pinned"
    return "seats_pinned" if not board.seats[column] else ""


def _searched(standing: Standing, found: Price, row: int, column: int) -> Price:
    home = int(standing.seating[row])
    chains = Chains(standing)
    chains.begin(column)
    goal = chains.out if home == NOBODY else home
    beyond_first = chains.to(goal)
    assert beyond_first is not None, "whoever is moved may at worst go without"
    first = standing.shares[row] + standing.prices[column] - standing.pair_worth(row, column)
    steps = [*chains.steps(goal), (row, column)][::-1]
    counted = _counted(standing, found, int(first) + beyond_first, steps)
    if counted.people > 0 and standing.board.floor_first:
        floor = best_floor(standing, column, home)
        if floor is not None:
            return replace(found, code="breaks_floor", floor=floor)
    return counted


def _counted(standing: Standing, found: Price, cost: int, steps: Sequence[Step]) -> Price:
    moves = tuple(standing.move(*step) for step in steps)
    people = sum(bool(move.was) - bool(move.becomes) for move in moves)
    points = sum(move.score_was - move.score_becomes for move in moves)
    bonuses = cost - points - people * standing.board.participation
    found = replace(found, points=points, bonuses=bonuses, people=people, moves=moves)
    return replace(found, code="leaves_out" if found.left_out else "costs" if cost else "free")


def _best_other(standing: Standing, row: int) -> int:
    scores = standing.board.scorer.rows(np.array([row]))[0]
    if (own := standing.seating[row]) != NOBODY:
        scores[own] = NOBODY
    best = int(scores.argmax()) if len(scores) else NOBODY
    return best if best != NOBODY and scores[best] >= 0 else NOBODY


def _best_barred(standing: Standing, row: int, other: int) -> Price | None:
    """The best mentor whom a rule keeps away, if better than all that are allowed."""
    board, mentee = standing.board, standing.board.mentees[row]
    bar = max(standing.score(row, column) for column in (other, int(standing.seating[row])))
    found = None
    for mentor in board.mentors:
        reason = explain.why_not(mentee, mentor, board.rules)
        if reason is None or reason.code in NOT_TO_TELL:
            continue
        score = sum(explain.points(mentee, mentor, board.rules))
        if score > bar:
            bar, found = score, Price(mentee.id, mentor.id, score, reason.code, reason=reason)
    return found


def _best_of_all(standing: Standing) -> tuple[Ints, Ints]:
    """Everybody's best mentor and the score: the head of their list, if they have one."""
    near, people = standing.near, len(standing.seating)
    best, scores = np.full((2, people), NOBODY)
    if near.columns.shape[1]:
        best, scores = near.columns[:, 0].copy(), near.scores[:, 0].copy()
    unknown = np.flatnonzero((scores == NOBODY) & (near.edge > NOBODY))
    for part in blocks(len(unknown), standing.board.shape[1]):
        rows = unknown[part]
        block = standing.board.scorer.rows(rows)
        first = block.argmax(axis=1)
        scores[rows] = block[np.arange(len(rows)), first]
        best[rows] = np.where(scores[rows] >= 0, first, NOBODY)
    return best, scores


def _at_least(standing: Standing, best: Ints, scores: Ints) -> Ints:
    """What no price is below, for those who play: what the pair lacks after seat prices."""
    board, rows = standing.board, np.flatnonzero(standing.playing & (best != NOBODY))
    columns, least = best[rows], np.zeros(len(best), np.int64)
    kept = board.kept.at(rows, columns, board.shape[1])
    worth = board.participation + board.bonus[columns] + kept + scores[rows]
    least[rows] = np.maximum(0, standing.shares[rows] + standing.prices[columns] - worth)
    return least


def _on_paper(
    standing: Standing, row: int, now: Mapping[str, int], best: int, score: int, least: int
) -> OnPaper:
    mentee = standing.board.mentees[row].id
    code = _why_not_the_best(standing, row, best, least, has_it=now.get(mentee) == score)
    if best == NOBODY:
        return OnPaper(mentee, code)
    mine = standing.seating[row] if code == "has_it" else best
    return OnPaper(
        mentee_id=mentee,
        code=code,
        mentor_id=standing.board.mentors[mine].id,
        score=score,
        score_now=now.get(mentee, 0),
        at_least=least if code == "seat_worth_more" else 0,
        holders=tuple(standing.board.mentees[one].id for one in standing.sitters[mine]),
    )


def _why_not_the_best(standing: Standing, row: int, best: int, least: int, *, has_it: bool) -> str:
    if best == NOBODY:
        return "nobody_allowed"
    if has_it:
        return "has_it"
    if code := _out_of_reach(standing, row, best):
        return code
    if standing.seating[row] == NOBODY:
        return "unseated"
    free_to_leave = standing.board.rules.leave_out_price is not None
    waited_for = not free_to_leave and 2 * least > standing.board.participation
    return "seat_waited_for" if waited_for else "seat_worth_more"
