"""Coming in by invitation: for one address, once, for seven days, and telling nobody anything."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import links
from accounts.models import Invitation, User
from tests.accounts.doors import PASSWORD, SIGN_UP, details, is_signed_in, make_account
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)
NINE = dt.datetime(2026, 5, 4, 9, 0, tzinfo=dt.UTC)
LIST = reverse("invitations")


def invite(email: str = "amara@example.org", **told: Any) -> Invitation:
    by = told.pop("by", None) or make_person(name="Chidi Brandt")
    return Invitation.objects.invite(email, by=by, now=told.pop("now", timezone.now()))


def page_of(invitation: Invitation) -> str:
    return reverse("invitation", args=[invitation.token])


def test_the_mail_leads_to_sign_up_with_the_address_fixed_and_proven(
    client: Client, settings: Any
) -> None:
    settings.REGISTRATION = "invitation"
    invitation = invite()
    [message] = mail.outbox
    assert (message.to, message.subject) == (["amara@example.org"], "You are invited")
    assert f"http://localhost:8000{page_of(invitation)}" in message.body

    assert client.get(page_of(invitation)).status_code == 200
    assert client.post(page_of(invitation))["Location"] == SIGN_UP
    client.post(SIGN_UP, details(email="somebody.else@example.org"))
    person = User.objects.get(email="amara@example.org")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert EmailAddress.objects.get().verified
    assert len(mail.outbox) == 1


def test_it_works_once(client: Client) -> None:
    invitation = invite()
    client.post(page_of(invitation))
    client.post(SIGN_UP, details())
    second = Client()
    assert second.get(page_of(invitation)).status_code == 410
    assert second.post(page_of(invitation)).status_code == 410


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 410)])
def test_it_works_for_seven_days(
    client: Client, time_machine: Any, days: float, status: int
) -> None:
    time_machine.move_to(NINE)
    invitation = invite(now=NINE)
    time_machine.move_to(NINE + dt.timedelta(days=days))
    assert client.get(page_of(invitation)).status_code == status


def test_it_opens_the_door_only_while_it_is_good(
    client: Client, settings: Any, time_machine: Any
) -> None:
    settings.REGISTRATION = "invitation"
    time_machine.move_to(NINE)
    client.post(page_of(invite(now=NINE)))
    time_machine.move_to(NINE + dt.timedelta(days=8))
    client.post(SIGN_UP, details())
    assert not User.objects.filter(email="amara@example.org").exists()


def test_looking_changes_nothing(client: Client, settings: Any) -> None:
    settings.REGISTRATION = "invitation"
    client.get(page_of(invite()))
    assert "By invitation" in client.get(SIGN_UP).content.decode()


def test_a_forged_or_withdrawn_link_leads_nowhere(client: Client) -> None:
    invitation = invite()
    link = page_of(invitation)
    assert client.get(reverse("invitation", args=["forged"])).status_code == 410
    invitation.withdraw(by=None)
    assert client.get(link).status_code == 410


def test_inviting_again_renews_the_same_invitation() -> None:
    first, second = invite(now=NINE), invite("Amara@Example.org", now=NINE + dt.timedelta(days=3))
    assert first == second
    assert second.expires_at == NINE + dt.timedelta(days=10)
    assert len(mail.outbox) == 2


def test_whoever_invites_cannot_tell_who_has_an_account() -> None:
    make_account(email="known@example.org")
    known, new = invite("known@example.org"), invite("new@example.org")
    bodies = [
        message.body.replace(known.token, "TOKEN").replace(new.token, "TOKEN")
        for message in mail.outbox
    ]
    assert bodies[0] == bodies[1]


def test_somebody_with_an_account_is_led_to_sign_in(client: Client) -> None:
    make_account(email="amara@example.org")
    link = page_of(invite())
    assert "There is an account for amara@example.org already" in client.get(link).content.decode()
    assert client.post(link).status_code == 200
    assert not is_signed_in(client)


def test_a_mail_that_cannot_be_sent_is_owned_up_to(client: Client, settings: Any) -> None:
    owner = make_person(is_superuser=True)
    client.force_login(owner)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client.post(LIST, {"email": "amara@example.org"})
    assert "could not be sent yet" in client.get(LIST).content.decode()


def test_site_owners_invite_and_take_back(client: Client) -> None:
    client.force_login(make_person(is_superuser=True))
    client.post(LIST, {"email": "amara@example.org"})
    assert "amara@example.org" in client.get(LIST).content.decode()
    client.post(reverse("withdraw_invitation", args=[Invitation.objects.get().pk]))
    assert not Invitation.objects.exists()


def test_nobody_else_may_invite(client: Client) -> None:
    client.force_login(make_person())
    assert client.get(LIST).status_code == 404
    assert client.post(LIST, {"email": "amara@example.org"}).status_code == 404
    assert not Invitation.objects.exists()


# --- people whom an import entered -----------------------------------------------------------


def join_page(person: User) -> str:
    return reverse("join", args=[links.token(person, "invite")])


def test_somebody_imported_chooses_a_password_and_is_in(client: Client) -> None:
    person = make_person(name="Amara Okafor")
    assert "Welcome, Amara" in client.get(join_page(person)).content.decode()
    answer = client.post(join_page(person), {"password": PASSWORD})
    assert answer["Location"] == reverse("profile")
    assert client.session["_auth_user_id"] == str(person.pk)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=person).verified
    assert mail.outbox == []


def test_somebody_imported_may_stay_with_codes(client: Client) -> None:
    person = make_person()
    client.post(join_page(person), {"password": ""})
    assert is_signed_in(client)
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_the_link_of_an_import_sets_up_once(client: Client) -> None:
    person = make_person()
    link = join_page(person)
    client.post(link, {"password": PASSWORD})
    second = Client()
    assert "You are set up already" in second.get(link).content.decode()
    second.post(link, {"password": "taken over 12345"})
    assert not is_signed_in(second)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_weak_password_comes_back_with_a_word(client: Client) -> None:
    person = make_person()
    answer = client.post(join_page(person), {"password": "short"})
    assert list(answer.context["form"].errors) == ["password"]
    assert not is_signed_in(client)


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 410)])
def test_the_link_of_an_import_works_for_seven_days(
    client: Client, time_machine: Any, days: float, status: int
) -> None:
    time_machine.move_to(NINE)
    link = join_page(make_person())
    time_machine.move_to(NINE + dt.timedelta(days=days))
    assert client.get(link).status_code == status


def test_a_link_made_for_something_else_lets_nobody_in(client: Client) -> None:
    person = make_person()
    token = links.token(person, "stop", category="session")
    assert client.post(reverse("join", args=[token])).status_code == 410
