"""The best seating among all pairs, found by asking only for the few that matter.

Everyone asks for the seats they would rather have at the present prices; an engine seats them among
what was asked for; prices follow. When nobody asks for anything more, the prices are the proof that
no seating of any pairs whatsoever is worth more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentorship.matching.board import NOBODY, Ints, Worth, load
from mentorship.matching.engines import Arcs, Engine, Unproven
from mentorship.matching.score import blocks

FIRST_WISHES = 16
ROUNDS = 60
SPREAD = 1024


@dataclass(frozen=True)
class Settlement:
    """A best seating, the lowest seat prices that prove it, and the share each mentee keeps."""

    seating: Ints
    prices: Ints
    shares: Ints


def settle(worth: Worth, people: int, seats: Ints, engine: Engine) -> Settlement:
    """Raises Unproven if the engine's answers cannot be priced, or never settle."""
    arcs = Arcs.none(people)
    deal = Settlement(np.full(people, NOBODY), np.zeros_like(seats), np.zeros(people, np.int64))
    for round_ in range(ROUNDS):
        wishes = _wishes(worth, deal, FIRST_WISHES * 2 ** min(round_, 20))
        if not len(wishes):
            return deal
        arcs = Arcs.joined([arcs, wishes])
        deal = priced(arcs, seats, engine(arcs, seats))
    raise Unproven("the market did not settle")


def priced(arcs: Arcs, seats: Ints, seating: Ints) -> Settlement:
    """Price a seating; one that is not the best among these arcs has no prices, and is refused."""
    own = np.zeros(arcs.people, np.int64)
    made = arcs.mentor == seating[arcs.mentee]
    own[arcs.mentee[made]] = arcs.worth[made]
    home = np.where(seating == NOBODY, len(seats), seating)
    prices = _lowest_prices(arcs, home[arcs.mentee], arcs.worth - own[arcs.mentee], len(seats))
    shares = own - prices[home]
    _require_proof(prices[:-1], shares, seats - load(seating, len(seats)))
    return Settlement(seating, prices[:-1], shares)


def _lowest_prices(arcs: Arcs, home: Ints, lift: Ints, mentors: int) -> Ints:
    """A seat costs what it would be worth more to somebody than their own, at their own's price.

    Prices rise along chains of such wishes; a chain never needs to pass a mentor twice.
    """
    prices = np.zeros(mentors + 1, np.int64)
    for _ in range(mentors + 2):
        higher = prices.copy()
        np.maximum.at(higher, arcs.mentor, prices[home] + lift)
        if np.array_equal(higher, prices):
            return prices
        prices = higher
    raise Unproven("somebody could be moved for the better")


def _require_proof(prices: Ints, shares: Ints, left: Ints) -> None:
    if (left < 0).any():
        raise Unproven("more people than seats")
    if (prices[left > 0] > 0).any() or (shares < 0).any():
        raise Unproven("an empty seat has a price")


def _wishes(worth: Worth, deal: Settlement, width: int) -> Arcs:
    """For each mentee, the pairs that are worth more than their price and share: the best few."""
    people, mentors = len(deal.shares), len(deal.prices)
    found = [Arcs.none(people)]
    for rows in blocks(people, mentors):
        value = worth(rows)
        gain = np.maximum(value - deal.prices - deal.shares[rows, None], 0)
        eager = np.flatnonzero(gain.any(axis=1))
        row, column = _largest(gain[eager], _scatter(eager + rows.start, mentors), width)
        row = eager[row]
        found.append(Arcs(people, row + rows.start, column, value[row, column]))
    return Arcs.joined(found)


def _largest(gain: Ints, luck: Ints, width: int) -> tuple[Ints, Ints]:
    """Where the few largest gains of each row are; luck decides between equal ones."""
    key = gain * SPREAD + (gain > 0) * luck
    columns = np.broadcast_to(np.arange(gain.shape[1]), gain.shape)
    if width < gain.shape[1]:
        columns = key.argpartition(-width, axis=1)[:, -width:]
    row, place = np.nonzero(np.take_along_axis(key, columns, 1))
    return row, columns[row, place]


def _scatter(rows: Ints, columns: int) -> Ints:
    """Some luck for each pair, or everybody would ask for the same few of many equal mentors."""
    mixed = rows[:, None] * 2654435761 + np.arange(columns) * 40503
    return ((mixed ^ mixed >> 13) * 0x5851F42D4C957F2D) >> 48 & (SPREAD - 1)
