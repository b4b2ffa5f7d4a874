"""Questions against the blank page. They stand beside the box, never in it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

PROMPTS: tuple[tuple[str, Any], ...] = (
    ("surprise", _("What surprised you this week?")),
    ("easier", _("What is easier now than a month ago?")),
    ("avoid", _("What are you putting off, and what is it about?")),
    ("thanks", _("Who helped you lately, and what did they do?")),
    ("proud", _("What would you like to remember from these days?")),
    ("unsaid", _("What have you not said to anybody yet?")),
    ("energy", _("What gave you energy, and what took it?")),
    ("next", _("What is the smallest next step that you believe in?")),
)


def prompt_at(number: int) -> tuple[str, Any, int]:
    """(key, question, number of the next one) for any whole number."""
    key, question = PROMPTS[number % len(PROMPTS)]
    return key, question, (number + 1) % len(PROMPTS)
