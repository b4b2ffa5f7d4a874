"""Choosing what to hear, and stopping it from a mail."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts import links
from accounts.categories import CATEGORIES
from accounts.models import MailPreferences, User
from tests.factories import make_person

pytestmark = pytest.mark.django_db
PAGE = reverse("mail_preferences")
NINE = dt.datetime(2026, 5, 4, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def person() -> User:
    return make_person()


def chosen(**changed: Any) -> dict[str, Any]:
    return {
        "wanted": list(CATEGORIES),
        "weekly_cap": "2",
        "quiet_from": "20:00",
        "quiet_until": "07:00",
        **changed,
    }


def stop_link(person: User, category: str = "prompt") -> str:
    return reverse("stop_mail", args=[links.token(person, "stop", category=category)])


def muted(person: User) -> list[str]:
    found = MailPreferences.objects.filter(person=person).first()
    return found.muted if found else []


def test_what_is_chosen_is_kept(client: Client, person: User) -> None:
    client.force_login(person)
    told = chosen(wanted=["session", "pair"], weekly_cap="5", quiet_from="21:30")
    answer = client.post(PAGE, told)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    kept = MailPreferences.objects.get(person=person)
    assert kept.muted == ["celebration", "prompt", "programme"]
    assert (kept.weekly_cap, kept.quiet_from, kept.quiet_until) == (5, dt.time(21, 30), dt.time(7))
    assert client.get(PAGE).context["form"]["wanted"].value() == ["session", "pair"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("wanted", ["security"]), ("weekly_cap", "4"), ("weekly_cap", "-1"), ("quiet_from", "late")],
)
def test_what_cannot_be_kept_comes_back_with_a_word(
    client: Client, person: User, field: str, value: Any
) -> None:
    client.force_login(person)
    answer = client.post(PAGE, chosen(**{field: value}))
    assert list(answer.context["form"].errors) == [field]
    assert muted(person) == []


def test_looking_at_a_stop_link_changes_nothing(client: Client, person: User) -> None:
    for _scanner in range(3):
        answer = client.get(stop_link(person))
        assert answer.status_code == 200
    assert "invitations to write something down" in answer.content.decode()
    assert not MailPreferences.objects.exists()


def test_one_click_of_a_mail_program_stops_at_once_without_a_cookie(person: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        stop_link(person),
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    assert muted(person) == ["prompt"]


def test_stopping_twice_is_stopping_once(client: Client, person: User) -> None:
    for _click in range(2):
        assert client.post(stop_link(person)).status_code == 200
    assert muted(person) == ["prompt"]


def test_two_links_followed_at_once_are_both_heard(person: User) -> None:
    """Either window has read the preferences before the other one wrote."""
    MailPreferences.objects.of(person).mute("pair", by=person)
    first, second, third = (MailPreferences.objects.get(person=person) for _window in range(3))
    first.mute("prompt", by=person)
    second.mute("session", by=person)
    third.unmute("pair", by=person)
    assert muted(person) == ["prompt", "session"] == third.muted


def test_it_is_taken_back_on_the_same_page(client: Client, person: User) -> None:
    client.post(stop_link(person))
    answer = client.post(stop_link(person), {"again": "yes"})
    assert "Stop these mails?" in answer.content.decode()
    assert muted(person) == []


@pytest.mark.parametrize("category", ["security", "", "everything"])
def test_only_what_may_be_stopped_can_be_stopped(
    client: Client, person: User, category: str
) -> None:
    assert client.post(stop_link(person, category)).status_code == 404
    assert muted(person) == []


def test_a_link_stops_mails_of_its_own_person_and_category_only(
    client: Client, person: User
) -> None:
    other = make_person()
    client.force_login(other)
    client.post(stop_link(person, "session"))
    assert (muted(person), muted(other)) == (["session"], [])


@pytest.mark.parametrize(("days", "status"), [(399, 200), (401, 410)])
def test_an_old_mail_can_still_be_stopped(
    client: Client, person: User, time_machine: Any, days: int, status: int
) -> None:
    time_machine.move_to(NINE)
    link = stop_link(person)
    time_machine.move_to(NINE + dt.timedelta(days=days))
    assert client.post(link).status_code == status


def test_a_link_dies_when_its_person_signs_out_everywhere(client: Client, person: User) -> None:
    link = stop_link(person)
    person.revoke_links(by=person)
    assert client.post(link).status_code == 410
    assert muted(person) == []


def test_a_link_made_for_something_else_stops_nothing(client: Client, person: User) -> None:
    token = links.token(person, "log", category="prompt")
    assert client.post(reverse("stop_mail", args=[token])).status_code == 410
    assert muted(person) == []
