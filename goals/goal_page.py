"""What one goal's page shows to one reader: every word of it opened, every act it offers."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.private import Words
from goals import climbing, glance, policies
from goals.coaching.advice import Advice, advice_for
from goals.coaching.rules import Sketch
from goals.forms import checkpoint_rows
from goals.models import (
    MOST,
    POINT_TOLD,
    Checkpoint,
    Goal,
    Progress,
    Revision,
    Saying,
    question_for,
    readings,
    resonance_for,
)
from goals.models.goal import TOLD
from mentorship.forms.once import Once

LATEST = 10
# Since a change, the one of the two who had not made it has said that it holds.
ANSWERED = Exists(
    Saying.objects.filter(
        ~Q(person=OuterRef("author")),
        goal=OuterRef("goal"),
        kind__in=(Saying.Kind.MINE, Saying.Kind.KEPT),
        said_at__gt=OuterRef("revised_at"),
    )
)
ACTS = ("propose", "withdraw", "agree", "revise", "park", "take_up", "reach", "reopen", "close")


def goal_page(goal: Goal, reader: Any) -> dict[str, Any]:
    """The context of goals/goal.html. The words of goal, line and trail are opened together."""
    pairing, partner = goal.pairing, goal.pairing.partner_of(reader)
    line, trail = _line(goal), _trail(goal, reader)
    rows = climbing.rows_of(goal)
    places = [*((goal, name) for name in TOLD), *_places(line, trail, goal, reader)]
    words = Words([*places, *rows.places()], reader)
    told = {name: words[goal, name] for name in TOLD}
    points, may = _points(line, words, reader), acts(goal, reader)
    climb = climbing.opened(goal, rows, words)
    return {
        "goal": goal,
        "told": told,
        "pairing": pairing,
        "partner": partner,
        "is_mine": goal.author_id == reader.pk,
        "learner": None if goal.is_mentees else goal.owner,
        "may": may,
        "points": points,
        "marks": [point["mark"] for point in points],
        "today": timezone.localdate(),
        "advice": _advice(goal, told, partner.get_short_name()) if may["revise"] else None,
        "climb": climb,
        "resonance": resonance_for(reader, goal),
        "still_asked": question_for(reader, goal),
        "moved": [_moved(goal, glance.moved(row, words), reader) for row in trail],
        "successor": _successor(goal, reader),
        "once": Once(),
        "rows": _empty_row(goal, reader, len(points)) if may["shape"] else None,
    } | _story(goal, reader)


def _story(goal: Goal, reader: Any) -> dict[str, Any]:
    """How it used to read, on which days that changed, and what only one of the two has said."""
    changes = list(Revision.objects.of_goal(goal).annotate(is_answered=ANSWERED))
    read = readings(goal, changes, reader)
    pivots = sorted({timezone.localdate(was.revised_at) for was in read})
    return {"readings": read, "pivots": pivots, "change": _unanswered(goal, changes)}


def _unanswered(goal: Goal, newest_first: list[Any]) -> Revision | None:
    """The last change to what both had agreed on, until the other one has said that it holds."""
    last = next(iter(newest_first), None)
    if last is None or goal.agreed_at is None or last.revised_at <= goal.agreed_at:
        return None
    return None if last.is_answered else last


def line_of(goal: Goal, reader: Any) -> list[dict[str, Any]]:
    """The goal's checkpoints in order, opened, each with what this reader may do to it."""
    line = _line(goal)
    return _points(line, Words(_places(line, [], goal, reader), reader), reader)


def _line(goal: Goal) -> list[Checkpoint]:
    rows = list(Checkpoint.objects.filter(goal=goal))
    for row in rows:
        row.goal = goal
    return rows


def _places(
    line: list[Checkpoint], trail: list[Progress], goal: Goal, reader: Any
) -> list[tuple[Any, str]]:
    on_the_way = [(row, name) for row in line for name in POINT_TOLD]
    return on_the_way + glance.places_of(trail, goal.pairing, reader)


def _points(line: list[Checkpoint], words: Words, reader: Any) -> list[dict[str, Any]]:
    points = [_point(row, {name: words[row, name] for name in POINT_TOLD}, reader) for row in line]
    for before, after in pairwise(points):
        after["may_rise"] = before["may_sink"] = before["may_change"] and after["may_change"]
    return points


def acts(goal: Goal, reader: Any) -> dict[str, bool]:
    """The verbs that this reader may do now."""
    found = {name: getattr(policies, f"can_{name}_goal")(reader, goal) for name in ACTS}
    return found | {
        "bring_back": policies.can_bring_back_goal(reader, goal),
        "shape": policies.can_shape_line(reader, goal),
        "describe": policies.can_describe_goal(reader, goal),
        "rate": policies.can_rate_goal(reader, goal),
        "weigh": policies.can_weigh_goal(reader, goal),
        "anything_else": any(found[name] for name in ("reach", "park", "close", "reopen"))
        or found["withdraw"]
        or (found["revise"] and not found["propose"] and not found["agree"]),
        "log": policies.can_log(reader, goal.pairing) and goal.status in ("proposed", "agreed"),
    }


def _point(row: Checkpoint, told: dict[str, str], reader: Any) -> dict[str, Any]:
    return told | {
        "row": row,
        "host": urlsplit(told["evidence"]).netloc,
        "mark": glance.mark(row, told["title"]),
        "is_waiting": row.is_waiting(timezone.localdate()),
        "may_change": policies.can_change_checkpoint(reader, row),
        "may_rise": False,
        "may_sink": False,
        "may_reach": policies.can_reach_checkpoint(reader, row),
        "may_take_back": policies.can_take_back_checkpoint(reader, row),
    }


def _advice(goal: Goal, told: dict[str, str], partner: str) -> Advice:
    sketch = Sketch(**told, confidence=goal.confidence, due_on=goal.due_on, is_new=goal.is_new)
    return advice_for(sketch, goal.pairing, partner)


def _trail(goal: Goal, reader: Any) -> list[Progress]:
    return list(Progress.objects.for_trail(goal.pairing, reader).filter(goal=goal)[:LATEST])


def _moved(goal: Goal, line: glance.Moved, reader: Any) -> dict[str, Any]:
    role = goal.pairing.role_of(line.author)
    return {"line": line, "role": role, "is_mine": line.author == reader}


def _successor(goal: Goal, reader: Any) -> dict[str, Any] | None:
    """What took its place, unless that is still somebody's own draft."""
    following = goal.successor
    if following is None:
        return None
    following.pairing = goal.pairing
    if not following.can_be_read_by(reader):
        return None
    return {"id": following.pk, "title": following.told(by=reader)["title"]}


def _empty_row(goal: Goal, reader: Any, taken: int) -> Any:
    if taken >= MOST:
        return None
    partner = goal.pairing.partner_of(reader).get_short_name()
    return checkpoint_rows(1, partner=partner, audience="pair" if goal.is_shared else "me")
