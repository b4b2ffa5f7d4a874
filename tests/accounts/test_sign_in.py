"""Signing in by password and by code, and what stops those who should not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.doors import (
    ASK_FOR_CODE,
    GIVE_CODE,
    PASSWORD,
    SIGN_IN,
    SIGN_UP,
    details,
    is_signed_in,
    last_code,
    make_account,
)
from tests.factories import make_person

pytestmark = pytest.mark.django_db
NINE = dt.datetime(2026, 5, 4, 9, 0, tzinfo=dt.UTC)


def try_password(client: Client, password: str, **extra: Any) -> Any:
    told = {"login": "amara@example.org", "password": password}
    return client.post(SIGN_IN, told, **extra)


def test_somebody_signs_in_with_a_password(client: Client) -> None:
    person = make_account(email="amara@example.org")
    answer = try_password(client, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_session_has_a_new_id_after_signing_in(client: Client) -> None:
    make_account(email="amara@example.org")
    client.post(SIGN_UP, details(email="somebody@example.org"))
    before = client.session.session_key
    try_password(Client(), PASSWORD)
    client.post(reverse("account_logout"))
    try_password(client, PASSWORD)
    assert client.session.session_key != before


def test_a_wrong_password_says_so_kindly_and_lets_nobody_in(client: Client) -> None:
    make_account(email="amara@example.org")
    answer = try_password(client, "not this one")
    assert answer.status_code == 200
    assert not is_signed_in(client)


@pytest.mark.parametrize("email", ["amara@example.org", "AMARA@example.org"])
def test_somebody_signs_in_with_a_code_from_a_mail(client: Client, email: str) -> None:
    person = make_account(email="amara@example.org")
    answer = client.post(ASK_FOR_CODE, {"email": email})
    assert (answer.status_code, answer["Location"]) == (302, GIVE_CODE)
    answer = client.post(GIVE_CODE, {"code": last_code()})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert mail.outbox[-1].subject == "Your code to sign in"


def test_a_wrong_code_lets_nobody_in_and_the_third_ends_the_attempt(client: Client) -> None:
    make_account(email="amara@example.org")
    client.post(ASK_FOR_CODE, {"email": "amara@example.org"})
    answers = [client.post(GIVE_CODE, {"code": "XXXX-XXXX"}).status_code for _try in range(3)]
    assert answers == [200, 200, 302]
    client.post(GIVE_CODE, {"code": last_code()})
    assert not is_signed_in(client)


def test_a_code_is_worth_nothing_after_ten_minutes(client: Client, time_machine: Any) -> None:
    make_account(email="amara@example.org")
    time_machine.move_to(NINE)
    client.post(ASK_FOR_CODE, {"email": "amara@example.org"})
    time_machine.shift(601)
    client.post(GIVE_CODE, {"code": last_code()})
    assert not is_signed_in(client)


def test_somebody_who_was_imported_signs_in_with_a_code(client: Client) -> None:
    person = make_person(email="amara@example.org")
    client.post(ASK_FOR_CODE, {"email": person.email})
    client.post(GIVE_CODE, {"code": last_code()})
    assert is_signed_in(client)


def test_a_password_set_by_whoever_signed_up_first_dies_when_the_owner_comes_by_code(
    client: Client,
) -> None:
    stranger = Client()
    stranger.post(SIGN_UP, details(email="amara@example.org", password1="laid in ambush 1"))
    client.post(ASK_FOR_CODE, {"email": "amara@example.org"})
    client.post(GIVE_CODE, {"code": last_code()})
    assert is_signed_in(client)
    try_password(stranger, "laid in ambush 1")
    assert not is_signed_in(stranger)


def test_a_password_of_an_account_in_use_stays_when_its_owner_comes_by_code(
    client: Client,
) -> None:
    make_account(email="amara@example.org")
    try_password(Client(), PASSWORD)
    client.post(ASK_FOR_CODE, {"email": "amara@example.org"})
    client.post(GIVE_CODE, {"code": last_code()})
    assert User.objects.get().check_password(PASSWORD)


def test_wrong_passwords_from_one_network_do_not_lock_out_another() -> None:
    make_account(email="amara@example.org")
    for _guess in range(6):
        try_password(Client(), "a guess", REMOTE_ADDR="203.0.113.9")
    attacker, owner = Client(), Client()
    try_password(attacker, PASSWORD, REMOTE_ADDR="203.0.113.9")
    try_password(owner, PASSWORD, REMOTE_ADDR="198.51.100.4")
    assert (is_signed_in(attacker), is_signed_in(owner)) == (False, True)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counts_as_one"),
    [
        (0, "198.51.100.{}", True),  # nobody may say where they come from
        (1, "198.51.100.{}, 203.0.113.9", True),  # our proxy wrote the last one
        (1, "203.0.113.9, 198.51.100.{}", False),
        (2, "198.51.100.{}", True),  # one short of what we were promised
        (1, "no address {}", True),
    ],
)
def test_limits_believe_as_many_proxies_as_the_site_trusts(
    settings: Any, proxies: int, forwarded: str, *, counts_as_one: bool
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    make_account(email="amara@example.org")
    for number in range(6):
        try_password(Client(), "a guess", HTTP_X_FORWARDED_FOR=forwarded.format(number))
    client = Client()
    try_password(client, PASSWORD, HTTP_X_FORWARDED_FOR=forwarded.format(7))
    assert is_signed_in(client) is not counts_as_one


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_signing_in_never_leads_to_another_site(client: Client, target: str) -> None:
    make_account(email="amara@example.org")
    told = {"login": "amara@example.org", "password": PASSWORD, "next": target}
    assert client.post(SIGN_IN, told)["Location"] == "/"


def test_signing_in_leads_back_to_where_somebody_was_going(client: Client) -> None:
    make_account(email="amara@example.org")
    told = {"login": "amara@example.org", "password": PASSWORD, "next": reverse("times")}
    assert client.post(SIGN_IN, told)["Location"] == reverse("times")


def test_a_new_password_comes_by_code_and_ends_other_sessions(client: Client) -> None:
    make_account(email="amara@example.org")
    elsewhere = Client()
    try_password(elsewhere, PASSWORD)
    client.post(reverse("account_reset_password"), {"email": "amara@example.org"})
    client.post(reverse("account_confirm_password_reset_code"), {"code": last_code()})
    told = {"password1": "a quieter harbour 9", "password2": "a quieter harbour 9"}
    client.post(reverse("account_complete_password_reset"), told)
    assert User.objects.get().check_password("a quieter harbour 9")
    assert elsewhere.get(reverse("account")).status_code == 302
    assert mail.outbox[-1].subject == "Your password has changed"


def test_whoever_is_suspended_is_out_at_once(client: Client) -> None:
    person = make_account(email="amara@example.org")
    try_password(client, PASSWORD)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(reverse("account")).status_code == 302
    answer = try_password(client, PASSWORD)
    assert answer["Location"] == reverse("account_inactive")


def test_the_admin_site_has_no_door_of_its_own(client: Client) -> None:
    answer = client.get("/site-admin/login/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN_IN)
