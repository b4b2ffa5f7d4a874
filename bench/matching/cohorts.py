"""Made-up cohorts like those of a large organisation: the same people on every machine, every time.

Popular skills are wanted and offered often, free hours lie in office hours of eight zones, a
quarter of the mentees have their manager among the mentors, and some people are wished for by many.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from mentorship.matching.vocabulary import Mentee, Mentor, Need, Offer, Rules, Weights

MENTORS_A_MENTEE = 0.6
MOST_SEATS = 6
DEPARTMENTS = [f"Department {number}" for number in range(60)]
LANGUAGES = ("English", "Spanish", "French", "German", "Hindi", "Arabic", "Polish", "Dutch")
SPOKEN = (0.97, 0.12, 0.1, 0.08, 0.06, 0.05, 0.04, 0.03)
OFFICE_HOURS = [day * 24 + hour for day in range(5) for hour in range(8, 20)]

# Missing hours cost points here and forbid nothing, so that most pairs are possible.
RULES = Rules(
    weights=Weights(wishes=2),
    shared_hour_required=False,
    same_department_barred=True,
    min_seniority_gap=0,
)

Cohort = tuple[list[Mentee], list[Mentor]]


@dataclass(frozen=True)
class Urn:
    """Things to draw, some of them more often than others."""

    things: Sequence[Any]
    bounds: tuple[float, ...]

    @classmethod
    def of(cls, things: Sequence[Any], weights: Sequence[float]) -> Urn:
        return cls(things, tuple(accumulate(weights)))

    @classmethod
    def zipf(cls, things: Sequence[Any], steepness: float) -> Urn:
        return cls.of(things, [1 / rank**steepness for rank in range(1, len(things) + 1)])

    def one(self, luck: random.Random) -> Any:
        return luck.choices(self.things, cum_weights=self.bounds)[0]

    def some(self, luck: random.Random, least: int, most: int) -> list[Any]:
        """A few different things; fewer than wished when luck keeps repeating itself."""
        many = luck.randint(least, most)
        drawn = luck.choices(self.things, cum_weights=self.bounds, k=3 * many)
        return list(dict.fromkeys(drawn))[:many]


SKILLS = [f"skill {number}" for number in range(120)]
WANTED, OFFERED = Urn.zipf(SKILLS, 0.9), Urn.zipf(SKILLS, 0.6)
LEVELS = Urn.of(range(1, 6), (10, 20, 30, 25, 15))
INTERESTS = Urn.zipf([f"interest {number}" for number in range(30)], 0.7)
AREAS = Urn.zipf(["", *(f"area {number}" for number in range(8))], 0.5)
TEAMS = Urn.zipf(DEPARTMENTS, 0.4)
ZONES = Urn.of((-8, -5, 0, 1, 2, 5, 8, 10), (12, 20, 22, 22, 6, 10, 6, 2))
GRADES = Urn.of(range(1, 9), (11, 24, 27, 20, 11, 5, 1, 1))
MENTOR_GRADES = Urn.of(range(3, 10), (5, 15, 22, 22, 17, 10, 9))
SEATS = Urn.of(range(1, 6), (38, 34, 17, 7, 4))


def make_cohort(*, mentees: int, seats_a_mentee: float = 1.15, seed: int = 1) -> Cohort:
    """Equal arguments make equal people, whatever the Python and the machine."""
    luck = random.Random(f"{mentees}:{seats_a_mentee}:{seed}")  # noqa: S311 (made-up people)
    mentors = max(2, round(mentees * MENTORS_A_MENTEE))
    lefts = [f"e{number:06}" for number in range(mentees)]
    rights = [f"o{number:06}" for number in range(mentors)]
    seats = _capacities(luck, mentors, round(mentees * seats_a_mentee))
    stars, favourites = _popularity(luck, rights), _popularity(luck, lefts)
    seekers = [_mentee(luck, name, stars, rights) for name in lefts]
    guides = [_mentor(luck, *one, favourites) for one in zip(rights, seats, strict=True)]
    return seekers, guides


def _popularity(luck: random.Random, ids: Sequence[str]) -> Urn:
    return Urn.of(ids, [luck.paretovariate(1.5) - 0.95 for _ in ids])


def _capacities(luck: random.Random, mentors: int, seats: int) -> list[int]:
    """Drawn, then topped up or trimmed at random until they are as many as wanted."""
    drawn = [SEATS.one(luck) for _ in range(mentors)]
    left = min(max(seats, mentors), MOST_SEATS * mentors) - sum(drawn)
    step = 1 if left > 0 else -1
    while left:
        lucky = luck.randrange(mentors)
        if 1 <= drawn[lucky] + step <= MOST_SEATS:
            drawn[lucky] += step
            left -= step
    return drawn


def _mentee(luck: random.Random, name: str, stars: Urn, mentors: Sequence[str]) -> Mentee:
    wanted = WANTED.some(luck, 2, 6)
    managed = luck.random() < 0.25
    return Mentee(
        **_anybody(luck, name),
        seniority=GRADES.one(luck),
        manager=f"{luck.choice(mentors)}@example.org" if managed else "",
        needs=tuple(Need(skill, luck.randint(1, 5)) for skill in wanted),
        interests=frozenset(INTERESTS.some(luck, 1, 4)),
        wishes=_wishes(luck, stars, share=0.35),
    )


def _mentor(luck: random.Random, name: str, seats: int, favourites: Urn) -> Mentor:
    return Mentor(
        **_anybody(luck, name),
        seniority=MENTOR_GRADES.one(luck),
        offers=tuple(Offer(skill, LEVELS.one(luck)) for skill in OFFERED.some(luck, 3, 10)),
        interests=frozenset(INTERESTS.some(luck, 2, 8)),
        wishes=_wishes(luck, favourites, share=0.25),
        capacity=seats,
    )


def _anybody(luck: random.Random, name: str) -> dict[str, Any]:
    offset = ZONES.one(luck)
    local = luck.sample(OFFICE_HOURS, luck.randint(4, 16))
    return {
        "id": name,
        "person": name,
        "email": f"{name}@example.org",
        "hours": frozenset((hour - offset) % 168 for hour in local),
        "languages": _languages(luck),
        "area": AREAS.one(luck),
        "style": tuple(luck.choice((0, 1, 5, 1, 5)) for _ in range(3)),
        "department": TEAMS.one(luck),
        "utc_offset": offset * 60,
    }


def _languages(luck: random.Random) -> frozenset[str]:
    spoken = [name for name, share in zip(LANGUAGES, SPOKEN, strict=True) if luck.random() < share]
    return frozenset(spoken or LANGUAGES[1:2])


def _wishes(luck: random.Random, urn: Urn, *, share: float) -> tuple[str, ...]:
    return tuple(urn.some(luck, 1, 5)) if luck.random() < share else ()


def shuffled(people: Cohort, seed: int) -> Cohort:
    """The same people in another order."""
    luck = random.Random(seed)  # noqa: S311 (an order, not a secret)
    mixed: Callable[[list[Any]], list[Any]] = lambda side: luck.sample(side, len(side))  # noqa: E731
    return mixed(people[0]), mixed(people[1])
