"""Whether the two still see the same horizon: marked alone once a month, seldom differently."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.utils import timezone

from mentorship.home.demo.diary import wall
from mentorship.models import HorizonCheck

MONTH = 30
Cause = HorizonCheck.Cause


def look_up(life: Any) -> None:
    """Every month that they have had; the pair that is about to meet is in the middle of one."""
    if life.scene.signs < 2:
        return
    for month in range(1, life.weeks * 7 // MONTH + 1):
        _one_look(life, life.day(MONTH * month), is_apart=month == 2 and life.scene.variant == 1)
    if life.scene.next == "ready":
        on = life.diary.days_ago(3)
        life.note(wall(life.mentee, on, 8), partial(_begin, life, Cause.ASKED, life.mentee))
        life.note(wall(life.mentee, on, 8, 5), partial(_mark, life, life.mentee, "same"))


def _one_look(life: Any, on: dt.date, *, is_apart: bool) -> None:
    """Asked, marked by both within three days, and talked about where they differ."""
    day = dt.timedelta(days=1)
    life.note(wall(life.mentee, on, 7), partial(_begin, life, Cause.MONTHLY, None))
    mine, theirs = ("off", "same") if is_apart else ("same", "same")
    life.note(wall(life.mentee, on + day, 20, 15), partial(_mark, life, life.mentee, mine))
    life.note(wall(life.mentor, on + 2 * day, 18, 45), partial(_mark, life, life.mentor, theirs))
    if is_apart:
        life.note(wall(life.mentor, on + 9 * day, 17, 30), partial(_talk, life))


def _begin(life: Any, cause: str, by: Any) -> None:
    begin = HorizonCheck.objects.begin
    begin(life.pairing, cause=cause, by=by, now=timezone.now())


def _mark(life: Any, person: Any, direction: str) -> None:
    check = HorizonCheck.objects.filter(pairing=life.pairing).open().first()
    if check:
        check.pairing = life.pairing
        line = life.says("directions_off" if direction == "off" else "directions")
        check.mark(by=person, direction=direction, line=line, now=timezone.now())


def _talk(life: Any) -> None:
    gap = HorizonCheck.objects.filter(pairing=life.pairing, status="gap").first()
    if gap:
        gap.talk(by=life.mentor)
