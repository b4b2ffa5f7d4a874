"""The best few mentors of every mentee: all that is looked at, unless a proof asks for more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from mentorship.matching.board import NOBODY, Board, Ints
from mentorship.matching.progress import Tell, to_nobody
from mentorship.matching.score import blocks

LENGTH = 64
LUCK = 16  # bits of a key that are left to luck
MOST_MENTORS = 2**LUCK


@dataclass(frozen=True, eq=False)
class Shortlist:
    """By row the columns of the best mentors and their scores, best first; -1 where it ends.

    `edge` is what no mentor beside the list exceeds, and -1 where there is none.
    """

    columns: Any
    scores: Any
    edge: Ints

    @classmethod
    def of(
        cls, board: Board, seed: int, *, length: int = LENGTH, tell: Tell = to_nobody
    ) -> Shortlist:
        people, mentors = board.shape
        length = min(length, mentors)
        columns = np.full((people, length), NOBODY, np.int32)
        scores = np.full((people, length), NOBODY, np.int16)
        turns, shift = _luck(board, seed)
        for rows in blocks(people, mentors):
            tell(rows.start, people)
            block = board.scorer.rows(rows)
            columns[rows], scores[rows] = _best(block, turns, shift[rows], length)
        columns[scores < 0] = NOBODY
        edge = scores[:, -1].astype(np.int64) if length < mentors else np.full(people, NOBODY)
        return cls(columns, scores, edge)


def _luck(board: Board, seed: int) -> tuple[Any, Any]:
    """Equal mentors come in an order drawn by lot, another one for each mentee."""
    if board.shape[1] > MOST_MENTORS:
        raise ValueError("too many mentors for one matching")
    shift, drawn = board.marks(seed)
    turns = np.empty(len(drawn), np.int32)
    turns[np.argsort(drawn, kind="stable")] = np.arange(len(drawn))
    return turns, (shift & np.uint64(MOST_MENTORS - 1)).astype(np.int32)


def _best(block: Any, turns: Any, shift: Any, length: int) -> tuple[Any, Any]:
    keys = block.astype(np.int32)
    keys <<= LUCK
    keys |= turns ^ shift[:, None]
    if length < keys.shape[1]:
        keys.partition(keys.shape[1] - length, axis=1)
        keys = keys[:, keys.shape[1] - length :]
    keys.sort(axis=1)
    keys = keys[:, ::-1]
    who = np.zeros(MOST_MENTORS, np.int32)
    who[turns] = np.arange(len(turns))
    return who[(keys & (MOST_MENTORS - 1)) ^ shift[:, None]], keys >> LUCK
