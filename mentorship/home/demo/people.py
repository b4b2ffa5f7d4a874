"""The people of the story: who they are, when they are free, and how a visitor becomes them."""

from __future__ import annotations

import functools
import uuid
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import Availability, Leave, MailPreferences, Profile, User
from mentorship.home.demo import PASSWORD, stock
from mentorship.home.demo.diary import Diary

DOMAIN = "tidemark.example"
STORY = uuid.UUID("5a3e0f2c-0d1e-4c5b-8a67-2f1d9b7c4e10")
# Who stands on the stage, in this order, and what a visitor sees as them.
STAGE = {
    "amara": "Mentee. Meets Dela every second week; a check-in is close.",
    "dela": "Mentor of four: one meets soon, one rests, one has gone quiet.",
    "noor": "Coordinator. People wait for her word, and a round for its pairs.",
    "priya": "Mentor in one programme, mentee in the other.",
    "idris": "Mentee since the day before yesterday; nothing is signed yet.",
    "tomasz": "Has applied, and waits to hear.",
    "ada": "Runs this site, and coordinates a smaller programme.",
}
OWNER = "ada"
HOUR = 60
WEEKS = {
    "office": [(day, *hours) for day in range(5) for hours in ((9, 12), (13, 18))],
    "early": [(day, 7, 13) for day in range(5)],
    "late": [(day, 12, 20) for day in range(5)],
    "evenings": [(day, 15, 21) for day in range(5)],
}


@functools.cache
def cast() -> dict[str, dict[str, Any]]:
    """Everybody, by the short name that the story uses."""
    return {
        key: told
        for role in ("mentors", "mentees", "newcomers")
        for key, told in stock.read(f"cast/{role}").items()
    }


def known_as(*words: str) -> uuid.UUID:
    """The same id for the same words, whenever the story is told."""
    return uuid.uuid5(STORY, "/".join(words))


def gather(now: datetime) -> dict[str, User]:
    """Bring everybody in, with one password for all; those who were only invited have none."""
    hashed, begun_at = make_password(PASSWORD), now - timedelta(days=400)
    order = [*STAGE, *(key for key in cast() if key not in STAGE)]
    people = {
        key: _person(key, cast()[key], hashed, begun_at + timedelta(hours=place))
        for place, key in enumerate(order)
    }
    User.objects.bulk_create(people.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in people.values()
        if person.has_usable_password()
    )
    Profile.objects.bulk_create(_profile(people[key], told) for key, told in cast().items())
    Availability.objects.bulk_create(
        Availability(
            person=people[key], weekday=day, from_minute=begins * HOUR, until_minute=ends * HOUR
        )
        for key, told in cast().items()
        for day, begins, ends in WEEKS[told["free"]]
    )
    return people


def _person(key: str, told: dict[str, Any], hashed: str, joined_at: datetime) -> User:
    has_come = bool(told["headline"])
    return User(
        id=known_as("person", key),
        email=f"{key}@{DOMAIN}",
        name=told["name"],
        password=hashed if has_come else make_password(None),
        time_zone=told["zone"],
        zone_confirmed_at=joined_at if has_come else None,
        joined_at=joined_at,
        is_staff=key == OWNER,
        is_superuser=key == OWNER,
        is_demo=True,
        demo_hint=STAGE.get(key, ""),
    )


def _profile(person: User, told: dict[str, Any]) -> Profile:
    names = ("feedback", "thinking", "planning")
    return Profile(
        person=person,
        pronouns=told["pronouns"],
        headline=told["headline"],
        bio=told["bio"],
        good_to_know=told.get("good_to_know", ""),
        **dict(zip(names, told.get("style", ()), strict=False)),
    )


def say_when_away(people: dict[str, User], diary: Diary) -> None:
    """Days away, and what some would rather not hear of."""
    for key, starts, ends in (("mirela", 3, -8), ("diego", 25, -2), ("priya", -20, -34)):
        Leave.objects.away(
            by=people[key], starts_on=diary.days_ago(starts), ends_on=diary.days_ago(ends)
        )
    MailPreferences.objects.of(people["dela"]).choose(by=people["dela"], weekly_cap=4)
    MailPreferences.objects.of(people["farida"]).mute("prompt", by=people["farida"])
