"""What moved, week by week: steps, wins and snags, most of them shared, a few kept private."""

from __future__ import annotations

import datetime as dt
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from goals.models import Goal, Progress
from mentorship.home.demo.diary import wall
from mentorship.home.demo.lives import Life
from mentorship.models import Celebration

KINDS = ("step", "step", "win", "step", "snag", "step", "private", "step", "win", "snag", "step")
STOCKS = {"step": "steps", "win": "wins", "snag": "snags", "private": "private"}
ENTRIES_A_WEEK = (0, 1, 1, 1, 0, 2)
MENTOR_EVERY = 6


def log(life: Life) -> None:
    """The mentee's entries, and now and then one of the mentor's."""
    if life.scene.signs < 2:
        return
    kinds = iter(KINDS * 6)
    for week in range(life.weeks + 1):
        for number in range(life.chance.choice(ENTRIES_A_WEEK)):
            on = life.day(3 + 7 * week + 2 * number + life.chance.randint(0, 2))
            _plan(life, next(kinds), on)
        if week % MENTOR_EVERY == MENTOR_EVERY - 1:
            at = wall(life.mentor, life.day(7 * week + 2), 13, 5)
            words = life.says("mentor_steps")
            life.note(at, partial(_log, life, "step", words, by=life.mentor))


def _plan(life: Life, kind: str, on: dt.date) -> None:
    sentences = getattr(life.theme, STOCKS[kind])
    # The last sentence of each stock is kept for the news of today.
    if life.own.left(sentences) <= 1:
        return
    at = wall(life.mentee, on, life.chance.randint(8, 20), life.chance.randint(0, 59))
    life.note(at, partial(write, life, kind, life.own.take(sentences)))


def write(life: Life, kind: str, words: str) -> None:
    """One entry of the mentee's, and what follows from it."""
    is_private = kind == "private"
    entry = _log(
        life,
        "step" if is_private else kind,
        words,
        by=life.mentee,
        goal=_under_way(life),
        confidence=_confidence(life),
        audience="me" if is_private else "pair",
    )
    after_at = entry.logged_at + timedelta(minutes=3)
    if kind == "snag" and life.chance.random() < 0.6:
        life.note(after_at, partial(entry.follow_up, life.says("after_snag"), by=life.mentee))
    if kind == "win":
        life.note(after_at, partial(entry.follow_up, life.says("worked"), by=life.mentee))
        if not life.is_turn("no reply", every=4):
            answered_on = entry.logged_at.date() + timedelta(days=1)
            act = partial(_answer, life, entry.celebration_key)
            life.note(wall(life.mentor, answered_on, 17, 50), act)


def _log(life: Life, kind: str, words: str, *, by: Any, **told: Any) -> Progress:
    return Progress.objects.log(life.pairing, words, by=by, kind=kind, **told)


def _under_way(life: Life) -> Goal | None:
    """The goal that most of it belongs to: the last one that both agreed on."""
    agreed = [goal for goal in life.goals if goal.status == "agreed"]
    return agreed[-1] if agreed and life.chance.random() < 0.8 else None


def _confidence(life: Life) -> int | None:
    """It rises over the months, with better and worse weeks; not everybody says so each time."""
    if life.chance.random() < 0.25:
        return None
    share = life.pairing.cohort.share_elapsed(timezone.localdate())
    return max(1, min(5, round(1.7 + 3.3 * share + life.chance.choice((-1, 0, 0, 0.6)))))


def _answer(life: Life, key: str) -> None:
    stone = Celebration.objects.filter(pairing=life.pairing, key=key).first()
    if stone and stone.replied_by_id is None:
        stone.pairing = life.pairing
        stone.answer(by=life.mentor, text=life.says("replies"))


def log_news(life: Life, kind: str) -> None:
    """Something that the partner has not heard of yet."""
    write(life, kind, life.own.take(getattr(life.theme, STOCKS[kind])))
