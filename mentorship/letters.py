"""A mail before it is a mail: what it is about, the one action, and where that leads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

# What a person may switch off, and the words for it. Security mail is not among them.
CATEGORIES = {
    "session": _("check-ins and reminders"),
    "pair": _("news from your pair"),
    "celebration": _("celebrations"),
    "prompt": _("invitations to write something down"),
    "programme": _("decisions and news of the programme"),
}
# Mails that do not count towards the weekly cap: one asked for them, or a date hangs on them.
UNCAPPED = frozenset({"security", "session", "pair", "programme"})


@dataclass(frozen=True)
class Letter:
    """Rendered from `email/<template>/body.txt` and `body.html`, in the reader's zone.

    `reason` completes the line "You get this because ...". No private text may enter any part.
    """

    category: str
    subject: Any
    template: str
    action_url: str
    action_label: Any
    reason: Any
    context: dict[str, Any] = field(default_factory=dict)


def absolute(path: str) -> str:
    """An address that works from a mail."""
    return f"{settings.SITE_URL}{path}"
