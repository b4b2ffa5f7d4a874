"""Mails about signing in: twins in our look, in words of our own."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from accounts import mails
from tests.factories import make_person

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
TOLD = {
    "code": "WXYZ-1234",
    "facts": [{"label": "When", "value": "today"}],
    "action_url": "",
}


@pytest.mark.parametrize("kind", sorted(mails.KINDS))
def test_each_kind_has_two_twins_with_the_same_words(kind: str) -> None:
    mails.send(kind, "amara@example.org", TOLD)
    [message] = mail.outbox
    html, content_type = message.alternatives[0]
    words = mails.KINDS[kind]
    assert (message.to, content_type) == (["amara@example.org"], "text/html")
    assert message.subject == str(words.subject)
    assert str(words.said) in message.body
    assert f"You get this because {words.reason}." in message.body
    assert [twin for twin in (message.body, html) if "{{" in twin or "None" in twin] == []
    assert ('class="button"' in html) is bool(words.place)


@pytest.mark.parametrize("kind", sorted(k for k, w in mails.KINDS.items() if w.template == "code"))
def test_a_code_stands_alone_on_a_line_and_never_in_the_subject(kind: str) -> None:
    mails.send(kind, "amara@example.org", TOLD)
    [message] = mail.outbox
    assert "WXYZ-1234" in message.body.splitlines()
    assert "WXYZ" not in message.subject


def test_who_invites_is_named_in_the_body_and_never_in_the_subject() -> None:
    by = make_person(name="Chidi Brandt")
    mails.send("invitation", "amara@example.org", {"by": by, "action_url": "https://here/"})
    [message] = mail.outbox
    assert "Chidi Brandt would like you to join" in message.body
    assert message.subject == "You are invited"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (EDGE, "Edge on Windows"),
        (IPHONE, "Safari on iPhone"),
        ("curl/8.0", "an unknown browser"),
        ("http://evil.example/ click here", "an unknown browser"),
        ("", "an unknown browser"),
    ],
)
def test_a_browser_is_named_in_our_words(user_agent: str, words: str) -> None:
    assert mails.device(user_agent) == words


def test_circumstances_say_when_with_what_and_from_where() -> None:
    at = dt.datetime(2026, 5, 4, 9, 0, tzinfo=dt.UTC)
    told = {"timestamp": at, "user_agent": FIREFOX, "ip": "203.0.113.9"}
    assert [fact["value"] for fact in mails.circumstances(told)] == [
        "4 May 2026, 09:00",
        "Firefox on Linux",
        "203.0.113.9",
    ]
