"""What a run of the bench measures."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

SIZES = (50, 200, 1000, 5000, 10_000)
HUGE = 100_000
GOALS = tuple(f"M{number}" for number in range(1, 14))


class Options(NamedTuple):
    sizes: tuple[int, ...] = SIZES
    rounds: int = 5
    goals: tuple[str, ...] = GOALS
    offline: bool = False
    huge: bool = False
    write: Path | None = None

    def among(self, *sizes: int) -> tuple[int, ...]:
        """Of these sizes the ones to measure; if none is, the largest one that is smaller."""
        chosen = [size for size in sizes if size in self.sizes]
        return tuple(chosen) or (max(self.sizes),)

    def up_to(self, most: int) -> tuple[int, ...]:
        return tuple(size for size in self.sizes if size <= most) or (min(self.sizes),)

    @classmethod
    def read(cls, words: Sequence[str]) -> Options:
        parser = argparse.ArgumentParser(prog="./samehorizon bench matching")
        parser.add_argument("--sizes", type=_numbers, default=SIZES, help="mentees, as in 50,200")
        parser.add_argument("--rounds", type=int, default=5, help="of every comparison")
        parser.add_argument("--only", type=_goals, default=GOALS, help="goals, as in M1,M4")
        parser.add_argument(
            "--offline", action="store_true", help="install nothing to compare with"
        )
        parser.add_argument("--huge", action="store_true", help="also 100,000 x 60,000")
        parser.add_argument("--write", type=Path, help="a page whose table to fill")
        read = parser.parse_args(words)
        return cls(read.sizes, read.rounds, read.only, read.offline, read.huge, read.write)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sorted(map(int, text.split(","))))


def _goals(text: str) -> tuple[str, ...]:
    wanted: Iterable[str] = text.upper().split(",")
    if unknown := set(wanted) - set(GOALS):
        raise argparse.ArgumentTypeError(f"there is no goal {', '.join(sorted(unknown))}")
    return tuple(goal for goal in GOALS if goal in wanted)
