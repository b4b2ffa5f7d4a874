"""The mentor's one screen before a check-in: what was said and done since the last one.

Everything here is read as the mentor: what the mentee kept private is not there, and leaves no gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Profile
from accounts.private import open_many_for
from checkins.models import CheckIn, Prep
from checkins.suggestions import Suggestion, suggest
from checkins.writings import Said, ToDo, actions_of, note_of, preps_of
from goals.models import Goal, Progress, Titles
from mentorship.pictures.vocabulary import CheckpointMark

MOST_LINES, MOST_PULSES, LONGEST_LINE = 4, 6, 140


@dataclass(frozen=True)
class Line:
    """One thing that moved, as the mentor may read it."""

    kind: str
    label: str
    text: str
    confidence: int | None


@dataclass(frozen=True)
class Aim:
    goal: Goal
    title: str
    marks: tuple[CheckpointMark, ...]

    @property
    def reached(self) -> int:
        return sum(mark.reached_on is not None for mark in self.marks)

    @property
    def next_mark(self) -> CheckpointMark | None:
        return next((mark for mark in self.marks if mark.reached_on is None), None)


@dataclass(frozen=True)
class Brief:
    """What the cards show; empty parts leave their card out."""

    want: str
    is_prepared: bool
    pace: str
    pulses: tuple[tuple[int | None, ...], tuple[int | None, ...]]
    dates: tuple[str, ...]
    lines: tuple[Line, ...]
    more_lines: int
    aim: Aim | None
    carried: tuple[ToDo, ...]
    worth_trying: Suggestion
    own_note: str
    last_at: datetime | None
    number: int
    is_first: bool
    profile: Profile | None
    hopes: tuple[str, ...]


def brief_of(check_in: CheckIn, mentor: Any) -> Brief:
    """Everything of the brief, opened for the mentor; the number of queries never grows."""
    pairing, before = check_in.pairing, _before(check_in)
    last_at = before[0].starts_at if before else None
    said = next((one for one in preps_of(check_in, mentor) if one.role == "mentee"), None)
    lines, more = _lines(pairing, mentor, last_at)
    aim = _aim(pairing, mentor)
    pulses, dates = _pulses(check_in, before, pairing)
    return Brief(
        want=said.want if said else "",
        is_prepared=said is not None,
        pace=_pace(said),
        pulses=pulses,
        dates=dates,
        lines=lines,
        more_lines=more,
        aim=aim,
        carried=tuple(actions_of(pairing, mentor, is_open=True)[:MOST_LINES]),
        worth_trying=suggest(lines, aim, is_first=not before),
        own_note=note_of(before[0], mentor, "me")[1] if before else "",
        last_at=last_at,
        number=len(before) + 1,
        is_first=not before,
        profile=Profile.objects.filter(person=pairing.mentee_person).first(),
        hopes=_hopes(pairing) if not before else (),
    )


def _before(check_in: CheckIn) -> list[CheckIn]:
    """The pair's last check-ins that took place, the latest first."""
    held = CheckIn.objects.held().filter(pairing=check_in.pairing, starts_at__lt=check_in.starts_at)
    return list(held.order_by("-starts_at")[:MOST_PULSES])


def _lines(pairing: Any, mentor: Any, since: datetime | None) -> tuple[tuple[Line, ...], int]:
    found = Progress.objects.for_trail(pairing, mentor).exclude(author=mentor).since(since)
    rows = list(found[: MOST_LINES + 1])
    words = open_many_for(rows, "text", mentor)
    lines = tuple(
        Line(row.kind, row.get_kind_display(), _short(words[row.pk]), row.confidence)
        for row in rows[:MOST_LINES]
    )
    return lines, max(0, len(rows) - MOST_LINES)


def _aim(pairing: Any, mentor: Any) -> Aim | None:
    """The goal under way that is due first."""
    goal = Goal.objects.for_pair_page(pairing, mentor).filter(status="agreed").first()
    if goal is None:
        return None
    marks = list(goal.checkpoints.all())
    for mark in marks:
        mark.goal = goal
    titles = Titles.of([goal, *marks], mentor)
    return Aim(
        goal,
        _short(titles[goal.pk]),
        tuple(
            CheckpointMark(
                _short(titles[mark.pk]),
                mark.due_on,
                timezone.localdate(mark.reached_at) if mark.reached_at else None,
            )
            for mark in marks
        ),
    )


def _pulses(check_in: CheckIn, before: list[CheckIn], pairing: Any) -> Any:
    """Both sides' answers by check-in, oldest first, None where nobody answered."""
    meetings = [*reversed(before), check_in]
    told = {
        (meeting, person): pulse
        for meeting, person, pulse in Prep.objects.filter(check_in__in=meetings).values_list(
            "check_in", "person", "pulse"
        )
    }
    sides = (pairing.mentee_person_id, pairing.mentor_person_id)
    pulses = tuple(tuple(told.get((meeting.pk, side)) for meeting in meetings) for side in sides)
    dates = tuple(f"{timezone.localtime(meeting.starts_at):%d %b}" for meeting in meetings)
    return pulses, dates


def _pace(said: Said | None) -> str:
    if said is None or said.prep.pace in (None, 0):
        return ""
    name = said.person.get_short_name()
    pace = said.prep.get_pace_display()
    return _("%(name)s would like it %(pace)s.") % {"name": name, "pace": pace}


def _hopes(pairing: Any) -> tuple[str, ...]:
    """What the mentee wrote when they applied, as far as they answered."""
    answers = pairing.mentee.answers
    keys = [question["key"] for question in pairing.cohort.questions]
    return tuple(_short(answers[key]) for key in keys if answers.get(key))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1].rstrip()}…"
