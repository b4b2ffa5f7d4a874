"""Deferred acceptance: a matching in which no two people would rather have each other.

Everybody ranks their own wishes first and then the others by score; lots decide between equals. The
matching is the best one for mentees among all that are stable, and no mentee gains by pretending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappush, heappushpop

import numpy as np

from mentorship.matching.board import NOBODY, Board, Ints, Rows, places
from mentorship.matching.lottery import LOTS
from mentorship.matching.score import Scattered, blocks
from mentorship.matching.vocabulary import MOST_WISHES, PERFECT, Participant

FEW = 64
NEVER = -1  # a rank lower than any other: the rules keep the two apart
HIGHEST = 2**62


class Views:
    """How each side ranks the other: numbers, higher ones for those they would rather have."""

    def __init__(self, board: Board, seed: int) -> None:
        self.board, self.lots = board, board.lots(seed)
        rows, columns = places(board.mentees), places(board.mentors)
        ours = _wished(board.mentees, columns)
        theirs = [(row, column, place) for column, row, place in _wished(board.mentors, rows)]
        self.wishes = [_scattered(board, side) for side in (ours, theirs)]

    def of(self, rows: Rows) -> tuple[Ints, Ints]:
        """How these mentees see all mentors, and how all mentors see them."""
        scores, lots = self.board.scores(rows).astype(np.int64), self.lots(rows)
        ours, theirs = (self._view(wishes, rows, scores, lots) for wishes in self.wishes)
        return ours, theirs

    def _view(self, wishes: Scattered, rows: Rows, scores: Ints, lots: Ints) -> Ints:
        view = scores.copy()
        row, column, amount = wishes.among(rows)
        view[row, column] = amount
        return np.where(scores >= 0, view * (LOTS + 1) + lots, NEVER)


def _wished(people: Sequence[Participant], others: dict[str, int]) -> list[tuple[int, int, int]]:
    """Who named whom, and how much higher than any score that ranks."""
    return [
        (one, others[wish], PERFECT + MOST_WISHES - place)
        for one, person in enumerate(people)
        for place, wish in enumerate(person.wishes)
        if wish in others
    ]


def _scattered(board: Board, wishes: list[tuple[int, int, int]]) -> Scattered:
    row, column, amount = np.array(wishes, np.int64).reshape(-1, 3).T
    return Scattered.of(len(board.mentees), row, column, amount)


def accepted(board: Board, seed: int) -> Ints:
    """Row by row a column: mentees ask, best first; mentors hold the best who asked so far."""
    views, people = Views(board, seed), len(board.mentees)
    seating = np.full(people, NOBODY, np.int64)
    held: list[list[tuple[int, int]]] = [[] for _ in board.mentors]
    asking = [iter(few) for few in _first_few(views)]
    waiting = np.flatnonzero(board.playing).tolist()[::-1]
    while waiting:
        mentee = waiting.pop()
        for column, rank in asking[mentee]:
            refused = _ask(held[column], (rank, mentee), int(board.seats[column]))
            if refused == mentee:
                continue
            seating[mentee] = column
            if refused != NOBODY:
                seating[refused] = NOBODY
                waiting.append(refused)
            break
    return seating


def _ask(held: list[tuple[int, int]], asker: tuple[int, int], seats: int) -> int:
    """Who has to go on asking."""
    if len(held) < seats:
        heappush(held, asker)
        return NOBODY
    return heappushpop(held, asker)[1]


def _first_few(views: Views) -> Iterator[Iterator[tuple[int, int]]]:
    for rows in blocks(*views.board.shape):
        ours, theirs = views.of(rows)
        for place, row in enumerate(range(rows.start, rows.stop)):
            few = _below(ours[place], theirs[place], HIGHEST)
            yield _in_turn(views, row, few)


def _in_turn(views: Views, row: int, few: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Whom a mentee asks, one after the other, and how high that mentor ranks them."""
    while few:
        yield from ((column, rank) for _, column, rank in few)
        (ours,), (theirs,) = views.of(np.array([row]))
        few = _below(ours, theirs, few[-1][0])


def _below(ours: Ints, theirs: Ints, bound: int) -> list[tuple[int, int, int]]:
    """The next few, best first: how they are seen, who they are, and how they see it."""
    columns = np.flatnonzero((ours < bound) & (ours > NEVER))
    if len(columns) > FEW:
        columns = columns[np.argpartition(ours[columns], -FEW)[-FEW:]]
    columns = columns[np.argsort(-ours[columns], kind="stable")]
    seen = (ours[columns].tolist(), columns.tolist(), theirs[columns].tolist())
    return list(zip(*seen, strict=True))
