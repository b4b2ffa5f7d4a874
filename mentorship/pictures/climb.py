"""Two pictures of a goal: how far up the hill it is, and on which of five steps it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.pictures.ink import Spot, flowing, spot, straight

# The foot, half way up, the top, half way down, nearly there.
HILL = ((24.0, 78.0), (92.0, 46.0), (160.0, 14.0), (228.0, 46.0), (296.0, 78.0))
FIRST_X, STEP_WIDTH, GROUND, STEP_HEIGHT = 16, 57.6, 84, 14
APART = 9


@dataclass(frozen=True)
class Hill:
    slope: str
    walked: str
    here: Spot | None


@dataclass(frozen=True)
class Steps:
    stairs: str
    expected: Spot
    marks: tuple[Spot, ...]


def draw_hill(place: int | None) -> Hill:
    """`place` from 0 (its foot) over 2 (the top) to 4 (the far side); None: nobody has said."""
    if place is None:
        return Hill(slope=flowing(HILL), walked="", here=None)
    return Hill(slope=flowing(HILL), walked=flowing(HILL[: place + 1]), here=spot(*HILL[place]))


def draw_steps(standing: Sequence[tuple[str, int]]) -> Steps:
    """Five stairs, worst left; `standing` is (role, level) of those who have said one."""
    corners = [point for level in range(-2, 3) for point in (_start(level), _end(level))]
    together = len({level for _role, level in standing}) < len(standing)
    marks = []
    for number, (role, level) in enumerate(standing):
        x, y = _middle(level)
        aside = (2 * number - 1) * APART if together else 0
        marks.append(spot(x + aside, y - 11, kind=role))
    x, y = _middle(0)
    return Steps(straight(corners), spot(x, y + 16), tuple(marks))


def _height(level: int) -> float:
    return GROUND - STEP_HEIGHT * (level + 2)


def _start(level: int) -> tuple[float, float]:
    return FIRST_X + STEP_WIDTH * (level + 2), _height(level)


def _end(level: int) -> tuple[float, float]:
    return FIRST_X + STEP_WIDTH * (level + 3), _height(level)


def _middle(level: int) -> tuple[float, float]:
    return FIRST_X + STEP_WIDTH * (level + 2.5), _height(level)
