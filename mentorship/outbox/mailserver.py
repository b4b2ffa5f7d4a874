"""One connection to the mail server, and what the server says to each mail."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage, get_connection

from mentorship.outbox.answers import Answer, answer, name_of

MOST_CUTS = 3  # connections lost one after the other, until the server counts as down


@dataclass(frozen=True)
class Said:
    """`error` is a class and a code, never words of the server, which may name people."""

    answer: Answer
    error: str = ""


class Line:
    """Opened by the first mail, kept for the next ones, opened anew when it breaks."""

    def __init__(self) -> None:
        self.server: Any = get_connection()
        self.cuts = 0

    @property
    def is_broken(self) -> bool:
        """Trying on would only spend everybody's time."""
        return self.cuts >= MOST_CUTS

    def send(self, mail: EmailMessage) -> Said:
        """Hand over one mail. Never raises."""
        try:
            self.server.open()
        except Exception as error:
            # No mail is to blame for a server that cannot be reached.
            return Said(Answer.DOWN, name_of(error))
        try:
            taken = self.server.send_messages([mail])
        except Exception as error:
            return self._heard(error)
        self.cuts = 0
        return Said(Answer.TAKEN) if taken else Said(Answer.LATER, "not taken")

    def _heard(self, error: Exception) -> Said:
        said = Said(answer(error), name_of(error))
        if said.answer is Answer.CUT:
            self.cuts += 1
            self.close()
        return said

    def close(self) -> None:
        with suppress(Exception):
            self.server.close()
