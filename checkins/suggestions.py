"""One thing worth trying, and why: rules of thumb, said as an offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Suggestion:
    what: str
    why: str


def suggest(lines: Sequence[Any], aim: Any, *, is_first: bool) -> Suggestion:
    """The suggestion that fits best: a falling confidence before a snag before a win."""
    told = [line.confidence for line in lines if line.confidence]
    kinds = {line.kind for line in lines}
    fits = (
        (is_first, _begin),
        (len(told) > 1 and told[0] < told[-1], _falling),
        ("snag" in kinds, _snag),
        ("win" in kinds, _win),
        (aim is None, _no_goal),
    )
    return next((say for holds, say in fits if holds), _silence)()


def _begin() -> Suggestion:
    return Suggestion(
        _("Begin with a story of your own first year, mistakes included."),
        _("People say more when the other one has said something real."),
    )


def _falling() -> Suggestion:
    return Suggestion(
        _("Ask what the last win says about them, before any plan."),
        _("Confidence went down while things moved; own evidence helps most then."),
    )


def _snag() -> Suggestion:
    return Suggestion(
        _("Ask what they have tried, and tell what you once got wrong there."),
        _("A snag was logged since you last met."),
    )


def _win() -> Suggestion:
    return Suggestion(
        _("Ask what made the win work, and let them explain."),
        _("How we answer good news tells more than how we answer bad news."),
    )


def _no_goal() -> Suggestion:
    return Suggestion(
        _("Ask what would make the next three months worth it."),
        _("No goal stands yet; one sentence is enough to begin."),
    )


def _silence() -> Suggestion:
    return Suggestion(
        _("Ask whether the goal is still theirs."),
        _("Nothing was logged since you last met; the aim may have moved."),
    )


def opening_questions() -> tuple[str, ...]:
    """Three to begin a first check-in with."""
    return (
        _("What made you apply, really?"),
        _("When did somebody help you well, and what did they do?"),
        _("What should I know about how you like to be told things?"),
    )
