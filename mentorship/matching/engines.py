"""Ways to find the best seats among listed pairs. Nobody trusts them: see market and prove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np

from mentorship.matching.board import NOBODY, Bools, Ints

try:
    import pylmcf
except ImportError:  # without a wheel for this machine the search does it, more slowly
    pylmcf = None
try:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching as assigned
except ImportError:  # nothing asks for it; where it is, it is quicker than the search
    csr_array = None

FAR = np.int64(2**60)


class Unproven(ArithmeticError):
    """An engine gave an answer that is not the best one, or none."""


@dataclass(frozen=True)
class Arcs:
    """Pairs that may be made, each once, and what they are worth: always more than nothing."""

    people: int
    mentee: Ints
    mentor: Ints
    worth: Ints

    @classmethod
    def none(cls, people: int) -> Arcs:
        return cls(people, *np.zeros((3, 0), np.int64))

    def __len__(self) -> int:
        return len(self.mentee)

    def where(self, some: Bools) -> Arcs:
        return Arcs(self.people, self.mentee[some], self.mentor[some], self.worth[some])

    @classmethod
    def joined(cls, parts: Sequence[Arcs]) -> Arcs:
        columns = ((part.mentee, part.mentor, part.worth) for part in parts)
        return cls(parts[0].people, *map(np.concatenate, zip(*columns, strict=True)))


Engine = Callable[[Arcs, Ints], Ints]  # listed pairs and seats in; each mentee's mentor out


def by_flow(arcs: Arcs, seats: Ints) -> Ints:
    """Network simplex: a unit flows from every mentee to the sink, straight or through a mentor."""
    people, mentors = arcs.people, len(seats)
    sink = people + mentors
    start = np.concatenate([arcs.mentee, np.arange(people + mentors)])
    end = np.concatenate([people + arcs.mentor, np.full(people + mentors, sink)])
    most = arcs.worth.max()
    cost = np.concatenate([most - arcs.worth, np.repeat([most, 0], [people, mentors])])
    room = np.concatenate([np.ones(len(arcs) + people, np.int64), seats])
    order = np.lexsort((end, start))
    graph = pylmcf.Graph(sink + 1, edge_starts=start[order], edge_ends=end[order])
    graph.set_node_supply(np.repeat([1, 0, -people], [people, mentors, 1]))
    graph.set_edge_costs(cost[order])
    graph.set_edge_capacities(room[order])
    graph.solve()
    flow = np.empty_like(cost)
    flow[order] = graph.result()
    return _seating(arcs, flow[: len(arcs)] > 0)


def _seating(arcs: Arcs, chosen: np.ndarray) -> Ints:
    seating = np.full(arcs.people, NOBODY, np.int64)
    seating[arcs.mentee[chosen]] = arcs.mentor[chosen]
    return seating


def by_assignment(arcs: Arcs, seats: Ints) -> Ints:
    """Shortest augmenting paths: a column for each seat, and for each mentee one that is nobody.

    Costs are floats: exact up to 2**53, and what is not exact is not proven.
    """
    mentors, people = len(seats), arcs.people
    slots = np.minimum(seats, np.bincount(arcs.mentor, minlength=mentors))
    first, copies = np.cumsum(slots) - slots, slots[arcs.mentor]
    arc = np.repeat(np.arange(len(arcs)), copies)
    turn = np.arange(len(arc)) - np.repeat(np.cumsum(copies) - copies, copies)
    most, everybody = arcs.worth.max() + 1, np.arange(people)
    cost = np.append((most - arcs.worth)[arc], np.repeat(most, people))
    row = np.append(arcs.mentee[arc], everybody)
    column = np.append(first[arcs.mentor[arc]] + turn, slots.sum() + everybody)
    shape = people, int(slots.sum()) + people
    rows, columns = assigned(csr_array((cost.astype(np.float64), (row, column)), shape=shape))
    seating = np.full(people, NOBODY, np.int64)
    seating[rows] = np.append(np.repeat(np.arange(mentors), slots), 0 * everybody + NOBODY)[columns]
    return seating


def by_search(arcs: Arcs, seats: Ints) -> Ints:
    """Seat one mentee after another, each by the chain of moves that costs the least."""
    hall = _Hall(arcs, seats)
    for mentee in range(arcs.people):
        hall.admit(mentee)
    return np.where(hall.seating == len(seats), NOBODY, hall.seating)


class _Hall:
    """A best seating that stays the best as people come in; its last column is 'no mentor'.

    Prices and shares prove it at every step: no pair is worth more than its price and share.
    """

    def __init__(self, arcs: Arcs, seats: Ints) -> None:
        self.seats = np.append(seats, arcs.people)
        self.taken = np.zeros_like(self.seats)
        self.prices = np.zeros_like(self.seats)
        self.shares = np.zeros(arcs.people, np.int64)
        self.seating = np.full(arcs.people, NOBODY, np.int64)
        order = np.argsort(arcs.mentee, kind="stable")
        self.mentors, self.worths = arcs.mentor[order], arcs.worth[order]
        self.bounds = np.searchsorted(arcs.mentee[order], np.arange(arcs.people + 1))

    def admit(self, mentee: int) -> None:
        chain = _Chain(self, mentee)
        end = chain.cheapest_end()
        self._charge(np.where(chain.settled, chain.loss[end] - chain.loss, 0))
        self.shares[mentee] -= chain.loss[end]
        self._move(chain.mover, end)

    def choices(self, mentee: int) -> tuple[Ints, Ints]:
        mine = slice(*self.bounds[mentee : mentee + 2])
        return np.append(self.mentors[mine], len(self.seats) - 1), np.append(self.worths[mine], 0)

    def _charge(self, rise: Ints) -> None:
        """Seats that the search had to ask about become dearer, and cost their sitters a share."""
        self.prices += rise
        sitting = self.seating != NOBODY
        self.shares[sitting] -= rise[self.seating[sitting]]

    def _move(self, mover: Ints, end: int) -> None:
        self.taken[end] += 1
        seat = end
        while seat != NOBODY:
            person = mover[seat]
            self.seating[person], seat = seat, self.seating[person]


class _Chain:
    """What it costs to free one seat after another for somebody, cheapest first."""

    def __init__(self, hall: _Hall, mentee: int) -> None:
        self.hall = hall
        self.loss = np.full(len(hall.seats), FAR)
        self.mover = np.full(len(hall.seats), NOBODY)
        self.settled = np.zeros(len(hall.seats), bool)
        self._ask(mentee, 0)

    def cheapest_end(self) -> int:
        """The nearest column with an empty seat; there is always one, in the last column."""
        has_room = self.hall.taken < self.hall.seats
        while True:
            nearest = int(np.where(self.settled, 2 * FAR, 2 * self.loss - has_room).argmin())
            if has_room[nearest]:
                return nearest
            self.settled[nearest] = True
            for sitter in np.flatnonzero(self.hall.seating == nearest).tolist():
                self._ask(sitter, int(self.loss[nearest]))

    def _ask(self, mentee: int, so_far: int) -> None:
        columns, worths = self.hall.choices(mentee)
        loss = so_far + self.hall.shares[mentee] + self.hall.prices[columns] - worths
        better = (loss < self.loss[columns]) & ~self.settled[columns]
        self.loss[columns[better]] = loss[better]
        self.mover[columns[better]] = mentee


ENGINES: dict[str, Engine] = {}
VERSIONS: dict[str, str] = {}
if pylmcf:
    ENGINES["network simplex"] = by_flow
    VERSIONS["network simplex"] = f"pylmcf {version('pylmcf')}"
if csr_array:
    ENGINES["sparse assignment"] = by_assignment
    VERSIONS["sparse assignment"] = f"scipy {version('scipy')}"
ENGINES["search"] = by_search
