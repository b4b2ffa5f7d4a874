"""What a bench says: one line for each goal, and whether it was kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

KEPT, MISSED, UNKNOWN, NEWS, WRONG = "kept", "missed", "NOT MEASURED", "told", "WRONG"
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


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
