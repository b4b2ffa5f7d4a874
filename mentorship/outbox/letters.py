"""A mail before it is a mail: what it is about, the one action, and where that leads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from accounts.addresses import absolute
from accounts.categories import CATEGORIES

__all__ = ["CATEGORIES", "UNCAPPED", "Letter", "absolute", "plain"]

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


def plain(words: str) -> str:
    """Words that somebody typed, so that no mail program makes a link of them."""
    return " ".join(re.sub(r"[/\\@<>]", " ", re.sub(r"\.(?=\w)", ". ", words)).split())
