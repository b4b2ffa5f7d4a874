"""How a pair meets: a rhythm, and around each check-in prep, notes and what both will do."""

from __future__ import annotations

import datetime as dt
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from checkins.models import Action, CheckIn, Note, Prep, Series
from checkins.recurrence import Rhythm, Rule
from mentorship.home.demo import stock
from mentorship.home.demo.diary import wall
from mentorship.home.demo.lives import LETTING_GO, Life
from mentorship.home.demo.slips import slip

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SATURDAY = 5
SOON, LATELY = timedelta(days=7), timedelta(days=20)
# Which working day from now a pair on the first page meets: one has yet to prepare, one has.
STAGE = {"soon": 1, "ready": 2}
# What becomes of a check-in, in this order and again; the first one takes place.
FATES = ("held", "held", "held", "moved", "held", "held", "missed", "held", "cancelled")
PACES = (0, 0, 1, 0, -1, 0, 0)


def meet(life: Life) -> None:
    """Choose a rhythm on the day after signing, and live by it."""
    if life.scene.signs == 2:
        first, second = life.both()
        life.note(wall(second, life.day(2), 9, 30), partial(_begin, life, second))


def _begin(life: Life, by: Any) -> None:
    hour, minute = map(int, life.scene.at.split(":"))
    clock = life.mentee if life.scene.clock == "mentee" else life.mentor
    rule = Rule.like(
        Rhythm.WEEKLY,
        _first_on(life),
        dt.time(hour, minute),
        clock.time_zone,
        interval=life.scene.every,
    )
    series = Series.objects.begin(
        life.pairing, rule, by=by, place=_place(life), id=life.id("series")
    )
    series.pairing = life.pairing
    series.extend(life.diary.today + timedelta(days=60), from_on=rule.first_on)
    coming = list(series.check_ins.order_by("starts_at"))
    for number, check_in in enumerate(coming):
        check_in.pairing, check_in.series = life.pairing, series
        _plan(life, number, check_in)


def _first_on(life: Life) -> dt.date:
    """In the second week; for the pairs on the first page, so that the next one is near."""
    if life.scene.next:
        coming = working_day(life.diary.today, STAGE[life.scene.next])
        weeks = (coming - life.day(5)).days // (7 * life.scene.every)
        return coming - timedelta(weeks=weeks * life.scene.every)
    ahead = (life.scene.day - life.day(5).weekday()) % 7
    return life.day(5 + ahead)


def working_day(today: dt.date, number: int) -> dt.date:
    """The first or second one after today."""
    ahead = (today + DAY * days for days in range(1, 8))
    return [on for on in ahead if on.weekday() < SATURDAY][number - 1]


def _place(life: Life) -> str:
    return ("Video, the link is in our notes", "By phone, walking", "Video")[life.scene.variant]


def _plan(life: Life, number: int, check_in: CheckIn) -> None:
    starts_at = check_in.starts_at
    fate = _fate(life, number, starts_at)
    if starts_at.date() >= life.stops_on:
        return _plan_after_the_end(life, check_in)
    if fate == "cancelled":
        return life.note(starts_at - 28 * HOUR, partial(check_in.cancel, by=life.mentor))
    if fate == "missed":
        return life.note(starts_at + 20 * HOUR, partial(check_in.miss, by=life.mentee))
    if fate == "moved":
        other = starts_at + (DAY if starts_at.weekday() == 0 else -DAY)
        life.note(starts_at - 50 * HOUR, partial(check_in.reschedule, other, by=life.mentee))
        starts_at = other
    _prepare(life, number, check_in, starts_at)
    return life.note(starts_at + 55 * MINUTE, partial(_hold, life, number, check_in, starts_at))


def _fate(life: Life, number: int, starts_at: datetime) -> str:
    """The first one takes place, and so will the one that the first page speaks of."""
    if number == 0 or _is_on_stage(life, starts_at):
        return "held"
    return FATES[(number + life.scene.variant * 2) % len(FATES)]


