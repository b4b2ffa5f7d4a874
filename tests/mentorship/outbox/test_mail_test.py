"""What is wrong with the mail server, in words that say what to do and repeat nothing."""

from __future__ import annotations

import smtplib
import socket
import ssl

import pytest

from mentorship.outbox.mail_test import problem

SECRET = b"535 user hunter2 refused"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (smtplib.SMTPAuthenticationError(535, SECRET), "user name and password"),
        (smtplib.SMTPSenderRefused(550, SECRET, "hello@localhost"), "Check MAIL_FROM"),
        (smtplib.SMTPRecipientsRefused({"x": (550, SECRET)}), "does not deliver"),
        (socket.gaierror(-2, "hunter2"), "No mail server was found"),
        (ssl.SSLError(1, "hunter2"), "safe connection"),
        (TimeoutError("hunter2"), "did not answer in time"),
        (ConnectionRefusedError("hunter2"), "Nothing answers there"),
        (smtplib.SMTPServerDisconnected("hunter2"), "SMTPServerDisconnected"),
        (ValueError("hunter2"), "ValueError"),
    ],
)
def test_an_error_becomes_a_sentence_without_the_words_of_the_server(
    error: Exception, words: str
) -> None:
    sentence = problem(error)
    assert words in sentence
    assert "hunter2" not in sentence
