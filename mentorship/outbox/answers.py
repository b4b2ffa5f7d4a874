"""What an error while sending says: about this mail, or about the mail server."""

from __future__ import annotations

import enum
import smtplib

TOO_LARGE = (523, 552)
CLOSING = 421  # "service not available, closing the channel"
TOO_MANY = 429
NOT_ALLOWED = (401, 403)


class Answer(enum.Enum):
    TAKEN = "the server has it now"
    REFUSED = "this mail will never be taken"
    LATER = "this mail may be taken later"
    CUT = "the connection broke, so nobody knows"
    DOWN = "the server takes nothing from us, whichever mail it is"
    UNSENDABLE = "this mail cannot even be handed over"


def answer(error: Exception) -> Answer:
    """Read the error of sending one mail; providers with an HTTP API answer by `status_code`.

    DOWN keeps every mail waiting, so it is only for what cannot depend on the one that was tried.
    """
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Answer.UNSENDABLE
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code not in TOO_LARGE:
        return Answer.DOWN
    if isinstance(error, smtplib.SMTPException):
        return _by_smtp(code_of(error))
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _by_http(status)
    if type(error).__name__ == "AnymailRecipientsRefused":
        return Answer.REFUSED
    return Answer.CUT if isinstance(error, OSError) else Answer.UNSENDABLE


def code_of(error: Exception) -> int:
    """The three digits that the server said, or 0."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((code for code, _words in error.recipients.values()), 0)
    return int(getattr(error, "smtp_code", None) or getattr(error, "status_code", None) or 0)


def name_of(error: Exception) -> str:
    """The error for logs and rows: its class and code, never its words, which may name people."""
    return f"{type(error).__name__} {code_of(error) or ''}".strip()


def _by_smtp(code: int) -> Answer:
    if code >= 500:
        return Answer.REFUSED
    return Answer.LATER if code >= 400 and code != CLOSING else Answer.CUT


def _by_http(status: int) -> Answer:
    """To an API, 4xx is our mistake: in the key (so nothing can pass), or in this mail."""
    if status in NOT_ALLOWED:
        return Answer.DOWN
    return Answer.CUT if status == TOO_MANY or status >= 500 else Answer.UNSENDABLE
