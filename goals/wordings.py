"""How a goal has read from its first wording to now, and what two of those wordings differ in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from goals.models import Goal, Reading

ASKED = {
    "title": _("The goal"),
    "measure": _("Known because"),
    "matters": _("Matters because"),
    "due_on": _("By"),
}
MADE = ("author", "revised_at", "reason")


@dataclass(frozen=True)
class Wording:
    """One wording, by its number from 1; who wrote it when and why is not known of the first."""

    number: int
    title: str
    measure: str
    matters: str
    due_on: date | None
    author: Any = None
    revised_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Difference:
    """One thing that a goal says, in two wordings."""

    label: Any
    before: Any
    after: Any

    @property
    def is_same(self) -> bool:
        return bool(self.before == self.after)


def wordings(goal: Goal, told: dict[str, str], newest_first: Sequence[Reading]) -> list[Wording]:
    """All of them, the first wording first; `told` is how it reads now, opened."""
    changes = list(reversed(newest_first))
    texts = [{name: getattr(was, name) for name in ASKED} for was in changes]
    texts.append({**told, "due_on": goal.due_on})
    made = [{}, *({name: getattr(was, name) for name in MADE} for was in changes)]
    both = zip(texts, made, strict=True)
    return [Wording(number, **text, **by) for number, (text, by) in enumerate(both, start=1)]


def differences(before: Wording, after: Wording) -> list[Difference]:
    """What the two say about each thing that either of them tells, what differs first."""
    found = [
        Difference(label, getattr(before, name), getattr(after, name))
        for name, label in ASKED.items()
        if getattr(before, name) or getattr(after, name)
    ]
    return sorted(found, key=lambda one: one.is_same)


def chosen(found: Sequence[Wording], asked: str, otherwise: int) -> Wording:
    """The wording of that number, or else of this one."""
    return next((one for one in found if str(one.number) == asked), found[otherwise])
