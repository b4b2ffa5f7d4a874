"""A ladder of clauses, and on each rung how far the answers of two people are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.pictures.ink import Spot, num, spot

NAMES_X, LEFT, RIGHT = 148, 164, 312
ROW, TOP = 26, 18
# Alike, the two stand side by side; otherwise they never touch.
BESIDE, NEAREST = 9, 18
LONGEST_NAME = 22


@dataclass(frozen=True)
class Rung:
    name: Spot
    rail: str
    mentee: Spot
    mentor: Spot


@dataclass(frozen=True)
class Closeness:
    rungs: tuple[Rung, ...]
    height: int


def draw_closeness(clauses: Sequence[tuple[str, float]]) -> Closeness:
    """`clauses` are (name, distance from 0 to 1), drawn from the top."""
    rungs = tuple(_rung(TOP + ROW * n, *clause) for n, clause in enumerate(clauses))
    return Closeness(rungs, TOP + ROW * len(rungs))


def _rung(y: int, name: str, distance: float) -> Rung:
    middle, half = (LEFT + RIGHT) / 2, (RIGHT - LEFT) / 2 - BESIDE
    apart = max(NEAREST, half * distance) if distance else BESIDE
    return Rung(
        name=spot(NAMES_X, y + 4, label=_short(name)),
        rail=f"M{LEFT} {num(y)}H{RIGHT}",
        mentee=spot(middle - apart, y),
        mentor=spot(middle + apart, y),
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
