"""Lots are fair, public and the same on every machine."""

from __future__ import annotations

import numpy as np

from mentorship.matching.lottery import LOTS, lots, marks

WRITTEN_DOWN = [[1496059953, 1995274340], [1068789636, 1190644646]]


def drawn(*, seed: int, size: int = 300) -> np.ndarray:
    names = [str(number) for number in range(size)]
    return lots(marks("mentee", names, seed), marks("mentor", names, seed))


def test_lots_are_published_numbers() -> None:
    """Written down: a library or machine that drew differently would change past decisions."""
    assert drawn(seed=7, size=2).tolist() == WRITTEN_DOWN


def test_lots_are_spread_evenly() -> None:
    table = drawn(seed=7)
    assert (table.min() >= 1, table.max() <= LOTS) == (True, True)
    tenths = np.bincount((table - 1).ravel() * 10 // LOTS, minlength=10) / table.size
    assert abs(tenths - 0.1).max() < 0.005
    assert abs(table.mean(axis=0) / LOTS - 0.5).max() < 0.07


def test_another_seed_draws_other_lots() -> None:
    assert abs(np.corrcoef(drawn(seed=1).ravel(), drawn(seed=2).ravel())[0, 1]) < 0.02


def test_a_mentee_and_a_mentor_of_the_same_name_have_different_marks() -> None:
    assert marks("mentee", ["bo"], 7) != marks("mentor", ["bo"], 7)
