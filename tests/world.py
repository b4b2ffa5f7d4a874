"""Everybody and everything once, for tests that walk all pages: who may open what, how it looks.

Told through the models' own verbs, at the instants when they would have happened. `tests/routes.py`
says which address shows what of it, and to whom.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Profile, User
from tests import chapters
from tests.factories import make_person

PASSWORD = "a long way to the horizon"
# Whom each page is asked by. The first three never get a session, whatever they try.
ACTORS = {
    "anonymous": "",
    "unverified": "Uma Falk",
    "suspended": "Sasha Wirth",
    "outsider": "Oskar Lind",
    "applicant": "Aiko Brenner",
    "mentee": "Amara Okafor",
    "mentor": "Dela Mensah",
    "former_mentor": "Femi Castell",
    "other_mentee": "Noor Haddad",
    "other_mentor": "Malte Sørensen",
    "coordinator": "Chidi Brandt",
    "other_coordinator": "Olga Petit",
    "site_owner": "Ines Vogel",
}
# Whose pages are still empty, and people who are only talked about.
EXTRAS = {
    "fresh_mentee": "Freya Jónsdóttir",
    "fresh_mentor": "Gideon Park",
    "half_applicant": "Hal Novak",
    "empty_coordinator": "Kofi Blum",
}
ZONES = {"mentor": "America/New_York", "fresh_mentor": "Asia/Tokyo", "applicant": "Asia/Kolkata"}
HEADLINES = {
    "mentee": "Support engineer who would like to build things",
    "mentor": "Leads a team of nine; used to be afraid of meetings",
}


@dataclass
class World:
    """People by role in `people` (None for anonymous); every thing an attribute of its own."""

    now: dt.datetime
    people: dict[str, Any] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        for kept in (self.__dict__.get("things", {}), self.__dict__.get("people", {})):
            if name in kept:
                return kept[name]
        raise AttributeError(name)

    def keep(self, **things: Any) -> None:
        self.things |= things

    def days_ago(self, days: float) -> Any:
        """The time then, for verbs that look at the clock."""
        return time_machine.travel(self.now - dt.timedelta(days=days), tick=True)

    def on(self, days: int) -> dt.date:
        return timezone.localdate(self.now) + dt.timedelta(days=days)


def build_world(now: dt.datetime | None = None) -> World:
    """The whole world; about a second."""
    world = World(now or timezone.now())
    with world.days_ago(300):
        _people(world)
    for tell in chapters.IN_ORDER:
        tell(world)
    return world


def enter(client: Client, world: World, actor: str) -> bool:
    """Sign in as somebody would; whether that gave a session.

    Those who must not get one try with the right password all the same.
    """
    person = world.people[actor]
    if person is None:
        return False
    if actor in ("unverified", "suspended"):
        client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        return "_auth_user_id" in client.session
    client.force_login(person)
    return True


def _people(world: World) -> None:
    for actor, name in (ACTORS | EXTRAS).items():
        world.people[actor] = _person(actor, name) if name else None
    owner = world.people["site_owner"]
    User.objects.filter(pk=owner.pk).update(is_superuser=True, is_staff=True)
    User.objects.filter(pk=world.people["suspended"].pk).update(is_active=False)
    for actor in ("site_owner", "suspended"):
        world.people[actor].refresh_from_db()


def make_account(role: str, name: str, **fields: Any) -> Any:
    """Somebody who can sign in with PASSWORD, at role@example.org."""
    email = f"{role.replace('_', '.')}@example.org"
    is_verified = fields.pop("is_verified", True)
    person = make_person(name=name, email=email, password=PASSWORD, **fields)
    EmailAddress.objects.create(user=person, email=email, verified=is_verified, primary=True)
    return person


def _person(actor: str, name: str) -> Any:
    zone = ZONES.get(actor, "Europe/Berlin")
    person = make_account(actor, name, time_zone=zone, is_verified=actor != "unverified")
    if actor in HEADLINES:
        profile = Profile.objects.of(person)
        card = {"feedback": "gentle", "thinking": "alone", "planning": "plan"}
        told = card | {"headline": HEADLINES[actor], "pronouns": "she/her"}
        told["good_to_know"] = "Mornings are mine; afternoons are everybody's."
        profile.tell(by=person, version=profile.version, **told)
    return person
