"""Signing up, through the real pages and the real mails."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.doors import (
    CONFIRM,
    PASSWORD,
    SIGN_UP,
    details,
    is_signed_in,
    last_code,
)

pytestmark = pytest.mark.django_db


def test_somebody_signs_up_with_the_code_of_a_mail(client: Client) -> None:
    answer = client.post(SIGN_UP, details())
    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    assert not is_signed_in(client)

    answer = client.post(CONFIRM, {"code": last_code()})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    person = User.objects.get()
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.name, person.email) == ("Amara Okafor", "amara@example.org")
    assert person.check_password(PASSWORD)
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == (person.email, True, True)


def test_the_zone_is_a_guess_that_waits_to_be_confirmed(client: Client) -> None:
    client.post(SIGN_UP, details(time_zone="Africa/Lagos"))
    person = User.objects.get()
    assert (person.time_zone, person.zone_confirmed_at) == ("Africa/Lagos", None)


@pytest.mark.parametrize(
    ("guess", "kept"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Europe/Stockholm", "Europe/Stockholm"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_that_a_browser_calls_by_an_old_name_gets_its_name_of_today(
    client: Client, guess: str, kept: str
) -> None:
    client.post(SIGN_UP, details(time_zone=guess))
    assert User.objects.get().time_zone == kept


@pytest.mark.parametrize("guess", ["", "Mars/Olympus", "../../etc/passwd", "x" * 64])
def test_a_zone_nobody_knows_leaves_the_default_one(client: Client, guess: str) -> None:
    client.post(SIGN_UP, details(time_zone=guess))
    assert User.objects.get().time_zone == "Europe/Berlin"


def test_the_mail_has_the_code_in_both_twins_and_nothing_that_was_typed(client: Client) -> None:
    client.post(SIGN_UP, details(name="Evil Name"))
    [message] = mail.outbox
    html, _kind = message.alternatives[0]
    code = last_code()
    assert (message.to, message.subject) == (
        ["amara@example.org"],
        "Your code to confirm this address",
    )
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert code in html
    assert [text for text in (message.body, html) if "Evil" in text or "http" in text] == []


def test_a_wrong_code_lets_nobody_in_and_three_end_the_attempt(client: Client) -> None:
    client.post(SIGN_UP, details())
    for _attempt in range(2):
        assert client.post(CONFIRM, {"code": "XXXX-XXXX"}).status_code == 200
    answer = client.post(CONFIRM, {"code": "XXXX-XXXX"})
    assert answer.status_code == 302
    assert client.post(CONFIRM, {"code": last_code()}).status_code == 302
    assert not is_signed_in(client)
    assert not EmailAddress.objects.get().verified


def test_a_new_code_can_be_asked_for_and_the_old_one_is_worth_nothing(
    client: Client, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime(2026, 5, 4, 9, 0, tzinfo=dt.UTC))
    client.post(SIGN_UP, details())
    first = last_code()
    time_machine.shift(11)
    client.post(CONFIRM, {"action": "resend"})
    assert len(mail.outbox) == 2
    client.post(CONFIRM, {"code": first})
    assert not is_signed_in(client)
    client.post(CONFIRM, {"code": last_code()})
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "Amara\u202eOkafor"),
        ("email", "amara"),
        ("password1", "short"),
        ("password1", "1234567890"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_a_word(client: Client, field: str, value: str) -> None:
    answer = client.post(SIGN_UP, details(**{field: value}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not User.objects.exists()


def test_the_name_is_kept_in_one_spelling(client: Client) -> None:
    client.post(SIGN_UP, details(name="  Zoe\u0308   O`Hara "))
    assert User.objects.get().name == "Zoë O’Hara"


def test_two_spellings_of_an_address_are_one_account(client: Client) -> None:
    client.post(SIGN_UP, details())
    Client().post(SIGN_UP, details(email="AMARA@Example.org"))
    assert User.objects.count() == 1


def test_closed_sign_up_shows_a_kind_page_and_makes_nobody(client: Client, settings: Any) -> None:
    settings.REGISTRATION = "invitation"
    assert "By invitation" in client.get(SIGN_UP).content.decode()
    client.post(SIGN_UP, details())
    assert not User.objects.exists()
