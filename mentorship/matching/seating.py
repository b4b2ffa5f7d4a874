"""Who can have a mentor at all, and how good the worst match can be made: chains on short lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from mentorship.matching.board import NOBODY, Board, Bools, Ints, load
from mentorship.matching.score import blocks
from mentorship.matching.shortlist import Shortlist

FEW = 8  # pairs beside the list that are remembered at a time


class Paths:
    """Which mentors somebody may have at some level: the short list, and what was found beside."""

    def __init__(self, board: Board, lists: Shortlist) -> None:
        self.board, self.lists = board, lists
        self.beside: dict[int, dict[int, int]] = defaultdict(dict)
        self.columns = np.where(lists.scores >= 0, lists.columns, 0)
        full = ~(board.seats > 0)
        self.scores = np.where(full[self.columns], NOBODY, lists.scores)

    def from_(self, people: Ints, level: int) -> tuple[Ints, Ints]:
        """Pairs of these people, as rows and columns."""
        row, place = np.nonzero(self.scores[people] >= level)
        rows, columns = people[row], self.columns[people[row], place]
        more = [
            (one, column)
            for one in people.tolist()
            if one in self.beside
            for column, score in self.beside[one].items()
            if score >= level
        ]
        if not more:
            return rows, columns
        extra = np.array(more, np.int64).T
        return np.append(rows, extra[0]), np.append(columns, extra[1])

    def found(self) -> Iterator[tuple[int, int, int]]:
        for row, more in self.beside.items():
            yield from ((row, column, score) for column, score in more.items())

    def new(self, people: Ints, level: int, seen: Bools) -> bool:
        """Look beside the lists for mentors not yet seen, and remember some of the first found."""
        unsure = people[self.lists.edge[people] >= level]
        if not len(unsure) or (seen | (self.board.seats == 0)).all():
            return False
        for part in blocks(len(unsure), len(seen)):
            scores = self.board.scores(unsure[part])
            row, column = np.nonzero((scores >= level) & ~seen)
            first = np.searchsorted(row, np.arange(len(scores) + 1))
            for one, start, end in zip(unsure[part].tolist(), first, first[1:], strict=False):
                some = slice(start, min(end, start + FEW))
                worth = scores[row[some], column[some]].tolist()
                self.beside[one].update(zip(column[some].tolist(), worth, strict=True))
            if len(row):
                return True
        return False


class Seating:
    """Seats people one by one where they are allowed, moving others along when it helps.

    Nobody is ever unseated, so those who come first are seated first. `crowded` proves the result:
    for each mentor the turn at which it was found that all who sit there have nowhere else to go,
    0 where that is not so.
    """

    def __init__(self, paths: Paths, level: int, seating: Ints) -> None:
        self.paths, self.level, self.seating = paths, level, seating
        self.empty = paths.board.seats - load(seating, len(paths.board.seats))
        self.crowded = np.zeros(len(self.empty), np.int64)

    def fill(self, people: Iterable[int], standing: int) -> bool:
        """Seat all but `standing` people; gives up at the first one who stands beyond that."""
        for turn, mentee in enumerate(people, start=1):
            if self.seating[mentee] == NOBODY and not self._seat(mentee):
                self.crowded[self.seen & (self.crowded == 0)] = turn
                standing -= 1
                if standing < 0:
                    return False
        return True

    def _seat(self, mentee: int) -> bool:
        """Look for an empty seat through ever longer chains of people who could move along."""
        self.mover = np.full(len(self.empty), NOBODY)
        self.seen = self.crowded > 0
        reached = asked = np.array([mentee])
        while len(asked):
            rows, columns = self.paths.from_(asked, self.level)
            fresh = ~self.seen[columns]
            self.mover[columns[fresh]] = rows[fresh]
            self.seen[columns] = True
            ends = columns[fresh & (self.empty[columns] > 0)]
            if len(ends):
                self._move(int(ends.min()))
                return True
            asked = self._sitting(columns[fresh])
            if not len(asked) and self.paths.new(reached, self.level, self.seen):
                asked = reached
            reached = np.unique(np.append(reached, asked))
        return False

    def _sitting(self, columns: Ints) -> Ints:
        there = np.zeros(len(self.empty) + 1, bool)  # the last: NOBODY's
        there[columns] = True
        return np.flatnonzero(there[self.seating])

    def _move(self, end: int) -> None:
        self.empty[end] -= 1
        seat = end
        while seat != NOBODY:
            person = self.mover[seat]
            self.seating[person], seat = seat, self.seating[person]


def seat_everybody(paths: Paths, queue: list[int]) -> Seating:
    """As many people as can be, those first who come first; the others cannot be added."""
    seating = Seating(paths, 0, np.full(len(paths.board.mentees), NOBODY))
    seating.fill(queue, standing=len(queue))
    return seating


def highest_floor(paths: Paths, people: list[int], seating: Ints) -> tuple[int, Bools, Ints]:
    """The best score that can be promised to all who have a seat; who is crowded above it.

    Nobody can be promised more than their own best, so that is tried first. Where nobody has a
    seat, nothing is promised: the floor is 0.
    """
    seated = sum(seating[people] != NOBODY)
    standing, nobody = len(people) - seated, np.zeros(len(paths.board.seats), bool)
    if not seated:
        return 0, nobody, seating
    best = np.sort(np.fromiter((_best(paths, row) for row in people), np.int64))
    floor, ceiling, crowded, level = 0, int(best[standing]) + 1, nobody, int(best[standing])
    while ceiling - floor > 1:
        trial = _seated_above(paths, level, seating)
        if trial.fill(people, standing):
            floor, seating = level, trial.seating
        else:
            ceiling, crowded = level, trial.crowded > 0
        level = (floor + ceiling) // 2
    return floor, crowded, seating


def _best(paths: Paths, row: int) -> int:
    """The best seat there is for somebody, even if pins have taken the whole short list."""
    best = max(paths.scores[row].max(initial=NOBODY), *paths.beside[row].values(), NOBODY)
    if best < paths.lists.edge[row]:
        best = paths.board.scores(np.array([row])).max(initial=NOBODY)
    return int(best)


def _seated_above(paths: Paths, level: int, seating: Ints) -> Seating:
    """Whoever sits well enough stays; the others stand up."""
    kept = np.full_like(seating, NOBODY)
    seated = np.flatnonzero(seating != NOBODY)
    rows, columns = paths.from_(seated, level)
    stays = rows[seating[rows] == columns]
    kept[stays] = seating[stays]
    return Seating(paths, level, kept)
