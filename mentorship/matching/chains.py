"""Chains of moves: somebody comes in, whoever sat there moves on, until a seat or a person is free.

What a move costs after seat prices is never below nothing, so the cheapest chain is found by always
going on from the place that is cheapest to reach; of chains as cheap, one that moves fewest people.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush, nsmallest

import numpy as np

from mentorship.matching.board import NO_ARC, NOBODY, Ints
from mentorship.matching.standing import Standing
from mentorship.matching.vocabulary import PERFECT

FAR = np.int64(2**61)
STEP = 2**20  # costs are counted in so many parts, and each person who moves adds one
TOGETHER = 64  # rows that are looked through when one has to be

Step = tuple[int, int]  # a row, and the column it moves to; NOBODY is no mentor


class Chains:
    """The cheapest ways from one place; places are mentors, and `out` is where nobody sits.

    Nobody moves on from the goal. Without `unseating` nobody loses the seat they have.
    """

    def __init__(self, standing: Standing, *, unseating: bool = True) -> None:
        self.standing, self.unseating = standing, unseating
        self.out = len(standing.prices)
        self.costs = np.full(self.out + 1, FAR)
        self.open = self.costs.copy()
        self.came = np.full(self.out + 1, NOBODY)
        self.mover = np.full(self.out + 1, NOBODY)
        self.rest: list[tuple[int, int, int, int]] = []

    def begin(self, place: int) -> None:
        self._reach(np.array([place]), np.array([0]), NOBODY, NOBODY)

    def to(self, goal: int) -> int | None:
        """What it costs to end there, after prices; None if no chain does."""
        while True:
            place = int(self.open.argmin())
            cost = int(self.open[place])
            if self.rest and self.rest[0][0] < cost:
                self._look_beside(*heappop(self.rest)[1:])
            elif cost >= FAR:
                return None
            elif place == goal:
                return cost // STEP
            else:
                self.open[place] = FAR
                self._go_on(place, cost)

    def steps(self, goal: int) -> Iterator[Step]:
        """Who moves where, from the end back to the beginning."""
        place = goal
        while place != NOBODY:
            if (row := int(self.mover[place])) != NOBODY:
                yield row, NOBODY if place == self.out else place
            place = int(self.came[place])

    def passed(self, goal: int) -> tuple[Ints, Ints]:
        """The mentors that are cheaper to reach than the goal, and by how much."""
        cheaper = np.flatnonzero(self.costs[:-1] < self.costs[goal])
        return cheaper, self.costs[goal] // STEP - self.costs[cheaper] // STEP

    def move(self, row: int, place: int, cost: int) -> None:
        """What it costs to let somebody move on from here to anywhere."""
        standing, share = self.standing, int(self.standing.shares[row])
        if self.unseating or place in (NOBODY, self.out):
            self._reach(np.array([self.out]), np.array([cost + share * STEP + 1]), place, row)
        self._offer(row, place, cost, standing.near.columns[row], standing.near_worth[row])
        if (most := int(standing.beyond[row])) > NO_ARC:
            least = cost + max(0, share - most) * STEP + 1
            heappush(self.rest, (least, row, place, cost))

    def _look_beside(self, row: int, place: int, cost: int) -> None:
        if row not in self.standing.known:
            next_ones = {one for _, one, *_ in nsmallest(TOGETHER, self.rest)} | {row}
            self.standing.look_through(sorted(next_ones - self.standing.known.keys()))
        self._offer(row, place, cost, np.arange(self.out), self.standing.worth(row))

    def _offer(self, row: int, place: int, cost: int, columns: Ints, worth: Ints) -> None:
        columns, worth = columns[worth > NO_ARC], worth[worth > NO_ARC]
        loss = self.standing.shares[row] + self.standing.prices[columns] - worth
        self._reach(columns, cost + loss * STEP + 1, place, row)

    def _go_on(self, place: int, cost: int) -> None:
        if place == self.out:
            self._empty_a_seat(cost)
            movers = waiting(self.standing)
        else:
            self._fill_a_seat(place, cost)
            movers = self.standing.sitters[place]
        for row in movers:
            self.move(row, place, cost)

    def _fill_a_seat(self, place: int, cost: int) -> None:
        standing = self.standing
        taken = len(standing.sitters[place])
        if taken < standing.board.seats[place]:
            paid = standing.further(place, taken) - int(standing.prices[place])
            self._reach(np.array([self.out]), np.array([cost + paid * STEP]), place, NOBODY)

    def _empty_a_seat(self, cost: int) -> None:
        standing = self.standing
        taken = np.array([len(seats) for seats in standing.sitters], np.int64)
        columns = np.flatnonzero(taken)
        back = np.where(taken > 1, standing.board.bonus, 0)[columns]
        paid = standing.prices[columns] - back
        self._reach(columns, cost + paid * STEP, self.out, NOBODY)

    def _reach(self, places: Ints, costs: Ints, came: int, row: int) -> None:
        cheaper = costs < self.costs[places]
        places, costs = places[cheaper], costs[cheaper]
        self.costs[places] = self.open[places] = costs
        self.came[places], self.mover[places] = came, row


def best_floor(standing: Standing, start: int, home: int) -> int | None:
    """The best promise that whoever moves on from there can have, if nobody more goes without.

    Whose home it is stays out of it. Somebody who waits may take the place of whoever loses theirs.
    """
    out = len(standing.prices)
    widest = np.full(out + 1, NOBODY)
    widest[start] = PERFECT
    ahead = widest.copy()
    while (width := int(ahead.max())) >= 0:
        place = int(ahead.argmax())
        ahead[place] = NOBODY
        movers = waiting(standing) if place == out else standing.sitters[place]
        if place == home or (place != out and len(movers) < standing.board.seats[place]):
            return width
        scores = standing.board.scores(np.array(movers, np.int64)).max(axis=0, initial=NOBODY)
        reached = np.minimum(np.append(scores, PERFECT).astype(np.int64), width)
        better = reached > widest
        widest[better] = ahead[better] = reached[better]
    return None


def waiting(standing: Standing) -> list[int]:
    """Those in the game who have no seat."""
    return np.flatnonzero(standing.playing & (standing.seating == NOBODY)).tolist()
