"""Reading the mails that were written to a folder instead of being sent."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404

INTO_THE_PAGE = '<base target="_top">'


@dataclass(frozen=True)
class Mail:
    """A mail as its reader sees it. `name` is its file's, without the ending."""

    name: str
    to: str
    subject: str
    sent_at: datetime | None
    text: str
    html: str


def names() -> list[str]:
    """Newest first: a file's name begins with its instant."""
    return sorted((path.stem for path in _folder().glob("*.eml")), reverse=True)


def mails(chosen: Sequence[str]) -> list[Mail]:
    return [read(name) for name in chosen]


def read(name: str) -> Mail:
    """One mail; 404 for a name that is not a file's own, whatever it points to."""
    path = _folder() / f"{name}.eml"
    if path.parent != _folder() or not path.is_file():
        raise Http404
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return Mail(
        name=name,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=_sent_at(message),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def framed(html: str) -> str:
    """The HTML for a frame: its links open in the page around it."""
    return html.replace("<head>", f"<head>{INTO_THE_PAGE}", 1)


def _sent_at(message: EmailMessage) -> datetime | None:
    """A time written as -0000 is UTC, but is read as one without a zone."""
    date = message["Date"]
    at: datetime | None = date.datetime if date else None
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _folder() -> Path:
    return Path(settings.MAIL_FOLDER)
