"""What a pair is working towards and what moved, opened for one reader, in a constant few queries.

For pages of other apps: a brief, a home, a pair's page. Plain values come out, so nothing on such a
page can reach further.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.private import Words, open_all_for
from goals.models import Goal, Progress
from mentorship.models import Pairing
from mentorship.pictures.vocabulary import CheckpointMark


@dataclass(frozen=True)
class GoalGlance:
    """A goal with its checkpoints in order."""

    id: uuid.UUID
    title: str
    status: str
    due_on: dt.date | None
    marks: tuple[CheckpointMark, ...]
    waits_for: uuid.UUID | None = None

    @property
    def next(self) -> CheckpointMark | None:
        return next((mark for mark in self.marks if mark.reached_on is None), None)

    @property
    def reached(self) -> int:
        return sum(mark.reached_on is not None for mark in self.marks)

    def expected(self, today: dt.date) -> int:
        """How many of its checkpoints have had their day."""
        return sum(mark.planned_on is not None and mark.planned_on <= today for mark in self.marks)

    def is_waiting(self, today: dt.date) -> bool:
        coming = self.next
        return bool(coming and coming.planned_on and coming.planned_on < today)


@dataclass(frozen=True)
class Moved:
    """One entry of the trail, as its reader may see it."""

    id: uuid.UUID
    kind: str
    text: str
    confidence: int | None
    author: Any
    logged_at: datetime
    is_private: bool
    goal_id: uuid.UUID | None = None
    goal: str = ""
    question: str = ""
    after: str = ""


def standing_goals(pairing: Pairing, reader: Any) -> list[GoalGlance]:
    """What the two are working towards now, agreed goals first."""
    found = Goal.objects.for_pair_page(pairing, reader).standing()
    return glances(found, reader)


def since(pairing: Pairing, reader: Any, at: datetime | None) -> list[Moved]:
    """What moved after an instant (None: ever), newest first, fifty at most."""
    return opened(Progress.objects.for_trail(pairing, reader).since(at)[:50], pairing, reader)


def glances(goals: Iterable[Goal], reader: Any) -> list[GoalGlance]:
    """Goals fetched by `for_pair_page`, with their titles and those of their checkpoints."""
    rows = list(goals)
    lines = [list(goal.checkpoints.all()) for goal in rows]
    places = [(row, "title") for row in [*rows, *(point for line in lines for point in line)]]
    words = iter(open_all_for(places, reader))
    titles = [next(words) for _goal in rows]
    return [
        GoalGlance(
            id=goal.pk,
            title=title,
            status=goal.status,
            due_on=goal.due_on,
            marks=tuple(mark(point, next(words)) for point in line),
            waits_for=_waits_for(goal),
        )
        for goal, title, line in zip(rows, titles, lines, strict=True)
    ]


def mark(checkpoint: Any, title: str) -> CheckpointMark:
    """A checkpoint as the pictures take it, its day in the reader's zone."""
    reached_at = checkpoint.reached_at
    return CheckpointMark(
        title=title,
        planned_on=checkpoint.due_on,
        reached_on=timezone.localdate(reached_at) if reached_at else None,
    )


def opened(entries: Iterable[Progress], pairing: Pairing, reader: Any) -> list[Moved]:
    """Entries of one pair fetched by `for_trail`, with their words and their goals' titles."""
    rows = list(entries)
    words = Words(places_of(rows, pairing, reader), reader)
    return [moved(row, words) for row in rows]


def places_of(rows: Iterable[Progress], pairing: Pairing, reader: Any) -> list[tuple[Any, str]]:
    """Where the words of these entries are, with those titles of goals that the reader may read."""
    places: list[tuple[Any, str]] = []
    for row in rows:
        row.pairing = pairing
        places += [(row, "text"), (row, "after")]
        if row.goal:
            row.goal.pairing = pairing
            places += [(row.goal, "title")] if row.goal.can_be_read_by(reader) else []
    return places


def moved(row: Progress, words: dict[tuple[Any, str], str]) -> Moved:
    """An entry whose words were opened already."""
    title = words.get((row.goal, "title"))
    return Moved(
        id=row.pk,
        kind=row.kind,
        text=words[row, "text"],
        confidence=row.confidence,
        author=row.author,
        logged_at=row.logged_at,
        is_private=not row.is_shared,
        goal_id=None if title is None else row.goal_id,
        goal=title or "",
        question=row.question,
        after=words[row, "after"],
    )


def _waits_for(goal: Goal) -> uuid.UUID | None:
    """The id of the one whose yes is missing."""
    if goal.status != Goal.Status.PROPOSED:
        return None
    return next(pk for pk in _both(goal.pairing) if pk != goal.proposed_by_id)


def _both(pairing: Pairing) -> Sequence[uuid.UUID]:
    return (pairing.mentee_person_id, pairing.mentor_person_id)
