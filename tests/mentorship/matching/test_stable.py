"""Where wishes decide: nobody and nobody else would rather have each other."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching import prove, stable
from mentorship.matching.assign import match
from mentorship.matching.board import NOBODY, Board, load
from mentorship.matching.stable import Views
from mentorship.matching.vocabulary import Rules
from tests.mentorship.matching.factories import (
    by_mentee,
    cohorts,
    make_mentee,
    make_mentor,
    random_cohort,
)

SEED = 7


def stable_seatings(board: Board) -> list[tuple[int, ...]]:
    """All of them, by trying every seating."""
    rows, columns = board.shape
    ours, theirs = Views(board, SEED).of(slice(None))

    def blocked(seating: tuple[int, ...], row: int, column: int) -> bool:
        mine = ours[row, seating[row]] if seating[row] != NOBODY else NOBODY
        sitting = [theirs[one, column] for one in range(rows) if seating[one] == column]
        full = len(sitting) == board.seats[column]
        return ours[row, column] > mine and (not full or theirs[row, column] > min(sitting))

    choices = [[NOBODY, *(c for c in range(columns) if ours[row, c] >= 0)] for row in range(rows)]
    return [
        seating
        for seating in itertools.product(*choices)
        if (load(_array(seating), columns) <= board.seats).all()
        and not any(
            blocked(seating, row, column)
            for row in range(rows)
            for column in range(columns)
            if board.seats[column]
        )
    ]


def _array(seating: tuple[int, ...]) -> Any:
    return np.array(seating, np.int64)


@settings(max_examples=80, deadline=None)
@given(cohorts(most_mentees=4, stable=True), st.integers(1, 2))
def test_it_is_the_best_for_every_mentee_among_all_that_are_stable(cohort: Any, few: int) -> None:
    people, mentors, rules = cohort
    board = Board.of(people, mentors, rules)
    ours, _ = Views(board, SEED).of(slice(None))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stable, "FEW", few)
        outcome = match(people, mentors, rules, SEED)
    assert prove.check(people, mentors, rules, outcome) == ()
    best = max(
        stable_seatings(board),
        key=lambda seating: [int(ours[row, c]) if c >= 0 else -1 for row, c in enumerate(seating)],
    )
    seats = {board.mentees[row].id: board.mentors[c].id for row, c in enumerate(best) if c >= 0}
    assert by_mentee(outcome) == seats


def test_wishes_come_before_points() -> None:
    amara = make_mentee(id="amara", area="data", wishes=("emil",))
    dela, emil = make_mentor(id="dela", area="data"), make_mentor(id="emil", area="law")
    assert by_mentee(match([amara], [dela, emil], Rules(stable=True), SEED)) == {"amara": "emil"}


def test_two_who_would_rather_have_each_other_are_found() -> None:
    people, mentors = random_cohort(mentees=40, mentors=25)
    best = match(people, mentors, Rules(), SEED)
    rules = Rules(stable=True)
    settled = match(people, mentors, rules, SEED)
    claimed = dataclasses.replace(best, inputs=settled.inputs)
    assert prove.check(people, mentors, rules, settled) == ()
    assert prove.check(people, mentors, rules, claimed) == ("stable",)
