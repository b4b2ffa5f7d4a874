"""A mail server that keeps what it is given, for tests that send real mail."""

from __future__ import annotations

import email
import email.policy
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.processes import free_port


class SmtpSink:
    """`url` goes into EMAIL_URL; `messages` holds what has arrived, oldest first."""

    def __init__(self, port: int) -> None:
        self.url = f"smtp://127.0.0.1:{port}"
        self.messages: list[EmailMessage] = []

    # The name is aiosmtpd's.
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        message = email.message_from_bytes(
            envelope.original_content or b"", policy=email.policy.default
        )
        assert isinstance(message, EmailMessage)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 Kept"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in list(self.messages) if address in mail["X-Envelope-To"]]

    def wait_for(self, count: int, *, seconds: float = 30) -> list[EmailMessage]:
        """The messages, as soon as there are so many; whatever there is when time is up."""
        limit = time.monotonic() + seconds
        while len(self.messages) < count and time.monotonic() < limit:
            time.sleep(0.05)
        return list(self.messages)

    def clear(self) -> None:
        self.messages.clear()


@contextmanager
def smtp_server() -> Iterator[SmtpSink]:
    port = free_port()
    sink = SmtpSink(port)
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
