"""Every page of an account: for whoever is signed in, and for nobody else."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.doors import PASSWORD, make_account
from tests.factories import make_person

pytestmark = pytest.mark.django_db
OURS = ["account", "profile", "times", "mail_preferences"]
THEIRS = [
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
]
WITH_A_SECOND_STEP = [
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]
OPEN = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_inactive",
]
POSTED = {
    "sign_out_everywhere": (),
    "free_hours": (),
    "not_free": ("00000000-0000-0000-0000-000000000001",),
    "free_again": (1, 0, 60),
    "away": (),
    "not_away": ("00000000-0000-0000-0000-000000000001",),
    "away_again": ("2026-01-01", "2026-01-02"),
    "withdraw_invitation": ("00000000-0000-0000-0000-000000000001",),
}


@pytest.fixture
def person(client: Client) -> User:
    """Signed in, and asked for the password a moment ago."""
    person = make_account()
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return person


@pytest.mark.parametrize("name", OURS)
def test_a_page_of_ours_is_for_whoever_is_signed_in(
    client: Client, person: User, name: str
) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize("name", [*OURS, *THEIRS, *WITH_A_SECOND_STEP])
def test_a_visitor_is_led_to_sign_in(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "about"), POSTED.items())
def test_what_is_posted_is_for_whoever_is_signed_in(
    client: Client, name: str, about: tuple[object, ...]
) -> None:
    answer = client.post(reverse(name, args=about))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "about"), POSTED.items())
def test_what_is_posted_is_never_got(
    client: Client, person: User, name: str, about: tuple[object, ...]
) -> None:
    User.objects.filter(pk=person.pk).update(is_superuser=True)
    assert client.get(reverse(name, args=about)).status_code == 405


@pytest.mark.parametrize("name", [*THEIRS, "account_logout"])
def test_a_page_of_allauth_opens(client: Client, person: User, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize("name", WITH_A_SECOND_STEP)
def test_a_page_about_a_second_step_opens(client: Client, person: User, name: str) -> None:
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", OPEN)
def test_a_page_before_signing_in_opens(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_somebody_without_a_password_may_choose_one(client: Client) -> None:
    client.force_login(make_person())
    assert reverse("account_set_password") in client.get(reverse("account")).content.decode()
    assert client.get(reverse("account_set_password")).status_code == 200


def test_only_site_owners_see_the_pages_of_the_installation(client: Client, person: User) -> None:
    link = reverse("invitations")
    assert link not in client.get(reverse("account")).content.decode()
    User.objects.filter(pk=person.pk).update(is_superuser=True, is_staff=True)
    assert link in client.get(reverse("account")).content.decode()
