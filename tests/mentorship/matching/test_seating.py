"""Nobody stands who could sit, the floor is as high as it can be, and the crowd shows why."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching.board import NOBODY, Board
from mentorship.matching.seating import Paths, Seating
from mentorship.matching.shortlist import Shortlist
from mentorship.matching.vocabulary import Rules
from tests.mentorship.matching.factories import make_mentee, make_mentor


def tables() -> st.SearchStrategy[tuple[list[list[bool]], list[int]]]:
    def of_size(size: tuple[int, int]) -> Any:
        row = st.lists(st.booleans(), min_size=size[1], max_size=size[1])
        seats = st.lists(st.integers(0, 2), min_size=size[1], max_size=size[1])
        return st.tuples(st.lists(row, min_size=size[0], max_size=size[0]), seats)

    return st.tuples(st.integers(1, 6), st.integers(1, 5)).flatmap(of_size)


def hall_of(allowed: np.ndarray, seats: np.ndarray) -> Seating:
    """A hall of mentors who differ in nothing but whom they may have, listed two at a time."""
    people, mentors = allowed.shape
    vetoes = {(f"e{row}", f"o{column}") for row, column in zip(*np.nonzero(~allowed), strict=True)}
    board = Board.of(
        [make_mentee(id=f"e{row}") for row in range(people)],
        [make_mentor(id=f"o{column}", capacity=int(seats[column])) for column in range(mentors)],
        Rules(vetoes=frozenset(vetoes)),
    )
    paths = Paths(board, Shortlist.of(board, seed=1, length=2))
    return Seating(paths, 0, np.full(people, NOBODY))


@settings(max_examples=300, deadline=None)
@given(tables())
def test_the_crowd_shows_that_nobody_else_could_sit(
    table: tuple[list[list[bool]], list[int]],
) -> None:
    """Those allowed somebody outside the crowd, plus the crowd's own seats, are all who can sit."""
    allowed, seats = np.array(table[0], bool), np.array(table[1])
    hall = hall_of(allowed, seats)
    hall.fill(range(len(allowed)), standing=len(allowed))
    allowed &= seats > 0
    seated = np.flatnonzero(hall.seating != NOBODY)
    assert allowed[seated, hall.seating[seated]].all()
    assert (np.bincount(hall.seating[seated], minlength=len(seats)) <= seats).all()
    crowded = hall.crowded > 0
    outside = (allowed & ~crowded).any(axis=1).sum()
    assert len(seated) == outside + seats[crowded].sum()


@settings(max_examples=100, deadline=None)
@given(tables(), st.integers(0, 6))
def test_it_gives_up_exactly_when_too_many_would_stand(
    table: tuple[list[list[bool]], list[int]], standing: int
) -> None:
    allowed, seats = np.array(table[0], bool), np.array(table[1])
    hall = hall_of(allowed, seats)
    hall.fill(range(len(allowed)), standing=len(allowed))
    stand = int((hall.seating == NOBODY).sum())
    again = hall_of(allowed, seats)
    assert again.fill(range(len(allowed)), standing) == (stand <= standing)


def test_somebody_moves_along_for_the_one_who_has_no_other_choice() -> None:
    allowed = np.array([[True, True], [True, False]])
    hall = hall_of(allowed, np.array([1, 1]))
    hall.seating[0], hall.empty[0] = 0, 0
    assert hall.fill([1], standing=0)
    assert hall.seating.tolist() == [1, 0]
