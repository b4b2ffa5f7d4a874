"""How many people can have a mentor at all, and how good the worst match can be made."""

from __future__ import annotations

import numpy as np

from mentorship.matching.board import NOBODY, Board, Bools, Ints, load
from mentorship.matching.vocabulary import PERFECT


class Seating:
    """Seats people one by one where they are allowed, moving others along when it helps.

    `crowded` proves the result: whoever stands at the end is allowed nothing but crowded mentors,
    and so is everybody who sits there.
    """

    def __init__(self, allowed: Bools, seats: Ints, seating: Ints) -> None:
        self.allowed, self.seats, self.seating = allowed, seats, seating
        self.empty = seats - load(seating, len(seats))
        self.crowded = np.zeros(len(seats), bool)

    def fill(self, standing: int) -> bool:
        """Seat all but `standing` people; gives up at the first one who stands beyond that."""
        for mentee in np.flatnonzero(self.seating == NOBODY).tolist():
            standing -= not self._seat(mentee)
            if standing < 0:
                return False
        return True

    def _seat(self, mentee: int) -> bool:
        """Look for an empty seat through ever longer chains of people who could move along."""
        mover = np.full(len(self.seats), NOBODY)
        seen = self.crowded.copy()
        asked = np.array([mentee])
        while len(asked):
            reach = self.allowed[asked]
            new = reach.any(axis=0) & ~seen
            mover[new] = asked[reach[:, new].argmax(axis=0)]
            if (new & (self.empty > 0)).any():
                self._move(mover, int((new & (self.empty > 0)).argmax()))
                return True
            seen |= new
            asked = np.flatnonzero(np.append(new, False)[self.seating])  # the last: NOBODY's
        self.crowded = seen
        return False

    def _move(self, mover: Ints, end: int) -> None:
        self.empty[end] -= 1
        seat = end
        while seat != NOBODY:
            person = mover[seat]
            self.seating[person], seat = seat, self.seating[person]


def seat_everybody(board: Board) -> Seating:
    """As many people as can be; nobody is left over who could have been seated."""
    nobody_yet = np.full(len(board.mentees), NOBODY)
    seating = Seating(board.free >= 0, board.seats, nobody_yet)
    seating.fill(standing=len(nobody_yet))
    return seating


def highest_floor(board: Board, seating: Ints) -> tuple[int, Bools]:
    """The best score that can be promised to all who have a seat; who is crowded above it.

    Where nobody has one, nothing is promised: the floor is 0.
    """
    standing = int((seating == NOBODY).sum())
    floor, ceiling, crowded = 0, PERFECT + 1, np.zeros(len(board.seats), bool)
    while ceiling - floor > 1 and standing < len(seating):
        level = (floor + ceiling) // 2
        trial = _seated_above(board, level, seating)
        if trial.fill(standing):
            floor, seating = level, trial.seating
        else:
            ceiling, crowded = level, trial.crowded
    return floor, crowded


def _seated_above(board: Board, level: int, seating: Ints) -> Seating:
    """Whoever sits well enough stays; the others stand up."""
    allowed = board.free >= level
    seated = np.flatnonzero(seating != NOBODY)
    stays = seated[allowed[seated, seating[seated]]]
    kept = np.full_like(seating, NOBODY)
    kept[stays] = seating[stays]
    return Seating(allowed, board.seats, kept)