def _plan_after_the_end(life: Life, check_in: CheckIn) -> None:
    """When two stop, the next check-in is called off; when they say nothing, the others pass by."""
    days = LETTING_GO.days + 1 if life.scene.then else 7 * life.scene.every
    if check_in.starts_at.date() < life.stops_on + timedelta(days=days):
        act = partial(check_in.cancel, by=life.mentee)
        life.diary.note(wall(life.mentee, life.stops_on, 7), act)


def _prepare(life: Life, number: int, check_in: CheckIn, starts_at: datetime) -> None:
    """The mentee more often than the mentor; on the first page one waits for the other."""
    if _is_on_stage(life, starts_at):
        by = life.mentor if life.scene.next == "soon" else life.mentee
        return life.note(life.diary.now - 3 * HOUR, partial(_prep, life, check_in, by, number))
    if life.chance.random() < 0.8:
        life.note(starts_at - 21 * HOUR, partial(_prep, life, check_in, life.mentee, number))
    if life.chance.random() < 0.6:
        life.note(starts_at - 4 * HOUR, partial(_prep, life, check_in, life.mentor, number))
    return None


def _is_on_stage(life: Life, starts_at: datetime) -> bool:
    """Whether this is the check-in that the first page speaks of."""
    return bool(life.scene.next) and life.diary.now < starts_at < life.diary.now + SOON


def _prep(life: Life, check_in: CheckIn, by: Any, number: int) -> None:
    is_mentee = by == life.mentee
    wants = _wants(life) if is_mentee else life.says("mentor_wants")
    pulse = min(5, 3 + life.chance.choice((0, 0, 1, 1, 2)) - (number == 0))
    pace = life.chance.choice(PACES) if is_mentee else None
    Prep.objects.keep(check_in, by=by, want=wants, pulse=pulse, pace=pace)


def _wants(life: Life) -> str:
    wants = life.theme.wants
    return "" if life.own.is_used_up(wants) else life.own.take(wants)


def _hold(life: Life, number: int, check_in: CheckIn, starts_at: datetime) -> None:
    """They met: it is kept who says so, what was said, and what they will do."""
    by = life.pairing.people[number % 2]
    check_in.hold(by=by)
    is_fresh = bool(life.scene.next) and life.diary.now - starts_at < LATELY
    is_noted = life.chance.random() < 0.7 and life.own.left(life.theme.notes) > 1
    if is_noted or is_fresh:
        _keep(life, check_in, life.own.take(life.theme.notes), by=by, audience="pair")
    if life.chance.random() < 0.5 or is_fresh:
        words = life.says("mentor_private")
        _keep(life, check_in, words, by=life.mentor, audience="me")
    elif life.chance.random() < 0.3:
        words = life.says("mentee_private")
        _keep(life, check_in, words, by=life.mentee, audience="me")
    slip(life, check_in, starts_at)
    _agree_on(life, check_in, life.mentee, starts_at)
    if number % 2:
        _agree_on(life, check_in, life.mentor, starts_at)


def _keep(life: Life, check_in: CheckIn, words: str, *, by: Any, audience: str) -> None:
    Note.objects.keep(check_in, words, by=by, audience=audience, shown_version=0)


def _agree_on(life: Life, check_in: CheckIn, owner: Any, starts_at: datetime) -> None:
    """Something to do until the next time; most of it gets done, some is carried over."""
    actions = life.theme.actions if owner == life.mentee else stock.everybody()["mentor_actions"]
    words = life.own if owner == life.mentee else life.common
    if words.is_used_up(actions):
        return
    days = 7 * life.scene.every
    action = Action.objects.add(
        check_in,
        words.take(actions),
        by=life.mentee,
        owner=owner,
        due_on=starts_at.date() + timedelta(days=days - 2),
    )
    action.pairing = life.pairing
    dice = life.chance.random()
    if dice < 0.72:
        done_at = starts_at + DAY * life.chance.randint(2, days - 2) + HOUR
        life.note(done_at, partial(action.finish, by=owner))
    elif dice < 0.9:
        life.note(starts_at + DAY * (days + 5), partial(action.finish, by=owner))
    else:
        life.note(starts_at + DAY * (days + 9), partial(action.drop, by=owner))
