"""How far two answers are apart, from 0 (the same) to 1: a count to talk about, never a grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

SAME, CLOSE, TALK = "same", "close", "talk"
MARKS = {"same": 0.0, "close": 0.25, "different": 1.0}


def ordered(mine: str, theirs: str, choices: Sequence[str]) -> float:
    """Steps between two of k choices in order, out of the k - 1 that there are."""
    apart = abs(choices.index(mine) - choices.index(theirs))
    return apart / (len(choices) - 1) if apart else 0.0


def number(mine: float, theirs: float) -> float:
    return abs(mine - theirs) / max(mine, theirs) if mine or theirs else 0.0


def single(mine: str, theirs: str) -> float:
    """Two of several choices that have no order."""
    return float(mine != theirs)


def many(mine: Iterable[str], theirs: Iterable[str]) -> float:
    """The share of what either chose that not both did."""
    a, b = set(mine), set(theirs)
    return 1 - len(a & b) / len(a | b) if a | b else 0.0


def free(mine: str, theirs: str, mark: str = "") -> float:
    """What the two of them marked; texts that differ are far apart until somebody did."""
    if mark:
        return MARKS[mark]
    return float(" ".join(mine.split()) != " ".join(theirs.split()))


def shown_as(distance: float) -> str:
    if distance == 0:
        return SAME
    return CLOSE if distance <= 0.25 else TALK
