"""Nobody stands who could sit, the floor is as high as it can be, and the crowd shows why."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching.board import NOBODY
from mentorship.matching.seating import Seating


def tables() -> st.SearchStrategy[tuple[list[list[bool]], list[int]]]:
    def of_size(size: tuple[int, int]) -> Any:
        row = st.lists(st.booleans(), min_size=size[1], max_size=size[1])
        seats = st.lists(st.integers(0, 2), min_size=size[1], max_size=size[1])
        return st.tuples(st.lists(row, min_size=size[0], max_size=size[0]), seats)

    return st.tuples(st.integers(1, 6), st.integers(1, 5)).flatmap(of_size)


@settings(max_examples=300, deadline=None)
@given(tables())
def test_the_crowd_shows_that_nobody_else_could_sit(
    table: tuple[list[list[bool]], list[int]],
) -> None:
    """Those allowed somebody outside the crowd, plus the crowd's own seats, are all who can sit."""
    allowed, seats = np.array(table[0], bool), np.array(table[1])
    hall = Seating(allowed, seats, np.full(len(allowed), NOBODY))
    hall.fill(standing=len(allowed))
    seated = np.flatnonzero(hall.seating != NOBODY)
    assert allowed[seated, hall.seating[seated]].all()
    assert (np.bincount(hall.seating[seated], minlength=len(seats)) <= seats).all()
    outside = (allowed & ~hall.crowded).any(axis=1).sum()
    assert len(seated) == outside + seats[hall.crowded].sum()


@settings(max_examples=100, deadline=None)
@given(tables(), st.integers(0, 6))
def test_it_gives_up_exactly_when_too_many_would_stand(
    table: tuple[list[list[bool]], list[int]], standing: int
) -> None:
    allowed, seats = np.array(table[0], bool), np.array(table[1])
    hall = Seating(allowed, seats, np.full(len(allowed), NOBODY))
    hall.fill(standing=len(allowed))
    stand = int((hall.seating == NOBODY).sum())
    again = Seating(allowed, seats, np.full(len(allowed), NOBODY))
    assert again.fill(standing) == (stand <= standing)


def test_somebody_moves_along_for_the_one_who_has_no_other_choice() -> None:
    allowed = np.array([[True, True], [True, False]])
    hall = Seating(allowed, np.array([1, 1]), np.array([0, NOBODY]))
    assert hall.fill(standing=0)
    assert hall.seating.tolist() == [1, 0]
