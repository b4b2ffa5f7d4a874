"""Accounts to test with, and what a person does to get in."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import make_person

PASSWORD = "harbour lights 47"
SIGN_UP = reverse("account_signup")
SIGN_IN = reverse("account_login")
CONFIRM = reverse("account_email_verification_sent")
ASK_FOR_CODE = reverse("account_request_login_code")
GIVE_CODE = reverse("account_confirm_login_code")


def make_account(*, password: str = PASSWORD, **fields: Any) -> User:
    """A person whose address is confirmed, so that they can sign in."""
    person = make_person(password=password, **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def details(**changed: str) -> dict[str, str]:
    told = {"name": "Amara Okafor", "email": "amara@example.org", "password1": PASSWORD}
    return {**told, "time_zone": "Africa/Lagos", **changed}


def code_in(message: Any) -> str:
    """The code of a mail: the only line of it that is one word of capitals, digits and dashes."""
    return re.findall(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)$", message.body, re.MULTILINE)[0]


def last_code() -> str:
    return code_in(mail.outbox[-1])


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
