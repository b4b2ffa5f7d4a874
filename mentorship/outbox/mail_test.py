"""One mail to oneself, and what happened to it, in words that say what to do."""

from __future__ import annotations

import smtplib
import socket
import ssl

from django.conf import settings
from django.utils.translation import gettext as _

from accounts import mails
from mentorship.outbox.answers import name_of


def try_mail(address: str) -> str:
    """Send it now; the empty answer means that the server took it."""
    try:
        mails.send("mail_test", address, {})
    except Exception as error:
        return problem(error)
    return ""


def problem(error: Exception) -> str:
    """Never the server's own words: they may name people, or repeat a password."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("The mail server did not accept our user name and password. Check EMAIL_URL.")
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _("The mail server does not let us write as %(sender)s. Check MAIL_FROM.") % {
            "sender": settings.DEFAULT_FROM_EMAIL
        }
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _("The mail server does not deliver to this address.")
    if isinstance(error, socket.gaierror):
        return _("No mail server was found by that name. Check the host in EMAIL_URL.")
    if isinstance(error, ssl.SSLError):
        return _("The mail server and we could not agree on a safe connection. Check EMAIL_URL.")
    if isinstance(error, TimeoutError):
        return _("The mail server did not answer in time. Check the port, and what is in between.")
    if isinstance(error, ConnectionRefusedError):
        return _("Nothing answers there. Check host and port in EMAIL_URL.")
    return _("Something else is in the way: %(what)s.") % {"what": name_of(error)}
