"""The profile: what is told is kept, in one spelling, and no window overwrites another."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from accounts.models import Profile, User
from tests.factories import make_person

pytestmark = pytest.mark.django_db
PROFILE = reverse("profile")


@pytest.fixture
def person() -> User:
    return make_person(name="Amara Okafor", time_zone="Europe/Berlin")


@pytest.fixture
def page(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def told(**changed: str) -> dict[str, str]:
    return {
        "name": "Amara Okafor",
        "pronouns": "she/her",
        "headline": "Learning to estimate",
        "bio": "I build maps.\n\nAt night I sail.",
        "time_zone": "Africa/Lagos",
        "feedback": "blunt",
        "thinking": "aloud",
        "planning": "",
        "good_to_know": "Write first, then call.",
        "version": "0",
        **changed,
    }


def test_what_is_told_is_kept(page: Client, person: User, time_machine: Any) -> None:
    now = dt.datetime(2026, 5, 4, 9, 0, tzinfo=dt.UTC)
    time_machine.move_to(now, tick=False)
    page.force_login(person)
    answer = page.post(PROFILE, told(name=" Amara  Okafor-Brandt "))
    assert (answer.status_code, answer["Location"]) == (302, PROFILE)
    person.refresh_from_db()
    assert (person.name, person.time_zone) == ("Amara Okafor-Brandt", "Africa/Lagos")
    assert person.zone_confirmed_at == now
    profile = Profile.objects.get(person=person)
    assert (profile.pronouns, profile.headline) == ("she/her", "Learning to estimate")
    assert profile.bio.splitlines() == ["I build maps.", "", "At night I sail."]
    assert profile.style() == ["straight, please", "I think aloud"]


def test_another_window_is_not_overwritten_and_both_texts_are_shown(page: Client) -> None:
    page.get(PROFILE)
    page.post(PROFILE, told(bio="from the first window"))
    answer = page.post(PROFILE, told(bio="from the second window"))
    assert answer.status_code == 409
    assert [(d["kept"], d["sent"]) for d in answer.context["differences"]] == [
        ("from the first window", "from the second window")
    ]
    assert Profile.objects.get().bio == "from the first window"
    again = answer.context["form"].data
    page.post(PROFILE, {name: again[name] for name in told()})
    assert Profile.objects.get().bio == "from the second window"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "Amara\u202e"),
        ("pronouns", "she\u200b"),
        ("headline", "x" * 121),
        ("bio", "x" * 2001),
        ("time_zone", "Mars/Olympus"),
        ("feedback", "shouted"),
        ("version", "soon"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_a_word(
    page: Client, person: User, field: str, value: str
) -> None:
    answer = page.post(PROFILE, told(**{field: value}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    person.refresh_from_db()
    assert person.time_zone == "Europe/Berlin"


def test_a_form_sets_nothing_that_it_does_not_show(page: Client, person: User) -> None:
    page.post(PROFILE, told(email="x@example.org", is_superuser="1", is_staff="1", is_demo="1"))
    person.refresh_from_db()
    assert (person.is_superuser, person.is_staff, person.is_demo) == (False, False, False)
    assert person.email != "x@example.org"


def test_an_old_zone_of_a_person_can_still_be_chosen(client: Client) -> None:
    client.force_login(make_person(time_zone="Asia/Calcutta"))
    page = client.get(PROFILE).content.decode()
    assert '<option value="Asia/Calcutta" selected>' in page


def test_the_card_shows_a_person_as_others_see_them(person: User) -> None:
    Profile.objects.create(
        person=person, headline="Learning <b>", feedback="gentle", good_to_know="Write first."
    )
    card = render_to_string("accounts/_person.html", {"person": person})
    shown = ("Amara Okafor", "Learning &lt;b&gt;", "gently, please", "Write first.")
    assert [words for words in shown if words not in card] == []


def test_the_card_of_somebody_who_told_nothing_is_their_name(person: User) -> None:
    card = render_to_string("accounts/_person.html", {"person": person})
    assert "Amara Okafor" in card
    assert "How I like to work" not in card


def test_single_keys_can_be_switched_off_and_on(page: Client, person: User) -> None:
    home = reverse("home")
    assert b"data-shortcuts" in page.get(home).content
    page.post(PROFILE, told())
    assert b"data-shortcuts" not in page.get(home).content
    page.post(PROFILE, told(version="1", uses_shortcuts="on"))
    assert b"data-shortcuts" in page.get(home).content
