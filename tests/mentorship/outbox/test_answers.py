"""What the many errors of sending mean."""

from __future__ import annotations

import smtplib
from typing import Any

import pytest
import requests
from anymail.exceptions import AnymailRecipientsRefused, AnymailRequestsAPIError

from mentorship.outbox.answers import Answer, answer, name_of


def by_api(status: int) -> AnymailRequestsAPIError:
    response = requests.Response()
    response.status_code = status
    return AnymailRequestsAPIError("the words of amara@example.org", response=response)


def to_one(code: int) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"amara@example.org": (code, b"words")})


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (to_one(550), Answer.REFUSED),
        (to_one(451), Answer.LATER),
        (to_one(421), Answer.CUT),
        (smtplib.SMTPDataError(554, b"spam"), Answer.REFUSED),
        (smtplib.SMTPDataError(452, b"full"), Answer.LATER),
        (smtplib.SMTPSenderRefused(530, b"sign in first", "us"), Answer.DOWN),
        (smtplib.SMTPSenderRefused(451, b"slower", "us"), Answer.DOWN),
        (smtplib.SMTPSenderRefused(552, b"too large", "us"), Answer.REFUSED),
        (smtplib.SMTPServerDisconnected("gone"), Answer.CUT),
        (smtplib.SMTPNotSupportedError("no SMTPUTF8"), Answer.UNSENDABLE),
        (TimeoutError(), Answer.CUT),
        (ConnectionResetError(), Answer.CUT),
        (OSError(28, "no space"), Answer.CUT),
        (by_api(401), Answer.DOWN),
        (by_api(422), Answer.UNSENDABLE),
        (by_api(429), Answer.CUT),
        (by_api(503), Answer.CUT),
        (AnymailRecipientsRefused(), Answer.REFUSED),
        (ValueError("a newline in a header"), Answer.UNSENDABLE),
    ],
    ids=lambda value: name_of(value) if isinstance(value, Exception) else value.name,
)
def test_an_error_means(error: Any, meaning: Answer) -> None:
    assert answer(error) is meaning


def test_the_name_of_an_error_holds_no_words() -> None:
    assert [name_of(error) for error in (to_one(550), by_api(422), KeyError("amara"))] == [
        "SMTPRecipientsRefused 550",
        "AnymailRequestsAPIError 422",
        "KeyError",
    ]
