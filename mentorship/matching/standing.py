"""A matching as it stands: who sits where, what each seat costs, and what each mentee keeps.

It is read from an outcome and its price list, so that questions about it need no second solving.
Everybody holds the promise that was made: no new pair lies below the floor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from mentorship.matching import explain
from mentorship.matching.board import NO_ARC, NOBODY, Board, Bools, Ints, load, places
from mentorship.matching.outcome import Lists, Outcome
from mentorship.matching.score import Scores, blocks
from mentorship.matching.vocabulary import PERFECT, Mentee, Mentor


class Near(NamedTuple):
    """The best mentors of every mentee by row, -1 where a list ends; `edge` bounds all others."""

    columns: Ints
    scores: Ints
    edge: Ints


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody who would change mentor ("" is nobody), and the scores of the two pairs."""

    mentee_id: str
    was: str
    becomes: str
    score_was: int
    score_becomes: int


@dataclass(eq=False)
class Standing:
    """`seating` is everybody's mentor, pinned people's too; only those who play can be moved.

    `levels` are the lowest scores of new pairs; `prices` those of the last seat at each mentor.
    """

    board: Board
    outcome: Outcome
    seating: Ints
    playing: Bools
    levels: Ints
    near: Near
    prices: Ints
    known: dict[int, Scores] = field(default_factory=dict)

    @classmethod
    def of(cls, mentees: Iterable[Mentee], mentors: Iterable[Mentor], outcome: Outcome) -> Standing:
        """Of the people that the outcome is about; more mentees may have come since.

        Raises LookupError when somebody with a place in the outcome is no longer here.
        """
        board = Board.of(mentees, mentors, outcome.rules)
        seating = _seating(board, outcome)
        known = np.isin([mentee.id for mentee in board.mentees], _named(outcome))
        playing = board.playing & known
        if board.chosen_first:
            playing &= seating != NOBODY
        floor = (outcome.floor or 0) if board.floor_first else 0
        levels = np.full(len(seating), floor)
        near, prices = _near(board, outcome.lists), _prices(board, outcome)
        return cls(board, outcome, seating, playing, levels, near, prices)

    @property
    def priced(self) -> bool:
        """Deferred acceptance asks nobody for points, so no seat has a price."""
        return not self.board.rules.stable

    @cached_property
    def rows(self) -> dict[str, int]:
        return places(self.board.mentees)

    @cached_property
    def columns(self) -> dict[str, int]:
        return places(self.board.mentors)

    @cached_property
    def sitters(self) -> list[list[int]]:
        """By mentor, who sits there and can be moved."""
        seats: list[list[int]] = [[] for _ in self.board.mentors]
        for row in np.flatnonzero(self.playing & (self.seating != NOBODY)).tolist():
            seats[self.seating[row]].append(row)
        return seats

    @cached_property
    def shares(self) -> Ints:
        """What each of those who play keeps of their pair's worth after paying for the seat."""
        scores = {pair.mentee_id: pair.score for pair in self.outcome.pairs}
        rows = np.flatnonzero(self.playing & (self.seating != NOBODY))
        columns, kept = self.seating[rows], np.zeros(len(self.seating), np.int64)
        points = np.array([scores[self.board.mentees[row].id] for row in rows], np.int64)
        kept[rows] = self._worth(rows, columns, points) - self.prices[columns]
        return kept

    @cached_property
    def near_worth(self) -> Ints:
        """What the pairs in the lists are worth, or NO_ARC."""
        row, place = np.nonzero(self.near.scores >= self.levels[:, None])
        column, worth = self.near.columns[row, place], np.full(self.near.columns.shape, NO_ARC)
        points = self._worth(row, column, self.near.scores[row, place])
        open_ = (points > 0) & (self.board.seats[column] > 0)
        worth[row, place] = np.where(open_, points, NO_ARC)
        return worth

    @cached_property
    def beyond(self) -> Ints:
        """What no pair beside the lists is worth more than, or NO_ARC."""
        kept = np.where(np.diff(self.board.kept.bounds) > 0, self.board.rules.keep_bonus, 0)
        most = self.near.edge + kept + self.board.participation + self.board.bonus.max(initial=0)
        return np.where(self.near.edge < self.levels, NO_ARC, most)

    @cached_property
    def favourites(self) -> list[tuple[int, int]]:
        """For each mentor the best mentee they do not have, by row, and the score; or -1."""
        mentors = self.board.shape[1]
        best, who = np.full(mentors, NOBODY), np.full(mentors, NOBODY)
        for rows in blocks(*self.board.shape):
            scores = self.board.scorer.rows(rows)
            seated = np.flatnonzero(self.seating[rows] != NOBODY)
            scores[seated, self.seating[rows][seated]] = NOBODY
            first = scores.argmax(axis=0)
            found = scores[first, np.arange(mentors)]
            better = found > best
            best[better], who[better] = found[better], first[better] + rows.start
        return list(zip(who.tolist(), best.tolist(), strict=True))

    def look_through(self, rows: list[int]) -> None:
        """Score whole rows, many of them in little more time than one."""
        self.known.update(zip(rows, self.board.scores(np.array(rows)), strict=True))

    def worth(self, row: int) -> Ints:
        """What each pair of this mentee is worth, or NO_ARC."""
        if row not in self.known:
            self.look_through([row])
        scores, board = self.known[row].astype(np.int64), self.board
        points = scores + board.participation + board.bonus
        _, columns, amounts = board.kept.among(np.array([row]))
        points[columns] += amounts.astype(np.int64)
        return np.where((scores >= self.levels[row]) & (points > 0), points, NO_ARC)

    def pair_worth(self, row: int, column: int) -> int:
        """Of any pair, even one below the promised floor."""
        where = np.array([row]), np.array([column])
        return int(self._worth(*where, np.array([self.score(row, column)]))[0])

    def score(self, row: int, column: int) -> int:
        """In the readable way; nobody is worth nothing."""
        if column == NOBODY:
            return 0
        pair = self.board.mentees[row], self.board.mentors[column]
        return sum(explain.points(*pair, self.board.rules))

    def move(self, row: int, becomes: int) -> Move:
        """Told, not made."""
        was, mentors = int(self.seating[row]), self.board.mentors
        return Move(
            mentee_id=self.board.mentees[row].id,
            was="" if was == NOBODY else mentors[was].id,
            becomes="" if becomes == NOBODY else mentors[becomes].id,
            score_was=self.score(row, was),
            score_becomes=self.score(row, becomes),
        )

    def further(self, column: int, taken: int) -> int:
        """What one more person costs where so many sit: the bonus is for the first alone."""
        return int(self.board.bonus[column]) if taken else 0

    def _worth(self, rows: Ints, columns: Ints, scores: Ints) -> Ints:
        board = self.board
        kept = board.kept.at(rows, columns, len(board.mentors))
        return scores + board.participation + board.bonus[columns] + kept


