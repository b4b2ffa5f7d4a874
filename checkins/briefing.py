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
from accounts.private import Words
from checkins.models import Action, CheckIn, Note, Prep
from checkins.suggestions import Suggestion, suggest
from checkins.writings import ToDo, to_do
from goals.models import Goal, Progress
from mentorship import horizon as our
from mentorship.models import StartingPoint, StartingVersion
from mentorship.pictures.vocabulary import CheckpointMark
from mentorship.starting.reading import Glance, at_a_glance

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
    start: Glance | None
    sentence: str


def brief_of(check_in: CheckIn, mentor: Any) -> Brief:
    """Everything of the brief, opened for the mentor in one go; nine queries, whatever there is."""
    found = _gather(check_in, mentor)
    words = Words([*found.places(), *our.places_of(check_in.pairing)], mentor)
    said = found.prep
    lines = tuple(_line(row, words) for row in found.lines[:MOST_LINES])
    aim = _aim(found.goal, words)
    return Brief(
        want=words[said, "want"] if said else "",
        is_prepared=said is not None,
        pace=_pace(said),
        pulses=_pulses(found),
        dates=tuple(f"{timezone.localtime(one.starts_at):%d %b}" for one in found.meetings),
        lines=lines,
        more_lines=max(0, len(found.lines) - MOST_LINES),
        aim=aim,
        carried=tuple(to_do(row, words, mentor) for row in found.actions),
        worth_trying=suggest(lines, aim, is_first=not found.before),
        own_note=words[found.note, "text"] if found.note else "",
        last_at=found.before[0].starts_at if found.before else None,
        number=len(found.before) + 1,
        is_first=not found.before,
        profile=getattr(check_in.pairing.mentee_person, "profile", None),
        hopes=() if found.before else _hopes(check_in.pairing),
        start=_start(found.start, words, mentor),
        sentence=_short(our.sentence_of(check_in.pairing, words)),
    )


@dataclass(frozen=True)
class Found:
    """The rows of a brief, still sealed."""

    check_in: CheckIn
    before: list[CheckIn]
    preps: list[Prep]
    lines: list[Progress]
    goal: Goal | None
    actions: list[Action]
    note: Note | None
    start: StartingVersion | None

    @property
    def meetings(self) -> list[CheckIn]:
        """This check-in and those before it, oldest first."""
        return [*reversed(self.before), self.check_in]

    @property
    def prep(self) -> Prep | None:
        """What the mentee prepared for this one."""
        mentee = self.check_in.pairing.mentee_person_id
        own = (self.check_in.pk, mentee)
        return next((p for p in self.preps if (p.check_in_id, p.person_id) == own), None)

    def places(self) -> list[tuple[Any, str]]:
        marks = list(self.goal.checkpoints.all()) if self.goal else []
        titled = [self.goal, *marks] if self.goal else []
        texts = [*self.lines, *self.actions, *([self.note] if self.note else [])]
        wants = [self.prep] if self.prep else []
        return [
            *((row, "want") for row in wants),
            *((row, "text") for row in texts),
            *((row, "title") for row in titled),
            *([(self.start, "answers")] if self.start else []),
        ]


def _gather(check_in: CheckIn, mentor: Any) -> Found:
    pairing, before = check_in.pairing, _before(check_in)
    trail = Progress.objects.for_trail(pairing, mentor).exclude(author=mentor)
    goal = _goal(pairing, mentor)
    lines = list(trail.since(before[0].starts_at if before else None)[: MOST_LINES + 1])
    for row in lines:
        row.pairing = pairing
    carried = Action.objects.open().filter(pairing=pairing).with_slips(timezone.now())
    actions = carried.select_related("owner", "pairing")
    note = Note.objects.standing(before[0], "me", mentor).first() if before else None
    preps = Prep.objects.filter(check_in__in=[*before, check_in])
    return Found(
        check_in=check_in,
        before=before,
        preps=list(preps.select_related("person", "check_in__pairing")),
        lines=lines,
        goal=goal,
        actions=list(actions[:MOST_LINES]),
        note=note,
        start=None if before else _shared_start(pairing, mentor),
    )


def _shared_start(pairing: Any, mentor: Any) -> StartingVersion | None:
    """Where the mentee starts from, for a first meeting."""
    shared = StartingPoint.objects.read_by_partner(pairing, mentor)
    return shared[0] if shared else None


def _start(row: StartingVersion | None, words: Words, mentor: Any) -> Glance | None:
    return at_a_glance(row.told(words[row, "answers"], mentor), "mentee") if row else None


def _goal(pairing: Any, mentor: Any) -> Goal | None:
    """The mentee's goal under way that is due first, its checkpoints at hand."""
    goals = Goal.objects.for_pair_page(pairing, mentor).of_mentee()
    goal = goals.filter(status="agreed").first()
    if goal:
        for mark in goal.checkpoints.all():
            mark.goal = goal
    return goal


def _before(check_in: CheckIn) -> list[CheckIn]:
    """The pair's last check-ins that took place, the latest first."""
    held = CheckIn.objects.held().filter(pairing=check_in.pairing, starts_at__lt=check_in.starts_at)
    return list(held.order_by("-starts_at")[:MOST_PULSES])


def _line(row: Progress, words: Words) -> Line:
    return Line(row.kind, row.get_kind_display(), _short(words[row, "text"]), row.confidence)


def _aim(goal: Goal | None, words: Words) -> Aim | None:
    """The mentee's goal under way that is due first."""
    if goal is None:
        return None
    return Aim(
        goal,
        _short(words[goal, "title"]),
        tuple(
            CheckpointMark(
                _short(words[mark, "title"]),
                mark.due_on,
                timezone.localdate(mark.reached_at) if mark.reached_at else None,
            )
            for mark in goal.checkpoints.all()
        ),
    )


def _pulses(found: Found) -> Any:
    """Both sides' answers by check-in, oldest first, None where nobody answered."""
    told = {(prep.check_in_id, prep.person_id): prep.pulse for prep in found.preps}
    pairing = found.check_in.pairing
    return tuple(
        tuple(told.get((meeting.pk, side)) for meeting in found.meetings)
        for side in (pairing.mentee_person_id, pairing.mentor_person_id)
    )


def _pace(said: Prep | None) -> str:
    if said is None or said.pace in (None, 0):
        return ""
    name = said.person.get_short_name()
    pace = said.get_pace_display()
    return _("%(name)s would like it %(pace)s.") % {"name": name, "pace": pace}


def _hopes(pairing: Any) -> tuple[str, ...]:
    """What the mentee wrote when they applied, as far as they answered."""
    answers = pairing.mentee.answers
    keys = [question["key"] for question in pairing.cohort.questions]
    return tuple(_short(answers[key]) for key in keys if answers.get(key))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1].rstrip()}…"
