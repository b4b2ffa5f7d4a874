"""Nobody learns who has an account: not from answers, not from pages, not from the work done."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from tests.accounts.doors import (
    ASK_FOR_CODE,
    CONFIRM,
    GIVE_CODE,
    PASSWORD,
    SIGN_IN,
    SIGN_UP,
    details,
    make_account,
)
from tests.accounts.hashers import Counting
from tests.factories import make_person

pytestmark = pytest.mark.django_db

KNOWN, NEW = "known@example.org", "new@example.org"
RESET = reverse("account_reset_password")
CONFIRM_RESET = reverse("account_confirm_password_reset_code")


@pytest.fixture
def known(settings: Any) -> None:
    make_account(email=KNOWN)
    settings.PASSWORD_HASHERS = ["tests.accounts.hashers.Counting"]
    Counting.runs = 0


def seen(answer: HttpResponse, email: str) -> tuple[int, str, str]:
    """What somebody outside can compare: status, target, and the page without its tokens."""
    page = answer.content.decode().replace(email, "ADDRESS")
    page = re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]+"', "", page)
    return answer.status_code, answer.get("Location", ""), page


def asked(path: str, then: str, told: dict[str, str], email: str) -> list[Any]:
    """One visitor: the page, the post, the page after it, a wrong code there; and the hashing."""
    client, before = Client(), Counting.runs
    answers = [
        client.get(path),
        client.post(path, told),
        client.get(then),
        client.post(then, {"code": "XXXX-XXXX"}),
        client.get(SIGN_IN),
    ]
    return [*(seen(answer, email) for answer in answers), Counting.runs - before]


@pytest.mark.usefixtures("known")
def test_signing_up_looks_and_works_the_same_for_a_known_address() -> None:
    known = asked(SIGN_UP, CONFIRM, details(email=KNOWN), KNOWN)
    new = asked(SIGN_UP, CONFIRM, details(email=NEW), NEW)
    assert known == new
    assert known[-1] == 1
    assert [message.to for message in mail.outbox] == [[KNOWN], [NEW]]
    assert mail.outbox[0].subject == "You have an account already"


@pytest.mark.usefixtures("known")
def test_signing_up_with_a_known_address_writes_as_much_and_leaves_nothing() -> None:
    written = []
    for email in (KNOWN, NEW):
        with CaptureQueriesContext(connection) as queries:
            Client().post(SIGN_UP, details(email=email))
        ours = ('INSERT INTO "accounts_user"', 'INSERT INTO "account_emailaddress"')
        written.append([q["sql"][:30] for q in queries if q["sql"].startswith(ours)])
        assert User.objects.count() == len(written)
    assert written[0] == written[1]
    assert EmailAddress.objects.count() == 2


@pytest.mark.usefixtures("known")
def test_signing_up_with_the_address_of_somebody_who_was_imported_looks_the_same() -> None:
    make_person(email="imported@example.org")
    imported = asked(
        SIGN_UP, CONFIRM, details(email="imported@example.org"), "imported@example.org"
    )
    assert imported == asked(SIGN_UP, CONFIRM, details(email=NEW), NEW)


@pytest.mark.usefixtures("known")
def test_a_new_code_can_be_asked_for_by_both() -> None:
    pages = []
    for email in (KNOWN, NEW):
        client = Client()
        client.post(SIGN_UP, details(email=email))
        answers = [client.post(CONFIRM, {"action": "resend"}), client.get(CONFIRM)]
        pages.append([seen(answer, email) for answer in answers])
    assert pages[0] == pages[1]


@pytest.mark.usefixtures("known")
def test_a_wrong_password_looks_and_works_the_same() -> None:
    known, new = (
        asked(SIGN_IN, SIGN_IN, {"login": email, "password": "not this one"}, email)
        for email in (KNOWN, NEW)
    )
    assert known == new
    assert known[-1] == 1


@pytest.mark.usefixtures("known")
def test_asking_for_a_code_looks_and_works_the_same() -> None:
    known, new = (asked(ASK_FOR_CODE, GIVE_CODE, {"email": email}, email) for email in (KNOWN, NEW))
    assert known == new
    assert [message.subject for message in mail.outbox] == [
        "Your code to sign in",
        "There is no account for this address",
    ]


@pytest.mark.usefixtures("known")
def test_a_forgotten_password_looks_and_works_the_same() -> None:
    known, new = (asked(RESET, CONFIRM_RESET, {"email": email}, email) for email in (KNOWN, NEW))
    assert known == new
    assert [message.to for message in mail.outbox] == [[KNOWN], [NEW]]


@pytest.mark.usefixtures("known")
def test_adding_an_address_to_an_account_looks_the_same() -> None:
    pages = []
    for email in (KNOWN, NEW):
        client = Client()
        client.force_login(make_account(name="Amara Okafor", email=f"to-{email}"))
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        answers = [
            client.post(reverse("account_email"), {"action_add": "", "email": email}),
            client.get(CONFIRM),
            client.post(CONFIRM, {"code": "XXXX-XXXX"}),
        ]
        pages.append([seen(answer, email) for answer in answers])
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[KNOWN], [NEW]]
