"""The story from its first day to this morning, told through the verbs that the pages use."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from checkins.models import CheckIn
from mentorship.home.demo.aims import aim
from mentorship.home.demo.changes import change_plans
from mentorship.home.demo.climbs import learn_too
from mentorship.home.demo.clock import story_time
from mentorship.home.demo.diary import Diary
from mentorship.home.demo.directions import look_up
from mentorship.home.demo.journals import keep_a_journal, mentors_write
from mentorship.home.demo.lives import Life, agree, finish
from mentorship.home.demo.meetings import meet
from mentorship.home.demo.people import gather, say_when_away
from mentorship.home.demo.rounds import found_programs
from mentorship.home.demo.scenes import Scene
from mentorship.home.demo.starts import set_out, wait_and_begin
from mentorship.home.demo.trail import log, log_news
from mentorship.models import Notice, Pairing
from mentorship.outbox.planner import plan_all

LONG_AGO = timedelta(days=420)
YESTERDAY, THIS_MORNING = timedelta(hours=23), timedelta(minutes=20)


def tell(now: datetime) -> int:
    """All of it, or nothing; how many things happened."""
    with transaction.atomic(), story_time(now - LONG_AGO) as clock:
        diary, lives = Diary(now), []
        people = gather(now)

        def begin(scene: Scene, pairing: Pairing) -> None:
            lives.append(_live(Life(scene, pairing, diary)))

        found_programs(people, diary, begin)
        change_plans(people, diary)
        say_when_away(people, diary)
        mentors_write(people, diary)
        wait_and_begin(people, diary)
        told = diary.tell(clock)
        ready, on_stage = (_meeting(lives, how) for how in ("ready", "soon"))
        clock.moment = now - YESTERDAY
        log_news(ready, "snag")
        clock.moment = now - THIS_MORNING
        log_news(on_stage, "win")
        diary.tell(clock)
        _settle(on_stage, now, clock)
    return told


def _meeting(lives: list[Life], how: str) -> Life:
    return next(life for life in lives if life.scene.next == how)


def _live(life: Life) -> Life:
    set_out(life)
    agree(life)
    meet(life)
    look_up(life)
    aim(life)
    learn_too(life)
    log(life)
    keep_a_journal(life)
    finish(life)
    return life


def _settle(on_stage: Life, now: datetime, clock: Any) -> None:
    """What fell due in the past went out in the past; only the latest news still waits.

    So the first thing that the worker sends is a reminder or two, and no flood.
    """
    for earlier in (timedelta(days=2), timedelta(0)):
        clock.moment = now - earlier
        plan_all(clock.moment)
    coming = CheckIn.objects.ahead(now).filter(pairing=on_stage.pairing).first()
    still_new = [on_stage.pairing.celebrations.latest("reached_at").pk]
    if coming:
        still_new.append(coming.pk)
    Notice.objects.exclude(about_id__in=still_new).settle(now)
