"""What a bench says: one line for each goal, and whether it was kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

KEPT, MISSED, UNKNOWN, NEWS, WRONG = "kept", "missed", "NOT MEASURED", "told", "WRONG"
MARKS = ("<!-- measured -->", "<!-- end measured -->")
HEAD = ("goal", "what", "measured", "wanted", "")


@dataclass(frozen=True)
class Row:
    """One goal at one size. A verdict of WRONG is no slowness but a false result."""

    goal: str
    what: str
    measured: str
    wanted: str
    verdict: str

    @classmethod
    def judged(cls, goal: str, what: str, measured: str, wanted: str, *, holds: bool) -> Row:
        return cls(goal, what, measured, wanted, KEPT if holds else MISSED)

    @classmethod
    def exact(cls, goal: str, what: str, measured: str, wanted: str, *, holds: bool) -> Row:
        """About something that must hold: else the bench itself does not pass."""
        return cls(goal, what, measured, wanted, KEPT if holds else WRONG)

    @classmethod
    def told(cls, goal: str, what: str, measured: str) -> Row:
        """There is no goal for this size."""
        return cls(goal, what, measured, "", NEWS)

    @classmethod
    def unmeasured(cls, goal: str, what: str, why: str, wanted: str = "") -> Row:
        return cls(goal, what, why, wanted, UNKNOWN)

    @property
    def line(self) -> str:
        return table_line((self.goal, self.what, self.measured, self.wanted, self.verdict))


def table_line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def print_table(rows: Iterable[Row]) -> list[Row]:
    """Line by line, as they come, in Markdown; gives back what was printed."""
    say(table_line(HEAD))
    say(table_line("-" * len(HEAD)))
    printed = []
    for row in rows:
        say(row.line)
        printed.append(row)
    return printed


def summary(rows: Iterable[Row]) -> str:
    verdicts = [row.verdict for row in rows]
    found = {verdict: verdicts.count(verdict) for verdict in dict.fromkeys(verdicts)}
    return ", ".join(f"{many} {verdict}" for verdict, many in found.items())


def write_into(page: Path, machine: str, rows: Iterable[Row]) -> None:
    """Put the table between the page's two marks, in place of the one that stands there."""
    table = [table_line(HEAD), table_line("-" * len(HEAD)), *(row.line for row in rows)]
    before, rest = page.read_text(encoding="utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    parts = [MARKS[0], f"{machine}.", "", *table, MARKS[1]]
    page.write_text(before + "\n".join(parts) + after, encoding="utf-8")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
