"""Strips: the last weeks of a pair, and the six stages of the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.pictures.ink import Spot, spot
from mentorship.pictures.vocabulary import STAGES, WEEKS

CELL = 20


@dataclass(frozen=True)
class WeeksStrip:
    marks: tuple[Spot, ...]
    width: int
    held: int
    moved: int
    missed: int
    count: int


@dataclass(frozen=True)
class Stage:
    name: str
    place: str


def draw_weeks(weeks: Sequence[str]) -> WeeksStrip:
    unknown = set(weeks) - set(WEEKS)
    if unknown:
        raise ValueError(f"A week is one of {', '.join(WEEKS)}, not {sorted(unknown)}")
    return WeeksStrip(
        marks=tuple(spot(CELL * (index + 0.5), 12, kind=kind) for index, kind in enumerate(weeks)),
        width=max(CELL, CELL * len(weeks)),
        held=_count(weeks, "held"),
        moved=_count(weeks, "moved"),
        missed=_count(weeks, "missed"),
        count=len(weeks),
    )


def stages(current: str) -> tuple[Stage, ...]:
    """Every stage with its place: past, current or ahead. An unknown stage is an error."""
    now = STAGES.index(current)
    return tuple(
        Stage(name, "current" if index == now else "past" if index < now else "ahead")
        for index, name in enumerate(STAGES)
    )


def _count(weeks: Sequence[str], kind: str) -> int:
    return sum(week == kind for week in weeks)
