"""A letter book for tests: letters of every category, and one that cannot be written."""

from __future__ import annotations

from mentorship.models import Notice
from mentorship.outbox.letters import Letter


def greeting(notice: Notice) -> Letter:
    return _letter("pair")


def cheer(notice: Notice) -> Letter:
    return _letter("celebration")


def nudge(notice: Notice) -> Letter:
    return _letter("prompt")


def alarm(notice: Notice) -> Letter:
    return _letter("security")


def pointless(notice: Notice) -> None:
    return None


def poison(notice: Notice) -> Letter:
    raise ZeroDivisionError(f"the words of {notice.recipient.email}")


def _letter(category: str) -> Letter:
    return Letter(
        category=category,
        subject="A word\nfor you",
        template="application_waiting",
        action_url="https://mentoring.example.org/here/?a=1&b=2",
        action_label="Look",
        reason="this is a test",
        context={"program": "Test & Trial"},
    )
