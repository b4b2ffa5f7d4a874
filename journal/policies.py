"""Who may do what to an entry: its author everything, a reader nothing but read."""

from __future__ import annotations

from typing import Any

from journal.models import Entry


def can_write_entry(person: Any, entry: Entry) -> bool:
    return entry.author_id == person.pk and entry.deleted_at is None


def can_share_entry(person: Any, entry: Entry) -> bool:
    return can_write_entry(person, entry)