def _named(outcome: Outcome) -> list[str]:
    seated = [pair.mentee_id for pair in outcome.pairs]
    return seated + [one.id for one in outcome.unmatched]


def _seating(board: Board, outcome: Outcome) -> Ints:
    rows, columns = places(board.mentees), places(board.mentors)
    seating = np.full(len(rows), NOBODY, np.int64)
    for pair in outcome.pairs:
        seating[rows[pair.mentee_id]] = columns[pair.mentor_id]
    taken = load(np.where(board.playing, seating, NOBODY), len(columns))
    if (taken > board.seats).any():
        raise LookupError("there are fewer seats than this matching takes")
    return seating


def _prices(board: Board, outcome: Outcome) -> Ints:
    """In today's worth of having a mentor at all, which grows with the number of mentees.

    Where somebody waits for a seat, its price holds that worth, and points beside it.
    """
    found = outcome.certificate.get("points", {})
    prices = np.array([found.get(mentor.id, 0) for mentor in board.mentors], np.int64)
    if board.rules.leave_out_price is not None or not len(board.mentees):
        return prices
    for_one = (board.participation - 1) // len(board.mentees)
    then = for_one * len(_named(outcome)) + 1
    return prices + np.where(prices > then // 2, board.participation - then, 0)


def _near(board: Board, lists: Lists) -> Near:
    """The lists in the order of the board; nothing is known of whoever came later."""
    rows, columns = places(board.mentees), places(board.mentors)
    if lists.mentees and len(lists.mentors) < len(columns):
        raise LookupError("there are mentors that this matching did not know")
    here = np.array([*(columns[mentor] for mentor in lists.mentors), NOBODY], np.int64)
    shape = len(rows), lists.columns.shape[1]
    near = Near(np.full(shape, NOBODY), np.full(shape, NOBODY), np.full(len(rows), PERFECT))
    order = np.array([rows[mentee] for mentee in lists.mentees], np.int64)
    if len(order):
        near.columns[order], near.scores[order] = here[lists.columns], lists.scores
        near.edge[order] = lists.scores[:, -1] if shape[1] < len(columns) else NOBODY
    return near
