"""A real mail server says yes, later, never, or nothing; what that does to what is owed."""

from __future__ import annotations

import asyncio
import datetime as dt
import email
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from mentorship.models import Notice
from mentorship.outbox.delivery import Report, deliver_all, deliver_due
from tests.mentorship.factories import AFTERNOON, owe
from tests.servers.processes import free_port

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


class Server:
    """Says what it was told to say, to each command in turn; then yes."""

    def __init__(self) -> None:
        self.arrived: list[str] = []
        self.greetings = 0
        self.to_sender: list[str] = []
        self.to_recipient: dict[str, list[str]] = {}
        self.after_data: list[str] = []

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, name: str, said: list[str]
    ) -> list[str]:
        self.greetings += 1
        session.host_name = name
        return said

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.to_sender:
            return self.to_sender.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.to_recipient.get(address):
            return self.to_recipient[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        message = email.message_from_bytes(envelope.original_content or b"")
        self.arrived.append(str(message["Message-ID"]))
        said = self.after_data.pop(0) if self.after_data else "250 Kept"
        if said == "cut":
            assert server.transport is not None
            server.transport.close()
        if said == "sleep":
            await asyncio.sleep(2)
        return said


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    settings.LETTER_BOOKS = ["mentorship.emails.pairs", "tests.mentorship.book"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER, settings.EMAIL_TIMEOUT = "", 0.5
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield handler
    controller.stop()


def test_a_round_uses_one_connection(server: Server) -> None:
    notices = [owe() for _number in range(10)]
    assert deliver_due(AFTERNOON) == Report(claimed=10, sent=10)
    assert server.greetings == 1
    assert Counter(server.arrived) == Counter(notice.message_id for notice in notices)


def test_later_means_again_until_it_is_taken(server: Server) -> None:
    notice = owe()
    server.to_recipient[notice.recipient.email] = ["451 Greylisted", "452 Full"]
    reports = [deliver_due(AFTERNOON + wait * HOUR) for wait in range(4)]
    assert reports == [
        Report(claimed=1, put_back=1),
        Report(claimed=1, put_back=1),
        Report(claimed=1, sent=1),
        Report(),
    ]


def test_one_who_must_wait_keeps_nobody_waiting(server: Server) -> None:
    for _number in range(5):
        slow = owe()
        server.to_recipient[slow.recipient.email] = ["450 Later"]
        owe()
    assert deliver_due(AFTERNOON) == Report(claimed=10, sent=5, put_back=5)
    assert server.greetings == 1


def test_never_means_never(server: Server) -> None:
    notice = owe()
    server.to_recipient[notice.recipient.email] = ["550 No such person: amara@example.org"]
    assert deliver_due(AFTERNOON) == Report(claimed=1, refused=1)
    assert deliver_all(AFTERNOON + DAY) == Report()
    notice.refresh_from_db()
    assert (notice.state, notice.why_not) == ("refused", "SMTPRecipientsRefused 550")


def test_a_mail_that_is_refused_after_its_text_is_given_up_alone(server: Server) -> None:
    owe(due_at=AFTERNOON - HOUR)
    owe()
    server.after_data = ["554 Not this"]
    assert deliver_due(AFTERNOON) == Report(claimed=2, sent=1, refused=1)


def test_later_ends_after_three_days(server: Server) -> None:
    notice = owe()
    server.to_recipient[notice.recipient.email] = ["451 Later"] * 100
    hours = 0
    while Notice.objects.get().state == Notice.State.OWED:
        deliver_due(AFTERNOON + hours * HOUR)
        hours += 1
    notice.refresh_from_db()
    assert 72 < hours <= 88  # the last try may have to wait for a morning
    assert (notice.state, notice.why_not) == ("refused", "SMTPRecipientsRefused 451")


def test_a_server_that_is_down_is_nobodys_fault(settings: Any) -> None:
    settings.LETTER_BOOKS = ["mentorship.emails.pairs", "tests.mentorship.book"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    for _number in range(5):
        owe()
    assert deliver_all(AFTERNOON) == Report(claimed=5, is_down=True)
    untouched = {"state": "owed", "attempts": 0, "lease_until_at": None, "due_at": AFTERNOON}
    assert list(Notice.objects.values(*untouched)) == [untouched] * 5


def test_a_sender_who_may_not_send_loses_no_mail(server: Server) -> None:
    """It is our setting that is wrong, whichever mail was tried."""
    owe()
    server.to_sender = ["550 You may not send from here"]
    assert deliver_all(AFTERNOON) == Report(claimed=1, is_down=True)
    assert deliver_all(AFTERNOON) == Report(claimed=1, sent=1)


def test_a_connection_that_breaks_after_the_text_repeats_the_same_mail(server: Server) -> None:
    notice = owe()
    server.after_data = ["cut"]
    assert deliver_due(AFTERNOON) == Report(claimed=1, put_back=1)
    assert deliver_due(AFTERNOON + HOUR) == Report(claimed=1, sent=1)
    assert server.arrived == [notice.message_id] * 2


def test_one_broken_connection_is_opened_anew_for_the_others(server: Server) -> None:
    for age in range(4):
        owe(due_at=AFTERNOON - age * HOUR)
    server.after_data = ["cut"]
    assert deliver_due(AFTERNOON) == Report(claimed=4, sent=3, put_back=1)
    assert server.greetings == 2


def test_a_server_too_slow_for_three_mails_is_left_in_peace(server: Server) -> None:
    for _number in range(6):
        owe()
    server.after_data = ["sleep"] * 3
    assert deliver_due(AFTERNOON) == Report(claimed=6, put_back=3, is_down=True)
    server.after_data = []
    assert deliver_all(AFTERNOON + HOUR) == Report(claimed=6, sent=6)


def test_a_server_that_closes_for_a_while_gets_the_mail_later(server: Server) -> None:
    notice = owe()
    server.to_recipient[notice.recipient.email] = ["421 Too busy"]
    owe()
    assert deliver_due(AFTERNOON) == Report(claimed=2, sent=1, put_back=1)
    assert deliver_due(AFTERNOON + HOUR) == Report(claimed=1, sent=1)
