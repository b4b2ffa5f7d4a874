"""Time and ratios: processor seconds beside the clock's, contenders in turns, both ends told."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

MEGABYTE = 2**20


class Spent(NamedTuple):
    cpu: float
    wall: float


def spent(work: Callable[[], Any]) -> tuple[Spent, Any]:
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return Spent(time.process_time() - cpu, time.perf_counter() - wall), result


def peak_memory() -> float:
    """The most that this program ever held, in megabytes.

    What a process inherits as its peak is its parent's, so the kernel is asked about this program
    alone where it can tell.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


def in_turns(rounds: int, *contenders: Callable[[], Any]) -> list[list[Any]]:
    """Each contender's results; whatever else the machine does meets all of them alike."""
    results: list[list[Any]] = [[] for _ in contenders]
    for _ in range(rounds):
        for mine, contender in zip(results, contenders, strict=True):
            mine.append(contender())
    return results


@dataclass(frozen=True)
class Ratio:
    """How many times as long the others take, round by round."""

    ours: Sequence[Spent]
    theirs: Sequence[Spent]

    @property
    def each(self) -> list[float]:
        return [b.cpu / a.cpu for a, b in zip(self.ours, self.theirs, strict=True)]

    @property
    def median(self) -> float:
        return median(self.each)

    def __str__(self) -> str:
        ends = f"{number(min(self.each))}-{number(max(self.each))}"
        return f"{number(self.median)}x ({ends}): {middle(self.ours)} against {middle(self.theirs)}"


def middle(rounds: Sequence[Spent]) -> str:
    cpu, wall = (median(column) for column in zip(*rounds, strict=True))
    return f"{seconds(cpu)} CPU ({seconds(wall)} wall)"


def seconds(time_: float) -> str:
    return f"{time_ * 1000:.1f} ms" if time_ < 0.1 else f"{time_:.2f} s"


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 20 else f"{value:.1f}"
