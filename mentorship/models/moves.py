"""Changing state: transitions are data, a move is compare-and-set, and it leaves an event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from mentorship.models.event import Event

# verb -> (states it may start from, state it leads to)
Transitions = Mapping[str, tuple[tuple[str, ...], str]]


class NotNow(Exception):
    """The thing is not in a state that allows this verb: somebody was faster, or it is too late.

    `str()` is a sentence for the person; pages show it, and change nothing.
    """

    def __init__(self, verb: str = "", state: str = "", sentence: str = "") -> None:
        self.verb, self.state = verb, state
        super().__init__(sentence or _("That has changed in the meantime. Here is how it stands."))


class Changed(NotNow):
    """Somebody else changed the text since it was shown; both wordings should be."""


def move(
    row: models.Model,
    verb: str,
    transitions: Transitions,
    *,
    by: Any,
    reason: str = "",
    **changes: Any,
) -> Event:
    """Move `row.status` as the table says, set `changes` with it, and record it; else NotNow."""
    sources, target = transitions[verb]
    before = row.status  # type: ignore[attr-defined]
    with transaction.atomic():
        same = type(row)._base_manager.filter(pk=row.pk, status=before)
        if before not in sources or not same.update(status=target, **changes):
            row.refresh_from_db()
            raise NotNow(verb, row.status)  # type: ignore[attr-defined]
        for name, value in {"status": target, **changes}.items():
            setattr(row, name, value)
        return Event.objects.record(row, verb, by=by, reason=reason, before=before, after=target)
