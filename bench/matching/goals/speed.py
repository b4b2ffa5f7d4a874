"""M5, M6: scoring against plain objects, and how far it goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from typing import Any

from bench.matching import plain
from bench.matching.children import ask
from bench.matching.cohorts import RULES, Cohort, make_cohort
from bench.matching.goals.against import unless_missing
from bench.matching.measure import Ratio, Spent, in_turns, number, seconds, spent
from bench.matching.options import HUGE, Options
from bench.matching.report import Row
from mentorship.matching.score import Scorer, blocks

FASTER = {1000: 300}
OURS_A_ROUND = 9
HUGE_WALL, HUGE_MEMORY, HUGE_RATIO = 240, 1536, 80


def scoring(options: Options) -> Iterator[Row]:
    """M5: every pair's score, equal to the last point."""
    for size in options.among(200, 1000):
        people = make_cohort(mentees=size)
        preparing, scorer = spent(partial(Scorer.of, *people, RULES))
        sides = plain.told(people)
        ours, theirs = in_turns(
            options.rounds,
            partial(_scored, scorer),
            partial(spent, partial(plain.by_objects, *sides)),
        )
        equal = [row.tolist() for row in ours[0][1]] == theirs[0][1]
        yield _row(size, people, preparing, ours, theirs, equal=equal)


def _scored(scorer: Scorer) -> tuple[Spent, list[Any]]:
    """The middle of several runs, each over all pairs."""
    turns = [spent(lambda: [scorer.rows(rows) for rows in blocks(*scorer.shape)])
             for _ in range(OURS_A_ROUND)]  # fmt: skip
    middle = sorted(turns, key=lambda turn: turn[0].cpu)[len(turns) // 2]
    return middle[0], [row for block in middle[1] for row in block]


def _row(
    size: int, people: Cohort, preparing: Spent, ours: Any, theirs: Any, *, equal: bool
) -> Row:
    ratio = Ratio([time_ for time_, _ in ours], [time_ for time_, _ in theirs])
    pair = ratio.ours[0].cpu / size / len(people[1]) * 1e9
    measured = (
        f"{ratio}; {pair:.0f} ns a pair; turning people into arrays takes {seconds(preparing.cpu)}"
        f" once (with it: {number(ratio.theirs[0].cpu / (ratio.ours[0].cpu + preparing.cpu))}x);"
        f" scores {'equal' if equal else 'DIFFER'}"
    )
    what, wanted = f"scores against plain objects, {size:,}", FASTER.get(size)
    if not equal:
        return Row.exact("M5", what, measured, "equal scores", holds=False)
    if wanted is None:
        return Row.told("M5", what, measured)
    return Row.judged("M5", what, measured, f">= {wanted}x", holds=ratio.median >= wanted)


def huge(options: Options) -> Iterator[Row]:
    """M6: 100,000 mentees and 60,000 mentors, with the proof, in bounded memory."""
    what = f"{HUGE:,} x {HUGE * 6 // 10:,} with proof"
    if options.huge:
        yield from unless_missing("M6", what, partial(_huge, what))
    else:
        yield Row.unmeasured("M6", what, "NOT MEASURED: only on request, with --huge")


def _huge(what: str) -> Iterator[Row]:
    threads = str(min(2, os.cpu_count() or 1))
    env = {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
    small = ask("ours", HUGE // 10, env=env)
    large = ask("ours", HUGE, env=env)
    (cpu, wall), times = large["spent"][0], large["spent"][0][0] / small["spent"][0][0]
    measured = (
        f"{seconds(cpu)} CPU, {seconds(wall)} wall on {threads} threads; {large['peak']:.0f} MB at"
        f" most, {large['growth']:.0f} of them by matching; {number(times)}x the time of"
        f" {HUGE // 10:,} for 100x the pairs; {large['matched']:,} pairs, worst {large['worst']}"
    )
    holds = wall <= HUGE_WALL and large["peak"] < HUGE_MEMORY and times <= HUGE_RATIO
    wanted = f"<= {HUGE_WALL} s wall, < 1.5 GB, <= {HUGE_RATIO}x"
    yield Row.judged("M6", what, measured, wanted, holds=holds)
