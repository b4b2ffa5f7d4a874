"""What one goal's page says of its ladder, its hill, and whether it is still theirs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.private import Words
from goals.models import Goal, Ladder, Rating, Saying, in_words, steps_in
from goals.scaling import t_score
from mentorship.models import Pairing

LATEST = 40


@dataclass(frozen=True)
class Said:
    """One thing that somebody said about the goal, opened."""

    person: Any
    role: str
    kind: str
    words: str
    line: str
    at: Any


@dataclass(frozen=True)
class Climb:
    """What the ladder and the hill show to one reader."""

    ladder: Ladder | None
    steps: list[str]
    standing: list[tuple[str, str, int]]
    rated: list[Said]
    places: list[tuple[str, int]]
    sayings: list[Said]


@dataclass(frozen=True)
class Rows:
    """The same, as the database has it, sealed yet."""

    ladder: Ladder | None
    ratings: list[Rating]
    sayings: list[Saying]

    def places(self) -> list[tuple[Any, str]]:
        """Where its words are, so that a page can open all of its own together."""
        lines: list[tuple[Any, str]] = [(row, "line") for row in (*self.ratings, *self.sayings)]
        return [*lines, *([(self.ladder, "steps")] if self.ladder else [])]


def rows_of(goal: Goal) -> Rows:
    """In three queries, whatever was said."""
    return Rows(Ladder.objects.newest_of(goal), _ratings(goal), _sayings(goal))


def climb_of(goal: Goal, reader: Any) -> Climb:
    rows = rows_of(goal)
    return opened(goal, rows, Words(rows.places(), reader))


def opened(goal: Goal, rows: Rows, words: dict[tuple[Any, str], str]) -> Climb:
    """With words that were opened already."""
    ladder, ratings, sayings = rows.ladder, rows.ratings, rows.sayings
    of_now = [row for row in ratings if ladder and row.ladder_id == ladder.pk]
    hills = [row for row in reversed(sayings) if row.kind == Saying.Kind.HILL]
    return Climb(
        ladder=ladder,
        steps=steps_in(words[ladder, "steps"]) if ladder else [],
        standing=_standing(goal.pairing, of_now),
        rated=[_rated(goal, row, words[row, "line"]) for row in ratings],
        places=[(_day(row.said_at), row.place or 0) for row in hills],
        sayings=[_said(goal, row, words[row, "line"]) for row in sayings if row not in hills],
    )


def score_of(goals: Collection[Goal] | QuerySet[Goal], person: Any) -> dict[str, Any] | None:
    """T over the goals that this person has rated, by their last word on each; None before that.

    With how many goals it is, and how many of their ladders were there before the work.
    """
    asked = Rating.objects.filter(person=person, ladder__goal__in=goals)
    newest = asked.select_related("ladder").order_by("ladder__goal", "-rated_at")
    last = {row.ladder.goal_id: row for row in reversed(newest)}
    if not last:
        return None
    rows = last.values()
    score = t_score([row.ladder.weight for row in rows], [row.level for row in rows])
    in_time = sum(not row.ladder.is_late for row in rows)
    return {"score": round(score, 1), "goals": len(last), "in_time": in_time}


def _ratings(goal: Goal) -> list[Rating]:
    rows = list(Rating.objects.of_goal(goal)[:LATEST])
    for row in rows:
        row.ladder.goal = goal
    return rows


def _sayings(goal: Goal) -> list[Saying]:
    rows = list(Saying.objects.of_goals([goal])[:LATEST])
    for row in rows:
        row.goal = goal
    return rows


def _standing(pairing: Pairing, newest_first: list[Rating]) -> list[tuple[str, str, int]]:
    """The last word of each of the two, the mentee's first."""
    last = {row.person: row.level for row in reversed(newest_first)}
    both = [person for person in pairing.people if person in last]
    return [(pairing.role_of(p), p.get_short_name(), last[p]) for p in both]


def _rated(goal: Goal, row: Rating, line: str) -> Said:
    role = goal.pairing.role_of(row.person)
    return Said(row.person, role, str(row.level), "", line, row.rated_at)


def _said(goal: Goal, row: Saying, line: str) -> Said:
    role = goal.pairing.role_of(row.person)
    return Said(row.person, role, row.kind, in_words(row.kind, goal, row.person), line, row.said_at)


def _day(at: Any) -> str:
    return date_format(timezone.localtime(at), _("j M Y"))
