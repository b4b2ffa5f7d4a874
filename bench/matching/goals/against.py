"""M2, M3, M4, M13: in comparison with what else there is, in the same run on the same scores."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.matching import rivals
from bench.matching.children import Broken, ask, ask_file
from bench.matching.measure import Ratio, Spent, in_turns, number, seconds
from bench.matching.options import Options
from bench.matching.report import Row

RIVAL = Path(__file__).resolve().parent.parent / "mentor_match.py"
END_TO_END = {200: 80, 1000: 200}
DENSE = {10_000: (6, 40)}
FOOTPRINT = 80  # megabytes
OURS_A_ROUND = 3


class Rows:
    """A cohort in a database file of its own, for as long as it is compared."""

    def __init__(self, size: int) -> None:
        self.folder = rivals.FOLDER / f"rows-{size}"
        self.env = {"SAMEHORIZON_DATA": str(self.folder)}
        self.scores = self.folder / "scores.json"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.ask("fill", size)
        self.ask("table", self.scores)

    def ask(self, verb: str, word: Any) -> Any:
        return ask("database", verb, word, env=self.env)

    def rival(self, mode: str) -> Any:
        python = rivals.environment("mentor-match", rivals.MENTOR_MATCH)
        return ask_file(RIVAL, mode, self.scores, python=python)


def unless_missing(goal: str, what: str, measure: Callable[[], Iterator[Row]]) -> Iterator[Row]:
    """What the network or the machine does not give is said where its numbers would stand."""
    try:
        yield from measure()
    except (rivals.Missing, Broken, MemoryError) as error:
        yield Row.unmeasured(goal, what, f"NOT MEASURED: {error}")


def mentor_match(options: Options) -> Iterator[Row]:
    """M2 and M3."""
    for size in options.among(200, 1000):
        what = f"mentor-match, {size:,}"
        if options.offline:
            yield Row.unmeasured("M2", what, "NOT MEASURED: offline")
            yield Row.unmeasured("M3", what, "NOT MEASURED: offline")
            continue
        yield from unless_missing("M2", what, partial(_end_to_end, size, options))


def _end_to_end(size: int, options: Options) -> Iterator[Row]:
    rows = Rows(size)
    rows.rival("clones") if size <= 200 else None  # byte code is made once
    ours, theirs = in_turns(
        options.rounds, lambda: rows.ask("match", OURS_A_ROUND), lambda: rows.rival("clones")
    )
    yield _faster(size, ours, theirs)
    yield _better(size, ours[0], rows.rival("rounds"))
    shutil.rmtree(rows.folder)


def _faster(size: int, ours: list[Any], theirs: list[Any]) -> Row:
    ratio = Ratio([Spent(*one["spent"]) for one in ours], [Spent(*one["spent"]) for one in theirs])
    reading = median(one["reading"][0] for one in ours)
    whole, other = (median(time_.cpu for time_ in side) for side in (ratio.ours, ratio.theirs))
    same = ours[0]["most"] == theirs[0]["total"] or ours[0]["most_matched"] > theirs[0]["matched"]
    measured = (
        f"{ratio}; of ours {seconds(reading)} is reading rows (without:"
        f" {number(other / (whole - reading))}x);"
        f" munkres {theirs[0]['munkres']}; greatest total {ours[0]['most']:,}"
        f" {'=' if ours[0]['most'] == theirs[0]['total'] else 'and'} {theirs[0]['total']:,}"
    )
    what, wanted = f"rows to proof against mentor-match, {size:,}", END_TO_END.get(size)
    if not same:
        return Row.exact("M2", what, measured, "equal totals", holds=False)
    if wanted is None:
        return Row.told("M2", what, measured)
    return Row.judged("M2", what, measured, f">= {wanted}x", holds=ratio.median >= wanted)


def _better(size: int, ours: Any, theirs: Any) -> Row:
    """Ours with its floor, theirs as it gives a mentor several mentees."""
    more = 100 * (ours["total"] / theirs["total"] - 1)
    worst = 100 * (ours["worst"] / max(theirs["worst"], 1) - 1)
    measured = (
        f"total {more:+.1f}% ({ours['total']:,} against {theirs['total']:,});"
        f" worst match {worst:+.0f}% ({ours['worst']} against {theirs['worst']});"
        f" without a mentor {size - ours['matched']} against {size - theirs['matched']}"
    )
    what = f"quality against mentor-match's rounds, {size:,}"
    if size not in END_TO_END:
        return Row.told("M3", what, measured)
    return Row.judged("M3", what, measured, "+3%, worst +20%", holds=more >= 3 and worst >= 20)


def dense(options: Options) -> Iterator[Row]:
    """M4: the same scores in one array, criterion by criterion, then SciPy's dense solver."""
    for size in options.among(1000, 10_000):
        what = f"numpy arrays + SciPy dense, {size:,}"
        if options.offline:
            yield Row.unmeasured("M4", what, "NOT MEASURED: offline")
            continue
        yield from unless_missing("M4", what, partial(_dense, size, what, options))


def _dense(size: int, what: str, options: Options) -> Iterator[Row]:
    python = rivals.environment("scipy", rivals.SCIPY)
    tuned = '{"rules": {"floor_first": false}}'
    rounds = options.rounds if size <= 1000 else min(options.rounds, 3)
    ours, theirs = in_turns(
        rounds,
        lambda: ask("ours", size, tuned),
        lambda: ask("arrays", size, 1.15, python=python),
    )
    ratio = Ratio(
        [Spent(*one["spent"][0]) for one in ours], [Spent(*one["spent"]) for one in theirs]
    )
    memory = theirs[0]["growth"] / max(ours[0]["growth"], 1)
    measured = (
        f"{ratio}; memory {number(memory)}x: {ours[0]['growth']:.0f} against"
        f" {theirs[0]['growth']:.0f} MB; greatest total {ours[0]['total']:,} and"
        f" {theirs[0]['total']:,}"
    )
    results = {(one["total"], one["matched"]) for one in (*ours, *theirs)}
    if len(results) > 1:
        yield Row.exact("M4", what, measured, "equal totals", holds=False)
    elif size not in DENSE:
        yield Row.told("M4", what, measured)
    else:
        time_, less = DENSE[size]
        holds = ratio.median >= time_ and memory >= less
        yield Row.judged("M4", what, measured, f">= {time_}x, memory {less}x", holds=holds)


def footprint(options: Options) -> Iterator[Row]:
    """M13: what a fresh folder holds after an installation."""
    what = "installed: numpy + pylmcf"
    if options.offline:
        yield Row.unmeasured("M13", what, "NOT MEASURED: offline")
        return
    yield from unless_missing("M13", what, partial(_footprint, what))


def _footprint(what: str) -> Iterator[Row]:
    sizes = {
        name: rivals.installed_size(name, packages) / 1e6
        for name, packages in (
            ("ours", rivals.ENGINE),
            ("or-tools", rivals.OR_TOOLS),
            ("scipy", rivals.SCIPY),
        )
    }
    measured = (
        f"{sizes['ours']:.0f} MB; OR-Tools {sizes['or-tools']:.0f} MB, SciPy"
        f" {sizes['scipy']:.0f} MB, each with what it needs"
    )
    holds = sizes["ours"] <= FOOTPRINT
    yield Row.judged("M13", what, measured, f"<= {FOOTPRINT} MB", holds=holds)
