"""The goals of matching, measured in one run: a table of goal, what was measured, kept or missed.

    ./samehorizon bench matching [--sizes 50,200] [--only M1,M4] [--rounds N] [--offline] [--huge]
        [--write docs/matching.md]

Leaves with 1 when a result is false: totals that differ, scores that differ, a broken proof. A goal
that was missed is said, and is no error.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from bench.matching.goals import against, changes, proof, questions, speed
from bench.matching.options import Options
from bench.matching.report import WRONG, Row, print_table, say, summary, write_into

GOALS: tuple[tuple[tuple[str, ...], Callable[[Options], Iterator[Row]]], ...] = (
    (("M1",), proof.optimal),
    (("M2", "M3"), against.mentor_match),
    (("M4",), against.dense),
    (("M5",), speed.scoring),
    (("M6",), speed.huge),
    (("M7",), proof.fair),
    (("M9",), changes.again),
    (("M8",), questions.joiners),
    (("M10",), questions.pins),
    (("M12",), questions.explanations),
    (("M11",), proof.same),
    (("M13",), against.footprint),
)


def main(words: Sequence[str]) -> int:
    options = Options.read(words)
    where = machine()
    say(f"{where}\n")
    chosen = [goal for names, goal in GOALS if set(names) & set(options.goals)]
    rows = print_table(row for goal in chosen for row in goal(options))
    say(f"\n{summary(rows)}")
    if options.write:
        write_into(options.write, where, rows)
    return int(any(row.verdict == WRONG for row in rows))


def machine() -> str:
    """Whose numbers these are: ratios travel, seconds do not."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC, {processor()}, {os.cpu_count()} cores,"
        f" load {load}; Python {platform.python_version()}, numpy {version('numpy')},"
        f" pylmcf {version('pylmcf')}"
    )


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
