"""The life of a pair, from the day on which it is published to today, or to its end."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any

from mentorship.home.demo import stock
from mentorship.home.demo.diary import Diary, wall
from mentorship.home.demo.expecting import answer_alone
from mentorship.home.demo.people import known_as
from mentorship.home.demo.scenes import Scene, scenes
from mentorship.models import Agreement, Pairing

LETTING_GO = timedelta(days=4)
CHANGED_PLANS = "changed_plans"


@dataclass
class Life:
    """Two people, their words, and what they have made so far."""

    scene: Scene
    pairing: Pairing
    diary: Diary
    goals: list[Any] = field(default_factory=list)
    turns: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.mentee, self.mentor = self.pairing.people
        self.theme = stock.theme(self.scene.theme)
        self.own = stock.Words(self.scene.variant)
        # Nobody who reads two pairs of the same mentor meets a sentence twice.
        number = scenes().index(self.scene)
        self.common = stock.Words(number % stock.VARIANTS)
        self.chance = random.Random(f"{self.scene.mentee} {self.scene.mentor}")  # noqa: S311

    @cached_property
    def began_on(self) -> dt.date:
        """The day of their first words to each other."""
        return max(self.pairing.created_at.date() + timedelta(days=1), self.first_day)

    @cached_property
    def first_day(self) -> dt.date:
        return self.pairing.cohort.starts_on

    @cached_property
    def stops_on(self) -> dt.date:
        """From this day on, nothing moves any more; far ahead, for those who go on."""
        until = self.scene.until
        return self.diary.days_ago(until) if until else self.pairing.cohort.ends_on

    @property
    def weeks(self) -> int:
        """How many they have had so far."""
        return (min(self.stops_on, self.diary.today) - self.began_on).days // 7

    def id(self, *words: str) -> Any:
        return known_as(self.scene.mentee, self.scene.mentor, *words)

    def day(self, days: int) -> dt.date:
        """So many days after they began."""
        return self.began_on + timedelta(days=days)

    def says(self, stock_name: str) -> Any:
        """The next sentence that this pair takes from what everybody says."""
        return self.common.take(stock.everybody()[stock_name])

    def is_turn(self, of: str, *, every: int) -> bool:
        """Whether it is this one of so many; so that chance does not bunch what should be rare."""
        self.turns[of] += 1
        return (self.turns[of] + self.scene.variant) % every == 0

    def note(self, at: datetime, act: Callable[[], Any]) -> None:
        """Something happens between the two, unless they have stopped by then."""
        if at.date() < self.stops_on:
            self.diary.note(at, act)

    def both(self) -> tuple[Any, Any]:
        """Who begins, and who answers; they take turns from pair to pair."""
        people = self.pairing.people
        return people if self.scene.variant % 2 == 0 else people[::-1]


def agree(life: Life) -> None:
    """Somebody writes down how they want to work, and as many sign as the scene says."""
    first, second = life.both()
    answer_alone(life, first, second)
    if life.scene.signs < 0:
        return
    wrote_at = wall(first, life.day(0), 10, 20)
    life.note(wrote_at, partial(_propose, life, first, _terms(life)))
    signers = [(first, wrote_at + timedelta(minutes=4)), (second, wall(second, life.day(1), 17))]
    for person, signed_at in signers[: life.scene.signs]:
        life.note(signed_at, partial(_sign, life, person))
    if life.scene.renewed:
        _renew(life, second, first)


def _renew(life: Life, first: Any, second: Any) -> None:
    """A second version: what they have found out is not quite what they had thought of."""
    terms = _terms(life) | {
        "pace": life.says("new_paces"),
        "reply_days": "7",
        "review_on": (life.diary.today + timedelta(days=52)).isoformat(),
    }
    is_waiting = life.scene.renewed == 1
    on = life.diary.days_ago(3 if is_waiting else 58)
    wrote_at = wall(first, on, 18, 5)
    life.note(wrote_at, partial(_propose, life, first, terms))
    life.note(wrote_at + timedelta(minutes=2), partial(_sign, life, first))
    if not is_waiting:
        life.note(wall(second, on + timedelta(days=1), 19), partial(_sign, life, second))


def _terms(life: Life) -> dict[str, str]:
    mentee, mentor = (person.get_short_name() for person in life.pairing.people)
    hope = life.pairing.mentee.answers["hope"]
    half_way = life.first_day + (life.pairing.cohort.ends_on - life.first_day) / 2
    return {
        "horizon": life.says("horizons"),
        "hopes": f"{mentee}: {hope}\n{mentor}: {life.theme.hopes}\n{life.says('both_hope')}.",
        "cadence_days": str(7 * life.scene.every),
        "place": life.says("places"),
        "agenda": life.says("agendas"),
        "reply_days": "3",
        "pace": life.says("paces"),
        "feedback": life.says("feedbacks"),
        "confidence": life.says("confidences"),
        "off_limits": life.says("off_limits"),
        "disagreement": life.says("disagreements"),
        "review_on": half_way.isoformat(),
    }


def _propose(life: Life, by: Any, terms: dict[str, str]) -> None:
    agreement = Agreement.objects.of(life.pairing)
    newest = agreement.newest
    agreement.propose(terms, by=by, shown_hash=newest.content_hash if newest else "")


def _sign(life: Life, by: Any) -> None:
    agreement = Agreement.objects.select_related("pairing").get(pairing=life.pairing)
    agreement.pairing = life.pairing
    version = agreement.newest
    assert version is not None
    agreement.sign(by=by, typed_name=by.name, shown_hash=version.content_hash)


def finish(life: Life) -> None:
    """How it rests or ends, on the day on which the scene says so."""
    verbs: dict[str, Callable[..., Any]] = {
        "pause": life.pairing.pause,
        "complete": life.pairing.complete,
        "end": partial(life.pairing.end, reason=life.scene.reason),
    }
    verb = verbs.get(life.scene.then)
    if verb:
        on = life.stops_on + (LETTING_GO if life.scene.then == "complete" else timedelta(days=1))
        by = life.mentee if life.scene.variant else life.mentor
        life.diary.note(wall(by, on, 18, 30), partial(_stop, life, verb, by))


def _stop(life: Life, verb: Callable[..., Any], by: Any) -> None:
    for series in life.pairing.series.filter(status="running"):
        series.pairing = life.pairing
        series.stop(by=by)
    verb(by=by)
    if life.scene.reason == CHANGED_PLANS:
        life.pairing.mentee.withdraw(by=life.mentee)
