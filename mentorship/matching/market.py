"""The best seating among all pairs, found by looking only at the few that matter.

An engine seats everybody among some good pairs; prices follow. A pair that would be worth more than
its price and its mentee's share joins in; a row of which too little is known is looked through.
When nothing more joins, the prices prove that no seating of any pairs whatsoever is worth more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from mentorship.matching.board import NO_ARC, NOBODY, Bools, Ints, Worth, load
from mentorship.matching.engines import Arcs, Engine, Unproven
from mentorship.matching.progress import Tell, to_nobody
from mentorship.matching.score import blocks

ROUNDS = 400
FEW_ROUNDS = 4
WIDTH = 48  # pairs that a look through a row adds
SPREAD = 1024


@dataclass(frozen=True)
class Seats:
    """How many there are, and what a mentor's first one is worth more than the others.

    That bonus is part of what each pair is worth; whoever takes a further seat pays it back.
    """

    room: Ints
    bonus: Ints


@dataclass(frozen=True)
class Settlement:
    """A best seating, the lowest seat prices that prove it, and the share each mentee keeps."""

    seating: Ints
    prices: Ints
    shares: Ints


Lot = Callable[[Ints, Ints], Ints]


class Known:
    """Pairs that were looked at; `limit` bounds what all others leave after the prices of then."""

    def __init__(self, arcs: Arcs, active: Bools, limit: Ints, worth: Worth, mentors: int) -> None:
        self.arcs, self.active, self.worth = arcs, active, worth
        self.limit, self.then = limit, np.zeros(arcs.people, np.int64)
        self.prices = [np.zeros(mentors, np.int64)]

    def tied(self, deal: Settlement, lot: Lot, worth: Worth) -> Known:
        """Only pairs that give exactly their price and share, for what their lots are worth."""
        tight = self.arcs.where(self._gain(deal) == 0)
        arcs = replace(tight, worth=lot(tight.mentee, tight.mentor))
        limit, mentors = np.full(arcs.people, NO_ARC), len(deal.prices)
        drawn = Known(arcs, np.ones(len(arcs), bool), limit, worth, mentors)
        free = Settlement(deal.seating, np.zeros(mentors, np.int64), deal.shares)
        drawn.look_through(self.unsure(deal, ties=True), free)
        return drawn

    def playing(self) -> Arcs:
        return self.arcs.where(self.active)

    def unsure(self, deal: Settlement, *, ties: bool = False) -> Ints:
        """Rows that may have an unknown pair better than, or as good as, what they have."""
        fallen = np.array([(then - deal.prices).max(initial=0) for then in self.prices])
        bound = self.limit + fallen[self.then]
        return np.flatnonzero(bound >= deal.shares if ties else bound > deal.shares)

    def join(self, deal: Settlement) -> bool:
        """Let in what is worth more than its price and share; whether there was anything."""
        better = self._gain(deal) > 0
        found = bool((better & ~self.active).any())
        self.active |= better
        return found

    def _gain(self, deal: Settlement) -> Ints:
        return self.arcs.worth - deal.prices[self.arcs.mentor] - deal.shares[self.arcs.mentee]

    def look_through(self, rows: Ints, deal: Settlement) -> None:
        mentors = len(deal.prices)
        order = np.argsort(self.arcs.mentee, kind="stable")
        bounds = np.searchsorted(self.arcs.mentee[order], np.arange(self.arcs.people + 1))
        found = [self.arcs]
        for part in blocks(len(rows), mentors):
            value = self.worth(rows[part])
            for place, row in enumerate(rows[part].tolist()):
                value[place, self.arcs.mentor[order[bounds[row] : bounds[row + 1]]]] = NO_ARC
            found.append(self._best(rows[part], value, value - deal.prices))
        self.arcs = Arcs.joined(found)
        self.active = np.append(self.active, np.zeros(len(self.arcs) - len(self.active), bool))
        self.then[rows] = len(self.prices)
        self.prices.append(deal.prices)

    def _best(self, rows: Ints, value: Ints, left: Ints) -> Arcs:
        """The few pairs that leave most after prices, equal ones in an order like a lottery's."""
        if not value.shape[1]:
            return Arcs.none(self.arcs.people)
        width = min(WIDTH, left.shape[1])
        key = np.where(value > NO_ARC, left, NO_ARC // SPREAD) * SPREAD
        key += _scatter(rows, left.shape[1])
        columns = key.argpartition(-width, axis=1)[:, -width:]
        chosen = np.take_along_axis(left, columns, 1)
        possible = np.take_along_axis(value, columns, 1) > NO_ARC
        rest = width < left.shape[1]
        self.limit[rows] = np.where(possible.all(axis=1) & rest, chosen.min(axis=1), NO_ARC)
        row, place = np.nonzero(possible)
        column = columns[row, place]
        return Arcs(self.arcs.people, rows[row], column, value[row, column])


def _scatter(rows: Ints, columns: int) -> Ints:
    """Some luck for each pair, or everybody would look at the same few of many equal mentors."""
    mixed = rows[:, None] * 2654435761 + np.arange(columns) * 40503
    return ((mixed ^ mixed >> 13) * 0x5851F42D4C957F2D) >> 48 & (SPREAD - 1)


def settle(known: Known, seats: Seats, engine: Engine, *, tell: Tell = to_nobody) -> Settlement:
    """Raises Unproven if the engine's answers cannot be priced, or never settle.

    Nobody knows how many rounds there will be; most often it is a few.
    """
    people, mentors = known.arcs.people, len(seats.room)
    deal = Settlement(np.full(people, NOBODY), np.zeros(mentors, np.int64), np.zeros(people, int))
    for turn in range(ROUNDS):
        tell(turn, turn + FEW_ROUNDS)
        arcs = known.playing()
        if len(arcs):
            deal = priced(arcs, seats, _engaged(arcs, seats, engine))
        if known.join(deal):
            continue
        rows = known.unsure(deal)
        if not len(rows):
            return deal
        known.look_through(rows, deal)
        if not known.join(deal) and not len(known.unsure(deal)):
            return deal
    raise Unproven("the market did not settle")


def _engaged(arcs: Arcs, seats: Seats, engine: Engine) -> Ints:
    """Where first seats have a bonus, a mentor's other seats are another mentor's, without it."""
    if not seats.bonus.any():
        return engine(arcs, seats.room)
    mentors = len(seats.room)
    first = np.minimum(seats.room, 1)
    further = arcs.worth - seats.bonus[arcs.mentor]
    others = Arcs(arcs.people, arcs.mentee, arcs.mentor + mentors, further).where(further > 0)
    seating = engine(Arcs.joined([arcs, others]), np.append(first, seats.room - first))
    return np.where(seating == NOBODY, NOBODY, seating % mentors)


def priced(arcs: Arcs, seats: Seats, seating: Ints) -> Settlement:
    """Price a seating; one that is not the best among these arcs has no prices, and is refused."""
    mentors, taken = len(seats.room), load(seating, len(seats.room))
    if len(taken) > mentors or (taken > seats.room).any():
        raise Unproven("more people than seats")
    own = np.zeros(arcs.people, np.int64)
    made = arcs.mentor == seating[arcs.mentee]
    own[arcs.mentee[made]] = arcs.worth[made]
    home = np.where(seating == NOBODY, mentors, seating)
    least = np.append(np.where(taken > 1, seats.bonus, 0), 0)
    lift = arcs.worth - own[arcs.mentee]
    prices = _lowest_prices(arcs, home[arcs.mentee], lift, least)
    shares = own - prices[home]
    most = np.where(taken == 0, 0, seats.bonus)
    if (prices[:-1] > most)[taken < seats.room].any() or (shares < 0).any() or prices[-1] > 0:
        raise Unproven("an empty seat has a price")
    return Settlement(seating, prices[:-1], shares)


def _lowest_prices(arcs: Arcs, home: Ints, lift: Ints, least: Ints) -> Ints:
    """A seat costs what it would be worth more to somebody than their own, at their own's price.

    Prices rise along chains of such wishes; a chain never needs to pass a mentor twice.
    """
    order = np.argsort(arcs.mentor, kind="stable")
    mentor, home, lift = arcs.mentor[order], home[order], lift[order]
    starts = np.flatnonzero(np.diff(mentor, prepend=-1))
    asked, prices = mentor[starts], least
    for _ in range(len(least) + 2):
        if not len(starts):
            return prices
        higher = prices.copy()
        higher[asked] = np.maximum(higher[asked], np.maximum.reduceat(prices[home] + lift, starts))
        if np.array_equal(higher, prices):
            return prices
        prices = higher
    raise Unproven("somebody could be moved for the better")
