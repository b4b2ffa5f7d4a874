"""A ladder of five rungs, and on each the skills that stand there today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.pictures.ink import Spot, num, spot

RUNGS = (5, 4, 3, 2, 1)
RAIL_LEFT, RAIL_RIGHT, NAMES_X, WORDS_X = 132, 168, 182, 122
LINE, ROOM, TOP = 20, 16, 8
LONGEST_NAME = 19


@dataclass(frozen=True)
class Rung:
    """One of five; its words stand left of it, its skills on the right."""

    level: int
    y: str
    words: Spot
    names: tuple[Spot, ...]


@dataclass(frozen=True)
class Rungs:
    rails: str
    rungs: tuple[Rung, ...]
    height: int


def draw_rungs(skills: Sequence[tuple[str, int]]) -> Rungs:
    """`skills` are (name, level from 1 to 5); the highest rung is drawn on top."""
    rungs, y = [], TOP
    for level in RUNGS:
        here = [name for name, at in skills if at == level]
        y += LINE * max(1, len(here)) + ROOM
        rungs.append(_rung(level, y, here))
    rails = "".join(f"M{x} {TOP}V{y + TOP}" for x in (RAIL_LEFT, RAIL_RIGHT))
    return Rungs(rails, tuple(rungs), y + 2 * TOP)


def _rung(level: int, y: int, here: list[str]) -> Rung:
    lines = range(len(here) - 1, -1, -1)
    names = tuple(
        spot(NAMES_X, y - LINE * line - 6, label=_short(name))
        for line, name in zip(lines, here, strict=True)
    )
    return Rung(level, num(y), spot(WORDS_X, y - 6), names)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
