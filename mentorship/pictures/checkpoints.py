"""Checkpoints twice: in their order, and on the calendar with what was planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentorship.pictures.ink import Spot, num, spot, spread, straight
from mentorship.pictures.vocabulary import Checkpoint

LEFT, RIGHT = 16, 304
WIDEST = 72
PLANNED_Y, PIVOT_Y, REACHED_Y = 22, 42, 62
DIAMOND = 6


@dataclass(frozen=True)
class CheckpointLine:
    marks: tuple[Spot, ...]
    walked: str
    ahead: str
    reached: int
    upcoming: Checkpoint | None


@dataclass(frozen=True)
class Timeline:
    planned: tuple[Spot, ...]
    reached: tuple[Spot, ...]
    drifts: tuple[str, ...]
    pivots: tuple[str, ...]
    today_x: str
    sooner: int
    on_the_day: int
    later: int


def draw_line(checkpoints: Sequence[Checkpoint]) -> CheckpointLine:
    kinds = _kinds(checkpoints)
    places = spread(len(kinds), LEFT, RIGHT, widest=WIDEST)
    turn = _first_open(kinds, places)
    return CheckpointLine(
        marks=tuple(spot(x, 16, kind=kind) for x, kind in zip(places, kinds, strict=True)),
        walked=straight([(places[0], 16), (turn, 16)]) if places else "",
        ahead=straight([(turn, 16), (places[-1], 16)]) if places else "",
        reached=kinds.count("reached"),
        upcoming=next((c for c in checkpoints if c.reached_on is None), None),
    )


def draw_timeline(
    checkpoints: Sequence[Checkpoint], today: date, pivots: Sequence[date] = ()
) -> Timeline:
    """Only dated checkpoints have a place here; the table beside it names them all.

    `pivots` are the days on which the goal was put in other words.
    """
    planned = [c.planned_on for c in checkpoints if c.planned_on]
    reached = [c.reached_on for c in checkpoints if c.reached_on]
    both = [(c.planned_on, c.reached_on) for c in checkpoints if c.planned_on and c.reached_on]
    delays = [(then - plan).days for plan, then in both]
    days_shown = [today, *planned, *reached, *pivots]
    x = _Calendar(min(days_shown), max(days_shown)).x
    return Timeline(
        planned=tuple(spot(x(day), PLANNED_Y) for day in planned),
        reached=tuple(spot(x(day), REACHED_Y) for day in reached),
        drifts=tuple(straight([(x(plan), PLANNED_Y), (x(then), REACHED_Y)]) for plan, then in both),
        pivots=tuple(_diamond(x(day), PIVOT_Y) for day in pivots),
        today_x=num(x(today)),
        sooner=sum(days < 0 for days in delays),
        on_the_day=delays.count(0),
        later=sum(days > 0 for days in delays),
    )


@dataclass(frozen=True)
class _Calendar:
    first: date
    last: date

    def x(self, day: date) -> float:
        length = (self.last - self.first).days
        share = (day - self.first).days / length if length else 0.5
        return LEFT + (RIGHT - LEFT) * share


def _diamond(x: float, y: float) -> str:
    corners = ((x, y - DIAMOND), (x + DIAMOND, y), (x, y + DIAMOND), (x - DIAMOND, y))
    return f"{straight(corners)}Z"


def _kinds(checkpoints: Sequence[Checkpoint]) -> list[str]:
    """reached, next (the first open one) or later, in the order given."""
    kinds, seen_next = [], False
    for checkpoint in checkpoints:
        if checkpoint.reached_on:
            kinds.append("reached")
        else:
            kinds.append("later" if seen_next else "next")
            seen_next = True
    return kinds


def _first_open(kinds: list[str], places: list[float]) -> float:
    if not places:
        return 0
    return places[kinds.index("next")] if "next" in kinds else places[-1]
