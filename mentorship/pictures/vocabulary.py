"""What a page hands to a picture."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

DIFFERENT, SLIGHTLY_OFF, SAME = 0, 1, 2

STAGES = ("arrive", "align", "grow", "reset", "close", "beyond")

WEEKS = ("held", "moved", "missed", "none")


@dataclass(frozen=True)
class HorizonPicture:
    """`closeness` holds one number per horizon check, oldest first: 2 same, 1 off, 0 different."""

    elapsed: float
    wins: int
    closeness: tuple[int, ...] = ()


class Checkpoint(Protocol):
    """Anything with these three attributes can stand on a checkpoint line."""

    title: str
    planned_on: date | None
    reached_on: date | None


@dataclass(frozen=True)
class CheckpointMark:
    title: str
    planned_on: date | None = None
    reached_on: date | None = None


@dataclass(frozen=True)
class ScoreBucket:
    """How many proposed pairs score from `low` up to, not including, `high`."""

    low: int
    high: int
    count: int


@dataclass(frozen=True)
class PairLine:
    mentee: str
    mentor: str
    score: int
    chosen: bool = False
