"""What happens when: acts are noted in any order, and told in the order of time.

An act may note others that follow from it. What would happen after today is never told.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from mentorship.home.demo.clock import Told

Act = Callable[[], Any]


class Diary:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.today = now.date()
        self._acts: list[tuple[datetime, int, Act]] = []
        self._numbers = count()

    def note(self, at: datetime, act: Act) -> None:
        heapq.heappush(self._acts, (at, next(self._numbers), act))

    def tell(self, clock: type[Told]) -> int:
        """Do what is noted up to now, each act at its own instant; how many there were."""
        told = 0
        while self._acts and self._acts[0][0] < self.now:
            clock.moment, _number, act = heapq.heappop(self._acts)
            act()
            told += 1
        clock.moment = self.now
        return told

    def days_ago(self, days: int) -> dt.date:
        return self.today - dt.timedelta(days=days)


def wall(person: Any, on: dt.date, hour: int, minute: int = 0) -> datetime:
    """An hour of somebody's day, on their own clock."""
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=person.zone)
