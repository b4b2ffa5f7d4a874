"""Where the site asks for it, nobody sees data of others before they have a second step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from tests.accounts.doors import (
    ASK_FOR_CODE,
    GIVE_CODE,
    PASSWORD,
    SIGN_IN,
    is_signed_in,
    last_code,
    make_account,
)
from tests.factories import make_enrolment, make_person

pytestmark = pytest.mark.django_db
SET_UP = reverse("mfa_index")
COHORTS = reverse("cohorts")


@pytest.fixture(autouse=True)
def asks(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def owner(client: Client) -> User:
    person = make_person(is_superuser=True, is_staff=True)
    client.force_login(person)
    return person


@pytest.fixture
def coordinator(client: Client) -> User:
    person = make_enrolment(role="admin").person
    client.force_login(person)
    return person


def give_one(person: User) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return secret


def number_of(secret: str) -> str:
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )


@pytest.mark.parametrize("path", ["/", "/site-admin/", reverse("invitations"), COHORTS])
def test_a_site_owner_is_led_to_set_it_up(client: Client, owner: User, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer.redirect_chain == [(SET_UP, 302)]
    assert "You look after other people’s data here" in answer.content.decode()


@pytest.mark.parametrize("path", ["/site-admin/", reverse("invitations")])
def test_with_one_a_site_owner_goes_on(client: Client, owner: User, path: str) -> None:
    give_one(owner)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "name", ["account", "profile", "mfa_index", "mfa_activate_totp", "account_logout", "mail_test"]
)
def test_their_own_account_stays_open(client: Client, owner: User, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200


def test_a_coordinator_is_led_to_set_it_up(client: Client, coordinator: User) -> None:
    assert client.get(COHORTS)["Location"] == SET_UP
    give_one(coordinator)
    assert client.get(COHORTS).status_code == 200


def test_whoever_may_not_see_a_page_does_not_learn_that_it_is_there(client: Client) -> None:
    client.force_login(make_person())
    assert client.get(COHORTS).status_code == 404


def test_everybody_else_is_asked_nothing(client: Client) -> None:
    client.force_login(make_person())
    assert client.get(reverse("account")).status_code == 200


def test_where_the_site_does_not_ask_a_coordinator_goes_on(
    client: Client, coordinator: User, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    assert client.get(COHORTS).status_code == 200


def test_it_is_set_up_through_the_pages_and_then_asked_for(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    person = make_account(email="amara@example.org")
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": number_of(secret)})
    assert mail.outbox[0].subject == "A second step guards your account"

    later = Client()
    answer = later.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(later)
    assert later.get(reverse("mfa_authenticate")).status_code == 200
    later.post(reverse("mfa_authenticate"), {"code": "no"})
    assert not is_signed_in(later)
    later.post(reverse("mfa_authenticate"), {"code": number_of(secret)})
    assert is_signed_in(later)


def come_in(client: Client, **fields: Any) -> User:
    person = make_account(email="amara@example.org", **fields)
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    assert is_signed_in(client)
    return person


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_whoever_has_just_given_the_password_is_not_asked_for_it_again(
    client: Client, name: str
) -> None:
    come_in(client)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 302)])
def test_ten_minutes_later_they_are_asked(client: Client, minutes: int, status: int) -> None:
    come_in(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        answer = client.get(reverse("mfa_activate_totp"))
    assert answer.status_code == status
    if status == 302:
        assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_a_mailed_code_is_no_password(client: Client) -> None:
    person = come_in(Client())
    client.post(ASK_FOR_CODE, {"email": person.email})
    client.post(GIVE_CODE, {"code": last_code()})
    assert is_signed_in(client)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_what_somebody_else_proved_in_this_browser_does_not_count(client: Client) -> None:
    come_in(client)
    client.force_login(make_account(email="other@example.org"))
    assert client.get(reverse("mfa_activate_totp")).status_code == 302
