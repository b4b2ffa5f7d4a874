"""What a member's home shows: ready values, so that the templates only lay them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from checkins.models import CheckIn
from goals.models import Goal, Titles
from mentorship.home.facts import open_pairs
from mentorship.home.next_step import NextStep, steps_for
from mentorship.models import Pairing
from mentorship.pictures.vocabulary import CheckpointMark, HorizonPicture
from mentorship.stages import share_behind, stage_of

WEEKS = 12
IN_STRIP = {"held": "held", "missed": "missed", "cancelled": "moved"}


@dataclass(frozen=True)
class AimCard:
    """A goal under way, with the marks of its line and what comes next on it."""

    goal: Goal
    title: str
    marks: tuple[CheckpointMark, ...]

    @property
    def next_mark(self) -> CheckpointMark | None:
        return next((mark for mark in self.marks if mark.reached_on is None), None)


@dataclass(frozen=True)
class PairCard:
    """A pair as one of the two sees it on their home."""

    pair: Any
    partner: Any
    role: str
    stage: str
    steps: tuple[NextStep, ...]
    picture: HorizonPicture
    weeks: tuple[str, ...] = ()

    @property
    def step(self) -> NextStep | None:
        return self.steps[0] if self.steps else None


def pair_cards(person: Any, now: datetime) -> list[PairCard]:
    """The person's open pairs, soonest meeting first; two queries, however many they are."""
    pairs = list(open_pairs(person, now))
    weeks = weeks_of([pair for pair in pairs if pair.mentor_person_id == person.pk], now)
    return [card_of(pair, person, now, weeks.get(pair.pk, ())) for pair in pairs]


def card_of(pair: Pairing, person: Any, now: datetime, weeks: tuple[str, ...] = ()) -> PairCard:
    today = timezone.localdate(now)
    return PairCard(
        pair=pair,
        partner=pair.partner_of(person),
        role=pair.role_of(person),
        stage=stage_of(pair, today),
        steps=tuple(steps_for(pair, person, now)),
        picture=HorizonPicture(share_behind(pair, today), pair.wins, _closeness(pair)),
        weeks=weeks,
    )


def _closeness(pair: Any) -> tuple[int, ...]:
    """What the last check said, if there was one."""
    return () if pair.last_closeness is None else (pair.last_closeness,)


def weeks_of(pairs: Iterable[Pairing], now: datetime) -> dict[Any, tuple[str, ...]]:
    """For each pair the last twelve weeks, oldest first: held, moved, missed or none."""
    keys = [pair.pk for pair in pairs]
    if not keys:
        return {}
    since = now - timedelta(weeks=WEEKS)
    found: dict[Any, list[str]] = defaultdict(lambda: ["none"] * WEEKS)
    past = CheckIn.objects.filter(pairing__in=keys, starts_at__gt=since, starts_at__lte=now)
    for pairing, starts_at, status in past.values_list("pairing", "starts_at", "status"):
        week = min(WEEKS - 1, (starts_at - since).days // 7)
        found[pairing][week] = IN_STRIP.get(status, found[pairing][week])
    return {key: tuple(found[key]) for key in keys}


def aims(pair: Pairing, person: Any) -> list[AimCard]:
    """The pair's goals under way, with titles opened for this reader."""
    goals = list(Goal.objects.for_pair_page(pair, person).filter(status__in=("agreed", "proposed")))
    marks = [mark for goal in goals for mark in goal.checkpoints.all()]
    titles = Titles.of([*goals, *marks], person)
    return [
        AimCard(
            goal,
            titles[goal.pk],
            tuple(
                CheckpointMark(
                    titles[mark.pk],
                    mark.due_on,
                    timezone.localdate(mark.reached_at) if mark.reached_at else None,
                )
                for mark in goal.checkpoints.all()
            ),
        )
        for goal in goals
    ]
