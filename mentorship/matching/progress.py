"""How far a matching is, as one number that never goes back, whatever takes how long."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[int, int], object]  # done, of

WHOLE = 1000
# From where to where: about as much of the whole as each takes in a large cohort.
STAGES = {
    "scores": (0, 350),
    "seats": (350, 450),
    "points": (450, 750),
    "lots": (750, 800),
    "proof": (800, 1000),
}


def to_nobody(done: int, of: int) -> None:
    """For when nobody asks."""


class Progress:
    """Tells of each step once; an engine that starts anew is silent until it is further."""

    def __init__(self, tell: Tell | None) -> None:
        self.tell, self.reached = tell, -1

    def of(self, stage: str) -> Tell:
        """Takes what is done of this stage."""
        first, last = STAGES[stage]
        return lambda done, of: self._reach(first + (last - first) * done // max(of, 1))

    def _reach(self, step: int) -> None:
        if self.tell and step > self.reached:
            self.reached = step
            self.tell(step, WHOLE)
