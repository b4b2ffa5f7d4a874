"""What a pair works towards: drafted, agreed on, reached step by step, revised, let go."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from goals.models import Checkpoint, Goal
from mentorship.home.demo import stock
from mentorship.home.demo.climbs import climb, describe
from mentorship.home.demo.diary import wall
from mentorship.home.demo.lives import Life
from mentorship.models import Celebration

# Week of the first sentence, week by which it should be reached.
SPANS = ((1, 13), (9, 28), (13, 36))
# How many days after its date a checkpoint is reached; they take turns.
DELAYS = (-4, 2, 9, -1, 0, 5, -6, 3)
REASONS = ("something_better", "too_big", "no_longer_mine")


def aim(life: Life) -> None:
    """Up to three goals one after the other, each when its time has come."""
    if life.scene.signs < 2:
        return
    every = life.theme.aims
    told = [every[(life.scene.variant + place) % len(every)] for place in range(len(SPANS))]
    last = len(SPANS) - 1
    for place, (words, span) in enumerate(zip(told, SPANS, strict=True)):
        if place == last:
            _last_one(life, words, span)
        elif life.weeks > span[0]:
            _Way(life, words, span, place).plan()
    if life.scene.asks:
        by = life.mentor if life.scene.asks == "mentor" else life.mentee
        words = every[(life.scene.variant + len(SPANS)) % len(every)]
        _ask(life, words, by)


def _draft(life: Life, words: stock.Aim, by: Any, place: str, due_on: Any) -> Goal:
    goal = Goal.objects.draft(
        life.pairing,
        by=by,
        id=life.id("goal", place),
        title=words.title,
        measure=words.measure,
        matters=words.matters,
        due_on=due_on,
        confidence=life.chance.randint(5, 8),
        is_new=life.chance.random() < 0.3,
    )
    goal.pairing = life.pairing
    return goal


class _Way:
    """One goal and the line that leads to it."""

    def __init__(self, life: Life, words: stock.Aim, span: tuple[int, int], place: int) -> None:
        self.life, self.words, self.place = life, words, place
        self.first, self.last = (timedelta(weeks=week) for week in span)
        self.points: list[Checkpoint] = []

    def plan(self) -> None:
        life, on = self.life, self.life.began_on + self.first
        life.note(wall(life.mentee, on, 19, 10), self._write)
        answered_at = wall(life.mentor, on + timedelta(days=2), 11, 40)
        life.note(answered_at, lambda: self.goal.agree(by=life.mentor))
        for number, title in enumerate(self.words.points):
            self._plan_point(number, title)
        climb(life, lambda: self.goal, on, self.last - self.first)
        if self.place == 1:
            life.note(wall(life.mentee, on + timedelta(days=44), 20), self._revise)

    def _due(self, number: int) -> Any:
        share = (number + 1) / len(self.words.points)
        return self.life.began_on + self.first + (self.last - self.first) * share

    def _write(self) -> None:
        life = self.life
        due_on = life.began_on + self.last
        self.goal = _draft(life, self.words, life.mentee, str(self.place), due_on)
        for number, title in enumerate(self.words.points):
            point = Checkpoint.objects.add(
                self.goal,
                title,
                by=life.mentee,
                id=life.id("point", str(self.place), str(number)),
                due_on=self._due(number),
            )
            point.goal = self.goal
            self.points.append(point)
        describe(life, self.goal, self.words.measure)
        self.goal.propose(by=life.mentee)
        life.goals.append(self.goal)

    def _plan_point(self, number: int, title: str) -> None:
        """Reached a little early or late, noticed on the day after, answered when it suits."""
        life = self.life
        delay = DELAYS[(number + self.place * 3 + life.scene.variant) % len(DELAYS)]
        on = self._due(number) + timedelta(days=delay)
        is_end = number == len(self.words.points) - 1
        life.note(wall(life.mentee, on, 17, 15), partial(self._reach, number))
        celebrates_on = on + timedelta(days=1)
        skips = life.scene.stone and celebrates_on > life.diary.days_ago(24)
        if not skips:
            _celebrate(life, celebrates_on, lambda: self.points[number].celebration_key)
        if is_end:
            ends_on = on + timedelta(days=2)
            life.note(wall(life.mentee, ends_on, 18), lambda: self.goal.reach(by=life.mentee))
            _celebrate(life, ends_on, lambda: self.goal.celebration_key, hour=19)

    def _reach(self, number: int) -> None:
        self.points[number].reach(by=self.life.mentee)

    def _revise(self) -> None:
        """The date was a wish; now there is a plan, with the reason beside it."""
        self.goal.refresh_from_db()
        self.goal.pairing = self.life.pairing
        if self.goal.status == "agreed":
            self.goal.revise(
                by=self.life.mentee,
                shown_version=self.goal.version,
                reason=self.life.says("reasons"),
                due_on=self.life.began_on + self.last + timedelta(days=14),
            )


def _celebrate(life: Life, on: Any, key: Any, hour: int = 20) -> None:
    """A stone is laid, and most are answered. A few pass, which is fine."""
    passes = life.is_turn("let pass", every=7)
    at = wall(life.mentee, on, hour)
    life.note(at, lambda: _lay(life, key(), passes=passes))
    if not passes and not life.is_turn("no reply", every=4):
        answered_at = wall(life.mentor, on + timedelta(days=1), 12, 25)
        life.note(answered_at, lambda: _answer(life, key()))


def _stone(life: Life, key: str) -> Celebration | None:
    found = Celebration.objects.filter(pairing=life.pairing, key=key).first()
    if found:
        found.pairing = life.pairing
    return found


def _lay(life: Life, key: str, *, passes: bool) -> None:
    stone = _stone(life, key)
    if stone is None or stone.status != "asked":
        return
    if passes:
        stone.let_pass(by=life.mentee)
    else:
        stone.celebrate(by=life.mentee, what_worked=life.says("worked"))


def _answer(life: Life, key: str) -> None:
    stone = _stone(life, key)
    if stone and stone.status == "celebrated":
        stone.answer(by=life.mentor, text=life.says("replies"))


def _last_one(life: Life, words: stock.Aim, span: tuple[int, int]) -> None:
    """The third goal does not get far: parked, let go kindly, or still a draft of one's own."""
    begins, ends = (life.began_on + timedelta(weeks=week) for week in span)
    held: list[Goal] = []
    by = life.mentee
    write = partial(_draft, life, words, by, "last", ends)
    life.note(wall(by, begins, 21), lambda: held.append(write()))
    if life.scene.variant == 2:
        return
    life.note(wall(by, begins, 21, 5), lambda: held[0].propose(by=by))
    agrees_at = wall(life.mentor, begins + timedelta(days=3), 10)
    life.note(agrees_at, lambda: held[0].agree(by=life.mentor))
    later = wall(by, begins + timedelta(days=38), 18, 40)
    if life.scene.variant == 0:
        life.note(later, lambda: held[0].park(by=by, because="other_first"))
    else:
        reason = REASONS[len(words.title) % len(REASONS)]
        life.note(later, lambda: held[0].close(by=by, reason=reason))


def _ask(life: Life, words: stock.Aim, by: Any) -> None:
    """A goal that waits for the other one's yes since a few days."""
    due_on = life.diary.today + timedelta(days=63)
    at = wall(by, life.diary.days_ago(2), 20, 30)
    life.note(at, partial(_propose, life, words, by, due_on))


def _propose(life: Life, words: stock.Aim, by: Any, due_on: Any) -> None:
    goal = _draft(life, words, by, "asked", due_on)
    for number, title in enumerate(words.points, start=1):
        on = life.diary.today + (due_on - life.diary.today) * number / len(words.points)
        Checkpoint.objects.add(goal, title, by=by, due_on=on)
    goal.propose(by=by)
