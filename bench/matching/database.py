"""A cohort of rows in a database file of its own, and matching as the site does it: rows first.

    SAMEHORIZON_DATA=FOLDER python -m bench.matching.database fill MENTEES
    SAMEHORIZON_DATA=FOLDER python -m bench.matching.database match REPEAT
    SAMEHORIZON_DATA=FOLDER python -m bench.matching.database table FILE

`fill` makes the rows, `match` reads them and matches, `table` writes the scores of what was read.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ["SAMEHORIZON_PROFILE"] = "test"
os.environ.pop("DATABASE_URL", None)
os.environ.setdefault("SECRET_KEY", "a key for a bench only, long enough to be taken seriously")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from accounts.models import Availability, Profile, User  # noqa: E402
from bench.matching.children import answer  # noqa: E402
from bench.matching.cohorts import Cohort, make_cohort  # noqa: E402
from bench.matching.measure import Spent, peak_memory, spent  # noqa: E402
from bench.matching.ours import SEED, told  # noqa: E402
from mentorship.matching.assign import match  # noqa: E402
from mentorship.matching.outcome import Outcome  # noqa: E402
from mentorship.matching.score import Scorer  # noqa: E402
from mentorship.matching.vocabulary import Rules, Weights  # noqa: E402
from mentorship.models import Cohort as Round  # noqa: E402
from mentorship.models import Enrolment  # noqa: E402
from mentorship.models.matchmaking import candidates  # noqa: E402
from tests.factories import make_cohort as make_round  # noqa: E402

# What applications ask about.
WEIGHTS = Weights(needs=9, area=0, style=2, interests=0, hours=4)
RULES = Rules(weights=WEIGHTS, shared_hour_required=False)
STYLES = (
    ("feedback", "blunt", "gentle"),
    ("thinking", "aloud", "alone"),
    ("planning", "plan", "explore"),
)


def fill(mentees: int) -> None:
    call_command("migrate", verbosity=0)
    people = make_cohort(mentees=mentees)
    _rows(people, make_round())
    answer({"mentees": mentees, "mentors": len(people[1])})


def _rows(people: Cohort, round_: Round) -> None:
    both = [(one, "mentee") for one in people[0]] + [(one, "mentor") for one in people[1]]
    users = [User(email=one.email, name=one.id, time_zone="UTC", password="!") for one, _ in both]  # noqa: S106
    User.objects.bulk_create(users)
    pairs = list(zip(both, users, strict=True))
    Profile.objects.bulk_create(Profile(person=user, **_card(one)) for (one, _), user in pairs)
    Availability.objects.bulk_create(
        row for (one, _), user in pairs for row in _free(user, one.hours)
    )
    Enrolment.objects.bulk_create(
        Enrolment(
            program=round_.program,
            cohort=round_,
            person=user,
            role=role,
            status="accepted",
            capacity=getattr(one, "capacity", 1),
            skills=_skills(one),
            department=one.department,
            manager_email=one.manager,
            languages=sorted(one.languages),
        )
        for (one, role), user in pairs
    )


def _card(one: Any) -> dict[str, str]:
    cards = zip(STYLES, one.style, strict=True)
    return {name: {0: "", 1: low, 5: high}[answer_] for (name, low, high), answer_ in cards}


def _skills(one: Any) -> list[dict[str, Any]]:
    if hasattr(one, "needs"):
        return [{"name": need.skill, "level": need.weight} for need in one.needs]
    return [{"name": offer.skill, "level": offer.level} for offer in one.offers]


def _free(user: User, hours: frozenset[int]) -> Iterator[Availability]:
    """Hours that touch are one stretch, as people enter them."""
    for first in sorted(hours):
        if first - 1 not in hours or first % 24 == 0:
            last = first
            while last + 1 in hours and (last + 1) % 24:
                last += 1
            ends = (last % 24 + 1) * 60
            yield Availability(
                person=user, weekday=first // 24, from_minute=first % 24 * 60, until_minute=ends
            )


def read_and_match(repeat: int) -> None:
    round_ = Round.objects.get()
    before = peak_memory()
    _once(round_)
    reading, matching, outcome = sorted((_once(round_) for _ in range(repeat)), key=_cpu)[
        repeat // 2
    ]
    most = match(*candidates(round_), replace(RULES, floor_first=False), SEED)
    answer(
        told(outcome)
        | {"spent": [a + b for a, b in zip(reading, matching, strict=True)], "reading": reading}
        | {"growth": peak_memory() - before, "most": most.total, "most_matched": len(most.pairs)}
    )


def _once(round_: Round) -> tuple[Spent, Spent, Outcome]:
    reading, people = spent(lambda: candidates(round_))
    matching, outcome = spent(lambda: match(*people, RULES, SEED))
    return reading, matching, outcome


def _cpu(once: tuple[Spent, Spent, Outcome]) -> float:
    return once[0].cpu + once[1].cpu


def table(file: str) -> None:
    mentees, mentors = candidates(Round.objects.get())
    scores = Scorer.of(mentees, mentors, RULES).rows(slice(0, len(mentees)))
    seats = [mentor.capacity for mentor in mentors]
    Path(file).write_text(json.dumps({"scores": scores.tolist(), "seats": seats}))
    answer({"mentees": len(mentees), "mentors": len(mentors)})


if __name__ == "__main__":
    verb, word = sys.argv[1:]
    {"fill": lambda: fill(int(word)), "match": lambda: read_and_match(int(word)),
     "table": lambda: table(word)}[verb]()  # fmt: skip
